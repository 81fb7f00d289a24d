// A second implementation of the scoring, written from the published interface alone and on purpose without
// a look at the engine, so that the two can be compared: where they agree on many random cases, a mistake
// would have to have been made twice. It recomputes everything naively and cares for clarity, not speed.
import { printed } from './fraction.ts';
import { rulesOf } from './rules.ts';
import { Fault } from './shapes.ts';
import type { CaseInput, Outcome, Pending, RatioResult, Result, Shown, UnitResult } from './shapes.ts';
import { standings } from './standing.ts';
import { checkCodes, contentTotal, indexOf, ratioTotal } from './totals.ts';

export type { CaseInput, Outcome, Pending, Result, Shown } from './shapes.ts';

function result(shown: Shown, input: CaseInput): Result {
  const rules = rulesOf(shown.id);
  const codes = input.units.map((unit) => unit.code);
  if (new Set(codes).size !== codes.length) throw new Fault('a unit code used twice');
  for (const ratio of Object.keys(input.decisions ?? {})) {
    if (!rules.some((rule) => rule.key === ratio)) throw new Fault(`no ratio ${ratio}`);
  }

  const scored = input.units.map((unit) => {
    const index = indexOf(shown, unit);
    checkCodes(index, unit);
    return { unit, contents: index.contents.map((content) => contentTotal(input.units, index, unit, content)) };
  });
  const units = scored.map(({ unit, contents }): UnitResult => ({
    code: unit.code,
    index: unit.index,
    contents: contents.map(({ code, points, max }) => ({ code, points: printed(points), maxPoints: printed(max) })),
    ratios: {},
  }));

  const pending: Pending[] = [];
  for (const rule of rules) {
    const all = scored.map((one) => ({ ...one, total: ratioTotal(rule, one.contents) }));
    const outcome = standings(rule, all, input.decisions?.[rule.key] ?? []);
    pending.push(...outcome.pending);
    for (const [i, { total }] of all.entries()) {
      const unit = units[i];
      const standing = outcome.standings[i];
      if (unit === undefined || standing === undefined) throw new Error('a unit was lost');
      const ratio: RatioResult = {
        points: printed(total.points),
        maxPoints: printed(total.max),
        percent: printed(total.percent),
        rank: standing.rank,
        level: standing.level,
      };
      unit.ratios[rule.key] = ratio;
    }
  }
  return { regulation: { id: shown.id, sha256: shown.sha256 }, units, pending };
}

/** The result of a case as the published interface defines it, or the bare news that the case is at fault. */
export function recompute(shown: Shown, input: CaseInput): Outcome {
  try {
    return result(shown, input);
  } catch (error) {
    if (error instanceof Fault) return { faults: true };
    throw error;
  }
}
