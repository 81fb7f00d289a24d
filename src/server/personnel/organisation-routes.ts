import { fillTaskFacts, listTaskReviews, type OrganisationFacts, readTaskFacts, recordTaskReview, type TaskCounts, type TaskReview } from "../../contract/personnel-organisation.ts";
import { LEAST_REASON } from "../../contract/prose.ts";
import { readFacts } from "../../scoring/case/facts.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { levelByConditions } from "../../scoring/explain/gates.ts";
import { thresholdsOf } from "../../scoring/explain/thresholds.ts";
import { type Campaign, engineOf, enterCampaign, factsOf, recordUnits, requireRole, type UnitFact, unitsOfCampaign } from "../campaign/index.ts";
import { dayOf, knownUnits, staffOf, unitTree } from "../organisation/index.ts";
import { type Actor, actorOf, type Bilingual, type Call, type Change, command, type Endpoint, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { insertReview, type ReviewRow, reviewsOf, workCounts } from "./organisation-queries.ts";
import { countFault, openQuarterOn, sumOf } from "./organisation-rules.ts";
import { type Terms, termsOf } from "./terms.ts";
import { lawOf, type YearWiring, yearOrDefault } from "./year-desk.ts";

/** The Office's quarterly review, and the facts that a campaign on organisations gets from it and from recorded work. */

const reviewView = ({ unitId, quarter, assigned, completed, onTime, exceeded, source, at, by, number }: ReviewRow): TaskReview => ({ unitId, quarter, assigned, completed, onTime, exceeded, source, at: at.toISOString(), by, version: String(number) });

/** The days between which reviews come in; a year without a regulation has none, and every review gives its reason. */
async function reviewTerms(tx: Transaction, year: number): Promise<Terms | undefined> {
  const { regulationVersionId } = await yearOrDefault(tx, year);
  return regulationVersionId === null ? undefined : termsOf((await lawOf(tx, regulationVersionId)).regulation);
}

const openOn = (day: string, terms: Terms | undefined): ReturnType<typeof openQuarterOn> => (terms === undefined ? null : openQuarterOn(day, terms));

function outOfTime(terms: Terms | undefined): Bilingual {
  if (terms === undefined) return { vi: "Năm này chưa có quy định nên chưa có thời gian thống kê: hãy ghi lý do.", en: "The year has no regulation and so no time for reviews: give a reason." };
  return { vi: `Ngoài thời gian từ ngày ${String(terms.reviewFrom)} đến ngày ${String(terms.reviewTo)} tháng cuối quý: hãy ghi lý do.`, en: `Outside days ${String(terms.reviewFrom)} to ${String(terms.reviewTo)} of the quarter's last month: give a reason.` };
}

const list: Endpoint = query(listTaskReviews, async ({ tx, params }): Promise<Reply<typeof listTaskReviews>> => {
  const now = await tx.now();
  const open = openOn(dayOf(now), await reviewTerms(tx, params.year));
  return { body: { items: (await reviewsOf(tx, params.year)).map(reviewView), openQuarter: open?.year === params.year ? open.quarter : null, now: now.toISOString() } };
});


const within = (vi: readonly [string, string], en: readonly [string, string], many: number, most: number): Bilingual => ({ vi: `${vi[0]} (${String(many)}) nhiều hơn ${vi[1]} (${String(most)}).`, en: `${en[0]} (${String(many)}) is more than ${en[1]} (${String(most)}).` });
const COUNT_FAULTS: Readonly<Record<"completed" | "onTime" | "exceeded", (counts: TaskCounts) => Bilingual>> = {
  completed: ({ completed, assigned }) => within(["Số nhiệm vụ hoàn thành", "số được giao"], ["Completed", "assigned"], completed, assigned),
  onTime: ({ onTime, completed }) => within(["Số nhiệm vụ đúng hạn", "số hoàn thành"], ["On time", "completed"], onTime, completed),
  exceeded: ({ exceeded, completed }) => within(["Số nhiệm vụ vượt mức", "số hoàn thành"], ["Exceeded", "completed"], exceeded, completed),
};

async function handleRecord(call: Call<typeof recordTaskReview>): Promise<Change<typeof recordTaskReview>> {
  const { tx, params: { year, quarter, unitId }, body: { reason, source, ...counts }, seen } = call;
  if ((await knownUnits(tx, [unitId])).length === 0) throw new Problem("not-found");
  const present = (await reviewsOf(tx, year)).find((one) => one.quarter === quarter && one.unitId === unitId);
  if (seen !== String(present?.number ?? 0)) throw new Problem("stale", { extra: { current: present === undefined ? null : reviewView(present) } });
  const fault = countFault(counts);
  if (fault !== undefined) throw new Problem("invalid-input", { fields: [{ pointer: `/${fault}`, message: COUNT_FAULTS[fault](counts) }] });
  const at = await tx.now();
  const terms = await reviewTerms(tx, year);
  const open = openOn(dayOf(at), terms);
  const isInTime = open?.year === year && open.quarter === quarter;
  if (!isInTime && reason.length < LEAST_REASON) throw new Problem("invalid-input", { fields: [{ pointer: "/reason", message: outOfTime(terms), expected: `≥ ${String(LEAST_REASON)}` }] });
  const row: ReviewRow = { year, quarter, unitId, number: (present?.number ?? 0) + 1, ...counts, source: isInTime ? source : `${source} (${reason})`.slice(0, 500), at, by: actorOf(call).personId };
  if (!(await insertReview(tx, row))) throw new Problem("stale");
  const view = reviewView(row);
  return { reply: { body: view, version: view.version }, audit: [{ action: "personnel.task-review", subject: `unit:${unitId}`, data: { year, number: row.number, reason, ...view } }] };
}

type Gathered = { readonly items: readonly OrganisationFacts[]; readonly engine: Engine };

/** Whether these facts allow a level at all, whatever the points. */
function allowedBy(engine: Engine, unit: { readonly code: string; readonly index: string }, facts: Readonly<Record<string, unknown>>): string | null {
  const [compiled] = engine.ratios;
  if (compiled === undefined) return null;
  const faults: Parameters<typeof readFacts>[2] = [];
  const read = readFacts({ code: unit.code, index: unit.index, facts, scores: {} }, engine, faults);
  return faults.length > 0 ? null : (levelByConditions(compiled.classification, read)?.key ?? null);
}

async function ownWork(tx: Transaction, units: readonly string[], year: number): ReturnType<typeof workCounts> {
  const staff = await staffOf(tx, { units, during: { from: `${String(year)}-01-01`, to: `${String(year + 1)}-01-01` } });
  return workCounts(tx, { units, people: [...new Set(staff.map((one) => one.person))], year });
}

async function gather(tx: Transaction, wiring: YearWiring, campaign: Campaign): Promise<Gathered> {
  const engine = await engineOf(tx, campaign);
  if (!engine.facts.has("tasks")) throw new Problem("conflict", { detail: { vi: "Quy định của đợt này không đếm nhiệm vụ.", en: "This campaign's regulation counts no tasks." } });
  const units = await unitsOfCampaign(tx, campaign.id);
  const isOwned = campaign.ownerUnitId !== null;
  const reviews = Map.groupBy(await reviewsOf(tx, campaign.year), (one) => one.unitId);
  const work = isOwned ? await ownWork(tx, units.map((one) => one.unitId), campaign.year) : undefined;
  const tree = await unitTree(tx, dayOf(await tx.now()));
  const offices = Map.groupBy([...tree.values()].filter((one) => one.parentId !== null), (one) => one.parentId ?? "");
  const below = units.flatMap((one) => offices.get(one.unitId) ?? []);
  const levels = await wiring.unitLevels(tx, below.map((one) => one.id), campaign.year);
  const kept = Map.groupBy(await factsOf(tx, campaign.id), (one) => one.unitId);
  const items = units.map(({ unitId, code, name, index }): OrganisationFacts => {
    const own = reviews.get(unitId) ?? [];
    const tasks = work === undefined ? sumOf(own) : (work.get(unitId) ?? null);
    const under = offices.get(unitId) ?? [];
    const subordinateFailed = under.some((one) => levels.get(one.id) === "failed");
    const facts = { ...Object.fromEntries((kept.get(unitId) ?? []).map((one: UnitFact) => [one.key, one.value])), ...(tasks === null ? {} : { tasks: { assigned: tasks.assigned, completed: tasks.completed, onTime: tasks.onTime, exceeded: tasks.exceeded } }), subordinateFailed };
    return { unitId, code, name, tasks: tasks === null ? null : { assigned: tasks.assigned, completed: tasks.completed, onTime: tasks.onTime, exceeded: tasks.exceeded }, source: isOwned ? "work" : "review", quarters: isOwned ? [] : own.map((one) => one.quarter).toSorted((a, b) => a - b), subordinateFailed, waitingFor: under.filter((one) => !levels.has(one.id)).map((one) => one.name), allowed: allowedBy(engine, { code, index }, facts) };
  });
  return { items, engine };
}

function answerOf({ items, engine }: Gathered): Reply<typeof readTaskFacts>["body"] {
  const [compiled] = engine.ratios;
  const from = new Map(compiled === undefined ? [] : thresholdsOf(compiled.classification).map((one) => [one.level, one.at]));
  return { items: [...items], levels: (compiled?.classification.levels ?? []).map(({ key, title }) => ({ key, title, from: from.get(key) ?? null })) };
}

/** Of one's own offices the head knows all; in the authority's campaigns a head sees the own unit. */
const seenBy = (items: readonly OrganisationFacts[], { unitIds }: Actor, roles: readonly string[]): OrganisationFacts[] => items.filter((one) => roles.some((role) => role !== "unit-head") || unitIds.includes(one.unitId));

const read = (wiring: YearWiring): Endpoint => query(readTaskFacts, async (call): Promise<Reply<typeof readTaskFacts>> => {
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(call.tx, call.params.campaignId, actor);
  const gathered = await gather(call.tx, wiring, campaign);
  return { body: answerOf({ ...gathered, items: seenBy(gathered.items, actor, roles) }) };
});

const FILLERS = ["programme-officer", "working-group"] as const;

async function handleFill(wiring: YearWiring, call: Call<typeof fillTaskFacts>): Promise<Change<typeof fillTaskFacts>> {
  const { tx, body } = call;
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(tx, call.params.campaignId, actor);
  requireRole(roles, FILLERS);
  const before = await gather(tx, wiring, campaign);
  const wanted = body.unitIds.map((unitId) => before.items.find((one) => one.unitId === unitId));
  const fields = wanted.flatMap((one, i) => {
    const pointer = `/unitIds/${String(i)}`;
    if (one === undefined) return [{ pointer, message: { vi: "Đợt này không có đơn vị này.", en: "The campaign has no such unit." } }];
    if (one.tasks === null || one.tasks.assigned === 0) return [{ pointer, message: { vi: `${one.name}: chưa có số liệu nhiệm vụ.`, en: `${one.name}: no tasks were counted.` } }];
    // Lower organisations are rated before the higher one (article 9.1).
    return one.waitingFor.length > 0 ? [{ pointer, message: { vi: `${one.name}: còn đơn vị cấp dưới chưa xếp loại (${one.waitingFor.join(", ")}).`, en: `${one.name}: lower organisations are not rated yet (${one.waitingFor.join(", ")}).` } }] : [];
  });
  if (fields.length > 0) throw new Problem("invalid-input", { fields: fields.slice(0, 100) });
  const facts = wanted.flatMap((one) => {
    if (one?.tasks === undefined || one.tasks === null) return [];
    const proof = one.source === "review" ? `Thống kê của Văn phòng UBND tỉnh quý ${one.quarters.join(", ")} năm ${String(campaign.year)}` : `Công việc đã ghi nhận trong năm ${String(campaign.year)}`;
    return [{ unitId: one.unitId, key: "tasks", value: one.tasks, proof }, { unitId: one.unitId, key: "subordinateFailed", value: one.subordinateFailed, proof: "Kết quả xếp loại đã công bố của các đơn vị cấp dưới" }];
  });
  const [first, ...others] = await recordUnits(tx, campaign, actor.personId, { marks: [], facts });
  if (first === undefined) throw new RangeError("facts without an entry");
  return { reply: { body: answerOf(await gather(tx, wiring, campaign)) }, audit: [first, ...others] };
}

export const organisationFactEndpoints = (wiring: YearWiring): readonly Endpoint[] => [list, command(recordTaskReview, handleRecord), read(wiring), command(fillTaskFacts, (call) => handleFill(wiring, call))];
