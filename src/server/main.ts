import { createHmac } from "node:crypto";
import { join, resolve } from "node:path";
import type { FastifyInstance } from "fastify";
import type pg from "pg";
import { assessmentEndpoints, contestedUnits, enterOwnScore, evidenceSight, importedValues, PAPER_KINDS, takeMeasured, useOfFile } from "./assessment/index.ts";
import { campaignEndpoints, handOverAssignments, remindersDue, unitIsOpen } from "./campaign/index.ts";
import { auditEndpoints, makeWitnessing, noteReads, record, rotateSigningKey, type SignedHead, startHeads, type Witness, WITNESS_TASK, witnessesIn } from "./audit/index.ts";
import { addFirstAdministrator, isDemonstration, makeIdentity, requireFreshSecondFactor, resealSecondFactors, sweepIdentity } from "./identity/index.ts";
import { type EvidenceSettings, evidenceSettings, makeEvidence, type PlaceFiles } from "./evidence/index.ts";
import { documentsEndpoints, readSheets } from "./documents/index.ts";
import { homeEndpoints } from "./home/index.ts";
import { leadershipEndpoints } from "./leadership/index.ts";
import { makeLiveRoom } from "./live/index.ts";
import { type MailSettings, makeNotification } from "./notification/index.ts";
import { isPerson, organisationEndpoints, unitsOf } from "./organisation/index.ts";
import { buildHttp, type Config, type Database, type House, isServed, limitsOf, type Live, migrate, newestMigration, type OidcSettings, oidcSettings, openCluster, openDatabase, openPublicReader, openSecretKey, ownFolder, type PublicPages, type Recurring, replaceSecretKey, requireApplicationAccess, StartFailure, startFailureOf, startJobs, sweepIdempotency, type Tasks } from "./platform/index.ts";
import { fiveYearKind, planDue, planEndpoints, planReportEndpoints, planScanning, provinceKind, reportTasksOn } from "./plan/index.ts";
import { catalogueEndpoints, confirmedPeriods, decidedPeople, form01Kind, makeYearRoom, type NationalDatabase, RATING_KINDS, workEndpoints, workScanning } from "./personnel/index.ts";
import { keepHead, makeSite, portalEndpoints, portalScanning, remediationDue } from "./portal/index.ts";
import { regulationEndpoints } from "./regulation/index.ts";
import { isProposed, ownIndexes, publicationRecurring, publicationTasksOn, publishedLevels, rebuildSnapshots, RESULT_KINDS, resultEndpoints } from "./result/index.ts";
import { noSurveyKeys, openSurveyKeys, surveyEndpoints, type SurveyKeys, surveyPublicPages, surveyTasksOn } from "./survey/index.ts";

/** The only place that knows all rooms: it wires them, starts the house and closes it. */

type Running = { readonly address: string; readonly isDemonstration: boolean; readonly database: Database; readonly stop: () => Promise<void> };

type Store = { readonly owner: pg.ClientConfig; readonly application: pg.ClientConfig; readonly folder: string; readonly isOwn: boolean; readonly close: () => Promise<void> };

const SUPERUSER = "postgres";
const DATABASE = "congtam";

/** The authority's database server if one is named, else a PostgreSQL of our own. */
async function openStore(config: Config): Promise<Store> {
  const folder = ownFolder(config);
  if (config.DATABASE_URL !== undefined) {
    const application = { connectionString: config.DATABASE_URL };
    return { application, owner: { connectionString: config.DATABASE_OWNER_URL ?? config.DATABASE_URL }, folder, isOwn: false, close: async () => undefined };
  }
  const cluster = await openCluster(folder, { archive: config.CONGTAM_ARCHIVE === undefined ? undefined : resolve(config.CONGTAM_ARCHIVE) });
  try {
    await cluster.ensureDatabase(DATABASE);
  } catch (error) {
    // What cannot be used must not run on.
    await cluster.stop();
    throw error;
  }
  const connection = cluster.connection(DATABASE, SUPERUSER);
  return { owner: connection, application: connection, folder, isOwn: true, close: cluster.stop };
}

