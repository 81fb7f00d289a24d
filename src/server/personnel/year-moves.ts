import type { RatingRound } from "../../contract/personnel-year.ts";
import { foldRating, type RatingPlace } from "../../contract/personnel-year-steps.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { agencyOf, dayAfter, dayOf, personNames, postsOn, staffOf, type TreeUnit, unitTree } from "../organisation/index.ts";
import type { Transaction } from "../platform/index.ts";
import { type FileRow, filesOfPeople, stepsOf } from "./year-queries.ts";
import { competenceOf, PROVINCE, roundOf } from "./year-rules.ts";

/** Where people are rated by the posts that they have today (article 19.1), and whose file is still elsewhere. */

type Tree = ReadonlyMap<string, TreeUnit>;
type Law = Pick<Regulation, "competences">;
export type Standing = { readonly personId: string; readonly agencyId: string; readonly officeId: string; readonly roundId: string; readonly competence: string; readonly title: string };

/** Of these people the places by the post that counts: the highest, or several of the same height. */
export async function standingsOf(tx: Transaction, tree: Tree, regulation: Law, people: readonly string[]): Promise<Map<string, Standing[]>> {
  const found = (await postsOn(tx, dayOf(await tx.now()), people)).flatMap((post): (Standing & { readonly rank: number })[] => {
    const agency = agencyOf(tree, post.unitId);
    const competence = agency === undefined ? undefined : competenceOf(regulation, { kind: post.kind, isOfAgency: agency.id === post.unitId });
    if (agency === undefined || competence === undefined) return [];
    return [{ personId: post.personId, agencyId: agency.id, officeId: post.unitId, roundId: roundOf(competence, agency.id), competence: competence.key, title: post.title, rank: regulation.competences?.indexOf(competence) ?? 0 }];
  });
  return new Map([...Map.groupBy(found, (one) => one.personId)].map(([person, own]) => {
    const highest = Math.min(...own.map((one) => one.rank));
    return [person, own.filter((one) => one.rank === highest).map(({ rank: _rank, ...one }) => one)];
  }));
}

/** In which units whoever belongs to a round may have the post that counts: an agency's own, or for the Chairman's round the agencies. */
function unitsOfRound(tree: Tree, roundId: string, { competences = [] }: Law): string[] {
  const all = [...tree.keys()];
  if (roundId !== PROVINCE) return all.filter((unit) => agencyOf(tree, unit)?.id === roundId);
  const isOfOffices = competences.some((one) => one.tier === "office" && roundOf(one, "") === PROVINCE);
  return isOfOffices ? all : all.filter((unit) => agencyOf(tree, unit)?.id === unit);
}

/** Everybody whose rating belongs to the round by the post that they have today. */
export async function peopleOf(tx: Transaction, roundId: string, regulation: Law): Promise<Standing[]> {
  const day = dayOf(await tx.now());
  const tree = await unitTree(tx, day);
  const near = await staffOf(tx, { units: unitsOfRound(tree, roundId, regulation), during: { from: day, to: dayAfter(day) } });
  const best = [...(await standingsOf(tx, tree, regulation, [...new Set(near.map((post) => post.person))])).values()].flatMap((own) => own.slice(0, 1));
  return best.filter((one) => one.roundId === roundId);
}

type Place = Pick<Standing, "agencyId" | "officeId" | "roundId" | "competence" | "title">;
const isThere = (file: Place, { agencyId, officeId, competence }: Standing): boolean => file.agencyId === agencyId && file.officeId === officeId && file.competence === competence;

/** Where somebody works today, if not where the file is; whoever has left altogether is rated where they were. */
export const movedFrom = (file: Place, standings: readonly Standing[] | undefined): Standing | undefined => (standings === undefined || standings.some((one) => isThere(file, one)) ? undefined : standings[0]);

const nameOf = (tree: Tree, unit: string): string => tree.get(unit)?.name ?? "";
/** Names of offices often end in that of the agency. */
export function standingWords(tree: Tree, { agencyId, officeId, title }: Pick<Place, "agencyId" | "officeId" | "title">): string {
  const [agency, office] = [nameOf(tree, agencyId), nameOf(tree, officeId)];
  const unit = office.endsWith(agency) ? office : `${office}, ${agency}`;
  return title.includes(office) && !title.endsWith(unit) ? `${title}, ${agency}` : title.endsWith(unit) ? title : `${title}, ${unit}`;
}

/** A place as a step keeps it: with the names of that day. */
export const placeOf = (tree: Tree, { agencyId, officeId, roundId, competence, title }: Place): RatingPlace => ({ agencyId, agency: nameOf(tree, agencyId), officeId, office: nameOf(tree, officeId), roundId, competence, title });

/** Files that are still elsewhere, of people who belong to a round today; what is decided stays. */
export async function arrivalsOf(tx: Transaction, { id, year, law, tree }: { readonly id: string; readonly year: number; readonly law: { readonly regulation: Regulation }; readonly tree: Tree }): Promise<RatingRound["arrivals"]> {
  const here = new Map((await peopleOf(tx, id, law.regulation)).map((one) => [one.personId, one]));
  const files = await filesOfPeople(tx, [...here.keys()], year);
  const standings = await standingsOf(tx, tree, law.regulation, files.map((one) => one.personId));
  const away = files.flatMap((file): { file: FileRow; to: Standing }[] => {
    const to = movedFrom(file, standings.get(file.personId));
    return to === undefined ? [] : [{ file, to }];
  });
  const steps = await stepsOf(tx, away.map((one) => one.file.id));
  const names = await personNames(tx, away.map((one) => one.file.personId));
  return away.flatMap(({ file, to }) => {
    const taken = steps.get(file.id) ?? [];
    if (foldRating(taken).decisions.length > 0) return [];
    return [{ fileId: file.id, personId: file.personId, name: names.get(file.personId) ?? "", title: to.title, officeName: nameOf(tree, to.officeId), from: standingWords(tree, file), isFromElsewhere: file.agencyId !== to.agencyId, version: String(taken.length) }];
  });
}
