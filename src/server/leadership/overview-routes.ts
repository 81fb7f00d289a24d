import { listMarkHistory, listMarks, readProgress } from "../../contract/leadership.ts";
import { type Campaign, type Entered, type IsProposed, stateOf, unitsOfCampaign } from "../campaign/index.ts";
import { unitsEverOfPeople } from "../organisation/index.ts";
import { actorOf, type Endpoint, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { enterAsOverseer, enterAsReader, type LeaderPerson, leaderPeople } from "./leaders.ts";
import { markView } from "./mark-changes.ts";
import { currentMarks, currentRemits, type MarkFilter, type MarkPlace, pageOfHistory, pageOfMarks } from "./queries.ts";
import { ratingLeaves } from "./rating-leaves.ts";
import { byKey, counts, sightOf, standingOf } from "./rules.ts";

type Standing = LeaderPerson & ReturnType<typeof standingOf>;

/** How far each leader has come; the number of questions does not depend on how many there are. */
export async function standings(tx: Transaction, campaign: Campaign): Promise<Standing[]> {
  const people = await leaderPeople(tx, campaign);
  const remits = new Map((await currentRemits(tx, campaign.id)).map((one) => [one.personId, one.units]));
  const own = await unitsEverOfPeople(tx, people.map((one) => one.personId), campaign.year);
  const units = await unitsOfCampaign(tx, campaign.id);
  const leaves = await ratingLeaves(tx, campaign);
  const marks = await currentMarks(tx, campaign.id);
  return people.map((person) => {
    const { personId, role } = person;
    const leader = { personId, marksAll: role === "chairman", remit: remits.get(personId) ?? [], own: own.get(personId) ?? [] };
    return { ...person, ...standingOf(leader, units, leaves, byKey(marks.filter((one) => one.personId === personId))) };
  });
}

const progress = query(readProgress, async (call) => {
  const { tx, query: { cursor, limit } } = call;
  const { campaign } = await enterAsOverseer(call);
  const all = (await standings(tx, campaign)).filter((one) => cursor === undefined || one.personId > cursor);
  return { body: pageFrom(all, limit, (one) => one.personId) };
});

/** Which marks somebody may look at. Before they are gathered the programme officer learns who has given marks, not which. */
async function visible(tx: Transaction, { campaign, roles }: Entered, personId: string, filter: MarkFilter, isProposed: IsProposed): Promise<MarkFilter> {
  const sight = sightOf(roles, (await stateOf(tx, campaign.id)).stage, await isProposed(tx, campaign.id));
  if (sight === "none") throw new Problem("conflict", { detail: { vi: "Điểm của lãnh đạo chỉ hiện từ bước tổng hợp; trước đó hãy xem tiến độ.", en: "The leaders' marks are shown from consolidation on; until then look at the progress." } });
  if (sight === "all") return filter;
  // Somebody else's marks are as good as not there.
  return { ...filter, personId: filter.personId === undefined || filter.personId === personId ? personId : "" };
}

const placeText = ({ personId, unitId, code, number }: MarkPlace): string => [personId, unitId, code, String(number)].join(" ");

function placeOf(cursor: string | undefined): MarkPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, personId, unitId, code, number] = /^(\S+) (\S+) (\S+) (\d{1,9})$/.exec(cursor) ?? [];
  if (personId === undefined || unitId === undefined || code === undefined) throw unknownCursor();
  return { personId, unitId, code, number: Number(number) };
}

const list = (isProposed: IsProposed): Endpoint => query(listMarks, async (call) => {
  const { tx, query: { cursor, limit, ...filter } } = call;
  const entered = await enterAsReader(call);
  const { campaign } = entered;
  const rows = await pageOfMarks(tx, campaign.id, await visible(tx, entered, actorOf(call).personId, filter, isProposed), placeOf(cursor), limit + 1);
  const { items, nextCursor } = pageFrom(rows, limit, placeText);
  const own = await unitsEverOfPeople(tx, [...new Set(items.map((one) => one.personId))], campaign.year);
  return { body: { items: items.map((one) => ({ personId: one.personId, ...markView(one), mark: one.mark ?? "", counts: counts(one, own) })), nextCursor } };
});

const history = (isProposed: IsProposed): Endpoint => query(listMarkHistory, async (call) => {
  const { tx, query: { cursor, limit, code, ...filter } } = call;
  const entered = await enterAsReader(call);
  const rows = await pageOfHistory(tx, entered.campaign.id, { ...(await visible(tx, entered, actorOf(call).personId, filter, isProposed)), code }, placeOf(cursor), limit + 1);
  const { items, nextCursor } = pageFrom(rows, limit, placeText);
  return { body: { items: items.map((one) => ({ personId: one.personId, ...markView(one) })), nextCursor } };
});

export const overviewEndpoints = (isProposed: IsProposed): Endpoint[] => [progress, list(isProposed), history(isProposed)];
