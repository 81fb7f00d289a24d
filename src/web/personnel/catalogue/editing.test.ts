import { expect, it } from "vitest";
import { addLine, changeLine, NO_EDITS, removeLine } from "./editing.ts";

/** Lines that are typed and not saved yet. */

it("every new line has a key of its own, were others taken away in between", () => {
  const two = addLine(addLine(NO_EDITS));
  const again = addLine(removeLine(two, two.added[0]?.key ?? ""));
  expect(new Set(again.added.map((one) => one.key)).size).toBe(2);
  const named = changeLine(again, again.added[1]?.key ?? "", { name: "Báo cáo" });
  expect(named.added.map((one) => one.draft.name)).toEqual([undefined, "Báo cáo"]);
});
