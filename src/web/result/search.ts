/** What of a result is looked at: the draft or a version, an index, a ratio, and the unit whose reasons are open. */
export type ResultSearch = { readonly of?: string; readonly index?: string; readonly ratio?: string; readonly unit?: string };

const word = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined);

export function readSearch(given: Readonly<Record<string, unknown>>): ResultSearch {
  const names = ["of", "index", "ratio", "unit"] as const;
  return Object.fromEntries(names.flatMap((name) => (word(given[name]) === undefined ? [] : [[name, word(given[name])]])));
}
