import { addWorkFile, readWorkFile } from "../../contract/personnel-work-files.ts";
import type { Relation } from "../../contract/route.ts";
import { actorOf, broughtBy, type Call, type Change, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { requireUnconfirmed } from "./assign-routes.ts";
import { requireOpen } from "./period-queries.ts";
import { hiddenUnless, placeIn, relationsTo } from "./places.ts";
import { shownOfPeople } from "./reading.ts";
import { insertWorkFile, workFileReply } from "./work-file-queries.ts";
import { itemsOf } from "./work-queries.ts";
import { fileRefusal } from "./work-rules.ts";
import { addVerdict } from "./work-scan-queries.ts";
import { scanning } from "./work-scanning.ts";
import type { Item } from "./work-tables.ts";

/** What came of a piece of work, attached by who did it, and given to whoever reads that person's file (article 18). */

/** Whether the house has a scanner: with one, what it has not seen yet waits. */
export type Scanned = { readonly isScanned: boolean };

async function itemIn(tx: Transaction, { periodId, itemId }: { readonly periodId: string; readonly itemId: string }): Promise<Item> {
  const [item] = await itemsOf(tx, periodId, { ids: [itemId] });
  if (item === undefined) throw new Problem("not-found");
  return item;
}

const adding = ({ isScanned }: Scanned) =>
  async (call: Call<typeof addWorkFile>): Promise<Change<typeof addWorkFile>> => {
    const { tx, params, body } = call;
    const by = actorOf(call).personId;
    const period = await requireOpen(tx, params.periodId);
    // Whoever accepts or confirms meanwhile waits for this, or this for them.
    await requireUnconfirmed(tx, period.id, [by]);
    const item = await itemIn(tx, params);
    const refusal = fileRefusal(item.state);
    if (refusal !== undefined) throw new Problem("conflict", { detail: refusal });
    const file = await broughtBy(body);
    const kept = await insertWorkFile(tx, item, file, by);
    const { item: _item, by: _by, kind: _kind, ...view } = kept;
    const place = { period: period.id, item: item.id, number: kept.number };
    const waiting = isScanned ? [scanning.told(place, await addVerdict(tx, place, "waiting", ""))] : [];
    if (isScanned) await scanning.enqueue(tx, [place]);
    return { reply: { body: { ...view, size: file.bytes.length, scan: isScanned ? "waiting" : "unscanned" } }, audit: [{ action: "personnel.work-file", subject: `work-period:${period.id}`, data: kept }, ...waiting] };
  };

/** How somebody stands to whose work it is: as to that person's file. */
async function relations({ tx, actor, params }: Pick<Call<typeof addWorkFile>, "tx" | "actor" | "params">): Promise<readonly Relation[]> {
  const { person } = await itemIn(tx, params);
  return hiddenUnless(relationsTo(actor, person, await placeIn(tx, person, params.periodId), "read"), actor);
}

const give = query(
  readWorkFile,
  async (call) => {
    const { tx, params } = call;
    const item = await itemIn(tx, params);
    const place = await placeIn(tx, item.person, params.periodId);
    if (place === undefined) throw new Problem("not-found");
    return { ...(await workFileReply(tx, item, Number(params.number))), shown: shownOfPeople(actorOf(call), params.periodId, [place]) };
  },
  relations,
);

export const workFileEndpoints = (scanned: Scanned): readonly Endpoint[] => [command(addWorkFile, adding(scanned), relations), give];
