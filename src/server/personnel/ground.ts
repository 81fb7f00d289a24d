import { foldForm, type FormState, type RecordedFormAction } from "../../contract/personnel-form.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { engineOfVersion } from "../campaign/index.ts";
import { dayAfter, staffOf, unitTrees } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { hundredthsOf } from "./amounts.ts";
import { formActionsOf, resultsOf, sumsOf } from "./form-queries.ts";
import type { Period } from "./period-queries.ts";
import { isLeader, type Place } from "./place-rules.ts";
import { dayWithin, todayOf } from "./places.ts";
import { type Remit, remitsOf } from "./remit-queries.ts";
import { type Ground, type Score, scoreOf, type Sums } from "./score.ts";
import { leavesOf } from "./score-leaves.ts";

/** What the scores of people rest on, read for any number of them with the same questions. */

export type Gathered = { readonly place: Place; readonly form: FormState; readonly ground: Ground; readonly score: Score };

export const engineFor = (tx: Transaction, { regulationVersionId, sha256 }: Period): Promise<Engine> => engineOfVersion(tx, { versionId: regulationVersionId, sha256 });

/** The level that means that the tasks were not done: the last of the regulation's. */
export const failedLevel = (engine: Engine): string | undefined => engine.ratios[0]?.classification.levels.at(-1)?.key;

type Led = { readonly left: number; readonly d: boolean | undefined; readonly isFieldMissing: boolean };
export type Settled = { readonly state: "confirmed" | "absent"; readonly level: string | null };
/** Who works in a unit and in those under it, and whose results are settled: asked for some leaders, or read for everybody. */
type LeaderGround = { readonly remits: readonly Remit[]; readonly peopleUnder: (unit: string) => readonly string[]; readonly settled: (people: readonly string[]) => Promise<ReadonlyMap<string, Settled>> };

/** Those whom a leader leads: a head everybody of the unit and of what is under it, a deputy those of the own field; undefined where none was named. */
function followersOf(leader: Place, remit: Remit | undefined, peopleUnder: LeaderGround["peopleUnder"]): readonly string[] | undefined {
  if (leader.kind === "deputy" && remit === undefined) return undefined;
  const people = leader.kind === "head" ? peopleUnder(leader.unit) : [...(remit?.units ?? []).flatMap(peopleUnder), ...(remit?.people ?? [])];
  return [...new Set(people)].filter((one) => one !== leader.person);
}

/** d of each leader (article 15.3.a): 50 % as soon as one of those led stands where the tasks are not done. */
export async function marksOfLeaders(leaders: readonly Place[], { remits, peopleUnder, settled }: LeaderGround, failed: string | undefined): Promise<Map<string, Led>> {
  const remitOf = new Map(remits.map((one) => [one.person, one]));
  const followed = leaders.map((leader) => ({ leader, own: followersOf(leader, remitOf.get(leader.person), peopleUnder) }));
  const known = await settled([...new Set(followed.flatMap(({ own = [] }) => own))]);
  return new Map(
    followed.map(({ leader, own }) => {
      const left = (own ?? []).filter((one) => !known.has(one)).length;
      const isClear = own !== undefined && left === 0;
      return [leader.person, { left, d: isClear ? !own.some((one) => known.get(one)?.state === "confirmed" && known.get(one)?.level === failed) : undefined, isFieldMissing: own === undefined }];
    }),
  );
}

/** Of deputies what they are in charge of on a day: the newest that has begun. */
export const remitsOn = async (tx: Transaction, places: readonly Place[], day: string): Promise<Remit[]> => (await remitsOf(tx, places.filter((one) => one.kind === "deputy").map((one) => one.person))).filter((one) => one.from_day <= day);

/** What the marks of some leaders rest on, read for them alone. */
async function groundOfLeaders(tx: Transaction, period: Period, leaders: readonly Place[]): Promise<LeaderGround> {
  if (leaders.length === 0) return { remits: [], peopleUnder: () => [], settled: async () => new Map() };
  const day = dayWithin(period, await todayOf(tx));
  const remits = await remitsOn(tx, leaders, day);
  const roots = [...leaders.filter((one) => one.kind === "head").map((one) => one.unit), ...remits.flatMap((one) => one.units)];
  const trees = await unitTrees(tx, [...new Set(roots)], day);
  const staff = await staffOf(tx, { units: [...new Set([...trees.values()].flat())], during: { from: day, to: dayAfter(day) } });
  const inUnit = Map.groupBy(staff, (post) => post.unit);
  const settled = async (people: readonly string[]): Promise<Map<string, Settled>> => {
    const results = people.length === 0 ? [] : await resultsOf(tx, { people, periods: [period.id] });
    return new Map(results.flatMap(({ person, state, level }) => (state === "computed" ? [] : [[person, { state, level }] as const])));
  };
  return { remits, peopleUnder: (root) => (trees.get(root) ?? []).flatMap((unit) => inUnit.get(unit) ?? []).map((post) => post.person), settled };
}

/** The scores that count: what the superior corrected, else the self-scores. */
export const countingScores = ({ self, confirmation }: FormState): Record<string, string> | undefined => (self === undefined ? undefined : { ...self.scores, ...Object.fromEntries((confirmation?.corrections ?? []).map((one) => [one.code, one.points])) });

type Override = { readonly scores?: Readonly<Record<string, string>>; readonly marks?: { readonly dd: boolean; readonly e: boolean } | undefined };

/** Everything of these people's period; `overrides` are what is just being confirmed. */
export async function gather(tx: Transaction, period: Period, places: readonly Place[], override: Override = {}): Promise<Map<string, Gathered>> {
  const engine = await engineFor(tx, period);
  const people = places.map((one) => one.person);
  const sums = await sumsOf(tx, period.id, people, hundredthsOf(leavesOf(engine, period.index).failureTakes));
  const actions = await formActionsOf(tx, period.id, people);
  const leading = places.filter(isLeader);
  const leaders = await marksOfLeaders(leading, await groundOfLeaders(tx, period, leading), failedLevel(engine));
  return new Map(
    places.map((place) => {
      const found = groundOf(place, { sums: sums.get(place.person), actions: actions.get(place.person) ?? [], led: leaders.get(place.person), ...override });
      return [place.person, { place, ...found, score: scoreOf(engine, period.index, found.ground, { isBrief: false }) }];
    }),
  );
}

type Read = Override & { readonly sums: Sums | undefined; readonly actions: readonly RecordedFormAction[]; readonly led: Led | undefined };

/** What the score of one person rests on, from what was read. */
export function groundOf(place: Place, { sums, actions, led, ...override }: Read): Pick<Gathered, "form" | "ground"> {
  const form = foldForm(actions);
  const marked = override.marks ?? form.confirmation?.marks;
  return { form, ground: { sums, scores: override.scores ?? countingScores(form), marks: { leader: isLeader(place), d: led?.d, dd: marked?.dd, e: marked?.e }, subordinatesLeft: led?.left, isFieldMissing: led?.isFieldMissing } };
}
