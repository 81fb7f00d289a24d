import { z } from "zod";
import type { Transaction } from "../../../server/platform/index.ts";
import { act } from "../loading.ts";
import { COMMON, FIRST_DRAFT, type Line, NEW_WORK, OWN, STANDARD_NAME, STANDARD_POINTS } from "./catalogue-lines.ts";
import type { GiaLai } from "./gia-lai.ts";
import { WARD } from "./structure.ts";

/** The demonstration's catalogue of work: four units have listed theirs, the department has merged them, the Chairman has approved; new work is under way. */

const IN_FORCE_FROM = "2026-01-01";
const YEAR = 2025;
const TITLE = "Danh mục sản phẩm, công việc (minh họa)";

/** Who lists, of which unit, with which letters in the codes. */
const LISTING = [
  { username: "snv.giamdoc", unit: "SNV", own: "SNV", letters: "NV" },
  { username: "stc.giamdoc", unit: "STC", own: "STC", letters: "TC" },
  { username: "skhcn.giamdoc", unit: "SKHCN", own: "SKHCN", letters: "KHCN" },
  { username: "pleiku.chutich", unit: WARD, own: "WARD", letters: "P" },
] as const;

const madeAnswer = z.object({ id: z.string() });
const linesAnswer = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });

type Fields = { readonly unitId: string | null; readonly code: string; readonly field: string; readonly name: string; readonly detail: string; readonly output: string; readonly unitOfMeasure: string; readonly group: number | null; readonly points: string | null; readonly note: string };
const fieldsOf = ([name, output, unitOfMeasure, group, points]: Line, code: string, unitId: string | null = null): Fields => ({ unitId, code, field: "", name, detail: "", output, unitOfMeasure, group, points: points.toFixed(2), note: "" });
const codeOf = (letters: string, at: number): string => `${letters}.${String(at + 1).padStart(2, "0")}`;

/** A list in the hands of somebody; `version` is the one that was seen last. */
type Held = { readonly id: string; readonly username: string; version: number };

async function begin(giaLai: GiaLai, moment: Transaction, username: string, unitId: string | null): Promise<Held> {
  const { body } = await act(giaLai, moment, giaLai.actor(username), "personnel.createCatalogue", { body: { unitId, year: YEAR, title: TITLE } });
  return { id: madeAnswer.parse(body).id, username, version: 1 };
}

async function change(giaLai: GiaLai, moment: Transaction, held: Held, operation: string, body: object): Promise<unknown> {
  const done = await act(giaLai, moment, giaLai.actor(held.username), operation, { params: { catalogueId: held.id }, body, seen: String(held.version) });
  held.version++;
  return done.body;
}

/** A list with these lines, sent; gives the ids of its lines by name. */
async function listAndSend(giaLai: GiaLai, moment: Transaction, held: Held, lines: readonly Fields[]): Promise<Map<string, string>> {
  const { items } = linesAnswer.parse(await change(giaLai, moment, held, "personnel.changeItems", { add: lines }));
  await change(giaLai, moment, held, "personnel.actOnCatalogue", { kind: "send" });
  return new Map(items.map((one) => [one.name, one.id]));
}

async function approveFirst(giaLai: GiaLai, moment: Transaction): Promise<void> {
  const sent: Map<string, string>[] = [];
  for (const { username, unit, own, letters } of LISTING) {
    const held = await begin(giaLai, moment, username, giaLai.unit(unit));
    const lines = [...COMMON.map((line, at) => fieldsOf(line, codeOf("DC", at))), ...(OWN[own] ?? []).map((line, at) => fieldsOf(line, codeOf(letters, at)))];
    sent.push(await listAndSend(giaLai, moment, held, lines));
  }
  const common = await begin(giaLai, moment, "sonoivu", null);
  const sourcesOf = (name: string): string[] => sent.flatMap((one) => one.get(name) ?? []);
  const shared = COMMON.map((line, at) => ({ itemId: null, fields: fieldsOf(line, codeOf("DC", at)), sources: sourcesOf(line[0]) }));
  const particular = LISTING.flatMap(({ unit, own, letters }) => (OWN[own] ?? []).map((line, at) => ({ itemId: null, fields: fieldsOf(line, codeOf(letters, at), own === "WARD" ? null : giaLai.unit(unit)), sources: sourcesOf(line[0]) })));
  await change(giaLai, moment, common, "personnel.mergeItems", { joins: [...shared, ...particular] });
  const head = { title: TITLE, year: YEAR, standardName: STANDARD_NAME, standardPoints: STANDARD_POINTS, frames: [[1, "1", "10"], [2, "11", "50"], [3, "51", "100"], [4, "101", "200"]].map(([group, from, to]) => ({ group, from, to })) };
  await change(giaLai, moment, common, "personnel.changeCatalogue", head);
  await change(giaLai, moment, common, "personnel.actOnCatalogue", { kind: "send" });
  await change(giaLai, moment, { ...common, username: "chutich" }, "personnel.actOnCatalogue", { kind: "approve", from: IN_FORCE_FROM, document: "Quyết định minh họa" });
}

/** The Finance department has sent new work, the ward is still writing, the department has begun the next version. */
async function beginSecond(giaLai: GiaLai, moment: Transaction): Promise<void> {
  const finance = await begin(giaLai, moment, "stc.giamdoc", giaLai.unit("STC"));
  await listAndSend(giaLai, moment, finance, NEW_WORK.map((line, at) => fieldsOf(line, codeOf("TC", (OWN["STC"]?.length ?? 0) + at))));
  const ward = await begin(giaLai, moment, "pleiku.chutich", giaLai.unit(WARD));
  await change(giaLai, moment, ward, "personnel.changeItems", { add: FIRST_DRAFT.map(([name, output, group, points]) => ({ ...fieldsOf([name, output, "", 1, 1], ""), group, points: points === null ? null : points.toFixed(2) })) });
  await begin(giaLai, moment, "sonoivu", null);
}

export async function loadCatalogue(giaLai: GiaLai): Promise<void> {
  const moment = giaLai.tx.later();
  await approveFirst(giaLai, moment);
  await beginSecond(giaLai, moment);
}
