import type { z } from "zod";
import { importValues } from "../../contract/assessment.ts";
import { STAGES } from "../../contract/cycle.ts";
import type { CompiledLeaf, Engine } from "../../scoring/engine/compile.ts";
import type { Fields } from "../../scoring/fields.ts";
import { type CampaignUnit, type IsProposed, unitsOfCampaign } from "../campaign/index.ts";
import { actorOf, type AuditEntry, type Call, type Change, command, type Endpoint, type FieldProblem, Problem } from "../platform/index.ts";
import { openHall } from "./desk.ts";
import { readInput } from "./inputs.ts";
import { announceSaved } from "./live.ts";
import { addEntries, newestEntries } from "./queries.ts";
import { differs, type Entry, fits, scoredByOf } from "./rules.ts";
import { conflict, told } from "./saving.ts";

/** Values that somebody else measured: the index of QĐ 766 from the national portal, surveys (QĐ 02050, II.3.b, II.4.c). */

const MOST_FAULTS = 500;
const LONGEST_NAME = 100;

type Body = z.output<NonNullable<typeof importValues.body>>;
/** `note`: how the value came about, where whoever measured it says so. */
type Item = Body["items"][number] & { readonly note?: string };
export type Measured = Pick<Body, "source" | "dated" | "replaces"> & { readonly items: readonly Item[] };
type Taken = { readonly imported: number; readonly unchanged: number; readonly audit: readonly [AuditEntry, ...AuditEntry[]] };
/** Takes what a room above or beside measured, as an import by hand would. */
export type TakeMeasured = (asked: Pick<Call<typeof importValues>, "tx" | "actor" | "params">, measured: Measured) => Promise<Taken>;
/** What an item is read against. */
type Against = { readonly units: ReadonlyMap<string, CampaignUnit>; readonly engine: Engine; readonly known: ReadonlyMap<string, Entry>; readonly replaces: boolean };
type Value = { readonly unitId: string; readonly code: string; readonly input: Fields; readonly note: string; readonly before: Entry | undefined; readonly isSame: boolean };

const refusal = (pointer: string, vi: string, en: string): FieldProblem[] => [{ pointer, message: { vi, en } }];

/** The leaf that an item is about; or why it cannot take the value. */
function placeOf({ unit: unitCode, code }: Item, at: string, { units, engine }: Against): { readonly unit: CampaignUnit; readonly leaf: CompiledLeaf } | FieldProblem[] {
  const unit = units.get(unitCode);
  const index = unit === undefined ? undefined : engine.indexes.get(unit.index);
  if (unit === undefined || index === undefined) return refusal(`${at}/unit`, unitCode === "" ? "Chưa ghi đơn vị." : `Đợt này không có đơn vị “${unitCode.slice(0, LONGEST_NAME)}”.`, unitCode === "" ? "No unit is named." : `The campaign has no unit "${unitCode.slice(0, LONGEST_NAME)}".`);
  const leaf = index.leafByCode.get(code);
  if (leaf === undefined) return refusal(`${at}/code`, `Chỉ số ${unit.index} không có tiêu chí ${code}.`, `Index ${unit.index} has no criterion ${code}.`);
  if (scoredByOf(leaf, index) !== "import") return refusal(`${at}/code`, `Tiêu chí ${code} không lấy giá trị từ nơi khác.`, `Criterion ${code} does not take imported values.`);
  return { unit, leaf };
}

function readItem(item: Item, at: string, against: Against): Value | FieldProblem[] {
  const place = placeOf(item, at, against);
  if (Array.isArray(place)) return place;
  const { unit, leaf } = place;
  const read = readInput(leaf, item.input, `${at}/input`, true);
  if (read.faults !== undefined) return [...read.faults];
  const before = against.known.get(`${unit.unitId} ${leaf.code}`);
  const isSame = before !== undefined && !differs(leaf, read.input, before.input);
  const isHeld = before !== undefined && before.input !== null && fits(leaf, before.input);
  if (isHeld && !isSame && !against.replaces) {
    const [what, since, source] = [`${unit.code}, ${leaf.code}`, before.dated ?? "", before.source ?? ""];
    return refusal(`${at}/input`, `${what}: đã có giá trị khác, ngày ${since.split("-").toReversed().join("/")}, từ ${source}; nếu muốn thay, hãy chọn thay giá trị đã nhập trước đó.`, `${what}: there is another value, of ${since} from ${source}; set replaces to replace it.`);
  }
  return { unitId: unit.unitId, code: leaf.code, input: read.input, note: item.note ?? "", before, isSame };
}

