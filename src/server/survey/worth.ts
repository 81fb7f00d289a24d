import type { SurveyDesign } from "../../contract/survey-design.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { WHOLE_BALLOT } from "./box.ts";
import type { Count } from "./box-queries.ts";
import { type Converted, convert, type Counts, type Coverage, type Tally } from "./conversion.ts";
import type { Turnout } from "./queries.ts";

/** What the counted ballots are worth: for every unit and criterion that the survey measures. */

type Unit = { readonly unitId: string; readonly code: string; readonly name: string; readonly index: string };
export type Worth = { readonly unit: Unit; readonly criterion: string; readonly title: string; readonly converted: Converted; readonly points: string | null; readonly maxPoints: string };
export type Worths = { readonly items: readonly Worth[]; readonly missing: readonly { readonly unit: string; readonly criterion: string }[] };

type Given = { readonly design: SurveyDesign; readonly counts: readonly Count[]; readonly turnout: readonly Turnout[]; readonly units: readonly Unit[]; readonly engine: Engine };

/** Counts of each unit by group and place, of ballots that came one way. */
function talliesOf(counts: readonly Count[], wanted: Count["channel"]): Map<string, Map<string, Map<string, Record<string, number>>>> {
  const tallies = new Map<string, Map<string, Map<string, Record<string, number>>>>();
  for (const { channel, unit, respondents, place, option, n } of counts) {
    if (channel !== wanted) continue;
    const groups = tallies.get(unit) ?? new Map<string, Map<string, Record<string, number>>>();
    tallies.set(unit, groups);
    const places = groups.get(respondents) ?? new Map<string, Record<string, number>>();
    groups.set(respondents, places);
    const options = places.get(place) ?? {};
    places.set(place, options);
    options[option] = (options[option] ?? 0) + n;
  }
  return tallies;
}

/** Cards that could rate a unit, and ballots that did. */
function coverageOf(unit: string, groups: ReadonlySet<string>, tally: Tally, { design, turnout }: Given): Coverage {
  const able = new Set(design.strata.filter((one) => groups.has(one.group) && (one.unit === null || one.unit === unit)).map((one) => one.key));
  const issued = turnout.filter((one) => one.channel === "card" && able.has(one.stratum)).reduce((sum, one) => sum + one.issued, 0);
  const ballots = [...groups].reduce((sum, group) => sum + (tally.get(group)?.get(WHOLE_BALLOT.place)?.[WHOLE_BALLOT.option] ?? 0), 0);
  return { issued, ballots };
}

const none: ReadonlyMap<string, ReadonlyMap<string, Counts>> = new Map();

export function worthOf(given: Given): Worths {
  const { design, counts, units, engine } = given;
  const tallies = talliesOf(counts, "card");
  const openTallies = design.open === null ? undefined : talliesOf(counts, "open");
  const items: Worth[] = [];
  const missing: { unit: string; criterion: string }[] = [];
  for (const unit of units) {
    for (const conversion of design.conversions.filter((one) => one.index === unit.index)) {
      const leaf = engine.indexes.get(unit.index)?.leafByCode.get(conversion.leaf);
      const tally: Tally = tallies.get(unit.code) ?? none;
      const converted = convert(conversion, tally, coverageOf(unit.code, new Set(conversion.groups.map((one) => one.group)), tally, given), {
        openly: design.open === null ? undefined : { group: design.open.group, cap: design.open.cap, tally: openTallies?.get(unit.code) ?? none },
        titles: new Map(leaf?.leaf.method === "answers" ? leaf.leaf.options.map((one) => [one.key, one.title]) : []),
      });
      if (leaf === undefined || converted === undefined) {
        missing.push({ unit: unit.code, criterion: conversion.leaf });
        continue;
      }
      const points = leaf.bound.score(converted.input, undefined);
      items.push({ unit, criterion: leaf.code, title: leaf.leaf.title, converted, points: typeof points === "number" ? formatHundredths(points) : null, maxPoints: formatHundredths(leaf.max ?? 0) });
    }
  }
  return { items, missing };
}
