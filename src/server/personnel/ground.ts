import type { FormState } from "../../contract/personnel-form.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { engineOfVersion } from "../campaign/index.ts";
import { dayAfter, staffOf, unitTrees } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { hundredthsOf } from "./amounts.ts";
import { formActionsOf, resultsOf, sumsOf } from "./form-queries.ts";
import type { Period } from "./period-queries.ts";
import { failedLevel, groundOf, isFailed, type Led, type Override, type Settled } from "./person-ground.ts";
import { isLeader, type Place } from "./place-rules.ts";
import { dayWithin, todayOf } from "./places.ts";
import { type Remit, remitsOf } from "./remit-queries.ts";
import { type Ground, type Score, scoreOf } from "./score.ts";
import { leavesOf } from "./score-leaves.ts";

/** What the scores of people rest on, read for any number of them with the same questions. */

export type Gathered = { readonly place: Place; readonly form: FormState; readonly ground: Ground; readonly score: Score };

export const engineFor = (tx: Transaction, { regulationVersionId, sha256 }: Period): Promise<Engine> => engineOfVersion(tx, { versionId: regulationVersionId, sha256 });

/** Who works in a unit and in those under it, and whose results are settled. */
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
      const results = (own ?? []).flatMap((one) => known.get(one) ?? []);
      const left = (own ?? []).length - results.length;
      return [leader.person, { left, d: own !== undefined && left === 0 ? !results.some((one) => isFailed(one, failed)) : undefined, isFieldMissing: own === undefined }];
    }),
  );
}

/** Of deputies what they are in charge of on a day: the newest that has begun. */
export const remitsOn = async (tx: Transaction, places: readonly Pick<Place, "kind" | "person">[], day: string): Promise<Remit[]> => (await remitsOf(tx, places.filter((one) => one.kind === "deputy").map((one) => one.person))).filter((one) => one.from_day <= day);

/** Of these people the results that are settled. */
export async function settledAmong(tx: Transaction, period: string, people: readonly string[]): Promise<Map<string, Settled>> {
  const results = people.length === 0 ? [] : await resultsOf(tx, { people, periods: [period] });
  return new Map(results.flatMap(({ person, state, level }) => (state === "computed" ? [] : [[person, { state, level }] as const])));
}

/** What the marks of some leaders rest on, read for them alone. */
async function groundOfLeaders(tx: Transaction, period: Period, leaders: readonly Place[]): Promise<LeaderGround> {
  if (leaders.length === 0) return { remits: [], peopleUnder: () => [], settled: async () => new Map() };
  const day = dayWithin(period, await todayOf(tx));
  const remits = await remitsOn(tx, leaders, day);
  const roots = [...leaders.filter((one) => one.kind === "head").map((one) => one.unit), ...remits.flatMap((one) => one.units)];
  const trees = await unitTrees(tx, [...new Set(roots)], day);
  const staff = await staffOf(tx, { units: [...new Set([...trees.values()].flat())], during: { from: day, to: dayAfter(day) } });
  const inUnit = Map.groupBy(staff, (post) => post.unit);
  return { remits, peopleUnder: (root) => (trees.get(root) ?? []).flatMap((unit) => inUnit.get(unit) ?? []).map((post) => post.person), settled: (people) => settledAmong(tx, period.id, people) };
}

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
