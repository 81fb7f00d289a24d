import type { z } from "zod";
import type { readCatalogue } from "../../contract/personnel-catalogue.ts";
import type { Relation } from "../../contract/route.ts";
import { coefficientOf } from "../../scoring/coefficient.ts";
import { dayOf, linesOf } from "../organisation/index.ts";
import { type Actor, actorOf, Problem, type Transaction } from "../platform/index.ts";
import { catalogueInForce } from "./catalogue-queries.ts";
import { findList, holdList, type ItemRecord, type ListRecord, listsOf, stepsOf } from "./catalogue-list-queries.ts";
import { isSeen, mayWith } from "./catalogue-rules.ts";

/** What each request about a list begins with: it is there, and whoever asks may see it. */

export type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly catalogueId: string } };

/** The units that somebody belongs to: those of the posts, and the departments above them. */
export async function unitsOfActor(tx: Transaction, { unitIds }: Pick<Actor, "unitIds">): Promise<string[]> {
  return unitIds.length === 0 ? [] : [...new Set([...(await linesOf(tx, unitIds)).values()].flat())];
}

export type Desk = { readonly list: ListRecord; readonly actor: Actor; readonly own: readonly string[] };

async function seen({ tx, actor: given }: Asked, list: ListRecord | undefined): Promise<Desk> {
  const actor = actorOf({ actor: given });
  const own = await unitsOfActor(tx, actor);
  if (list === undefined || !isSeen(list, actor.roles, own)) throw new Problem("not-found");
  return { list, actor, own };
}

export const openList = async (asked: Asked): Promise<Desk> => seen(asked, await findList(asked.tx, asked.params.catalogueId));

/** The same for a change: held until the transaction ends, and not changed since it was read. */
export async function holdOpen(asked: Asked & { readonly seen: string | undefined }): Promise<Desk> {
  const desk = await seen(asked, await holdList(asked.tx, asked.params.catalogueId));
  if (asked.seen !== String(desk.list.version)) throw new Problem("stale", { extra: { current: (await viewOf(asked.tx, desk)).body } });
  return desk;
}

/** How whoever asks stands to the list; the gate lets nobody in who must not know of it. */
export async function relationToList({ tx, actor, params }: Asked): Promise<readonly Relation[]> {
  if (actor === undefined || actor.unitIds.length === 0) return [];
  const list = await findList(tx, params.catalogueId);
  return list?.unitId !== null && list !== undefined && (await unitsOfActor(tx, actor)).includes(list.unitId) ? ["own-unit"] : [];
}

type Summary = Pick<ListRecord, "id" | "unitId" | "number" | "title" | "year" | "state" | "inForceFrom" | "items"> & { readonly isInForce: boolean; readonly createdAt: string };

export const summaryOf = ({ id, unitId, number, title, year, state, inForceFrom, items, createdAt }: ListRecord, inForce: string | undefined): Summary => ({ id, unitId, number, title, year, state, inForceFrom, isInForce: id === inForce, items, createdAt: createdAt.toISOString() });

type View = { readonly body: z.input<typeof readCatalogue.response>; readonly version: string };

export async function viewOf(tx: Transaction, { list, actor, own }: Desk): Promise<View> {
  const today = dayOf(await tx.now());
  const steps = await stepsOf(tx, list.id);
  const [newest] = await listsOf(tx, list.unitId);
  const { basedOn, standardName, standardPoints, frames } = list;
  return {
    body: { ...summaryOf(list, await catalogueInForce(tx, today)), basedOn, standardName, standardPoints, frames: [...frames], steps: steps.map((one) => ({ ...one, at: one.at.toISOString() })), may: [...mayWith(list, { roles: actor.roles, posts: actor.unitIds, own, personId: actor.personId, steps, isNewest: newest?.id === list.id })], today, version: String(list.version) },
    version: String(list.version),
  };
}

/** The list as it is now, after a change. */
export async function viewAgain(tx: Transaction, { list, actor, own }: Desk): Promise<View> {
  const now = await findList(tx, list.id);
  if (now === undefined) throw new Problem("not-found");
  return viewOf(tx, { list: now, actor, own });
}

export type ItemView = Omit<ItemRecord, "position"> & { readonly coefficient: string | null };

export const itemView = ({ position: _position, ...item }: ItemRecord, { standardPoints }: Pick<ListRecord, "standardPoints">): ItemView => ({ ...item, coefficient: item.points === null ? null : (coefficientOf(item.points, standardPoints)?.text ?? null) });

