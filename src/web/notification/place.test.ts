import { expect, test } from "vitest";
import { campaignOf } from "./place.ts";

test.each([
  ["campaign:abc-1", "abc-1"],
  ["campaign:../x", undefined],
  ["unit:abc", undefined],
])("%s leads to %s", (subject, id) => {
  expect(campaignOf(subject)).toBe(id);
});
