import type { RatingRound, RoundAction } from "../../contract/personnel-year.ts";
import { agencyOf, dayOf, personNames, postsOn, unitTree } from "../organisation/index.ts";
import { Problem, type Transaction } from "../platform/index.ts";
import type { LoadedRegulation } from "../../scoring/regulation/load.ts";
import type { Round } from "./year-desk.ts";
import { competenceOf, PROVINCE, roundOf } from "./year-rules.ts";

/** Whose rating belongs to a round by the post they hold today, and who of them is on contract (plan V.1.e). */

type Found = { readonly personId: string; readonly agencyId: string; readonly officeId: string; readonly roundId: string; readonly competence: string; readonly title: string };

/** Everybody whose rating belongs to the round, by the post that counts for them: the highest one. */
export async function peopleOf(tx: Transaction, roundId: string, { regulation }: Pick<LoadedRegulation, "regulation">): Promise<Found[]> {
  const day = dayOf(await tx.now());
  const tree = await unitTree(tx, day);
  const posts = (await postsOn(tx, day)).flatMap((post): (Found & { readonly rank: number })[] => {
    const agency = agencyOf(tree, post.unitId);
    const competence = agency === undefined ? undefined : competenceOf(regulation, { kind: post.kind, isOfAgency: agency.id === post.unitId });
    if (agency === undefined || competence === undefined) return [];
    const rank = regulation.competences?.indexOf(competence) ?? 0;
    return [{ personId: post.personId, agencyId: agency.id, officeId: post.unitId, roundId: roundOf(competence, agency.id), competence: competence.key, title: post.title, rank }];
  });
  const best = [...Map.groupBy(posts, (one) => one.personId).values()].flatMap((own) => own.toSorted((a, b) => a.rank - b.rank).slice(0, 1));
  return best.filter((one) => one.roundId === roundId);
}

/** Everybody of the agency who leads nobody, those without a file too, so that those on contract can be named before files are made. */
export async function contractView(tx: Transaction, round: Round): Promise<RatingRound["contract"]> {
  if (round.id === PROVINCE) return null;
  const officers = new Set(round.law.regulation.competences?.filter((one) => one.post === "officer").map((one) => one.key));
  const found = (await peopleOf(tx, round.id, round.law)).filter((one) => officers.has(one.competence));
  const names = await personNames(tx, found.map((one) => one.personId));
  const basis = new Map(round.entries.map(({ file }) => [file.personId, file.basis]));
  const staff = found.map(({ personId, title, officeId }) => ({ personId, name: names.get(personId) ?? "", title, officeName: round.tree.get(officeId)?.name ?? "", basis: basis.get(personId) ?? null }));
  const { isIncluded, personIds, paper } = round.state.contract;
  return { isIncluded, personIds: [...personIds], paper, staff };
}

/** Only the agency's own people are named; whoever has a civil servant's file is on no contract. */
export async function requireContractStaff(tx: Transaction, action: RoundAction, round: Round): Promise<void> {
  if (action.kind !== "contract-staff") return;
  const staff = new Map((await contractView(tx, round))?.staff.map((one) => [one.personId, one]));
  const fields = action.personIds.flatMap((personId, at) => {
    const one = staff.get(personId);
    const pointer = `/personIds/${String(at)}`;
    if (one === undefined) return [{ pointer, message: { vi: "Cơ quan này không có người này.", en: "The agency has no such person." } }];
    return one.basis === "civil-servant" ? [{ pointer, message: { vi: `${one.name} đã có hồ sơ xếp loại công chức của năm.`, en: `${one.name} has a civil servant's file of the year.` } }] : [];
  });
  if (fields.length > 0) throw new Problem("invalid-input", { fields: fields.slice(0, 100) });
}
