import type { z } from "zod";
import { availableFormSteps, type FormSide, type FormState, type FormView, type readForm } from "../../contract/personnel-form.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import type { Content, Node } from "../../scoring/regulation/index-set.ts";
import { staffOf, unitNames } from "../organisation/index.ts";
import type { Actor, Transaction } from "../platform/index.ts";
import { formActionsOf } from "./form-queries.ts";
import { engineFor, gather, type Gathered } from "./ground.ts";
import type { Period } from "./period-queries.ts";
import { isLeader, type Place } from "./place-rules.ts";
import { relationsTo, todayOf } from "./places.ts";
import { pointsText } from "./score.ts";
import { leavesOf, levelsOf } from "./score-leaves.ts";

/** A form as it is shown. */

type Criterion = FormView["criteria"][number];

/** The general criteria in the order of the regulation, groups before what is in them. */
function criteriaOf(engine: Engine, index: string, { form }: Gathered): Criterion[] {
  const leaves = leavesOf(engine, index);
  const corrections = new Map((form.confirmation?.corrections ?? []).map((one) => [one.code, one]));
  const isConfirmed = form.confirmation !== undefined;
  const walk = (node: Content | Node): Criterion[] => {
    const children = "criteria" in node ? node.criteria.flatMap(walk) : [];
    if ("criteria" in node && children.length === 0) return [];
    if (!("criteria" in node) && node.code === leaves.results.code) return [];
    const self = form.self?.scores[node.code] ?? null;
    const correction = corrections.get(node.code);
    return [{ code: node.code, title: node.title, maxPoints: node.maxPoints === undefined ? null : String(node.maxPoints), isLeaf: !("criteria" in node), article: node.article, self, confirmed: isConfirmed ? (correction?.points ?? self) : null, reason: correction?.reason ?? null }, ...children];
  };
  return leaves.index.index.contents.flatMap(walk);
}

/** On which sides of a form somebody stands. */
export function sidesOf(actor: Actor, place: Place): FormSide[] {
  const relations = relationsTo(actor, place.person, place, "act");
  return [...(relations.includes("self") ? (["self"] as const) : []), ...(relations.includes("superior") ? (["superior"] as const) : []), ...(relations.includes("own-unit") ? (["keeper"] as const) : [])];
}

/** Names of people, whether they have a post now or not. */
export async function namesOfPeople(tx: Transaction, people: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(people.flatMap((one) => one ?? []))];
  return new Map((wanted.length === 0 ? [] : await staffOf(tx, { people: wanted, during: { from: "1900-01-01", to: null } })).map((post) => [post.person, post.name]));
}

const reasonIn = (action: Readonly<Record<string, unknown>>): string | null => (typeof action["reason"] === "string" ? action["reason"] : null);

type View = z.input<typeof readForm.response>;

/** What the period came to: as it was confirmed, else as it stands now. */
function pointsOf({ form, score, ground }: Gathered): Pick<View, "general" | "results" | "total" | "level" | "parts" | "steps" | "missing" | "d"> {
  const kept = form.confirmation?.result ?? { general: pointsText(score.general), results: pointsText(score.results), total: pointsText(score.total), level: score.level, parts: score.parts, steps: score.steps };
  const isSettled = form.state === "confirmed" || form.state === "absent";
  return { general: kept.general, results: kept.results, total: kept.total, level: kept.level, parts: { ...kept.parts }, steps: kept.steps.map((one) => ({ ...one, values: { ...one.values } })), missing: isSettled ? [] : [...score.missing], d: ground.marks.d ?? null };
}

/** What people wrote on it. */
function wordsOf({ self, confirmation, returned, handedInAt }: FormState, names: ReadonlyMap<string, string>): Pick<View, "strengths" | "shortcomings" | "marks" | "remark" | "returned" | "handedInAt" | "confirmedAt" | "confirmedBy"> {
  const said = { strengths: self?.strengths ?? "", shortcomings: self?.shortcomings ?? "", returned: returned ?? null, handedInAt: handedInAt ?? null };
  if (confirmation === undefined) return { ...said, marks: null, remark: null, confirmedAt: null, confirmedBy: null };
  return { ...said, marks: confirmation.marks ?? null, remark: confirmation.remark, confirmedAt: confirmation.at, confirmedBy: names.get(confirmation.by) ?? null };
}

export async function formView(tx: Transaction, period: Period, place: Place, actor: Actor): Promise<View> {
  const gathered = (await gather(tx, period, [place])).get(place.person);
  if (gathered === undefined) throw new RangeError("nobody was gathered");
  const { form } = gathered;
  const engine = await engineFor(tx, period);
  const actions = (await formActionsOf(tx, period.id, [place.person])).get(place.person) ?? [];
  const names = await namesOfPeople(tx, [place.superior, form.confirmation?.by, ...actions.map((one) => one.by)]);
  return {
    periodId: period.id,
    personId: place.person,
    name: place.name,
    title: place.title,
    unitId: place.unit,
    unitName: (await unitNames(tx, [place.unit])).get(place.unit) ?? "",
    isLeader: isLeader(place),
    superiorId: place.superior,
    superiorName: names.get(place.superior ?? "") ?? null,
    state: form.state,
    criteria: criteriaOf(engine, period.index, gathered),
    thresholds: levelsOf(engine),
    ...pointsOf(gathered),
    ...wordsOf(form, names),
    history: actions.map((one) => ({ number: one.number, at: one.at, by: names.get(one.by) ?? "", kind: one.action.kind, reason: reasonIn(one.action) })),
    available: availableFormSteps(form.state, sidesOf(actor, place), period.state === "open"),
    today: await todayOf(tx),
    now: (await tx.now()).toISOString(),
    version: String(form.version),
  };
}
