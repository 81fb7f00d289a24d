import type { z } from "zod";
import { giveMark, giveMarks, readMark, readMarking } from "../../contract/leadership.ts";
import { formatHundredths, pointsOf } from "../../scoring/exact.ts";
import type { IsProposed } from "../campaign/index.ts";
import { type Actor, actorOf, command, type Endpoint, pageFrom, Problem, query, type Transaction, unknownCursor } from "../platform/index.ts";
import { enterAsLeader } from "./leaders.ts";
import { type Desk, deskOf, heldDeskOf, markView, requireFaultless, requireMarkable, writeMarks } from "./mark-changes.ts";
import { versionsOf } from "./queries.ts";
import { faultOf, keyOf, type MarkFault, standingOf, unitsToMark, type WantedMark } from "./rules.ts";

type Place = { readonly unitId: string; readonly code: string };
type OwnMark = z.input<typeof readMark.response>;

/** A mark as it is kept: with two decimals. */
const wantedMark = ({ unitId, code, mark, note, version }: Place & { readonly mark: string | null; readonly note?: string | null | undefined; readonly version: string }): WantedMark => ({ unitId, code, mark: mark === null ? null : formatHundredths(pointsOf(mark)), note: note ?? null, version });

async function ownMark(tx: Transaction, { campaign, leader, leaves, units }: Desk, { unitId, code }: Place): Promise<OwnMark> {
  const leaf = leaves.get(units.get(unitId)?.index ?? "")?.find((one) => one.code === code);
  if (leaf === undefined) throw new Problem("not-found");
  const history = (await versionsOf(tx, campaign.id, leader.personId, unitId, code)).map((one) => markView(one));
  const present = history.at(-1) ?? { unitId, code, mark: null, note: null, version: "0", at: null };
  return { ...present, max: formatHundredths(leaf.max), history: history.map(({ unitId: _unit, ...one }) => one) };
}

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string } };
const asking = async (asked: Asked, isProposed: IsProposed) => ({ entered: await enterAsLeader(asked), personId: actorOf(asked).personId, isProposed });

const read = (isProposed: IsProposed): Endpoint => query(readMark, async (call) => {
  const desk = await deskOf(call.tx, await asking(call, isProposed));
  const body = await ownMark(call.tx, desk, call.params);
  return { body, version: body.version };
});

/** What a fault means to whoever gave that one mark. */
function problemOf({ why, words, field, expected }: MarkFault): Problem {
  switch (why) {
    case "unknown":
      return new Problem("not-found");
    case "not-allowed":
      return new Problem("not-allowed", { detail: words });
    case "nothing":
      return new Problem("conflict", { detail: words });
    case "stale":
      return new Problem("stale");
    case "invalid":
      return new Problem("invalid-input", { fields: [{ pointer: `/${field}`, message: words, ...(expected === undefined ? {} : { expected }) }] });
  }
}

const give = (isProposed: IsProposed): Endpoint => command(giveMark, async (call) => {
  const { tx, params, body, seen } = call;
  const desk = await heldDeskOf(tx, await asking(call, isProposed));
  const wanted = wantedMark({ ...params, ...body, version: seen ?? "" });
  const fault = faultOf(wanted, desk);
  if (fault?.why === "stale") throw new Problem("stale", { extra: { current: await ownMark(tx, desk, params) } });
  if (fault?.why === "unknown") throw problemOf(fault);
  requireMarkable(desk);
  if (fault !== undefined) throw problemOf(fault);
  const { audit: [first, ...others] } = await writeMarks(tx, desk, [wanted]);
  if (first === undefined) throw new RangeError("a mark without an entry");
  const view = await ownMark(tx, desk, params);
  return { reply: { body: view, version: view.version }, audit: [first, ...others] };
});

const giveMany = (isProposed: IsProposed): Endpoint => command(giveMarks, async (call) => {
  const { tx, body } = call;
  const desk = await heldDeskOf(tx, await asking(call, isProposed));
  requireMarkable(desk);
  const wanted = body.marks.map((one) => wantedMark(one));
  requireFaultless(desk, wanted);
  const { written, audit: [first, ...others] } = await writeMarks(tx, desk, wanted);
  if (first === undefined) throw new RangeError("marks without an entry");
  return { reply: { body: { marks: written.map((one) => markView(one)) } }, audit: [first, ...others] };
});

/** The rows after the one that the last page ended with. */
function after<T extends { readonly code: string }>(rows: readonly T[], cursor: string | undefined): readonly T[] {
  if (cursor === undefined) return rows;
  const at = rows.findIndex((one) => one.code === cursor);
  if (at === -1) throw unknownCursor();
  return rows.slice(at + 1);
}

const marking = (isProposed: IsProposed): Endpoint => query(readMarking, async (call) => {
  const { tx, query: { cursor, limit } } = call;
  const desk = await deskOf(tx, await asking(call, isProposed));
  const units = [...desk.units.values()];
  const { expected, given } = standingOf(desk.leader, units, desk.leaves, desk.marks);
  const { items, nextCursor } = pageFrom(after(unitsToMark(desk.leader, units), cursor), limit, (one) => one.code);
  const marksOf = (unitId: string, index: string) =>
    (desk.leaves.get(index) ?? []).map(({ code, title, max }) => {
      const present = desk.marks.get(keyOf({ unitId, code }));
      return { code, title, max: formatHundredths(max), mark: present?.mark ?? null, note: present?.note ?? null, version: String(present?.number ?? 0), at: present?.at.toISOString() ?? null };
    });
  const rows = items.map(({ unitId, code, name, index }) => ({ unitId, unitCode: code, name, index, marks: marksOf(unitId, index) }));
  return { body: { items: rows, nextCursor, stage: desk.state.stage, canMark: desk.canMark, expected, given, left: expected - given } };
});

export const markEndpoints = (isProposed: IsProposed): Endpoint[] => [read(isProposed), give(isProposed), giveMany(isProposed), marking(isProposed)];
