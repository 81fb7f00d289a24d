import { hasAccounts, createAccount } from "../server/identity/index.ts";
import type { Rooms } from "../server/main.ts";
import { addPerson, addPost, importUnits } from "../server/organisation/index.ts";
import type { Actor, AuditEntry, Database, Transaction } from "../server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../server/regulation/index.ts";
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from "./demonstration/accounts.ts";
import { loadGiaLai } from "./demonstration/gia-lai/load.ts";
import { LABEL, type Loading, OWNER, tell } from "./demonstration/loading.ts";
import { loadPast, openPast, publishPast } from "./demonstration/past.ts";
import { demonstrationLaw, planUnits, REGULATION } from "./demonstration/plan.ts";
import { loadReports } from "./demonstration/reports.ts";
import { loadPresent } from "./demonstration/present.ts";
import { loadReformPlan } from "./demonstration/reform-plan.ts";
import { regulationFiles } from "./regulations.ts";

/** The demonstration: the units of Đắk Lắk, its regulation, people of every role, one campaign under way and one that is published. */

const SINCE = "2025-07-01";
const WARD = "phường Buôn Ma Thuột";
const WARD_LETTERS = "BMT";
const PAST_SEED = 2024;
const PRESENT_SEED = 2025;

type Law = ReturnType<typeof demonstrationLaw>;

/** The commune's code is its number; the account list calls it by its letters. */
function namesOf({ units }: Law): { readonly codeOf: (short: string) => string; readonly shortOf: (code: string) => string } {
  const ward = units.find((one) => one.name.endsWith(WARD))?.code ?? "";
  return { codeOf: (short) => (short === WARD_LETTERS ? ward : short), shortOf: (code) => (code === ward ? WARD_LETTERS : code) };
}

/** Everybody with an account, by user name; with the entries for the ledger. */
async function addPeople(tx: Transaction, unitOf: (short: string) => string): Promise<{ readonly actors: ReadonlyMap<string, Actor>; readonly entries: AuditEntry[] }> {
  const entries: AuditEntry[] = [];
  const actors = new Map<string, Actor>();
  for (const { username, title, roles, post } of DEMONSTRATION_ACCOUNTS) {
    const person = await addPerson(tx, title);
    entries.push(person.audit);
    if (post !== undefined) entries.push((await addPost(tx, { person: person.id, unit: unitOf(post.unit), kind: post.kind, title, from: SINCE })).audit);
    const { accountId, audit } = await createAccount(tx, { username, personId: person.id, name: title, password: DEMONSTRATION_PASSWORD, roles, secondFactorWaived: true, by: OWNER });
    entries.push(audit);
    actors.set(username, { accountId, personId: person.id, name: title, roles, unitIds: post === undefined ? [] : [unitOf(post.unit)], sessionId: "" });
  }
  return { actors, entries };
}

function inMap<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key);
  if (found === undefined) throw new RangeError(`the demonstration has no ${key}`);
  return found;
}

async function load(tx: Transaction, rooms: Rooms): Promise<void> {
  const law = demonstrationLaw();
  const { codeOf, shortOf } = namesOf(law);
  const units = law.units.map(({ code, name, index }) => ({ code, name, index }));
  const imported = await importUnits(tx, units, SINCE);
  const ids = new Map(imported.created.map(({ code, id }) => [code, id]));
  const unit = (code: string) => inMap(ids, code);
  const { actors, entries } = await addPeople(tx, (short) => unit(codeOf(short)));
  const loader = await addPerson(tx, LABEL);
  const regulation = await importRegulation(tx, OWNER, regulationFiles(REGULATION));
  const frozen = await freezeRegulation(tx, "demonstration-council", regulation.version.id);
  await tell(tx, [imported.audit, ...entries, loader.audit, regulation.audit, frozen.audit]);
  const loading: Loading = { tx, rooms, actor: (username) => inMap(actors, username), unit, loader: loader.id };
  const given = { regulationVersionId: regulation.version.id, units, shortOf };
  const past = await openPast(loading, { ...given, plan: planUnits(law, PAST_SEED) });
  await loadPast(loading, past);
  await loadPresent(loading, tx.later(), { ...given, plan: planUnits(law, PRESENT_SEED) });
  await loadReformPlan(loading, tx.later());
  await loadReports(loading, tx.later(), units, shortOf);
  await publishPast(loading, past);
}

/** The provinces that there are demonstrations of. */
export type Demonstration = "dak-lak" | "gia-lai";
const LOADERS: Readonly<Record<Demonstration, typeof load>> = { "dak-lak": load, "gia-lai": loadGiaLai };

/** Fills a house without accounts; all of it or nothing. */
export async function furnish(database: Database, rooms: Rooms, demonstration: Demonstration = "dak-lak"): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await hasAccounts(tx))) await LOADERS[demonstration](tx, rooms);
  });
}
