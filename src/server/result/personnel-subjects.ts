import { subjectsBeginning, type Telling, tellingsOf, tellingsOfActionsBeginning } from "../audit/index.ts";
import { keptItems, keptPeriods, keptRatings, keptWork } from "../personnel/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { Subject } from "./subject.ts";
import { type Forgotten, tellerOfItems, tellerOfRatings, tellerOfWork } from "./told-personnel.ts";

/** Civil servants' work and ratings against what the ledger tells of them: the whole of the forms and ratings, and the work of one period at a time. */

async function forgottenIn(tx: Transaction): Promise<Forgotten> {
  const years = new Set<number>();
  for await (const { data } of tellingsOfActionsBeginning(tx, "personnel.year-forgotten")) if (typeof data["year"] === "number") years.add(data["year"]);
  return years;
}

/** Who tells is made for each look, knowing what was deleted when its time was over. */
const ofRoom = (teller: (forgotten: Forgotten) => Subject["toldBy"], kept: Subject["kept"]): Subject => {
  let tell: Subject["toldBy"] = () => [];
  async function* tellings(tx: Transaction): AsyncGenerator<Telling, void, undefined> {
    tell = teller(await forgottenIn(tx));
    yield* tellingsOfActionsBeginning(tx, "personnel.");
  }
  return { tellings, kept, toldBy: (entry) => tell(entry) };
};

const ofItems = (period: string): Subject => ({ tellings: (tx) => tellingsOf(tx, `work-period:${period}`), kept: (tx) => keptItems(tx, period), toldBy: tellerOfItems() });

export async function personnelSubjects(tx: Transaction): Promise<Subject[]> {
  const forgotten = await forgottenIn(tx);
  const told = (await subjectsBeginning(tx, "work-period:")).map((one) => one.slice("work-period:".length));
  const periods = [...new Set([...told, ...(await keptPeriods(tx))])].filter((one) => !forgotten.has(Number(one.replace("T-", "").slice(0, 4))));
  return [ofRoom(tellerOfWork, keptWork), ofRoom(tellerOfRatings, keptRatings), ...periods.map(ofItems)];
}
