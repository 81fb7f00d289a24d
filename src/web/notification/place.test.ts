import { expect, test } from "vitest";
import { pageOf } from "./place.ts";

test.each([
  ["campaign:abc-1", "/campaigns/abc-1"],
  ["campaign:../x", undefined],
  ["assessment:abc-1/u1", "/campaigns/abc-1"],
  ["plan:2025/work/u1", "/plan/2025/work/u1"],
  ["plan:2025/inspections/i1", "/plan/2025/inspections/i1"],
  ["plan:2025/accounts/x", undefined],
  // As notices named plans before.
  ["plan:5d7b1dc0-e039", "/plan"],
  ["feedback:f1", "/feedback/f1"],
  ["unit:abc", undefined],
])("%s leads to %s", (subject, address) => {
  expect(pageOf(subject)).toBe(address);
});
