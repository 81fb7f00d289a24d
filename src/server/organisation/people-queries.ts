import { sql } from "kysely";
import type { PostKind } from "../../contract/organisation.ts";
import type { Transaction } from "../platform/index.ts";
import { type OrganisationTables, containing, tables } from "./queries.ts";
import { fold, type Period, type PostFacts } from "./rules.ts";

/** The room's SQL about people and their posts. */

const POST = ["id", "person_id as person", "unit_id as unit", "kind", "title", "valid_from as from", "valid_to as to"] as const;
export type PostRecord = PostFacts & { readonly id: string; readonly title: string };

export type PersonKey = { readonly folded: string; readonly id: string };
type PersonSearch = { readonly text: string | undefined; readonly unit: string | undefined; readonly after: PersonKey | undefined; readonly limit: number };

/** People by name without diacritics; those of the same name by id, so that pages never overlap. */
export const searchPeople = (tx: Transaction, { text, unit, after, limit }: PersonSearch): Promise<(PersonKey & { readonly name: string })[]> =>
  tables(tx)
    .selectFrom("congtam.person")
    .select(["id", "name", "folded"])
    .$if(text !== undefined, (query) => query.where("folded", "like", containing(text ?? "")))
    .$if(unit !== undefined, (query) => query.where((is) => is.exists(is.selectFrom("congtam.post").select("congtam.post.id").whereRef("congtam.post.person_id", "=", "congtam.person.id").where("congtam.post.unit_id", "=", unit ?? ""))))
    .$if(after !== undefined, (query) => query.where((is) => is(is.refTuple("folded", "id"), ">", is.tuple(after?.folded ?? "", after?.id ?? ""))))
    .orderBy("folded")
    .orderBy("id")
    .limit(limit)
    .execute();

export const postsOfPeople = (tx: Transaction, people: readonly string[]): Promise<PostRecord[]> =>
  people.length === 0 ? Promise.resolve([]) : tables(tx).selectFrom("congtam.post").select(POST).where("person_id", "in", people).orderBy("valid_from").orderBy("id").execute();

export const postsOfUnit = (tx: Transaction, unit: string): Promise<PostRecord[]> => tables(tx).selectFrom("congtam.post").select(POST).where("unit_id", "=", unit).execute();

export const findPost = (tx: Transaction, id: string): Promise<PostRecord | undefined> => tables(tx).selectFrom("congtam.post").select(POST).where("id", "=", id).executeTakeFirst();

export const findPerson = (tx: Transaction, id: string): Promise<{ id: string; name: string } | undefined> => tables(tx).selectFrom("congtam.person").select(["id", "name"]).where("id", "=", id).executeTakeFirst();

/** The names of everybody, for taking them out of what the public wrote. */
export const allPeopleNames = async (tx: Transaction): Promise<string[]> => (await tables(tx).selectFrom("congtam.person").select("name").distinct().execute()).map((one) => one.name);

/** Units in which the person has a post at some time of the period. */
export const unitsWithPost = async (tx: Transaction, person: string, { from, to }: Period): Promise<string[]> => {
  const rows = await tables(tx)
    .selectFrom("congtam.post")
    .select("unit_id")
    .distinct()
    .where("person_id", "=", person)
    .where((is) => is.or([is("valid_to", "is", null), is("valid_to", ">", from)]))
    .$if(to !== null, (query) => query.where("valid_from", "<", to ?? ""))
    .orderBy("unit_id")
    .execute();
  return rows.map((row) => row.unit_id);
};

export const insertPerson = (tx: Transaction, id: string, name: string): Promise<unknown> => tables(tx).insertInto("congtam.person").values({ id, name, folded: fold(name) }).execute();

export const insertPost = (tx: Transaction, { id, person, unit, kind, title, from, to }: PostRecord): Promise<unknown> =>
  tables(tx).insertInto("congtam.post").values({ id, person_id: person, unit_id: unit, kind, title, valid_from: from, valid_to: to } satisfies OrganisationTables["congtam.post"]).execute();

export const endPosts = (tx: Transaction, ids: readonly string[], on: string): Promise<unknown> =>
  ids.length === 0 ? Promise.resolve([]) : tables(tx).updateTable("congtam.post").set({ valid_to: on }).where("id", "in", ids).execute();

export type NamedPost = PostRecord & { readonly name: string };

/** The posts in units, each with the name of who has it. */
export const postsOfUnits = async (tx: Transaction, units: readonly string[]): Promise<NamedPost[]> =>
  units.length === 0
    ? []
    : tables(tx)
        .selectFrom("congtam.post as post")
        .innerJoin("congtam.person as person", "person.id", "post.person_id")
        .select(["post.id", "post.person_id as person", "post.unit_id as unit", "post.kind", "post.title", "post.valid_from as from", "post.valid_to as to", "person.name"])
        .where(sql<boolean>`post.unit_id = any (${units}::text[])`)
        .execute();

/** A post as it is on a day, with who has it. */
type StaffPost = { readonly personId: string; readonly name: string; readonly unitId: string; readonly kind: PostKind; readonly title: string };

/** Everybody who has a post on a day, or only these people; by name. */
export async function postsOn(tx: Transaction, day: string, people?: readonly string[]): Promise<StaffPost[]> {
  if (people?.length === 0) return [];
  return tables(tx)
    .selectFrom("congtam.post")
    .innerJoin("congtam.person", "congtam.person.id", "congtam.post.person_id")
    .select(["congtam.post.person_id as personId", "congtam.person.name", "congtam.post.unit_id as unitId", "congtam.post.kind", "congtam.post.title"])
    .where("congtam.post.valid_from", "<=", day)
    .where((is) => is.or([is("congtam.post.valid_to", "is", null), is("congtam.post.valid_to", ">", day)]))
    .$if(people !== undefined, (query) => query.where("congtam.post.person_id", "in", people ?? []))
    .orderBy("congtam.person.folded")
    .orderBy("congtam.person.id")
    .orderBy("congtam.post.id")
    .execute();
}

/** What people are called. */
export async function personNames(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(tx).selectFrom("congtam.person").select(["id", "name"]).where("id", "in", [...new Set(ids)]).execute();
  return new Map(rows.map((one) => [one.id, one.name]));
}

/** Many at once, in one question, however many they are. */
export async function insertPeople(tx: Transaction, people: readonly { readonly id: string; readonly name: string }[]): Promise<void> {
  const of = (values: readonly string[]) => sql`${values}::text[]`;
  await sql`insert into congtam.person (id, name, folded) select * from unnest(${of(people.map((one) => one.id))}, ${of(people.map((one) => one.name))}, ${of(people.map((one) => fold(one.name)))})`.execute(tables(tx));
}

export async function insertPosts(tx: Transaction, posts: readonly PostRecord[]): Promise<void> {
  const of = (field: "id" | "person" | "unit" | "kind" | "title" | "from" | "to") => sql`${posts.map((one) => one[field])}::text[]`;
  await sql`insert into congtam.post (id, person_id, unit_id, kind, title, valid_from, valid_to) select id, person, unit, kind, title, valid_from::date, valid_to::date from unnest(${of("id")}, ${of("person")}, ${of("unit")}, ${of("kind")}, ${of("title")}, ${of("from")}, ${of("to")}) as given (id, person, unit, kind, title, valid_from, valid_to)`.execute(tables(tx));
}
