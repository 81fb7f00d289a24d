import { expect, test } from "vitest";
import { qrOf } from "./qr.ts";

/** As another program draws it, with the same level and mask. */
const OTHERS = `
#######..#.##.#######
#.....#..###..#.....#
#.###.#.##.##.#.###.#
#.###.#..#.#..#.###.#
#.###.#...#.#.#.###.#
#.....#.....#.#.....#
#######.#.#.#.#######
........##.##........
###.########.##...#..
###.#..##.....#.....#
..######....#...#.###
###.##.#......#.....#
##....##..#.#.#.##.#.
........#..#.#.#.#.##
#######.####.###..###
#.....#.##.###.##....
#.###.#.#..#.###...##
#.###.#...#...##.#.#.
#.###.#.###.#...###.#
#.....#.#.....#....#.
#######.##..#.####.##`;

test("a short text is drawn as others draw it", () => {
  const drawn = qrOf("otpau")?.map((line) => line.map((isDark) => (isDark ? "#" : ".")).join(""));
  expect(drawn?.join("\n")).toBe(OTHERS.trim());
});

test("longer texts take larger codes, the longest none", () => {
  expect([17, 18, 78, 134, 154, 192, 230, 231].map((length) => qrOf("a".repeat(length))?.length)).toEqual([21, 25, 33, 41, 45, 49, 53, undefined]);
});
