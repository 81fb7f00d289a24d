import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Reads, Role } from "../../contract/route.ts";
import type { ReadEntry, Transaction } from "../platform/index.ts";

/** SQL of the log of reads. */

type ReadRow = { id: number; at: Date; account: string; person: string; api_key: string | null; roles: Role[]; operation: string; kind: Reads; campaign: string; unit: string | null; of_person: string | null };
type Tables = { "congtam.read_entry": ReadRow };

/**
 * Writes any number of entries in one question; the time is the database's. Who is shown the same again within a minute
 * (the screen follows what changes, and a row costs a commit on the disk) is in the log already. A row that the clock has
 * not reached yet, because it was set back, stands for nobody.
 */
export async function noteReads(tx: Transaction, entries: readonly ReadEntry[]): Promise<void> {
  const ofPeople = entries.filter((one) => one.ofPerson !== undefined);
  if (ofPeople.length > 0) await note(tx, ofPeople, sql<boolean>`kept.of_person = given.of_person`);
  if (ofPeople.length < entries.length) await note(tx, entries.filter((one) => one.ofPerson === undefined), sql<boolean>`kept.of_person is null`);
}

/** Of people apart from the rest, so that each is looked up by whom it is about: a workbook tells of thousands within the minute. */
async function note(tx: Transaction, entries: readonly ReadEntry[], isOfSame: RawBuilder<boolean>): Promise<void> {
  const rows = entries.map(({ actor, roles, operation, kind, campaign, unit, ofPerson }) => ({ account: actor.accountId, person: actor.personId, api_key: actor.keyId ?? null, roles, operation, kind, campaign, unit, of_person: ofPerson ?? null }));
  await sql`
    insert into congtam.read_entry (account, person, api_key, roles, operation, kind, campaign, unit, of_person)
    select account, person, api_key, as_roles, operation, kind, campaign, unit, of_person
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (account text, person text, api_key text, roles jsonb, operation text, kind text, campaign text, unit text, of_person text),
      lateral (select array(select jsonb_array_elements_text(given.roles)) as as_roles) its
    where not exists (
      select from congtam.read_entry kept
      where kept.account = given.account and ${isOfSame} and kept.at between now() - interval '1 minute' and now()
        and (kept.operation, kept.campaign, kept.roles) = (given.operation, given.campaign, as_roles)
        and (kept.unit, kept.person, kept.api_key) is not distinct from (given.unit, given.person, given.api_key)
    )`.execute(tx.tables<Tables>());
}

export type ReadFilter = {
  readonly kind?: Reads;
  readonly unit?: string | undefined;
  /** Rows about every unit are about this one too. */
  readonly withEveryUnit?: boolean;
  readonly person?: string | undefined;
  /** Who has one of these roles cannot be asked for by name. */
  readonly unnamed?: readonly Role[];
  readonly campaign?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** The newest entries that fit, before a number. */
export function readPageOfReads(tx: Transaction, filter: ReadFilter, before: number | undefined, limit: number): Promise<Selectable<ReadRow>[]> {
  const { kind, unit, withEveryUnit = false, person, unnamed = [], campaign, from, to } = filter;
  let rows = tx.tables<Tables>().selectFrom("congtam.read_entry").selectAll().orderBy("id", "desc").limit(limit);
  if (before !== undefined) rows = rows.where("id", "<", before);
  if (kind !== undefined) rows = rows.where("kind", "=", kind);
  if (unit !== undefined) rows = rows.where((is) => (withEveryUnit ? is.or([is("unit", "=", unit), is("unit", "is", null)]) : is("unit", "=", unit)));
  if (person !== undefined) rows = rows.where("person", "=", person).where(sql<boolean>`not roles && ${unnamed}::text[]`);
  if (campaign !== undefined) rows = rows.where("campaign", "=", campaign);
  if (from !== undefined) rows = rows.where("at", ">=", new Date(from));
  if (to !== undefined) rows = rows.where("at", "<", new Date(to));
  return rows.execute();
}
