import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { type CopyStreamQuery, type CopyToStreamQuery, from as copyFrom, to as copyTo } from "pg-copy-streams";
import { Problem } from "./problem.ts";
import { ACT_AS, BEGUN_BY_PROGRAM, BEGUN_FOR_REQUEST, settingsOf, type Viewer } from "./scope.ts";

/** Rows are typed by the room that owns them: `tx.tables<MyTables>()`. */
export type Transaction = {
  readonly tables: <T>() => Kysely<T>;
  /** The database's clock, read once as the transaction opens; the only clock that decides. */
  readonly now: () => Promise<Date>;
  /** From here on the policies on rows see this person. A request's transaction sees no unit before. */
  readonly actAs: (viewer: Viewer) => Promise<void>;
  /** Rows that come in or go out by COPY, as many as there are; it may last as long as that takes. */
  readonly copyIn: (statement: string) => Promise<CopyStreamQuery>;
  readonly copyOut: (statement: string) => Promise<CopyToStreamQuery>;
  /** The same transaction at a later moment: the clock is read anew. For the program's own long work; a request has one moment. */
  readonly later: () => Transaction;
};

/** On whose behalf a transaction is opened: the program's own work sees everything, a request nothing until somebody is known. */
type Opener = "program" | "request";

type Pulse = { readonly clock: Date; readonly migration: number };

/** The pool and what rooms do with it. Reads go through `read`, changes through a transaction. */
export type Database = {
  readonly transaction: <T>(work: (tx: Transaction) => Promise<T>, opener?: Opener) => Promise<T>;
  /** A read-only view of one moment. */
  readonly read: <T>(work: (tx: Transaction) => Promise<T>, opener?: Opener) => Promise<T>;
  /** The same view of one moment, in which a row may be added that tells of the reading. */
  readonly readAndNote: <T>(work: (tx: Transaction) => Promise<T>, opener?: Opener) => Promise<T>;
  readonly answers: () => Promise<boolean>;
  /** The database's clock and the number of its last migration, over a connection kept for this; undefined when it is away. */
  readonly pulse: () => Promise<Pulse | undefined>;
  /** One row over that connection, for figures that are wanted when the house is full; undefined when it is away. */
  readonly glance: <R extends pg.QueryResultRow>(text: string) => Promise<R | undefined>;
  readonly connections: () => { readonly inUse: number; readonly idle: number; readonly waiting: number };
  readonly statements: () => number;
  readonly close: () => Promise<void>;
};

export const APP_ROLE = "congtam_app";
export const OWNER_ROLE = "congtam_owner";
/** Reads what is published and can see nothing else. */
export const PUBLIC_ROLE = "congtam_portal";
const STATEMENT_TIMEOUT_MS = 10_000;
/** How long a connection, a statement and a look at the database's health may take. */
type Patience = { readonly connectMs: number; readonly answerMs: number; readonly pulseMs: number };
/** The database ends a statement after ten seconds; a little later nothing is expected of a line that says nothing at all. */
const PATIENCE: Patience = { connectMs: 5000, answerMs: STATEMENT_TIMEOUT_MS + 1000, pulseMs: 2000 };

// Counts of rows and sequence numbers stay far below 2^53; as numbers they need no second type.
const INT8 = 20;
pg.types.setTypeParser(INT8, Number);
// Dates are days, not moments: kept as text.
const DATE = 1082;
pg.types.setTypeParser(DATE, String);

const onClient = new WeakMap<pg.PoolClient, Kysely<unknown>>();

/** A pool of one: kysely over the connection that holds the transaction; made once for each connection. */
function onConnection(client: pg.PoolClient): Kysely<unknown> {
  const known = onClient.get(client);
  if (known !== undefined) return known;
  const borrowed = new Proxy(client, { get: (target, name) => (name === "release" ? () => undefined : (Reflect.get(target, name, target) as unknown)) });
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: { connect: async () => borrowed, end: async () => undefined } as unknown as pg.Pool }) });
  onClient.set(client, kysely);
  return kysely;
}

