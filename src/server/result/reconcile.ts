import { askedCampaigns, filesKept, keptOfFile, keptRequests } from "../assessment/index.ts";
import { subjectsBeginning, tellingsOf, tellingsOfActions } from "../audit/index.ts";
import { campaignsKept, keptOfCampaign } from "../campaign/index.ts";
import { keptOfLibrary, keptScans, librariesKept } from "../evidence/index.ts";
import { keptAccounts } from "../identity/index.ts";
import { keptMarks, markedCampaigns } from "../leadership/index.ts";
import { keptOrganisation } from "../organisation/index.ts";
import { type Database, openDatabase, type Transaction } from "../platform/index.ts";
import { keptResults, resultCampaigns } from "./kept-queries.ts";
import { personnelSubjects } from "./personnel-subjects.ts";
import { closeAccount, compareRows, type Difference, emptyAccount, note } from "./reconcile-rules.ts";
import { ACCOUNT_ACTIONS, ORGANISATION_ACTIONS, tellerOfOrganisation, toldOfAccounts } from "./told-people.ts";
import { scanSubject } from "./scan-subjects.ts";
import type { Subject } from "./subject.ts";
import { toldOfLibrary, toldOfLinks } from "./told-evidence.ts";
import { ALL_TABLES, toldOfCampaign, toldOfFile } from "./told-rows.ts";

/**
 * The tables of units, people, posts, accounts, campaigns, files, marks and results against the ledger: what was altered,
 * added or removed behind the program's back. The province's units and people, one campaign, or one unit's file in one, at
 * a time: no more than that is ever in memory.
 */

export type Reconciliation = { readonly rows: number; readonly differences: readonly Difference[]; /** Beyond those that are listed. */ readonly more: number };

/** Who empties a table must not fill the memory of who looks. */
const MOST_LISTED = 1000;

type Beyond = readonly Subject[] | ((tx: Transaction) => Promise<readonly Subject[]>);

const ofCampaign = (campaign: string): Subject => ({
  tellings: (tx) => tellingsOf(tx, `campaign:${campaign}`),
  kept: async (tx) => ({ ...(await keptOfCampaign(tx, campaign)), ...(await keptRequests(tx, campaign)), ...(await keptMarks(tx, campaign)), ...(await keptResults(tx, campaign)) }),
  toldBy: (entry) => toldOfCampaign(campaign, entry),
});

const ofFile = (campaign: string, unit: string): Subject => ({
  tellings: (tx) => tellingsOf(tx, `assessment:${campaign}/${unit}`),
  kept: (tx) => keptOfFile(tx, campaign, unit),
  toldBy: (entry) => (entry.action === "assessment.evidence-set" ? toldOfLinks(campaign, entry.data) : toldOfFile(campaign, entry)),
});

const ofLibrary = (unit: string, year: number): Subject => ({
  tellings: (tx) => tellingsOf(tx, `evidence:${unit}/${String(year)}`),
  kept: (tx) => keptOfLibrary(tx, unit, year),
  toldBy: toldOfLibrary,
});

/** Who belongs where, and who may do what. */
const ofPeople = (): Subject[] => [
  { tellings: (tx) => tellingsOfActions(tx, ORGANISATION_ACTIONS), kept: keptOrganisation, toldBy: tellerOfOrganisation() },
  { tellings: (tx) => tellingsOfActions(tx, ACCOUNT_ACTIONS), kept: keptAccounts, toldBy: toldOfAccounts },
];

/** Everything of which either the ledger or a table knows. */
async function subjectsOf(tx: Transaction): Promise<Subject[]> {
  const told = await subjectsBeginning(tx, "campaign:", "assessment:", "evidence:");
  const kept = [...(await campaignsKept(tx)), ...(await askedCampaigns(tx)), ...(await markedCampaigns(tx)), ...(await resultCampaigns(tx))];
  const after = (kind: string) => told.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length));
  const campaigns = new Set([...after("campaign:"), ...kept]);
  const files = new Map((await filesKept(tx)).map(({ campaign, unit }) => [JSON.stringify([campaign, unit]), { campaign, unit }]));
  for (const one of after("assessment:")) {
    const [campaign = "", ...unit] = one.split("/");
    files.set(JSON.stringify([campaign, unit.join("/")]), { campaign, unit: unit.join("/") });
  }
  const libraries = new Set([...after("evidence:"), ...(await librariesKept(tx)).map(({ unit, year }) => `${unit}/${String(year)}`)]);
  return [...ofPeople(), scanSubject("evidence", "evidence_scan", keptScans), ...[...campaigns].map(ofCampaign), ...[...files.values()].map(({ campaign, unit }) => ofFile(campaign, unit)), ...[...libraries].map((one) => ofLibrary(one.slice(0, one.lastIndexOf("/")), Number(one.slice(one.lastIndexOf("/") + 1))))];
}

async function compare(tx: Transaction, { tellings, kept, toldBy }: Subject): Promise<{ readonly rows: number; readonly differences: Difference[] }> {
  const account = emptyAccount();
  for await (const entry of tellings(tx)) note(account, entry, toldBy(entry));
  const differences: Difference[] = [];
  let rows = 0;
  const tables = await kept(tx);
  for (const table of ALL_TABLES) {
    const some = tables[table] ?? [];
    rows += some.length;
    for (const one of compareRows(account, table, some)) differences.push(one);
  }
  return { rows, differences: [...differences, ...closeAccount(account)] };
}

/** Compares all of it, as it stands at one moment; `beyond` are tables of rooms above this one, and of those that are many. */
export async function reconcile(database: Database, beyond: Beyond = []): Promise<Reconciliation> {
  return database.read(async (tx) => {
    const listed: Difference[] = [];
    let [rows, more] = [0, 0];
    const others = typeof beyond === "function" ? await beyond(tx) : beyond;
    for (const subject of [...(await subjectsOf(tx)), ...(await personnelSubjects(tx)), ...others]) {
      const found = await compare(tx, subject);
      rows += found.rows;
      const room = MOST_LISTED - listed.length;
      listed.push(...found.differences.slice(0, room));
      more += Math.max(0, found.differences.length - room);
    }
    return { rows, differences: listed, more };
  });
}

/** The same from outside: opens the database, with the application's rights and no more. */
export async function reconcileAt(connection: Parameters<typeof openDatabase>[0], beyond: Beyond = []): Promise<Reconciliation> {
  const database = openDatabase(connection, 1);
  try {
    return await reconcile(database, beyond);
  } finally {
    await database.close();
  }
}