async function take(asked: Parameters<TakeMeasured>[0], { source, dated, replaces, items }: Measured, isProposed: IsProposed): Promise<Taken> {
  const { tx } = asked;
  const { personId } = actorOf(asked);
  const { campaign, cycle, engine, now } = await openHall(asked, true, ["programme-officer", "working-group"]);
  if (STAGES.indexOf(cycle.stage) >= STAGES.indexOf("decided")) throw conflict({ vi: "Kết quả đã được quyết định; hãy đính chính từng tiêu chí.", en: "The result was decided; correct the criterion instead." });
  if (await isProposed(tx, campaign.id)) throw conflict({ vi: "Kết quả đang chờ phê duyệt; chỉ nhập tiếp nếu kết quả được trả lại.", en: "A result waits for approval; values are imported again should it be returned." });
  const codes = [...new Set(items.map((one) => one.code))];
  const known = new Map((await newestEntries(tx, campaign.id, { codes })).filter((one) => one.step === "import").map((one) => [`${one.unitId} ${one.code}`, one]));
  const against: Against = { units: new Map((await unitsOfCampaign(tx, campaign.id)).map((one) => [one.code, one])), engine, known, replaces };
  const faults: FieldProblem[] = [];
  const values = new Map<string, Value>();
  // A line that repeats another is told even where either has a fault of its own.
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    const at = `/items/${String(i)}`;
    const read = readItem(item, at, against);
    const line = `${item.unit} ${item.code}`;
    if (seen.has(line) && against.units.has(item.unit)) faults.push(...refusal(`${at}/unit`, `${item.unit}, ${item.code}: có hai lần trong danh sách.`, `${item.unit}, ${item.code}: twice in the list.`));
    seen.add(line);
    if (Array.isArray(read)) faults.push(...read);
    else values.set(`${read.unitId} ${read.code}`, read);
  }
  if (faults.length > 0) throw new Problem("invalid-input", { detail: { vi: `Có ${String(faults.length)} dòng chưa đúng; chưa nhập gì.`, en: `${String(faults.length)} lines are wrong; nothing was imported.` }, fields: faults.slice(0, MOST_FAULTS) });
  const entries = [...values.values()].filter((one) => !one.isSame).map(({ unitId, code, input, note, before }): Entry => ({ unitId, code, step: "import", author: "", version: (before?.version ?? 0) + 1, input, note, source, dated, asChair: false, by: personId, at: now }));
  if (!(await addEntries(tx, campaign.id, entries))) throw conflict({ vi: "Người khác vừa nhập cùng các giá trị này; hãy xem lại.", en: "Somebody else has just imported the same values; look again." });
  await announceSaved(tx, { campaign, cycle }, entries);
  const unchanged = values.size - entries.length;
  const summary = { action: "assessment.imported", subject: `campaign:${campaign.id}`, data: { source, dated, imported: entries.length, unchanged, replaces } };
  return { imported: entries.length, unchanged, audit: [summary, ...entries.map((one) => told(campaign.id, one))] };
}

export const takeMeasured =
  (isProposed: IsProposed): TakeMeasured =>
  async (asked, measured) =>
    take(asked, measured, isProposed);

async function handleImport(call: Call<typeof importValues>, isProposed: IsProposed): Promise<Change<typeof importValues>> {
  const { audit, ...body } = await take(call, call.body, isProposed);
  return { reply: { body }, audit };
}

export const importEndpoints = (isProposed: IsProposed): Endpoint[] => [command(importValues, (call) => handleImport(call, isProposed))];