/** What PostgreSQL and the socket say when the server is away, starting or stopping. */
const AWAY = new Set(["57P01", "57P02", "57P03", "08000", "08001", "08003", "08006", "53300", "ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);

/** Whether a failure means that the database cannot be reached right now, and not that something is wrong with the question. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return AWAY.has(code) || /^(?:Connection terminated|timeout exceeded when trying to connect|terminating connection|Client has encountered a connection error|Query read timeout)/.test(error.message);
}

/** Whether the line said nothing for so long that nothing more is expected of it; its end may be lost with the answer. */
const isSilent = (error: unknown): boolean => error instanceof Error && (error.message === "Query read timeout" || (error instanceof Problem && error.cause instanceof Error && isSilent(error.cause)));

/**
 * Commits and makes sure: where a synchronous standby is awaited and the wait is cancelled, PostgreSQL reports
 * success with a warning, although the standby may lack the change. Such a commit counts as not confirmed.
 */
export async function commit(client: Pick<pg.PoolClient, "query" | "on" | "off">): Promise<void> {
  const warnings: string[] = [];
  const note = (notice: { severity?: string | undefined; message?: string | undefined }) => {
    if (notice.severity === "WARNING") warnings.push(notice.message ?? "");
  };
  client.on("notice", note);
  try {
    await client.query("COMMIT");
  } catch (error) {
    // The line broke while the answer was awaited: it may be saved or not, and only asking again will tell.
    if (isAway(error)) throw Object.assign(new Problem("not-confirmed"), { cause: error });
    throw error;
  } finally {
    client.off("notice", note);
  }
  if (warnings.length > 0) throw new Problem("not-confirmed", { detail: { vi: "Máy chủ dự phòng chưa xác nhận; hãy gửi lại.", en: "The standby has not confirmed; please send it again." } });
}

const CLOCK = "select clock_timestamp() as now";
type Clock = { readonly now: Date };

function clockIn(row: Clock | undefined): Date {
  if (row === undefined) throw new RangeError("the database has no clock");
  return row.now;
}

/** As long as a timer can be set: millions of rows take their time, and the line is busy meanwhile. */
const LONGEST_MS = 2 ** 31 - 1;

/** Neither the database nor the line gives up on a copy that goes on. */
async function patient<T extends object>(client: pg.PoolClient, copy: T): Promise<T> {
  await client.query("set local statement_timeout = 0");
  return Object.assign(copy, { query_timeout: LONGEST_MS });
}

function transactionOn(client: pg.PoolClient, opened?: Date): Transaction {
  const kysely = onConnection(client);
  let clock = opened === undefined ? undefined : Promise.resolve(opened);
  return {
    // The rows' types are the room's own; the connection is the same.
    tables: <T>() => kysely as unknown as Kysely<T>,
    now: () => (clock ??= client.query<Clock>(CLOCK).then(({ rows: [row] }) => clockIn(row))),
    actAs: async (viewer) => {
      await client.query(ACT_AS, settingsOf(viewer));
    },
    copyIn: async (statement) => client.query(await patient(client, copyFrom(statement))),
    copyOut: async (statement) => {
      // The driver's clock for an answer ends with a callback, which a stream of rows never makes.
      const copy = Object.assign(await patient(client, copyTo(statement)), { callback: (): void => undefined });
      client.query(copy);
      return copy.once("close", () => {
        copy.callback();
      });
    },
    later: () => transactionOn(client),
  };
}

/** A character that no text in PostgreSQL can hold: NUL, or half of a surrogate pair. */
const UNSTORABLE = new Set(["22021", "22P05"]);

/** The statement took too long, stood in another's way or found no room: nothing is wrong with it, and later it may succeed. */
const BUSY = new Set(["57014", "55P03", "40001", "40P01", "53100", "53200"]);

/** A statement that was planned before a migration changed what it gives; a new connection plans it anew. */
const isOutdated = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "0A000" && error.message.includes("cached plan");

/** What a failure of the database means to whoever asked. */
function told(error: unknown): unknown {
  if (isAway(error) || isOutdated(error)) return new Problem("unavailable");
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (BUSY.has(code)) return new Problem("unavailable");
  return UNSTORABLE.has(code) ? new Problem("invalid-input", { detail: { vi: "Có ký tự không lưu được (ký tự rỗng); hãy bỏ ký tự đó.", en: "There is a character that cannot be stored (NUL); take it out." } }) : error;
}

async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw isAway(error) ? new Problem("unavailable") : error;
  }
}

const BEGUN: Readonly<Record<Opener, string>> = { program: BEGUN_BY_PROGRAM, request: BEGUN_FOR_REQUEST };

