import type { RatingRound, RoundAction } from "../../contract/personnel-year.ts";
import { personNames } from "../organisation/index.ts";
import { Problem, type Transaction } from "../platform/index.ts";
import type { Round } from "./year-desk.ts";
import { peopleOf } from "./year-moves.ts";
import { PROVINCE } from "./year-rules.ts";

/** Who of an agency is on contract (plan V.1.e). */

/** Everybody of the agency who leads nobody, those without a file too, so that those on contract can be named before files are made. */
export async function contractView(tx: Transaction, round: Round): Promise<RatingRound["contract"]> {
  if (round.id === PROVINCE) return null;
  const officers = new Set(round.law.regulation.competences?.filter((one) => one.post === "officer").map((one) => one.key));
  const found = (await peopleOf(tx, round.id, round.law.regulation)).filter((one) => officers.has(one.competence));
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
