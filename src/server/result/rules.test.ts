import { expect, test } from "vitest";
import { itemOf, type Version, type VersionStep } from "./rules.ts";

const VERSION: Version = { number: 2, at: new Date("2025-12-28T02:00:00Z"), by: "officer", reason: "", regulationVersionId: "r", regulationSha256: "0", ledgerSeq: 7, ledgerHash: "0", resultSha256: "0" };
const at = new Date("2025-12-29T02:00:00Z");
const sentBack = (number: number): VersionStep => ({ number, step: 1, at, by: "chutich", kind: "return", data: { reason: "Cần làm rõ điểm trừ của Sở Xây dựng." } });

test("a version that was returned says by whom, when and why; one that was not says nothing", () => {
  expect(itemOf(VERSION, [sentBack(2)])).toMatchObject({ state: "returned", returned: { by: "chutich", at: at.toISOString(), reason: "Cần làm rõ điểm trừ của Sở Xây dựng." } });
  expect(itemOf(VERSION, [sentBack(1)])).toMatchObject({ state: "proposed", returned: null });
});
