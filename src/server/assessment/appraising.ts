import { isOpenFor } from "../../contract/cycle.ts";
import { LEAST_REASON } from "../../contract/prose.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { Fields } from "../../scoring/fields.ts";
import { type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { type Desk, type Hall, refuseMarked } from "./desk.ts";
import { requireInput } from "./inputs.ts";
import { hasScoredFor } from "./queries.ts";
import { type CriterionEntries, differs, type Entry, isForSecondRound, type Round, scoredByOf, stepOfRound, valueBefore } from "./rules.ts";
import { conflict, savedView } from "./saving.ts";

/** By what an appraisal is judged, whether it comes alone or with those of other units. */

export function requireRound({ cycle, now }: Pick<Hall, "cycle" | "now">, unitId: string, round: Round): void {
  if (isOpenFor(cycle, stepOfRound(round), unitId, now)) return;
  throw conflict({ vi: `Chưa đến hoặc đã hết thời gian thẩm định lần ${round}.`, en: `Round ${round} of the appraisal is not open.` });
}

const SCORED: Problem = new Problem("not-allowed", { detail: { vi: "Người đã chấm hoặc giải trình cho đơn vị không thẩm định đơn vị đó.", en: "Who scored or explained for a unit does not appraise it." } });

export async function refuseScorers(tx: Transaction, { campaign, viewer }: Hall, unitIds: readonly string[]): Promise<void> {
  const scored = await hasScoredFor(tx, campaign.id, viewer.personId, unitIds);
  if (scored.size > 0) throw SCORED;
}

const REASON_MISSING: FieldProblem = { pointer: "/reason", message: { vi: "Điểm khác với điểm trước đó; cần ghi lý do, ít nhất 10 ký tự.", en: "The points differ from those before; a reason of at least 10 characters is needed." } };

/** Whose file it is about, and what there is of the criterion in it. */
type Place = Pick<Desk, "cycle" | "now" | "viewer" | "unit" | "index" | "marks"> & { readonly leaf: CompiledLeaf; readonly entries: CriterionEntries; readonly hasScored: boolean };
type Given = { readonly round: Round; readonly input: Fields | null; readonly reason: string; readonly seen: string | undefined };

/** The next version of one's own appraisal; throws why there can be none. */
export function nextAppraisal(place: Place, { round, input: given, reason, seen }: Given): Entry {
  const { leaf, entries, unit, viewer: { personId, isChair }, now } = place;
  const scoredBy = scoredByOf(leaf, place.index);
  if (scoredBy !== "unit" && scoredBy !== "council") throw conflict({ vi: `Tiêu chí ${leaf.code} không do Hội đồng thẩm định cho điểm.`, en: `Criterion ${leaf.code} is not for the council to score.` });
  refuseMarked(place, leaf.code);
  requireRound(place, unit.unitId, round);
  if (place.hasScored) throw SCORED;
  const input = requireInput(leaf, given, false);
  if (round === "2" && !isForSecondRound(leaf, entries)) throw conflict({ vi: `Tiêu chí ${leaf.code} đã thống nhất ở lần 1; lần 2 chỉ xem lại tiêu chí có giải trình hoặc chưa kết luận.`, en: `Criterion ${leaf.code} was settled in the first round; the second is for what was contested or left open.` });
  if (input !== null && reason.length < LEAST_REASON && differs(leaf, input, valueBefore(leaf, entries, round))) throw new Problem("invalid-input", { fields: [REASON_MISSING] });
  const own = entries.rounds[round].find((one) => one.author === personId);
  if (seen !== String(own?.version ?? 0)) throw new Problem("stale", { extra: { current: own === undefined ? null : savedView(leaf, own) } });
  return { unitId: unit.unitId, code: leaf.code, step: stepOfRound(round), author: personId, version: (own?.version ?? 0) + 1, input, note: reason, source: null, dated: null, asChair: isChair, by: personId, at: now };
}
