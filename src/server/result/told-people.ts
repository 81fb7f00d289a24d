import type { KeptRow, Telling } from "../audit/index.ts";
import { listOf, moment, rowOf, told, type ToldRow } from "./told-rows.ts";

/** Which rows of units, people, posts, accounts, roles and keys an entry of the ledger tells of. No I/O. */

type Entry = Pick<Telling, "action" | "subject" | "data">;
type Teller = (id: string, data: KeptRow) => ToldRow[];

const idOf = (subject: string): string => subject.slice(subject.indexOf(":") + 1);
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : []);

const unitMade = (id: unknown, { code, name, index, parent, from }: KeptRow): ToldRow[] => [
  told("unit", { id, code, parent_id: parent, index_code: index, valid_from: from, valid_to: null }),
  told("unit_name", { unit_id: id, name, valid_from: from, valid_to: null }),
];

const postEnded = (id: unknown, on: unknown): ToldRow => told("post", { id, valid_to: on }, true);

const merged: Teller = (id, { into, on, endedPosts }) => [
  told("unit", { id, valid_to: on }, true),
  told("unit_successor", { unit_id: id, successor_id: into, on_day: on, kind: "merge" }),
  ...textsOf(endedPosts).map((post) => postEnded(post, on)),
];

const postMade = ({ id, person, unit, kind, title, from, to }: KeptRow): ToldRow[] => [told("post", { id, person_id: person, unit_id: unit, kind, title, valid_from: from, valid_to: to })];

/** Older entries name the unit above by its code where it came with the same list. */
function importedUnits(from: unknown, created: readonly KeptRow[]): ToldRow[] {
  const ids = new Map(created.map((one) => [one["code"], one["id"]]));
  return created.flatMap((unit) => unitMade(unit["id"], { ...unit, parent: ids.get(unit["parent"]) ?? unit["parent"], from }));
}

const ORGANISATION: Readonly<Record<string, Teller>> = {
  "organisation.units-imported": (_id, { from, created }) => importedUnits(from, listOf(created)),
  "organisation.unit-added": unitMade,
  "organisation.unit-merged": merged,
  "organisation.person-added": (id, { name }) => [told("person", { id, name })],
  "organisation.people-imported": (_id, { people, posts }) => [...listOf(people).flatMap(({ id, name }) => [told("person", { id, name })]), ...listOf(posts).flatMap(postMade)],
  "organisation.post-added": (id, post) => postMade({ ...post, id }),
  "organisation.post-ended": (id, { on }) => [postEnded(id, on)],
};

const UNIT_CHANGED = "organisation.unit-changed";
export const ORGANISATION_ACTIONS: readonly string[] = [...Object.keys(ORGANISATION), UNIT_CHANGED];

/** Entries tell of a new name, and not where the one before it began: that was told before. */
export function tellerOfOrganisation(): (entry: Entry) => ToldRow[] {
  const lastNames = new Map<unknown, unknown>();
  const changed: Teller = (id, { after, on }) => {
    const { name, index, parent } = rowOf(after);
    const rows = [told("unit", { id, index_code: index, parent_id: parent }, true)];
    const last = lastNames.get(id);
    if (on === undefined) return rows;
    // On its first day a name is put right; later another one follows.
    if (last === on) return [...rows, told("unit_name", { unit_id: id, valid_from: on, name }, true)];
    return [...rows, told("unit_name", { unit_id: id, valid_from: last, valid_to: on }, true), told("unit_name", { unit_id: id, name, valid_from: on, valid_to: null })];
  };
  return ({ action, subject, data }) => {
    const rows = action === UNIT_CHANGED ? changed(idOf(subject), data) : (ORGANISATION[action]?.(idOf(subject), data) ?? []);
    for (const { table, row } of rows) if (table === "unit_name" && row["name"] !== undefined) lastNames.set(row["unit_id"], row["valid_from"]);
    return rows;
  };
}

const grantEnded = (account: string, { role, from }: KeptRow, { at, by }: KeptRow): ToldRow => told("role_grant", { account, role, valid_from: moment(from), valid_to: moment(at), ended_by: by }, true);
const grantBegun = (account: string, { role, to }: KeptRow, { at, by }: KeptRow): ToldRow => told("role_grant", { account, role, valid_from: moment(at), valid_to: moment(to), granted_by: by, ended_by: null });

const accountMade: Teller = (id, { username, personId, name, roles, secondFactorWaived, isService, grantedBy, at }) => [
  told("account", { id, username, person_id: personId, name, second_factor_waived: secondFactorWaived, is_service: isService, created_at: moment(at), is_disabled: false, oidc_issuer: null, oidc_subject: null }),
  ...textsOf(roles).map((role) => grantBegun(id, { role, to: null }, { at, by: grantedBy })),
];

const linked: Teller = (id, { identity }) => {
  const { issuer = null, subject = null } = rowOf(identity);
  return [told("account", { id, oidc_issuer: issuer, oidc_subject: subject }, true)];
};

const keyRow = (id: string, { accountId, secretHash, name, roles, createdAt, createdBy, expiresAt, revokedAt, revokedBy }: KeptRow): KeptRow => ({
  id,
  account: accountId,
  secret_hash: secretHash,
  name,
  roles,
  created_at: moment(createdAt),
  created_by: createdBy,
  expires_at: moment(expiresAt),
  revoked_at: moment(revokedAt),
  revoked_by: revokedBy,
});

const ACCOUNTS: Readonly<Record<string, Teller>> = {
  "identity.account-added": accountMade,
  "identity.roles-set": (id, data) => [...listOf(data["ended"]).map((one) => grantEnded(id, one, data)), ...listOf(data["begun"]).map((one) => grantBegun(id, one, data))],
  "identity.account-disabled": (id, { at }) => [told("account", { id, is_disabled: true, disabled_at: moment(at) }, true)],
  "identity.account-enabled": (id) => [told("account", { id, is_disabled: false, disabled_at: null }, true)],
  "identity.account-handed-over": (id, data) => [told("account", { id, is_disabled: true, disabled_at: moment(data["disabledAt"]) }, true), ...listOf(data["ended"]).map((one) => grantEnded(id, one, data))],
  "identity.oidc-linked": linked,
  "identity.api-key-issued": (id, data) => [told("api_key", keyRow(id, data))],
  "identity.api-key-revoked": (id, data) => [told("api_key", keyRow(id, data), true)],
};
export const ACCOUNT_ACTIONS: readonly string[] = Object.keys(ACCOUNTS);

/** Rows of which an entry about an account or a key tells. */
export const toldOfAccounts = ({ action, subject, data }: Entry): ToldRow[] => ACCOUNTS[action]?.(idOf(subject), data) ?? [];
