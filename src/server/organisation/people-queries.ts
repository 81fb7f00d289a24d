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
