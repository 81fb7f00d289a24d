/** What an address says after its question mark is text: a criterion "1.10" is no number. */

export const parseSearch = (written: string): Record<string, string> => Object.fromEntries(new URLSearchParams(written));

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(search).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return texts.length === 0 ? "" : `?${new URLSearchParams(texts).toString()}`;
}

/** What a page reads of its address: these names, where they say something. */
export const searchFor =
  <K extends string>(...names: readonly K[]) =>
  (given: Readonly<Record<string, unknown>>): Partial<Record<K, string>> => {
    const said: Partial<Record<string, string>> = {};
    for (const name of names) {
      const value = given[name];
      if (typeof value === "string" && value !== "") said[name] = value;
    }
    return said;
  };
