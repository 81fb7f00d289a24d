import { expect, test } from "vitest";
import { secondsLeft, sizeText } from "./size.ts";

const format = { decimal: (plain: string) => plain.replace(".", ","), count: String };

test.each([[0, "0 B"], [1023, "1023 B"], [1024, "1,0 KB"], [48_213, "47,1 KB"], [5 * 1024 * 1024, "5,0 MB"], [500 * 1024 * 1024, "500 MB"], [3 * 1024 ** 4, "3072 GB"]])("%i bytes are %s", (bytes, text) => {
  expect(sizeText(bytes, format)).toBe(text);
});

test("the time left is told once there is a rate", () => {
  expect(secondsLeft(1000, 0)).toBeUndefined();
  expect(secondsLeft(1001, 100)).toBe(11);
});