const ledgerKeyOf = (config: Config, folder: string): string => config.AUDIT_KEY_FILE ?? join(folder, "ledger.key");
const surveyKeysOf = (config: Config, folder: string): string => config.SURVEY_KEYS ?? join(folder, "survey-keys");
const secondFactorKeyOf = (config: Config, folder: string): string => config.SECOND_FACTOR_KEY_FILE ?? join(folder, "second-factor.key");

export type Rooms = Pick<House, "endpoints" | "authenticate" | "figures"> & {
  readonly live: Live;
  readonly tasksOn: (database: Database) => Tasks;
  readonly recurring: readonly Recurring[];
  /** Puts files into a unit's library that nobody has sent: those of the demonstration. */
  readonly placeEvidence: PlaceFiles;
  readonly surveyKeys: SurveyKeys;
  /** Pages for everybody over a database. */
  readonly publicPagesOn: (database: Database) => PublicPages;
  /** Sends the ledger's heads to their witnesses. */
  readonly sendHeadsOn: (database: Database) => (head: SignedHead) => Promise<void>;
};

/** The authority's mail server, if there is one; the configuration has seen to it that all three are there. */
function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM: from, PUBLIC_URL: publicUrl }: Config): MailSettings | undefined {
  return smtpUrl === undefined || from === undefined || publicUrl === undefined ? undefined : { smtpUrl, from, publicUrl };
}

/** The national database of civil servants, if the authority is connected to it. */
const nationalOf = ({ NATIONAL_DB_URL: url, NATIONAL_DB_TOKEN: token }: Config): NationalDatabase | undefined => (url === undefined ? undefined : { url, token });

/** Other systems that the rooms speak with. */
type Outside = { readonly oidc?: OidcSettings | undefined; readonly mail?: MailSettings | undefined; readonly witnesses?: readonly Witness[]; readonly evidence?: EvidenceSettings; readonly surveyKeys?: SurveyKeys; readonly national?: NationalDatabase | undefined };

const SWEEP = "house.sweep";

