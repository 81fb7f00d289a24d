import { readdirSync, readFileSync } from "node:fs";
import { campaignEndpoints, makeCampaign } from "../../src/server/campaign/index.ts";
import type { Role } from "../../src/contract/route.ts";
import { createAccount } from "../../src/server/identity/index.ts";
import { addPerson, addPost, importUnits } from "../../src/server/organisation/index.ts";
import type { Actor, Database, Endpoint, PublicPages } from "../../src/server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../../src/server/regulation/index.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";
import { openRoom, type Room } from "./room.ts";

/** The room campaign with units, people who have accounts and posts, and a frozen regulation. */

const FOLDER = new URL("../../regulations/dak-lak-2025/", import.meta.url);
const FILES = Object.fromEntries(readdirSync(FOLDER).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]));

const YEAR = 2026;
const SINCE = "2025-01-01";

type Posted = { readonly unit: string; readonly kind?: "head" | "deputy" | "officer"; readonly from?: string; readonly to?: string | null };
export type Answered = { readonly status: number; readonly json: Record<string, unknown>; readonly etag: string | undefined };
type Sent = { readonly body?: object; readonly seen?: string };

export type CampaignHouse = TestDatabase & {
  readonly room: Room;
  /** The id of a unit by its code, of a person by name. */
  readonly unit: (code: string) => string;
  readonly person: (name: string) => string;
  /** Somebody with these roles and posts; who has an account acts under the own name. */
  readonly add: (name: string, roles: readonly Role[], posts?: readonly Posted[]) => Promise<string>;
  readonly addUnits: (units: readonly { readonly code: string; readonly index: string | null; readonly parent?: string }[]) => Promise<void>;
  readonly campaign: (codes: readonly string[], ownerCode?: string) => Promise<string>;
  readonly versionId: string;
  readonly send: (method: "GET" | "POST" | "PUT", as: string, url: string, sent?: Sent) => Promise<Answered>;
  /** Sets the stage behind everybody's back, as if the time had come. */
  readonly bringTo: (campaignId: string, stage: string) => Promise<void>;
  /** Throws when anything was answered with a failure of the house's own. */
  readonly closeAll: () => Promise<void>;
};

/** `above` are rooms that stand on it, `pagesOn` their pages for everybody. */
export async function openCampaignHouse(above: readonly Endpoint[] = [], pagesOn?: (database: Database) => PublicPages): Promise<CampaignHouse> {
  const test = await freshDatabase();
  const units = new Map<string, string>();
  const people = new Map<string, string>();
  const actors = new Map<string, Actor>();
  const idIn = (map: ReadonlyMap<string, string>) => (name: string) => map.get(name) ?? `nowhere-${name}`;
  const [unit, person] = [idIn(units), idIn(people)];
  const room = await openRoom(test.database, [...campaignEndpoints(async () => new Set()), ...above], (name) => actors.get(name), pagesOn === undefined ? {} : { publicPages: pagesOn(test.database) });

  const addUnits: CampaignHouse["addUnits"] = async (wanted) => {
    const { created } = await test.database.transaction((tx) => importUnits(tx, wanted.map((one) => ({ ...one, name: `Đơn vị ${one.code}` })), SINCE));
    for (const { code, id } of created) units.set(code, id);
  };

  // A session for each, which the room asks about when something weighty is done.
  const signIn = (name: string, accountId: string) => test.superuser.query("insert into congtam.session (id, token_hash, account, created_at, last_seen, expires_at) values ($1, $1, $2, now(), now(), '2099-12-31')", [name, accountId]);

  const add: CampaignHouse["add"] = async (name, roles, posts = []) => {
    const added = await test.database.transaction(async (tx) => {
      const { id } = await addPerson(tx, name);
      people.set(name, id);
      for (const { unit: code, kind = "officer", from = SINCE, to = null } of posts) await addPost(tx, { person: id, unit: unit(code), kind, title: "Chuyên viên", from, to });
      const { accountId } = await createAccount(tx, { username: name.toLowerCase(), personId: id, name, roles, secondFactorWaived: true, by: "test" });
      actors.set(name, { accountId: name, personId: id, name, roles, unitIds: posts.filter((one) => one.to === undefined || one.to === null).map((one) => unit(one.unit)), sessionId: name });
      return { id, accountId };
    });
    await signIn(name, added.accountId);
    return added.id;
  };

  const versionId = await test.database.transaction(async (tx) => {
    const { version } = await importRegulation(tx, "importer", FILES);
    await freezeRegulation(tx, "another", version.id);
    return version.id;
  });

  const campaign: CampaignHouse["campaign"] = async (unitCodes, ownerCode) => {
    const owner = ownerCode === undefined ? {} : { ownerUnitId: unit(ownerCode) };
    const made = await test.database.transaction((tx) => makeCampaign(tx, "test", { title: "Đợt", year: YEAR, regulationVersionId: versionId, unitCodes: [...unitCodes], ...owner }));
    return made.campaign.id;
  };

  const send: CampaignHouse["send"] = async (method, as, url, { body, seen } = {}) => {
    const headers = { authorization: `Bearer ${as}`, ...(seen === undefined ? {} : { "if-match": `"${seen}"` }) };
    const answer = await room.app.inject({ method, url: `/api/v1${url}`, headers, ...(body === undefined ? {} : { payload: body }) });
    const { etag } = answer.headers;
    return { status: answer.statusCode, json: answer.json(), etag: typeof etag === "string" ? etag.slice(1, -1) : undefined };
  };

  const bringTo: CampaignHouse["bringTo"] = async (campaignId, stage) => {
    await test.superuser.query("insert into congtam.campaign_action (campaign, number, by, action) select $1, count(*) + 1, 'test', jsonb_build_object('kind', 'advance', 'to', $2::text) from congtam.campaign_action where campaign = $1", [campaignId, stage]);
  };

  const closeAll = async () => {
    await room.app.close();
    await test.close();
    if (room.failures.length > 0) throw new AggregateError(room.failures, "the house failed");
  };
  return { ...test, room, unit, person, add, addUnits, campaign, versionId, send, bringTo, closeAll };
}

/** The fields that an answer names as wrong. */
export const wrongFields = ({ json }: Answered): string[] => ((json["errors"] ?? []) as { pointer: string }[]).map((one) => one.pointer);
