import type { Decision } from "../../contract/result.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import { levelsWithin } from "../../scoring/explain/gates.ts";
import { viPoints } from "../../scoring/words.ts";
import type { FieldProblem } from "../platform/index.ts";

/** What people may decide where the law leaves it to them. No I/O. */

/** Percents ("68.50") by ratio and unit ("quality SNV"). */
export type Percents = ReadonlyMap<string, string>;
type Left = { readonly pending: readonly Pending[]; readonly percents: Percents };

function orderFaults({ units }: Extract<Decision, { kind: "order" }>, own: readonly Pending[]): FieldProblem[] {
  const wanted = units.toSorted().join(" ");
  const isTied = own.some((one) => (one.why === "tie" || one.why === "quota-tie") && one.units.toSorted().join(" ") === wanted);
  return isTied ? [] : [{ pointer: "/units", message: { vi: "Các đơn vị này không phải một nhóm đang bằng điểm chờ quyết định; cần nêu đủ và chỉ nêu các đơn vị bằng nhau.", en: "These units are not a tie that waits for a decision; name all tied units and no other." } }];
}

/**
 * A gap lies between the conditions of levels; the points that a level asks for stand (NĐ 335/2025, article 8.1 to 8.3).
 * Force majeure weighs more than points (8.4.b), and is left to the person whole.
 */
function levelFaults({ ratio, unit, level }: Extract<Decision, { kind: "level" }>, { pending, percents }: Left, engine: Engine): FieldProblem[] {
  const classification = engine.ratios.find((one) => one.ratio.key === ratio)?.classification;
  const levels = classification?.levels ?? [];
  const keys = levels.map((one) => one.key);
  const why = pending.find((one) => one.ratio === ratio && (one.why === "no-level" || one.why === "force-majeure") && one.units.includes(unit))?.why;
  if (why === undefined) return [{ pointer: "/unit", message: { vi: "Đơn vị này đã có mức theo quy định; không có gì để quyết định.", en: "The law puts this unit in a level; there is nothing to decide." } }];
  if (!keys.includes(level)) return [{ pointer: "/level", message: { vi: `Cần một trong: ${keys.join(", ")}.`, en: `Expected one of: ${keys.join(", ")}.` }, expected: keys.join(", ") }];
  const percent = percents.get(`${ratio} ${unit}`);
  if (why === "force-majeure" || classification === undefined || percent === undefined) return [];
  const open = levelsWithin(classification, percent);
  const [most] = open;
  if (most === undefined || open.some((one) => one.key === level)) return [];
  const allowed = open.map((one) => one.key).join(", ");
  return [{ pointer: "/level", message: { vi: `Đơn vị đạt ${viPoints(percent)}%; số điểm ấy cho phép cao nhất là “${most.title}” (${most.article}).`, en: `The unit has ${percent}%; that allows “${most.title}” at most (${most.article}).` }, expected: allowed }];
}

/** What a decision must be about: units that are tied and all of them, or a unit that the law puts in no level. */
export function decisionFaults(given: Decision, left: Left, engine: Engine): FieldProblem[] {
  return given.kind === "order" ? orderFaults(given, left.pending.filter((one) => one.ratio === given.ratio)) : levelFaults(given, left, engine);
}
