import type { z } from "zod";
import { listFacts, listMarks, readFacts, readMarks, setFact, setMark, type unitFacts, type unitMarks, withdrawMark } from "../../contract/campaign-setup.ts";
import type { Stage } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import type { CompiledIndex, Engine } from "../../scoring/engine/compile.ts";
import { type Actor, actorOf, command, type Endpoint, type FieldProblem, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { engineOf, titlesOf } from "./engines.ts";
import { type Entered, enterCampaign, requireBefore, requireRole } from "./enter.ts";
import { type CampaignUnit, findCampaignUnit, holdStage } from "./queries.ts";
import { addFacts, addMarks, factChanges, factsOf, type MarkChange, markChanges, marksOf } from "./record-queries.ts";
import { factFaults, factsInForce, markFault, marksInForce } from "./record-rules.ts";
import { knowsUnit } from "./standing.ts";
import { stateOf } from "./state.ts";

/** What does not apply to a unit, and what is known of it. */

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string; readonly unitId: string } };
type Opened = Entered & { readonly unit: CampaignUnit; readonly engine: Engine; readonly index: CompiledIndex; readonly place: { readonly campaignId: string; readonly unitId: string } };

/** `holds` keeps the campaign in its stage, and under its regulation, until the transaction ends. */
async function openUnit({ tx, actor, params }: Asked, holds = false): Promise<Opened> {
  const entered = await enterCampaign(tx, params.campaignId, actorOf({ actor }));
  if (holds) await holdStage(tx, entered.campaign.id);
  const unit = await findCampaignUnit(tx, params.campaignId, params.unitId);
  const engine = await engineOf(tx, entered.campaign);
  const index = unit === undefined ? undefined : engine.indexes.get(unit.index);
  if (unit === undefined || index === undefined) throw new Problem("not-found");
  return { ...entered, unit, engine, index, place: params };
}

/** A unit of which one of these roles may say something until this stage; the campaign stays where it is meanwhile. */
async function openForChange(asked: Asked, allowed: readonly Role[], end: Stage): Promise<Opened> {
  const opened = await openUnit(asked, true);
  requireRole(opened.roles, allowed);
  requireBefore((await stateOf(asked.tx, opened.campaign.id)).stage, end);
  return opened;
}

function requireFit(...faults: readonly (FieldProblem | undefined)[]): void {
  const fields = faults.flatMap((one) => one ?? []);
  if (fields.length > 0) throw new Problem("invalid-input", { fields: fields.slice(0, 100) });
}

/** A page of what was said of units; places are told by unit and code or key. */
function pageOfUnits<T extends { readonly unitId: string }>(all: readonly T[], { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number }, nameOf: (one: T) => string): { items: T[]; nextCursor: string | null } {
  const placeOf = (one: T) => `${one.unitId} ${nameOf(one)}`;
  const seen = cursor === undefined ? 0 : all.findIndex((one) => placeOf(one) === cursor) + 1;
  if (cursor !== undefined && seen === 0) throw unknownCursor();
  return pageFrom(all.slice(seen, seen + limit + 1), limit, placeOf);
}

// Marks

const MARKERS: readonly Role[] = ["programme-officer", "council-chair"];

async function marksView(tx: Transaction, { index, place }: Opened): Promise<{ readonly body: z.input<typeof unitMarks>; readonly version: string }> {
  const changes = await markChanges(tx, place);
  const titles = titlesOf(index);
  const items = marksInForce(changes).map(({ code, reason, article, by, at }) => ({ unitId: place.unitId, code, title: titles.get(code) ?? "", reason, article: article ?? "", by, at }));
  return { body: { unitId: place.unitId, items, history: changes }, version: String(changes.length) };
}

type MarkCall = Asked & { readonly seen: string | undefined };

