import { plainText } from "../ui/format.ts";

/** What a new item of a draft is called for good: by its section, "III.1" is "iii-1". */
export const keyFrom = (section: string, taken: ReadonlySet<string>): string => {
  const base = plainText(section).replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "") || "muc";
  for (let at = 0; ; at++) {
    const key = at === 0 ? base : `${base}-${String(at + 1)}`;
    if (!taken.has(key)) return key;
  }
};
