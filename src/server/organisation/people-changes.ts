import { randomUUID } from "node:crypto";
import type { PostKind } from "../../contract/organisation.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { endPosts, findPerson, findPost, insertPerson, insertPost, type PostRecord, postsOfPeople, postsOfUnit } from "./people-queries.ts";
import { findUnit, lockChanges } from "./queries.ts";
import { dayOf, requireEnding, requirePost } from "./rules.ts";

/** What is done to people and posts: rules asked, rows written, and the entry for the ledger. */

export async function addPerson(tx: Transaction, name: string): Promise<{ readonly id: string; readonly audit: AuditEntry }> {
  const id = randomUUID();
  await insertPerson(tx, id, name);
  return { id, audit: { action: "organisation.person-added", subject: `person:${id}`, data: { name } } };
}

export type NewPost = { readonly person: string; readonly unit: string; readonly kind: PostKind; readonly title: string; readonly from: string; readonly to?: string | null };
export type PostChange = { readonly post: PostRecord; readonly audit: AuditEntry };

export async function addPost(tx: Transaction, given: NewPost): Promise<PostChange> {
  await lockChanges(tx);
  if ((await findPerson(tx, given.person)) === undefined) throw new Problem("not-found");
  const post = { ...given, id: randomUUID(), to: given.to ?? null };
  requirePost(post, await findUnit(tx, post.unit), await postsOfUnit(tx, post.unit));
  await insertPost(tx, post);
  const { id, ...data } = post;
  return { post, audit: { action: "organisation.post-added", subject: `post:${id}`, data } };
}

const endedEntry = ({ id, person, unit }: PostRecord, on: string): AuditEntry => ({ action: "organisation.post-ended", subject: `post:${id}`, data: { person, unit, on } });

/** Ends every post that a person still has from this day on; those that have ended stay as they were. */
export async function endPostsOf(tx: Transaction, person: string, on: string): Promise<{ readonly ended: readonly PostRecord[]; readonly audit: readonly AuditEntry[] }> {
  await lockChanges(tx);
  const today = dayOf(await tx.now());
  const ended = (await postsOfPeople(tx, [person])).filter(({ to }) => to === null || (to > on && to > today));
  for (const post of ended) requireEnding(post, on, today);
  await endPosts(tx, ended.map(({ id }) => id), on);
  return { ended: ended.map((post) => ({ ...post, to: on })), audit: ended.map((post) => endedEntry(post, on)) };
}

export async function endPost(tx: Transaction, id: string, on: string): Promise<PostChange> {
  await lockChanges(tx);
  const post = await findPost(tx, id);
  if (post === undefined) throw new Problem("not-found");
  requireEnding(post, on, dayOf(await tx.now()));
  await endPosts(tx, [id], on);
  return { post: { ...post, to: on }, audit: endedEntry(post, on) };
}

/** The posts of people, by person. */
export const postsByPerson = async (tx: Transaction, people: readonly string[]): Promise<Map<string, PostRecord[]>> => Map.groupBy(await postsOfPeople(tx, people), (one) => one.person);
