import { createAccount } from "../../../server/identity/index.ts";
import { addPerson, addPost } from "../../../server/organisation/index.ts";
import type { Actor, AuditEntry, Transaction } from "../../../server/platform/index.ts";
import { DEMONSTRATION_PASSWORD } from "../accounts.ts";
import { OWNER } from "../loading.ts";
import { inventedNames } from "./names.ts";
import { FEW_OFFICERS, GIA_LAI_ACCOUNTS, type PostKind, PROVINCE, STAFFED } from "./structure.ts";

/** Everybody in Gia Lai, with posts; some with accounts. */

const SINCE = "2025-07-01";
const SEED = 335;

/** One of the people: in which unit, which kind of post, and which of that kind (0 is the first). */
export type Official = { readonly personId: string; readonly name: string; readonly unit: string; readonly kind: PostKind; readonly nth: number; readonly title: string };
type Wanted = Omit<Official, "personId" | "name">;

type Unit = { readonly code: string; readonly name: string };

const isWard = (code: string): boolean => /^\d/.test(code);

function titleOf(kind: PostKind, { code, name }: Unit): string {
  if (kind === "officer") return "Chuyên viên";
  const isHead = kind === "head";
  if (code === PROVINCE.code || (isWard(code) && !code.includes("."))) return `${isHead ? "Chủ tịch" : "Phó Chủ tịch"} ${name}`;
  if (name.startsWith("Sở ")) return `${isHead ? "Giám đốc" : "Phó Giám đốc"} ${name}`;
  return `${isHead ? "Người đứng đầu" : "Cấp phó"} ${name}`;
}

function staffOf(unit: Unit, deputies: number, officers: number): Wanted[] {
  const many = (kind: PostKind, count: number): Wanted[] => Array.from({ length: count }, (_one, nth) => ({ unit: unit.code, kind, nth, title: titleOf(kind, unit) }));
  return [...many("head", 1), ...many("deputy", deputies), ...many("officer", officers)];
}

/** Who is wanted where; `units` are those of the province's list. */
function staffing(units: readonly Unit[]): Wanted[] {
  const offices = STAFFED.flatMap((one) => one.offices.flatMap((office) => staffOf(office, 1, office.people - 2)));
  const own = units.flatMap((unit) => {
    const staffed = STAFFED.find((one) => one.unit === unit.code);
    return staffOf(unit, staffed?.deputies ?? 1, staffed === undefined ? FEW_OFFICERS : 0);
  });
  return [...staffOf(PROVINCE, PROVINCE.deputies, 0), ...own, ...offices];
}

/** Adds them with their posts. */
export async function addOfficials(tx: Transaction, units: readonly Unit[], unitId: (code: string) => string): Promise<{ readonly officials: Official[]; readonly entries: AuditEntry[] }> {
  const nextName = inventedNames(SEED);
  const officials: Official[] = [];
  const entries: AuditEntry[] = [];
  for (const wanted of staffing(units)) {
    const name = nextName();
    const person = await addPerson(tx, name);
    const post = await addPost(tx, { person: person.id, unit: unitId(wanted.unit), kind: wanted.kind, title: wanted.title, from: SINCE });
    entries.push(person.audit, post.audit);
    officials.push({ ...wanted, personId: person.id, name });
  }
  return { officials, entries };
}

/** The accounts; who has no post in any unit is added as a person. */
export async function addAccounts(tx: Transaction, officials: readonly Official[], unitId: (code: string) => string): Promise<{ readonly actors: Map<string, Actor>; readonly entries: AuditEntry[] }> {
  const actors = new Map<string, Actor>();
  const entries: AuditEntry[] = [];
  for (const { username, title, roles, place } of GIA_LAI_ACCOUNTS) {
    const holder = place === undefined ? undefined : officials.find((one) => one.unit === place.unit && one.kind === place.kind && one.nth === place.nth);
    if (place !== undefined && holder === undefined) throw new RangeError(`nobody has the post of ${username}`);
    const added = holder === undefined ? await addPerson(tx, `${title} (minh họa)`) : undefined;
    if (added !== undefined) entries.push(added.audit);
    const personId = holder?.personId ?? added?.id ?? "";
    const name = holder?.name ?? `${title} (minh họa)`;
    const { accountId, audit } = await createAccount(tx, { username, personId, name, password: DEMONSTRATION_PASSWORD, roles, secondFactorWaived: true, by: OWNER });
    entries.push(audit);
    actors.set(username, { accountId, personId, name, roles, unitIds: place === undefined ? [] : [unitId(place.unit)], sessionId: "" });
  }
  return { actors, entries };
}

