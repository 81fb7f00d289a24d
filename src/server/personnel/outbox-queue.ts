import type { Confirmed } from "../../contract/personnel-form.ts";
import { agencyOf, dayOf, unitTree } from "../organisation/index.ts";
import { enqueue, type Transaction } from "../platform/index.ts";
import { insertItems, type NewItem } from "./outbox-queries.ts";
import { dueAt, ratingPayload } from "./outbox-rules.ts";
import type { Period } from "./period-queries.ts";
import type { Place } from "./place-rules.ts";
import { type Terms, termsOf } from "./terms.ts";
import type { Entry, Round } from "./year-desk.ts";
import { roundStepsOf } from "./year-queries.ts";
import { foldRound } from "./year-rules.ts";

/** Results on their way out, written with the decision itself: what is decided is sent, what is rolled back is not. */

export const SEND_TASK = "personnel.send";

/** Decisions of several people. People on contract are no civil servants: of them the national database is not told. */
export async function queueRatings(tx: Transaction, entries: readonly Entry[], { law, tree, year }: Pick<Round, "law" | "tree" | "year">, at: Date): Promise<void> {
  const terms = termsOf(law.regulation);
  const items = entries.flatMap(({ file, name, state }): NewItem[] => {
    const agency = tree.get(file.agencyId);
    const payload = ratingPayload({ person: { id: file.personId, name }, agency: { code: agency?.code ?? "", name: agency?.name ?? "" }, year, regulation: { id: law.regulation.id, sha256: law.sha256 } }, state.decisions);
    const place = state.decisions.at(-1)?.place;
    return payload === undefined || place === undefined || file.basis === "contract" ? [] : [{ source: `rating:${file.id}:${String(place)}`, kind: "rating", personId: file.personId, agencyId: file.agencyId, year, payload, queuedAt: at, dueAt: dueAt(at, terms) }];
  });
  await queueItems(tx, items);
}

async function queueItems(tx: Transaction, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  await insertItems(tx, items);
  await enqueue(tx, SEND_TASK, [{}]);
}

type ConfirmedPeriod = { readonly period: Pick<Period, "id" | "year" | "isTrial">; readonly place: Pick<Place, "person" | "name" | "unit">; /** Of how many confirmations this is the last: a correction is another one. */ readonly number: number; readonly result: Pick<Confirmed, "general" | "results" | "total">; readonly terms: Pick<Terms, "daysToSend"> };

/** Who is on contract, as the agency has said for the year. */
const contractStaffOf = async (tx: Transaction, agencyId: string, year: number): Promise<readonly string[]> => foldRound((await roundStepsOf(tx, agencyId, year)).map((one) => one.step)).contract.personIds;

/** The result of a person's period (article 26.1.d, plan V.2.e), queued by whoever confirms it: trials and people on contract are not told of. */
export async function queuePeriod(tx: Transaction, { period: { id: period, year, isTrial }, place, number, result, terms }: ConfirmedPeriod): Promise<void> {
  if (isTrial) return;
  const at = await tx.now();
  const tree = await unitTree(tx, dayOf(at));
  // Whoever works for the authority itself is of no agency below it.
  const agency = agencyOf(tree, place.unit) ?? tree.get(place.unit);
  if (agency === undefined || (await contractStaffOf(tx, agency.id, year)).includes(place.person)) return;
  const payload = { kind: "period", person: { id: place.person, name: place.name }, agency: { code: agency.code, name: agency.name }, year, period, number, general: result.general, results: result.results, points: result.total };
  await queueItems(tx, [{ source: `period:${period}:${place.person}:${String(number)}`, kind: "period", personId: place.person, agencyId: agency.id, year, payload, queuedAt: at, dueAt: dueAt(at, terms) }]);
}