/** Adds one change to the marks of a unit, as the person saw them. */
async function changeMark(call: MarkCall, opened: Opened, change: Pick<MarkChange, "code" | "isSet" | "reason" | "article">) {
  const { tx, seen } = call;
  const by = actorOf(call).personId;
  const { body, version } = await marksView(tx, opened);
  if (seen !== version) throw new Problem("stale", { extra: { current: body } });
  if (!change.isSet && !body.items.some((one) => one.code === change.code)) throw new Problem("not-found");
  const number = Number(version) + 1;
  if (!(await addMarks(tx, opened.campaign.id, [{ ...change, unitId: opened.unit.unitId, number, by }]))) throw new Problem("stale");
  const audit = { action: change.isSet ? "campaign.mark-set" : "campaign.mark-withdrawn", subject: `campaign:${opened.campaign.id}`, data: { unitId: opened.unit.unitId, number, ...change, by, at: (await tx.now()).toISOString() } };
  return { reply: await marksView(tx, opened), audit: [audit] as const };
}

const marks: Endpoint[] = [
  query(listMarks, async (call) => {
    const { campaign } = await enterCampaign(call.tx, call.params.campaignId, actorOf(call));
    return { body: pageOfUnits(await marksOf(call.tx, campaign.id), call.query, (one) => one.code) };
  }),
  query(readMarks, async (call) => marksView(call.tx, await openUnit(call))),
  command(setMark, async (call) => {
    const opened = await openForChange(call, MARKERS, "consolidation");
    requireFit(markFault(opened.index, call.params.code));
    return changeMark(call, opened, { code: call.params.code, isSet: true, ...call.body });
  }),
  command(withdrawMark, async (call) => changeMark(call, await openForChange(call, MARKERS, "consolidation"), { code: call.params.code, isSet: false, reason: call.body.reason, article: null })),
];

// Facts

const KEEPERS: readonly Role[] = ["programme-officer", "working-group"];
async function factsView(tx: Transaction, { engine, place }: Opened): Promise<{ readonly body: z.input<typeof unitFacts>; readonly version: string }> {
  const changes = await factChanges(tx, place);
  const items = factsInForce(changes).map(({ key, value, proof, by, at }) => ({ unitId: place.unitId, key, title: engine.facts.get(key)?.title ?? "", value, proof, by, at }));
  return { body: { unitId: place.unitId, items, history: changes }, version: String(changes.length) };
}

const facts: Endpoint[] = [
  query(listFacts, async (call) => {
    const actor = actorOf(call);
    const { campaign, roles } = await enterCampaign(call.tx, call.params.campaignId, actor);
    const all = await factsOf(call.tx, campaign.id);
    return { body: pageOfUnits(all.filter((one) => knowsUnit(one.unitId, { roles, unitIds: actor.unitIds })), call.query, (one) => one.key) };
  }),
  query(readFacts, async (call) => {
    const opened = await openUnit(call);
    if (!knowsUnit(opened.unit.unitId, { roles: opened.roles, unitIds: actorOf(call).unitIds })) throw new Problem("not-found");
    return factsView(call.tx, opened);
  }),
  command(setFact, async (call) => {
    const { tx, params: { key }, body: { value, proof }, seen } = call;
    const opened = await openForChange(call, KEEPERS, "decided");
    requireFit(...factFaults(opened.engine, opened.unit.code, key, value));
    const { body, version } = await factsView(tx, opened);
    if (seen !== version) throw new Problem("stale", { extra: { current: body } });
    const change = { number: Number(version) + 1, key, value, proof };
    const by = actorOf(call).personId;
    if (!(await addFacts(tx, opened.campaign.id, [{ ...change, unitId: opened.unit.unitId, by }]))) throw new Problem("stale");
    return { reply: await factsView(tx, opened), audit: [{ action: "campaign.fact-set", subject: `campaign:${opened.campaign.id}`, data: { unitId: opened.unit.unitId, ...change, by, at: (await tx.now()).toISOString() } }] };
  }),
];

export const recordEndpoints: readonly Endpoint[] = [...marks, ...facts];
