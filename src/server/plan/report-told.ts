import type { Consolidated } from "../../contract/plan-consolidation.ts";

/** What units told in words, gathered: who said the same stands together. No I/O. */

type Area = Consolidated["areas"][number];
type Told = Area["narratives"][number];
type TellingPart = NonNullable<Told["part"]>;

export type Gathered = { readonly text: string; readonly names: readonly string[]; readonly links: readonly string[] };

const same = (text: string): string => text.normalize("NFC").replaceAll(/\s+/gu, " ").replace(/[.;,\s]+$/u, "").trim().toLowerCase();
const linkOf = ({ title, number }: Told["parts"][number]["links"][number]): string => (number === "" ? title : `${title}, ${number}`);

/** What most units said first; nothing is put into other words. */
export function gatherTold(parts: Told["parts"]): Gathered[] {
  const groups = [...Map.groupBy(parts, (one) => same(one.text)).values()];
  const told = groups.map((some): Gathered => ({ text: some[0]?.text.trim() ?? "", names: some.map((one) => one.name), links: [...new Set(some.flatMap((one) => one.links.map(linkOf)))] }));
  return told.toSorted((a, b) => b.names.length - a.names.length || (a.text < b.text ? -1 : 1));
}

/** All of a kind of part, over all areas. */
export const toldOf = (areas: readonly Area[], part: TellingPart): Told["parts"] => areas.flatMap((area) => area.narratives.filter((one) => (one.part ?? "result") === part).flatMap((one) => one.parts));

/** "Hồ sơ đúng hạn" within a sentence; "TTHC đúng hạn" stays as it is. */
export function within(title: string): string {
  const [first = "", second = ""] = title;
  return second !== second.toUpperCase() || second === " " ? `${first.toLowerCase()}${title.slice(1)}` : title;
}
