/** Which line and which field of it a fault is about: people know the work, not where it stood in what was sent. */

export type Place = { readonly at: number; readonly field: string };

/** "/records/3/done" in the list `records` → the third after the first, and its field; undefined for what is of another list. */
export function placeIn(list: string, pointer: string): Place | undefined {
  const [root, name, at, ...rest] = pointer.split("/");
  return root === "" && name === list && at !== undefined && /^\d+$/.test(at) ? { at: Number(at), field: rest.join("/") } : undefined;
}

/** "Báo cáo tháng · Đã làm" */
export const namedPlace = (...parts: readonly (string | undefined)[]): string | undefined => {
  const known = parts.filter((one) => one !== undefined && one !== "");
  return known.length === 0 ? undefined : known.join(" · ");
};
