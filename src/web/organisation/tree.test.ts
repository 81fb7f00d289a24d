import { expect, test } from "vitest";
import { inTree } from "./tree.ts";

const unit = (id: string, parent: string | null = null) => ({ id, parent });

test("units stand below their parents, sorted among their own", () => {
  const placed = inTree([unit("b"), unit("a2", "a"), unit("a1", "a"), unit("a"), unit("x", "gone"), unit("a11", "a1")], (one, other) => (one.id < other.id ? -1 : 1));
  expect(placed.map(({ unit: { id }, depth }) => `${id}${String(depth)}`)).toEqual(["a0", "a11", "a112", "a21", "b0", "x0"]);
});
