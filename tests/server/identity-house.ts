import { randomBytes, randomInt } from "node:crypto";
import type pg from "pg";
import type { Role } from "../../src/contract/route.ts";
import { noteReads } from "../../src/server/audit/index.ts";
import { createAccount, type HandOver, makeIdentity } from "../../src/server/identity/index.ts";
import { otpAt } from "../../src/server/identity/secrets.ts";
import { type Actor, type AuditEntry, buildHttp, type Database, type OidcSettings, type Transaction } from "../../src/server/platform/index.ts";
import { freshDatabase } from "./harness.ts";

/** A house with the room identity alone, a ledger that collects, and a way to let time pass. */

export const PASSWORD = "mot cau dai de nho";
export const UNITS = ["u1"];

export type Sent = { readonly cookie?: string | undefined; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly address?: string };
type Answered = { readonly status: number; readonly json: Record<string, unknown>; readonly headers: Readonly<Record<string, unknown>>; readonly text: string; readonly cookie: string | undefined; readonly cookies: Readonly<Record<string, string>> };
export type Entry = AuditEntry & { readonly by: string };

type Added = { readonly roles?: readonly Role[]; readonly waived?: boolean; readonly personId?: string };

const OLDER = `
  update congtam.session set created_at = created_at - $1::interval, last_seen = last_seen - $1::interval, expires_at = expires_at - $1::interval, second_factor_at = second_factor_at - $1::interval;
  update congtam.failed_attempt set first_at = first_at - $1::interval, last_at = last_at - $1::interval, locked_until = locked_until - $1::interval;
  update congtam.reset_link set created_at = created_at - $1::interval, expires_at = expires_at - $1::interval, used_at = used_at - $1::interval;
  update congtam.role_grant set valid_from = valid_from - $1::interval, valid_to = valid_to - $1::interval;
  update congtam.oidc_attempt set expires_at = expires_at - $1::interval;
  update congtam.api_key set created_at = created_at - $1::interval, expires_at = expires_at - $1::interval, last_used_at = last_used_at - $1::interval, revoked_at = revoked_at - $1::interval;
  update congtam.account set active_at = active_at - $1::interval, otp_last_step = otp_last_step - ceil(extract(epoch from $1::interval) / 30)::bigint`;

/** Somebody else each time, unless a test says otherwise. */
export const anyAddress = (): string => `10.${String(randomInt(256))}.${String(randomInt(256))}.${String(randomInt(256))}`;

export type IdentityHouse = {
  readonly send: (method: "GET" | "POST" | "PUT" | "DELETE", path: string, sent?: Sent) => Promise<Answered>;
  /** Adds somebody with the password above; returns the account's id. */
  readonly add: (username: string, added?: Added) => Promise<string>;
  readonly signIn: (username: string, more?: { password?: string; otp?: string; address?: string }) => Promise<Answered>;
  /** The cookie of somebody who may sign in with the password alone. */
  readonly cookieOf: (username: string) => Promise<string>;
  /** Says who an account is at the provider; `admin` is an administrator's cookie. */
  readonly link: (admin: string, accountId: string, identity: { readonly issuer: string; readonly subject: string } | null) => Promise<Answered>;
  /** As if so many seconds had passed. */
  readonly pass: (seconds: number) => Promise<void>;
  readonly actorOf: (cookie: string) => Promise<Actor | undefined>;
  readonly ledger: Entry[];
  readonly superuser: pg.Client;
  readonly database: Database;
  /** Throws when anything was answered with a failure of the house's own. */
  readonly close: () => Promise<void>;
};

type Wired = { readonly oidc?: OidcSettings; readonly handOver?: readonly HandOver[] };