async function within<T>(pool: pg.Pool, begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await connected(pool);
  let broken = false;
  try {
    // Of several statements in one message, each gives its own rows.
    const answers = (await client.query(`${begin}; ${CLOCK}`)) as unknown as readonly pg.QueryResult<Clock>[];
    const result = await work(transactionOn(client, clockIn(answers.at(-1)?.rows[0])));
    await commit(client);
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away; one that says nothing any more is not asked.
    broken = isSilent(error) || isOutdated(error);
    if (!broken) {
      await client.query("ROLLBACK").catch(() => {
        broken = true;
      });
    }
    throw told(error);
  } finally {
    client.release(broken);
  }
}

/** The clock, and how far the database is migrated; a table that is not there means not at all. */
const PULSE = "select pg_catalog.clock_timestamp() as clock, (select coalesce(max(number), 0)::integer from congtam.migration) as migration";

async function rowOf<R extends pg.QueryResultRow>(pool: pg.Pool, text: string): Promise<R | undefined> {
  try {
    const { rows: [row] } = await pool.query<R>(text);
    return row;
  } catch {
    // Whatever the reason, the database gives no answer that the program could work with.
    return undefined;
  }
}

function openPool(connection: pg.ClientConfig, max: number, { connectMs, answerMs }: Pick<Patience, "connectMs" | "answerMs">, role: string = APP_ROLE): pg.Pool {
  const pool = new pg.Pool({ ...connection, max, options: `-c role=${role} -c statement_timeout=${String(STATEMENT_TIMEOUT_MS)} -c timezone=UTC`, connectionTimeoutMillis: connectMs, query_timeout: answerMs, keepAlive: true });
  // An idle connection that dies is replaced; the next request would notice anyway. A server that dies in the middle of
  // a transaction ends the connection; the query itself then fails and is told to whoever asked. Without a listener the
  // event would end the whole program.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Connections with the application's rights for what is not a room's transaction. */
export const applicationPool = (connection: pg.ClientConfig, size: number): pg.Pool => openPool(connection, size, PATIENCE);

/** Texts that come again and again are planned once a connection; lists of many lengths must not fill it with plans. */
const MOST_PREPARED = 500;
const names = new Map<string, string>();

function prepared(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = `q${String(names.size + 1)}`;
  names.set(text, name);
  return name;
}

/** Reads what is published, and nothing else: its connections have lost every other right. */
export type PublicReader = Pick<Database, "read" | "close">;

const PUBLIC_CONNECTIONS = 3;

export function openPublicReader(connection: pg.ClientConfig): PublicReader {
  const pool = openPool(connection, PUBLIC_CONNECTIONS, PATIENCE, PUBLIC_ROLE);
  return { read: (work) => within(pool, `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${BEGUN.request}`, work), close: () => pool.end() };
}

/** Opens the application's pool. Every connection has the application's rights only. */
export function openDatabase(connection: pg.ClientConfig, size = 20, patience: Patience = PATIENCE): Database {
  const pool = openPool(connection, size, patience);
  // A house that is full must not look like one whose database is away.
  const healthPool = openPool(connection, 1, { connectMs: patience.pulseMs, answerMs: patience.pulseMs });
  let statements = 0;
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        statements++;
        const [text, values, ...rest] = args;
        return typeof text === "string" && Array.isArray(values) ? query({ text, values, name: prepared(text) }, ...rest) : query(...args);
      },
    });
  });
  return {
    // One message opens the transaction and says for whom, so that nothing is left over from the one before.
    transaction: (work, opener = "program") => within(pool, `BEGIN; ${BEGUN[opener]}`, work),
    read: (work, opener = "program") => within(pool, `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${BEGUN[opener]}`, work),
    readAndNote: (work, opener = "program") => within(pool, `BEGIN ISOLATION LEVEL REPEATABLE READ; ${BEGUN[opener]}`, work),
    answers: () => pool.query("select 1").then(
      () => true,
      () => false,
    ),
    pulse: () => rowOf<Pulse>(healthPool, PULSE),
    glance: (text) => rowOf(healthPool, text),
    connections: () => ({ inUse: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    statements: () => statements,
    close: async () => {
      await Promise.all([pool.end(), healthPool.end()]);
    },
  };
}
