import type { RoundAction } from "../../contract/personnel-year.ts";
import { decisionInForce, foldRating } from "../../contract/personnel-year-steps.ts";
import { dayOf } from "../organisation/index.ts";
import { type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { queueRatings } from "./outbox-queue.ts";
import { type Entry, lineOf, type Round } from "./year-desk.ts";
import { quotaGroupOf } from "./year-points.ts";
import { insertSteps, type NewStep } from "./year-queries.ts";
import { levelFault, partsOf, readinessFault, type Who } from "./year-rules.ts";
import { tellOfRatings } from "./year-telling.ts";

/** One decision for many people: everything that stands against it is found before anything is written. */

type Decide = Extract<RoundAction, { kind: "decide" }>;
type Deciding = { readonly who: Who; readonly at: Date };

const fault = (pointer: string, vi: string, en: string): FieldProblem => ({ pointer, message: { vi, en } });

function faultOf(wanted: Decide["people"][number], i: number, { round, who, entry }: { readonly round: Round; readonly who: Who; readonly entry: Entry | undefined }): FieldProblem | undefined {
  const pointer = `/people/${String(i)}`;
  if (entry === undefined) return fault(`${pointer}/fileId`, "Không có người này trong danh sách của cơ quan.", "The agency's list has no such person.");
  const { file, competence, state, taken } = entry;
  if (!partsOf(who, file, competence).includes("decider")) return fault(`${pointer}/fileId`, "Không có thẩm quyền quyết định về người này; không ai quyết định về chính mình.", "Not yours to decide; nobody decides on themselves.");
  if (state.decisions.length > 0) return fault(`${pointer}/fileId`, "Người này đã được quyết định; muốn thay thì ra quyết định thay thế.", "Decided already; replace the decision instead.");
  // Whoever proposed does not also decide.
  if (state.proposal?.by === who.personId) return fault(`${pointer}/fileId`, "Người đề xuất không đồng thời là người quyết định.", "Whoever proposed does not decide.");
  const line = lineOf(round, entry);
  return readinessFault({ isRated: entry.isRated, missing: line.missing }, `${pointer}/fileId`) ?? levelFault(wanted, line.limits, pointer) ?? (taken.length === 0 ? fault(pointer, "Hồ sơ còn trống.", "The file is empty.") : undefined);
}

/** Places that decisions take, the earlier ones counted: facts may have changed since those were made. */
function placesFault(action: Decide, round: Round): FieldProblem | undefined {
  const now = new Set(action.people.filter((one) => one.level === "excellent").map((one) => one.fileId));
  const groupOf = ({ state, file }: Entry): string => quotaGroupOf(file.basis, state.group);
  const excellent = round.entries.filter((one) => now.has(one.file.id) || decisionInForce(one.state)?.level === "excellent");
  const full = round.computed.quota.find(({ group, places }) => excellent.filter((one) => groupOf(one) === group).length > places);
  return full === undefined ? undefined : fault("/people", `Quá hạn mức xuất sắc${full.group === "" ? "" : ` của nhóm ${full.group}`}: chỉ có ${String(full.places)} chỗ (Điều 20.5).`, `More excellent than there are places${full.group === "" ? "" : ` in group ${full.group}`}: ${String(full.places)} (article 20.5).`);
}

const MOST_FIELDS = 100;

/** Writes the decision into every file, queues what the national database is told, tells the people. Returns the steps. */
export async function decideRound(tx: Transaction, action: Decide, round: Round, { who, at }: Deciding): Promise<NewStep[]> {
  const byId = new Map(round.entries.map((one) => [one.file.id, one]));
  const isTwice = new Set(action.people.map((one) => one.fileId)).size !== action.people.length;
  const fields = [
    ...(action.on > dayOf(at) ? [fault("/on", "Ngày quyết định chưa đến.", "The day of the decision is still to come.")] : []),
    ...(isTwice ? [fault("/people", "Có người được ghi hai lần.", "Somebody is named twice.")] : []),
    ...action.people.flatMap((one, i) => faultOf(one, i, { round, who, entry: byId.get(one.fileId) }) ?? []),
  ];
  const places = fields.length > 0 ? undefined : placesFault(action, round);
  if (fields.length > 0 || places !== undefined) throw new Problem("invalid-input", { fields: [...fields, ...(places === undefined ? [] : [places])].slice(0, MOST_FIELDS) });
  const decided = action.people.flatMap((one) => {
    const entry = byId.get(one.fileId);
    if (entry === undefined) return [];
    const placing = round.computed.byFile.get(one.fileId);
    const { number, on, publication } = action;
    const step = { kind: "decide" as const, level: one.level, number, on, publication, handling: one.handling, reason: one.reason, percent: placing?.percent ?? "0.00", computed: placing?.level ?? null, caseSha256: round.computed.sha256 };
    return [{ entry, step: { fileId: one.fileId, number: entry.taken.length + 1, step } }];
  });
  const steps = decided.map((one) => one.step);
  if (!(await insertSteps(tx, steps, at, who.personId))) throw new Problem("stale");
  const entries = decided.map(({ entry, step }) => ({ ...entry, state: foldRating([...entry.taken, { number: step.number, at: at.toISOString(), by: who.personId, step: step.step }]) }));
  await queueRatings(tx, entries, round, at);
  await tellOfRatings(tx, entries, "decide");
  return steps;
}
