import { decideDuplicate, type DuplicatePair, listDuplicates } from "../../contract/plan-work.ts";
import type { UnitItem } from "../../contract/plan-units.ts";
import { readAudience } from "../campaign/index.ts";
import { notifyAll } from "../notification/index.ts";
import type { KnownUnit } from "../organisation/index.ts";
import { actorOf, alikeAmong, command, type Endpoint, likenessOf, Problem, query, shinglesOf, type Transaction } from "../platform/index.ts";
import { insertVerdict, type Verdict, verdictsIn, type WorkPlace } from "./duplicate-queries.ts";
import { placeOf } from "./duties.ts";
import { unitPlansIn } from "./unit-queries.ts";
import { yearOf } from "./unit-routes.ts";

/** Work that two units both do, found by what they call it: the department looks, and decides (QĐ 02050, III.1). */

/** Half of what both say; by this little, tasks of different wording are still found, and few that are not alike. */
const LEAST_LIKENESS = 50;
const MOST_PAIRS = 500;

type Task = { readonly unit: KnownUnit; readonly item: UnitItem };
type Tasks = { readonly tasks: readonly Task[]; readonly year: number };

/** What units have added of their own: what they took over from the province is theirs together on purpose. */
async function ownTasks(tx: Transaction, planId: string): Promise<Tasks> {
  const { units, year } = await yearOf(tx, planId);
  const plans = await unitPlansIn(tx, planId);
  return { year, tasks: units.flatMap((unit) => (plans.get(unit.id)?.items ?? []).filter((one) => one.kind === "task" && !one.isProvinces).map((item) => ({ unit, item }))) };
}

const textOf = ({ item }: Task): string => `${item.title} ${item.output}`;
const isBefore = (a: WorkPlace, b: WorkPlace): boolean => a.unitId < b.unitId || (a.unitId === b.unitId && a.key < b.key);
const placed = ({ unit, item }: Task) => ({ unitId: unit.id, key: item.key, unitName: unit.name, title: item.title, output: item.output });
const pairName = (first: WorkPlace, second: WorkPlace): string => `${placeOf(first.unitId, first.key)} ${placeOf(second.unitId, second.key)}`;

function pairOf(a: Task, b: Task, likeness: number, verdicts: ReadonlyMap<string, Verdict>): DuplicatePair {
  const [first, second] = isBefore(placed(a), placed(b)) ? [placed(a), placed(b)] : [placed(b), placed(a)];
  const decided = verdicts.get(pairName(first, second));
  return { first, second, likeness, decision: decided === undefined ? null : { number: decided.number, verdict: decided.verdict, reason: decided.reason, at: decided.at.toISOString() } };
}

const byPair = (verdicts: readonly Verdict[]): ReadonlyMap<string, Verdict> => new Map(verdicts.map((one) => [pairName(one.first, one.second), one]));

const list = query(listDuplicates, async ({ tx, params: { planId } }) => {
  const { tasks } = await ownTasks(tx, planId);
  const verdicts = byPair(await verdictsIn(tx, planId));
  const alike = alikeAmong(tasks.map((item) => ({ item, text: textOf(item) })), LEAST_LIKENESS).filter(({ first, second }) => first.unit.id !== second.unit.id);
  return { body: { compared: tasks.length, items: alike.slice(0, MOST_PAIRS).map(({ first, second, likeness }) => pairOf(first, second, likeness, verdicts)) } };
});

const decide = command(decideDuplicate, async (call) => {
  const { tx, params: { planId }, body } = call;
  const { personId: by } = actorOf(call);
  const { tasks, year } = await ownTasks(tx, planId);
  const find = ({ unitId, key }: WorkPlace): Task => {
    const task = tasks.find((one) => one.unit.id === unitId && one.item.key === key);
    if (task === undefined) throw new Problem("not-found");
    return task;
  };
  const [a, b] = [find(body.first), find(body.second)];
  if (a.unit.id === b.unit.id) throw new Problem("invalid-input", { fields: [{ pointer: "/second/unitId", message: { vi: "Hai việc phải của hai đơn vị.", en: "The two must be of two units." } }] });
  const isTurned = isBefore(body.second, body.first);
  const turned = { first: "second", second: "first", apart: "apart" } as const;
  const verdict = isTurned ? turned[body.verdict] : body.verdict;
  const [first, second] = isTurned ? [body.second, body.first] : [body.first, body.second];
  const last = byPair(await verdictsIn(tx, planId)).get(pairName(first, second))?.number ?? 0;
  if (body.seen !== last) throw new Problem("conflict", { detail: { vi: "Cặp việc này vừa được quyết định; hãy xem lại.", en: "This pair was decided meanwhile; look again." } });
  const decided: Verdict = { first, second, number: last + 1, verdict, reason: body.reason, at: await tx.now() };
  if (!(await insertVerdict(tx, planId, decided, by))) throw new Problem("conflict");
  const { ofUnits } = await readAudience(tx);
  const told = [a, b].map(({ unit }) => ({ to: ofUnits({ ownerUnitId: null, officeIds: [] }, [unit.id]), kind: "plan" as const, subject: `plan:${String(year)}/units/${unit.id}`, data: { step: "duplicate" as const, unit: unit.name, year, count: 1, due: null }, dedupe: `duplicate ${pairName(first, second)} ${unit.id} ${String(decided.number)}` }));
  await notifyAll(tx, told);
  const likeness = likenessOf(shinglesOf(textOf(a)), shinglesOf(textOf(b)));
  return { reply: { body: pairOf(a, b, likeness, byPair([decided])) }, audit: [{ action: "plan.duplicate-decided", subject: `plan:${planId}`, data: { planId, ...decided, at: decided.at.toISOString(), by } }] };
});

export const duplicateEndpoints: readonly Endpoint[] = [list, decide];
