import type { Role } from "../../contract/route.ts";
import type { Transaction } from "../platform/index.ts";
import { tablesOf } from "./tables.ts";

/** The questions of other rooms about who holds which roles. */

/** Somebody with an account, and the roles that are in force now on any account of theirs. */
export type Holder = { readonly personId: string; readonly name: string; readonly roles: readonly Role[] };

/** Every account with each role in force on it, or with none; a disabled account has none. */
const accountsWithRoles = (tx: Transaction, now: Date) =>
  tablesOf(tx)
    .selectFrom("congtam.account as a")
    .leftJoin("congtam.role_grant as g", (join) =>
      join
        .onRef("g.account", "=", "a.id")
        .on("a.disabled_at", "is", null)
        .on("g.valid_from", "<=", now)
        .on((eb) => eb.or([eb("g.valid_to", "is", null), eb("g.valid_to", ">", now)])),
    )
    .select(["a.person_id as personId", "a.name", "g.role"])
    .orderBy("a.person_id")
    .orderBy("a.id")
    .orderBy("g.role");

type Row = { readonly personId: string; readonly name: string; readonly role: Role | null };

/** By person; whoever has several accounts is called as on the first. */
function holdersOf(rows: readonly Row[]): Map<string, Holder> {
  const byPerson = Map.groupBy(rows, (row) => row.personId);
  return new Map([...byPerson].map(([personId, own]) => [personId, { personId, name: own[0]?.name ?? "", roles: [...new Set(own.flatMap(({ role }) => role ?? []))] }]));
}

/** These people with all their roles; whoever has no account is left out. */
export const holdersAmong = async (tx: Transaction, people: readonly string[]): Promise<Map<string, Holder>> =>
  people.length === 0 ? new Map() : holdersOf(await accountsWithRoles(tx, await tx.now()).where("a.person_id", "in", people).execute());

/** Everybody who holds one of these roles, with those of them that they hold. */
export const holdersWith = async (tx: Transaction, roles: readonly Role[]): Promise<Map<string, Holder>> => holdersOf(await accountsWithRoles(tx, await tx.now()).where("g.role", "in", roles).execute());
