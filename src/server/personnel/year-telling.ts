import { readAudience } from "../campaign/index.ts";
import { notifyAll } from "../notification/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { Entry } from "./year-desk.ts";

/** Who is told of what happens to ratings. No level and no word of anybody's leaves the house by e-mail. */

type About = Pick<Entry, "file" | "competence" | "name" | "taken">;
type Step = "decided" | "replaced" | "complained" | "answered" | "opinion";

const TOLD: Readonly<Record<string, Step>> = { decide: "decided", replace: "replaced", complain: "complained", answer: "answered", propose: "opinion" };

/** Several people at once, in as many statements as for one. */
export async function tellOfRatings(tx: Transaction, entries: readonly About[], kind: string): Promise<void> {
  const step = TOLD[kind];
  // The Chairman is asked for an opinion only where the competence wants one.
  const told = step === "opinion" ? entries.filter((one) => one.competence.chairman) : entries;
  if (step === undefined || told.length === 0) return;
  const { ofUnits, withRole } = await readAudience(tx);
  const all = { ownerUnitId: null, officeIds: [] };
  const to = ({ file, competence }: About): string[] => {
    if (step === "opinion") return withRole(all, ["chairman"]);
    if (step !== "complained") return [file.personId];
    return competence.decidedBy === "chairman" ? withRole(all, ["chairman"]) : ofUnits(all, [file.agencyId], ["unit-head"]);
  };
  await notifyAll(tx, told.map((one) => ({ to: to(one), kind: "rating", subject: `rating:${one.file.id}`, data: { name: one.name, year: one.file.year, step }, dedupe: `${step} ${String(one.taken.length)}` })));
}
