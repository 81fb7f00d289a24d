import type { Archive, Edition, PublishedUnit } from "./archive.ts";

/** Units followed from year to year, across mergers. No I/O. */

/** Whether a unit of another year is the same, or one of those that it continues. */
const isKin = (one: PublishedUnit, other: PublishedUnit): boolean => one.id === other.id || one.kin.includes(other.id) || other.kin.includes(one.id);

/** The newest campaign before; what is compared with it is the newest version of its result. */
export const editionBefore = ({ newest }: Archive, edition: Edition): Edition | undefined => newest.find((one) => one.year < edition.year);

/** The unit in another year: itself where it was there already, else those that it was made from. */
export function kinIn(edition: Edition, unit: PublishedUnit): readonly PublishedUnit[] {
  const same = edition.units.find((one) => one.id === unit.id);
  return same === undefined ? edition.units.filter((one) => isKin(unit, one)) : [same];
}

/** Last year's place, where there was one unit and not several. */
export function placeBefore(before: Edition | undefined, unit: PublishedUnit, ratio: string): PublishedUnit["ratios"][string] | undefined {
  const found = before === undefined ? [] : kinIn(before, unit);
  return found.length === 1 ? found[0]?.ratios[ratio] : undefined;
}
