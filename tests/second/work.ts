// The method `work`: a civil servant's results from what was assigned and done (articles 14 to 17).
import { decimal, fraction, larger, minus, ONE, over, plus, smaller, sum, times, ZERO } from './fraction.ts';
import type { Fraction } from './fraction.ts';
import { Fault } from './shapes.ts';
import type { Entry, WorkItem } from './shapes.ts';

const QUARTER = fraction(1n, 4n);

function whole(count: number): Fraction {
  if (!Number.isSafeInteger(count) || count < 0) throw new Fault(`not a count: ${count}`);
  return fraction(BigInt(count));
}

/** What an item's done units are worth once each failure or delay has taken a quarter of a unit. */
function worth(item: WorkItem, failures: number): Fraction {
  const left = minus(whole(item.done), times(QUARTER, whole(failures)));
  return times(decimal(item.coefficient), larger(ZERO, left));
}

/** Gia Lai caps each share at 100 %, which items taken over would otherwise let it pass. */
const capped = (share: Fraction): Fraction => smaller(share, ONE);

/** The part of the criterion's full points that was earned. */
export function workShare(entry: Entry): Fraction {
  const items = entry.items ?? [];
  const planned = items.filter((item) => !item.extra);
  const assigned = sum(planned.map((item) => times(decimal(item.coefficient), whole(item.assigned))));
  if (assigned.top === 0n) throw new Fault('no item assigned');
  // Quality and progress, too, are shares of what was assigned (NĐ 335, 14.2.b and 14.2.c: "so với số lượng … được giao").
  const share = (top: Fraction): Fraction => capped(over(top, assigned));

  const a = share(sum(items.map((item) => worth(item, 0))));
  const b = share(sum(items.map((item) => worth(item, item.qualityFailures))));
  const c = share(sum(items.map((item) => worth(item, item.delays))));
  const abc = plus(a, plus(b, c));
  if (entry.leader !== true) return over(abc, fraction(3n));

  const half = (flag: boolean | undefined): Fraction => (flag === true ? ONE : fraction(1n, 2n));
  return over(sum([abc, half(entry.d), half(entry.dd), half(entry.e)]), fraction(6n));
}
