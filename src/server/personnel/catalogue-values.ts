import { MOST_GROUPS } from "../../contract/personnel-catalogue-parts.ts";
import { parseDecimal, roundToHundredths, formatHundredths } from "../../scoring/exact.ts";
import type { Value } from "../documents/index.ts";

/** What people write into cells, as words, numbers and groups. Pure. */

/** Words with single spaces, without what cannot be seen. */
export const clean = (value: Value | undefined): string => (value === null || value === undefined ? "" : String(value).normalize("NFC").replaceAll(/[\s\p{C}]+/gu, " ").trim());

/** "70", "70 điểm", "1.234,50", "2,5" → two decimals; null for everything else and for what is not above 0. */
export function numberIn(said: string): string | null {
  const bare = said.replace(/\s*(?:điểm|đ)\.?$/iu, "").replaceAll(/\s/g, "");
  const plain = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(bare) || /^\d+,\d+$/.test(bare) ? bare.replaceAll(".", "").replace(",", ".") : bare;
  const read = parseDecimal(plain);
  if (read === undefined) return null;
  const hundredths = Number(plain) > 9_999_999 ? 0 : roundToHundredths(read);
  return hundredths > 0 ? formatHundredths(hundredths) : null;
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5 };

/** "N3", "Nhóm 3", "nhóm III", "3" → 3; null for everything else. */
export function groupIn(said: string): number | null {
  const bare = said.toLowerCase().replace(/^(?:nhóm|nhom|n)\s*/u, "").replace(/\.0+$/, "").trim();
  const group = ROMAN[bare] ?? (/^\d{1,2}$/.test(bare) ? Number(bare) : 0);
  return group >= 1 && group <= MOST_GROUPS ? group : null;
}
