/** Where a notification leads: to the page of what it is about, as its subject names it. */

const ID = "[0-9A-Za-z_-]{1,64}";
/** Subjects of one kind and the address that they have; parts of a plan are called as its pages are. */
const PLACES: readonly (readonly [RegExp, (groups: Readonly<Record<string, string>>) => string])[] = [
  [new RegExp(`^(?:campaign:|assessment:)(?<id>${ID})(?:/${ID})?$`), ({ id = "" }) => `/campaigns/${id}`],
  [new RegExp(`^plan:(?<place>\\d{4}(?:/(?:units|work|inspections)/${ID})?)$`), ({ place = "" }) => `/plan/${place}`],
  [new RegExp(`^plan:${ID}$`), () => "/plan"],
  [new RegExp(`^feedback:(?<id>${ID})$`), ({ id = "" }) => `/feedback/${id}`],
  [/^rating:/, () => "/ratings"],
];

export function pageOf(subject: string): string | undefined {
  for (const [pattern, address] of PLACES) {
    const found = pattern.exec(subject);
    if (found !== null) return address(found.groups ?? {});
  }
  return undefined;
}