export async function openIdentityHouse(wired: Wired = {}): Promise<IdentityHouse> {
  const { database, superuser, close } = await freshDatabase();
  const identity = makeIdentity({ unitsOf: async () => UNITS, secondFactorKey: randomBytes(32), ...wired });
  const ledger: Entry[] = [];
  const failures: unknown[] = [];
  const app = buildHttp({
    database,
    endpoints: identity.endpoints,
    authenticate: identity.authenticate,
    record: async (_tx, by, entries) => {
      ledger.push(...entries.map((entry) => ({ ...entry, by })));
    },
    noteReads,
    onFailure: (error) => {
      failures.push(error);
    },
  });
  await app.ready();

  const send = async (method: "GET" | "POST" | "PUT" | "DELETE", path: string, { cookie, body, headers = {}, address = anyAddress() }: Sent = {}): Promise<Answered> => {
    const answer = await app.inject({ method, url: `/api/v1${path}`, remoteAddress: address, headers: { ...headers, ...(cookie === undefined ? {} : { cookie: `congtam_session=${cookie}` }) }, ...(body === undefined ? {} : { payload: body as object }) });
    const json: Record<string, unknown> = answer.body === "" ? {} : answer.json();
    return { status: answer.statusCode, json, headers: answer.headers, text: answer.body, cookie: answer.cookies.find(({ name }) => name === "congtam_session")?.value, cookies: Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value])) };
  };

  const add = async (username: string, { roles = [], waived = false, personId = `p-${username}` }: Added = {}): Promise<string> => {
    const { accountId } = await database.transaction((tx) => createAccount(tx, { username, personId, name: `Tên ${username}`, password: PASSWORD, roles, secondFactorWaived: waived, by: "test" }));
    return accountId;
  };

  const signIn = (username: string, more: { password?: string; otp?: string; address?: string } = {}): Promise<Answered> => {
    const { address = anyAddress(), ...rest } = more;
    return send("POST", "/session", { address, body: { username, password: PASSWORD, ...rest } });
  };

  const cookieOf = async (username: string): Promise<string> => {
    const { cookie, status } = await signIn(username);
    if (cookie === undefined) throw new Error(`${username} cannot sign in: ${String(status)}`);
    return cookie;
  };

  const link: IdentityHouse["link"] = async (cookie, accountId, person) => {
    const { headers } = await send("GET", `/accounts/${accountId}`, { cookie });
    return send("PUT", `/accounts/${accountId}/oidc`, { cookie, body: { identity: person }, headers: { "if-match": String(headers["etag"]) } });
  };

  const pass = async (seconds: number): Promise<void> => {
    for (const statement of OLDER.split(";")) await superuser.query(statement.replaceAll("$1", `'${String(seconds)} s'`));
  };

  const actorOf = (cookie: string): Promise<Actor | undefined> => database.transaction((tx: Transaction) => identity.authenticate(tx, { cookie, bearer: undefined }));

  return {
    send,
    add,
    signIn,
    cookieOf,
    link,
    pass,
    actorOf,
    ledger,
    superuser,
    database,
    close: async () => {
      await app.close();
      await close();
      if (failures.length > 0) throw new AggregateError(failures, "the house failed");
    },
  };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator app shows now for a secret that was typed into it. */
export function appShows(secret: string, stepsLater = 0): string {
  const bits = secret.split("").map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2));
  return otpAt(Uint8Array.from(bytes), Math.floor(Date.now() / 30_000) + stepsLater);
}

/** Sets up the second factor in a session; returns the new cookie and the secret. */
export async function enrol({ send }: IdentityHouse, cookie: string): Promise<{ readonly cookie: string; readonly secret: string }> {
  const begun = await send("POST", "/second-factor", { cookie });
  const secret = String(begun.json["secret"]);
  const confirmed = await send("PUT", "/second-factor", { cookie, body: { otp: appShows(secret) }, headers: { "if-match": String(begun.headers["etag"]) } });
  if (confirmed.cookie === undefined) throw new Error(`not confirmed: ${confirmed.text}`);
  return { cookie: confirmed.cookie, secret };
}
