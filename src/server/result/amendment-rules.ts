import type { z } from "zod";
import type { Comparison } from "../../contract/regulation.ts";
import type { Gap, previewAmendment } from "../../contract/result.ts";
import type { CompiledLeaf, Engine } from "../../scoring/engine/compile.ts";
import type { RatioResult, Result } from "../../scoring/engine/result.ts";
import { fits } from "../assessment/index.ts";
import { earnsPoints, factFaults } from "../campaign/index.ts";
import type { Sources } from "./case.ts";

/** What an amendment of the regulation would do to a campaign: to every rank and level, and to what was entered. No I/O. */

type Preview = z.output<typeof previewAmendment.response>;
/** The campaign computed under one version; without a result where the version requires what nobody has stated yet. */
export type Side = { readonly engine: Engine; readonly gaps: readonly Gap[]; readonly result: Result | undefined };

const placeOf = (given: RatioResult | undefined): Preview["units"][number]["ratios"][number]["before"] => (given === undefined ? null : { points: given.points, maxPoints: given.maxPoints, percent: given.percent, rank: given.rank, level: given.level });

/** Every unit in every ratio of either version, before and after. */
export function compareUnits(units: Sources["units"], before: Side, after: Side): Preview["units"] {
  const ratios = [...new Set([before, after].flatMap(({ engine }) => engine.ratios.map((one) => one.ratio.key)))];
  const resultsOf = ({ result }: Side) => new Map((result?.units ?? []).map((one) => [one.code, one.ratios]));
  const [old, now] = [resultsOf(before), resultsOf(after)];
  return units.map(({ code, index }) => ({ unit: code, index, ratios: ratios.map((ratio) => ({ ratio, before: placeOf(old.get(code)?.[ratio]), after: placeOf(now.get(code)?.[ratio]) })) }));
}

type Held = { readonly index: string; readonly unit: string; readonly code: string; readonly fits: (leaf: CompiledLeaf) => boolean };

/** Every value that stands, by whomever it was entered: scores, imported values, corrections and leaders' marks. */
function heldIn({ units, entries, ratings }: Sources): Held[] {
  const known = new Map(units.map((one) => [one.unitId, one]));
  const held = (unitId: string, code: string, isFit: Held["fits"]): Held[] => {
    const unit = known.get(unitId);
    return unit === undefined ? [] : [{ index: unit.index, unit: unit.code, code, fits: isFit }];
  };
  return [
    ...entries.flatMap(({ unitId, code, input }) => (input === null ? [] : held(unitId, code, (leaf) => fits(leaf, input)))),
    ...ratings.flatMap(({ unitId, code, ratings: given }) => given.flatMap((one) => held(unitId, code, (leaf) => fits(leaf, { ratings: [one] })))),
  ];
}

const keyOf = ({ index, code }: { readonly index: string; readonly code: string }): string => `${index} ${code}`;

/** What the amendment does to the criteria that the campaign uses, and to what was entered for them. */
export function compareCriteria({ leaves }: Comparison, sources: Sources, { engine }: Side): Preview["criteria"] {
  const used = new Set(sources.units.map((one) => one.index));
  const held = heldIn(sources);
  const counts = new Map([...Map.groupBy(held, keyOf)].map(([key, all]) => [key, all.length]));
  const withScores = (all: Comparison["leaves"]["added"]) => all.filter((one) => used.has(one.index)).map((one) => ({ ...one, scores: counts.get(keyOf(one)) ?? 0 }));
  const leafOf = ({ index, code }: Held) => engine.indexes.get(index)?.leafByCode.get(code);
  const unfit = held.filter((one) => {
    const leaf = leafOf(one);
    return leaf !== undefined && !one.fits(leaf);
  });
  return {
    added: withScores(leaves.added),
    removed: withScores(leaves.removed),
    changed: leaves.changed.filter((one) => used.has(one.index)).map(({ index, code, title, oldPoints, newPoints, changes }) => ({ index, code, title, oldPoints, newPoints, fields: changes.map((one) => one.field) })),
    noLongerFitting: [...Map.groupBy(unfit, keyOf).values()].flatMap((all) => {
      const [first] = all;
      return first === undefined ? [] : [{ index: first.index, code: first.code, title: leafOf(first)?.leaf.title ?? "", scores: all.length, units: [...new Set(all.map((one) => one.unit))].toSorted() }];
    }),
  };
}

/** Not-applicable marks and facts that the version cannot take. */
export function looseEnds({ units, marks, facts }: Sources, { engine }: Side): Pick<Preview, "marks" | "facts"> {
  const known = new Map(units.map((one) => [one.unitId, one]));
  return {
    marks: marks.flatMap(({ unitId, code }) => {
      const unit = known.get(unitId);
      const index = engine.indexes.get(unit?.index ?? "");
      return unit === undefined || (index !== undefined && earnsPoints(index, code)) ? [] : [{ unit: unit.code, code }];
    }),
    facts: facts.flatMap(({ unitId, key, value }) => {
      const unit = known.get(unitId);
      return unit === undefined || factFaults(engine, unit.code, key, value).length === 0 ? [] : [{ unit: unit.code, key }];
    }),
  };
}