/** Every route of the house with the function that answers it, who somebody is, and what is done besides requests. */
export function furnishRooms(secondFactorKey: Uint8Array, { oidc, mail, witnesses = [], evidence: kept, surveyKeys = noSurveyKeys, national }: Outside = {}): Rooms {
  const identity = makeIdentity({ unitsOf, secondFactorKey, oidc, handOver: [handOverAssignments] });
  const notification = makeNotification({ isPerson, remindersDue: [remindersDue, remediationDue, planDue], mail });
  const { live, endpoints: liveEndpoints } = makeLiveRoom();
  const evidence = makeEvidence({ intakeOf: unitIsOpen, sightOf: evidenceSight, useOf: useOfFile }, kept);
  const scanned = { isScanned: kept?.clamd !== undefined };
  const witnessing = makeWitnessing(witnesses);
  const year = makeYearRoom({ periodsOf: confirmedPeriods, unitLevels: publishedLevels }, national);
  const sweep = (database: Database) => async (): Promise<void> => {
    await database.transaction(sweepIdentity);
    await database.transaction(sweepIdempotency);
  };
  return {
    endpoints: [
      ...identity.endpoints,
      ...organisationEndpoints,
      ...regulationEndpoints(requireFreshSecondFactor, readSheets),
      ...notification.endpoints,
      ...campaignEndpoints(contestedUnits),
      ...evidence.endpoints,
      ...leadershipEndpoints(isProposed),
      ...assessmentEndpoints(isProposed),
      ...surveyEndpoints({ keys: surveyKeys, takeMeasured: takeMeasured(isProposed) }),
      ...workEndpoints(decidedPeople, scanned),
      ...year.endpoints,
      ...resultEndpoints,
      ...planEndpoints(scanned),
      ...planReportEndpoints({ enterOwnScore, ownIndexes, surveyed: importedValues }),
      ...catalogueEndpoints,
      ...portalEndpoints(scanned),
      ...homeEndpoints(year.waitingFor),
      ...documentsEndpoints([...PAPER_KINDS, ...RESULT_KINDS, provinceKind, fiveYearKind, ...RATING_KINDS, form01Kind]),
      ...liveEndpoints,
      ...auditEndpoints,
    ],
    authenticate: identity.authenticate,
    live,
    tasksOn: (database) => ({ ...notification.tasksOn(database), ...evidence.tasksOn(database), ...publicationTasksOn(database), ...reportTasksOn(database), ...portalScanning.tasksOn(database, kept?.clamd), ...planScanning.tasksOn(database, kept?.clamd), ...workScanning.tasksOn(database, kept?.clamd), [SWEEP]: sweep(database), [WITNESS_TASK]: witnessing.task, ...year.tasksOn(database), ...surveyTasksOn(database, surveyKeys) }),
    recurring: [...notification.recurring, ...evidence.recurring, ...publicationRecurring, ...portalScanning.recurring, ...planScanning.recurring, ...workScanning.recurring, ...year.recurring, { task: SWEEP, match: "17 * * * *" }],
    placeEvidence: evidence.placeFiles,
    figures: [...witnessing.figures, ...year.figures],
    surveyKeys,
    publicPagesOn: (database) => surveyPublicPages(database, surveyKeys),
    sendHeadsOn: (database) => async (head) => {
      await database.transaction((tx) => keepHead(tx, head));
      await witnessing.sendOn(database)(head);
    },
  };
}

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** All rooms behind one door. */
function buildHouse(database: Database, rooms: Rooms, { METRICS_TOKEN: metricsToken, TRUSTED_PROXIES: trustedProxies, ...config }: Config, pages: Pick<House, "web" | "site">): FastifyInstance {
  return buildHttp({
    database,
    ...rooms,
    record,
    noteReads,
    ...pages,
    publicPages: rooms.publicPagesOn(database),
    metricsToken,
    trustedProxies,
    limits: limitsOf(config),
    onFailure: (error, { method, url }) => {
      complain(`${method} ${url.split("?", 1)[0] ?? ""}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
  });
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") throw new StartFailure(`Cổng ${String(port)} đang được chương trình khác dùng. Hãy dừng chương trình đó hoặc đặt PORT khác.`);
    if (code === "EACCES") throw new StartFailure(`Không được phép dùng cổng ${String(port)}. Hãy đặt PORT từ 1024 trở lên.`);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") throw new StartFailure(`Máy này không có địa chỉ ${host}. Hãy sửa HOST.`);
    throw error;
  }
}

/** Fills an empty database of our own with the demonstration. */
type Furnish = (database: Database, rooms: Rooms) => Promise<void>;

/** The folder of the staff's application; without it the house answers other programs only. */
type Pages = Pick<House, "web">;

/** Starts everything; on a failure nothing that was opened stays open. */
export async function startServer(config: Config, furnish: Furnish, pages: Pages = {}): Promise<Running> {
  try {
    return await openEverything(config, furnish, pages);
  } catch (error) {
    throw startFailureOf(error);
  }
}

/** What runs besides requests, one after the other; each with the way to end it. */
async function* startBesides(config: Config, store: Store, database: Database, rooms: Rooms): AsyncGenerator<() => Promise<unknown>> {
  const heads = await startHeads({ database, keyFile: ledgerKeyOf(config, store.folder), headsFile: join(store.folder, "ledger-heads.jsonl"), intervalMs: 60_000, send: rooms.sendHeadsOn(database) });
  yield heads.stop;
  const jobs = await startJobs({ connection: store.application, tasks: rooms.tasksOn(database), recurring: rooms.recurring, onFailure: complain });
  yield jobs.stop;
  await rooms.live.start({ connection: store.application, database, onFailure: complain });
  yield rooms.live.stop;
}

async function openEverything(config: Config, furnish: Furnish, { web }: Pages): Promise<Running> {
  const oidc = oidcSettings(config);
  const store = await openStore(config);
  const closers: (() => Promise<unknown>)[] = [store.close];
  const stop = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    await migrate(store.owner);
    await requireApplicationAccess(store.application);
    const database = openDatabase(store.application, config.DATABASE_CONNECTIONS);
    closers.push(database.close);
    const secret = openSecretKey(secondFactorKeyOf(config, store.folder));
    const formKey = createHmac("sha256", secret).update("forms of the public pages").digest();
    const rooms = furnishRooms(secret, { oidc, mail: mailOf(config), witnesses: witnessesIn(config.CONGTAM_WITNESS), evidence: evidenceSettings(config, store.folder), surveyKeys: openSurveyKeys(surveyKeysOf(config, store.folder)), national: nationalOf(config) });
    if (store.isOwn) await furnish(database, rooms);
    const holdsKnownPasswords = await database.read(isDemonstration);
    for await (const close of startBesides(config, store, database, rooms)) closers.push(close);
    const reader = openPublicReader(store.application);
    closers.push(reader.close);
    await rebuildSnapshots(database);
    const app = buildHouse(database, rooms, config, { web, site: makeSite({ reader, publicUrl: config.PUBLIC_URL, database, secret: formKey }) });
    closers.push(() => app.close());
    // Known passwords must never be reachable from outside this machine, wherever their database is.
    const address = await listen(app, holdsKnownPasswords ? "127.0.0.1" : (config.HOST ?? "127.0.0.1"), config.PORT);
    return { address, isDemonstration: holdsKnownPasswords, database, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The database and the folder of keys without the house, for work that is done while it is closed. */
async function withStore<T>(config: Config, work: (database: Database, folder: string) => Promise<T>): Promise<T> {
  if (config.DATABASE_URL === undefined && isServed(ownFolder(config))) throw new StartFailure("Máy chủ đang chạy. Hãy dừng chương trình (Ctrl-C hoặc SIGTERM) rồi chạy lại lệnh này.");
  const store = await openStore(config);
  const database = openDatabase(store.application, 2);
  try {
    return await work(database, store.folder);
  } finally {
    await database.close();
    await store.close();
  }
}

/** Replaces the key that signs the ledger's heads; returns the new one's fingerprint. */
export const rotateLedgerKey = (config: Config): Promise<string> => withStore(config, (database, folder) => rotateSigningKey(database, ledgerKeyOf(config, folder)));

/** Replaces the key that seals the secrets of second factors; returns how many accounts have one. */
export const rotateSecondFactorKey = (config: Config): Promise<number> =>
  withStore(config, async (database, folder) => {
    let count = 0;
    await replaceSecretKey(secondFactorKeyOf(config, folder), async (present, next) => {
      count = await database.transaction(async (tx) => {
        const { accounts, audit } = await resealSecondFactors(tx, present, next);
        await record(tx, "system", [audit]);
        return accounts;
      });
    });
    return count;
  });

/**
 * Makes the first administrator of the authority's database, on which a server has run once. Returns the link's
 * token, with which the person chooses a password.
 */
export async function makeAdministrator(config: Config, wanted: { readonly username: string; readonly name: string }): Promise<{ readonly username: string; readonly token: string; readonly expiresAt: string }> {
  if (config.DATABASE_URL === undefined) throw new StartFailure("Cần DATABASE_URL: cơ sở dữ liệu riêng của chương trình chỉ chứa dữ liệu minh họa, đã có tài khoản quantri.");
  return withStore(config, async (database) => {
    if ((await database.pulse())?.migration !== newestMigration()) throw new StartFailure("Cơ sở dữ liệu chưa được chuẩn bị cho phiên bản này, hoặc không trả lời. Hãy khởi động máy chủ một lần (congtam serve) rồi chạy lại lệnh này.");
    return database.transaction(async (tx) => {
      const { audit, ...made } = await addFirstAdministrator(tx, wanted);
      await record(tx, "system", audit);
      return made;
    });
  });
}
