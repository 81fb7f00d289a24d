import type { z } from "zod";
import { listRemits, readRemit, setRemit } from "../../contract/leadership.ts";
import { type Campaign, type CampaignUnit, heldStateOf, type IsProposed, unitsOfCampaign } from "../campaign/index.ts";
import { unitsEverOf } from "../organisation/index.ts";
import { actorOf, command, type Endpoint, pageFrom, Problem, query, type Transaction } from "../platform/index.ts";
import { enterAsOfficer, enterAsReader, leaderPeople, type LeaderPerson } from "./leaders.ts";
import { currentMarks, currentRemits, insertRemit, lockLeader, type Remit, remitHistory } from "./queries.ts";
import { isMarkable, remitFaults } from "./rules.ts";

const viewOf = ({ personId, name, role }: LeaderPerson, remit: Remit | undefined) => ({
  personId,
  name,
  role,
  marksAll: role === "chairman",
  unitIds: [...(remit?.units ?? [])],
  version: String(remit?.number ?? 0),
  at: remit?.at.toISOString() ?? null,
  by: remit?.by ?? null,
});

async function requiredLeader(tx: Transaction, campaign: Campaign, personId: string): Promise<LeaderPerson> {
  const found = (await leaderPeople(tx, campaign)).find((one) => one.personId === personId);
  if (found === undefined) throw new Problem("not-found");
  return found;
}

async function detailOf(tx: Transaction, campaignId: string, person: LeaderPerson): Promise<z.input<typeof readRemit.response>> {
  const history = await remitHistory(tx, campaignId, person.personId);
  return { ...viewOf(person, history.at(-1)), history: history.map(({ number, units, at, by }) => ({ version: String(number), unitIds: [...units], at: at.toISOString(), by })) };
}

const list = query(listRemits, async (call) => {
  const { tx, query: { cursor, limit } } = call;
  const { campaign } = await enterAsReader(call);
  const people = (await leaderPeople(tx, campaign)).filter((one) => cursor === undefined || one.personId > cursor);
  const remits = new Map((await currentRemits(tx, campaign.id)).map((one) => [one.personId, one]));
  const { items, nextCursor } = pageFrom(people, limit, (one) => one.personId);
  return { body: { items: items.map((one) => viewOf(one, remits.get(one.personId))), nextCursor } };
});

const read = query(readRemit, async (call) => {
  const { tx, params } = call;
  const { campaign } = await enterAsReader(call);
  const body = await detailOf(tx, campaign.id, await requiredLeader(tx, campaign, params.personId));
  return { body, version: body.version };
});

/** A unit that has the leader's mark stays in the remit: taking it away would silence the mark, or leave one that nobody may take back. */
async function requireUnmarked(tx: Transaction, campaignId: string, personId: string, gone: readonly CampaignUnit[]): Promise<void> {
  const marked = new Set((await currentMarks(tx, campaignId, { personId })).filter((one) => one.mark !== null).map((one) => one.unitId));
  const codes = gone.filter((one) => marked.has(one.unitId)).map((one) => one.code);
  if (codes.length === 0) return;
  const units = codes.slice(0, 10).join(", ");
  throw new Problem("conflict", { detail: { vi: `Lãnh đạo đã cho điểm ${units}; cần rút điểm trước khi bỏ đơn vị khỏi phân công.`, en: `The leader has marked ${units}; the marks must be taken back before the units leave the remit.` } });
}

const set = (isProposed: IsProposed): Endpoint => command(setRemit, async (call) => {
  const { tx, params, body: { unitIds }, seen } = call;
  const actor = actorOf(call);
  const { campaign } = await enterAsOfficer(call);
  const person = await requiredLeader(tx, campaign, params.personId);
  const { stage } = await heldStateOf(tx, campaign.id);
  await lockLeader(tx, campaign.id, person.personId);
  const current = await detailOf(tx, campaign.id, person);
  if (seen !== current.version) throw new Problem("stale", { extra: { current } });
  if (person.role === "chairman") throw new Problem("conflict", { detail: { vi: "Chủ tịch cho điểm mọi đơn vị, không cần phân công.", en: "The Chairman marks every unit and needs no remit." } });
  if (stage !== "draft" && !isMarkable(stage, await isProposed(tx, campaign.id))) throw new Problem("conflict", { detail: { vi: "Kết quả đã được trình; không đổi phân công được nữa.", en: "The result was proposed; remits no longer change." } });
  const units = await unitsOfCampaign(tx, campaign.id);
  const own = new Set(await unitsEverOf(tx, person.personId, campaign.year));
  const faults = remitFaults(unitIds, new Set(units.map((one) => one.unitId)), own);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, 100).map(({ at, words }) => ({ pointer: `/unitIds/${String(at)}`, message: words })) });
  // A mark for a unit of one's own does not count, and holds nothing up.
  const kept = new Set([...unitIds, ...own]);
  const before = new Set(current.unitIds);
  await requireUnmarked(tx, campaign.id, person.personId, units.filter((one) => before.has(one.unitId) && !kept.has(one.unitId)));
  const number = Number(current.version) + 1;
  const said = { at: await tx.now(), by: actor.personId };
  await insertRemit(tx, campaign.id, { personId: person.personId, number, units: unitIds, ...said });
  const body = await detailOf(tx, campaign.id, person);
  return { reply: { body, version: body.version }, audit: [{ action: "leadership.remit-set", subject: `campaign:${campaign.id}`, data: { campaign: campaign.id, personId: person.personId, number, unitIds, by: said.by, at: said.at.toISOString() } }] };
});

export const remitEndpoints = (isProposed: IsProposed): Endpoint[] => [list, read, set(isProposed)];
