import type { CycleState } from "../../contract/cycle.ts";
import { type Campaign, type CampaignUnit, type Entered, heldStateOf, type IsProposed, stateOf, unitsOfCampaign } from "../campaign/index.ts";
import { type AuditEntry, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { actingLeader } from "./leaders.ts";
import { currentMarks, insertMarks, lockLeader } from "./queries.ts";
import { ratingLeaves } from "./rating-leaves.ts";
import { byKey, faultOf, isMarkable, keyOf, type Leader, type Mark, type MarkFault, type MarksByKey, type RatingLeaves, repeatedAt, type WantedMark } from "./rules.ts";

/** Everything by which a leader's marks are judged, read in a constant number of questions. */
export type Desk = { readonly campaign: Campaign; readonly state: CycleState; readonly canMark: boolean; readonly leader: Leader; readonly units: ReadonlyMap<string, CampaignUnit>; readonly leaves: RatingLeaves; readonly marks: MarksByKey };

/** Who acts in which campaign, and who knows whether its result waits for approval. */
type Asking = { readonly entered: Entered; readonly personId: string; readonly isProposed: IsProposed };

async function deskIn(tx: Transaction, { entered, personId, isProposed }: Asking, state: CycleState): Promise<Desk> {
  const { campaign } = entered;
  return {
    campaign,
    state,
    canMark: isMarkable(state.stage, await isProposed(tx, campaign.id)),
    leader: await actingLeader(tx, personId, entered),
    units: new Map((await unitsOfCampaign(tx, campaign.id)).map((one) => [one.unitId, one])),
    leaves: await ratingLeaves(tx, campaign),
    marks: byKey(await currentMarks(tx, campaign.id, { personId })),
  };
}

/** The desk to look at. */
export const deskOf = async (tx: Transaction, asking: Asking): Promise<Desk> => deskIn(tx, asking, await stateOf(tx, asking.entered.campaign.id));

/** The desk to write on: the stage, the remit and the marks stay as they are until the transaction ends. */
export async function heldDeskOf(tx: Transaction, asking: Asking): Promise<Desk> {
  const { id } = asking.entered.campaign;
  const state = await heldStateOf(tx, id);
  await lockLeader(tx, id, asking.personId);
  return deskIn(tx, asking, state);
}

export const markView = ({ unitId, code, number, mark, note, at }: Mark): { unitId: string; code: string; mark: string | null; note: string | null; version: string; at: string } => ({ unitId, code, mark, note, version: String(number), at: at.toISOString() });

export function requireMarkable({ canMark }: Desk): void {
  if (!canMark) throw new Problem("conflict", { detail: { vi: "Chỉ cho điểm từ khi đợt mở đến trước khi trình kết quả.", en: "Marks are given from the campaign's opening until its result is proposed." } });
}

const fieldOf = (i: number, { field, words, expected }: MarkFault): FieldProblem => ({ pointer: `/marks/${String(i)}/${field}`, message: words, ...(expected === undefined ? {} : { expected }) });

/** Refuses a list with anything wrong in it, naming each place; a list that is only out of date is told what there is now. */
export function requireFaultless(desk: Desk, wanted: readonly WantedMark[]): void {
  const faults = wanted.map((one) => faultOf(one, desk));
  const fields = [
    ...faults.flatMap((fault, i) => (fault === undefined ? [] : [fieldOf(i, fault)])),
    ...repeatedAt(wanted).map((i) => ({ pointer: `/marks/${String(i)}`, message: { vi: "Đơn vị và tiêu chí này đã có ở trên.", en: "This unit and criterion stand above already." } })),
  ];
  if (fields.length === 0) return;
  const stale = wanted.filter((_one, i) => faults[i]?.why === "stale");
  if (stale.length < fields.length) throw new Problem("invalid-input", { fields });
  const present = stale.map((one) => desk.marks.get(keyOf(one)));
  throw new Problem("stale", { fields, extra: { current: { marks: present.flatMap((one) => (one === undefined ? [] : [markView(one)])) } } });
}

/** Writes marks that were judged, with an entry for the ledger each. */
export async function writeMarks(tx: Transaction, { campaign, leader, marks }: Desk, wanted: readonly WantedMark[]): Promise<{ readonly written: Mark[]; readonly audit: AuditEntry[] }> {
  const at = await tx.now();
  const written = wanted.map(({ unitId, code, mark, note }): Mark => ({ personId: leader.personId, unitId, code, number: (marks.get(keyOf({ unitId, code }))?.number ?? 0) + 1, mark, note, at }));
  await insertMarks(tx, campaign.id, written);
  const audit = written.map(({ personId, unitId, code, number, mark, note }): AuditEntry => ({ action: mark === null ? "leadership.mark-withdrawn" : "leadership.marked", subject: `campaign:${campaign.id}`, data: { campaign: campaign.id, personId, unitId, code, number, mark, note, at: at.toISOString() } }));
  return { written, audit };
}
