import { boundsOf } from "../../contract/personnel-bounds.ts";
import { decimal } from "../documents/index.ts";
import type { Bilingual } from "../platform/index.ts";

/** Days, quantities and periods in sentences about them, as people write them here; in data they stay as they are. */

export { shortDay as daySaid } from "../documents/index.ts";

/** "1,25", as Vietnamese write it; English keeps the point. */
export const quantitySaid = (hundredths: number): Bilingual => ({ vi: decimal(String(hundredths / 100)), en: String(hundredths / 100) });

/** "quý 4/2026", "tháng 3/2026". */
export function periodSaid(period: string): Bilingual {
  const { from, months, year, isTrial } = boundsOf(period);
  const month = Number(from.slice(5, 7));
  const [vi, en] = months === 3 ? ["quý", "quarter"] : ["tháng", "month"];
  const number = `${String(months === 3 ? (month + 2) / 3 : month)}/${String(year)}`;
  return { vi: `${vi} ${number}${isTrial ? " (kỳ thử)" : ""}`, en: `${en} ${number}${isTrial ? " (trial)" : ""}` };
}
