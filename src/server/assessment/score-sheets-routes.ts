import { readScoreSheets, saveScoreSheets } from "../../contract/score-sheet.ts";
import type { CompiledIndex } from "../../scoring/engine/compile.ts";
import { type CampaignUnit, marksOf, unitsOfCampaign } from "../campaign/index.ts";
import { markedWorkbook, readSheets, sheetFaultLine, sheetName, tableFile } from "../documents/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FileReply, Problem, query, shownOf, type Transaction } from "../platform/index.ts";
import { enterScores } from "./bulk.ts";
import { campaignSight, type Hall, openHall, seenEntries } from "./desk.ts";
import { newestEntries } from "./queries.ts";
import { marksByLeaf, scoredByOf } from "./rules.ts";
import { conflict } from "./saving.ts";
import { aboutIn, aboutSheet, type Known, placeOf, readScores, sheetFor } from "./score-sheet.ts";

/** The scoring tables of all units as one workbook, for who enters what units have sent on paper. Each unit still hands in itself. */

type OneUnit = { readonly unit: CampaignUnit; readonly sheet: string; readonly leaves: readonly CompiledIndex["leaves"][number][]; readonly known: ReadonlyMap<string, Known> };

/** Every unit with what it scores itself, and what the reader may see of it. */
async function givenUnits(tx: Transaction, hall: Hall, actor: ReturnType<typeof actorOf>): Promise<OneUnit[]> {
  const { campaign, engine } = hall;
  const units = await unitsOfCampaign(tx, campaign.id);
  const marks = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  const self = (await newestEntries(tx, campaign.id)).filter((one) => one.step === "self");
  const seen = Map.groupBy(seenEntries(self, await campaignSight(tx, hall, hall.cycle, actor)), (one) => one.unitId);
  return units.flatMap((unit) => {
    const index = engine.indexes.get(unit.index);
    if (index === undefined) return [];
    const marked = marksByLeaf(index, marks.get(unit.unitId) ?? []);
    const known = new Map((seen.get(unit.unitId) ?? []).map(({ code, input, note, version }): [string, Known] => [code, { input, note, version }]));
    return [{ unit, sheet: sheetName(unit.code), leaves: index.leaves.filter((leaf) => scoredByOf(leaf, index) === "unit" && !marked.has(leaf.code)), known }];
  });
}

async function handleRead(call: Call<typeof readScoreSheets>): Promise<FileReply> {
  const actor = actorOf(call);
  const hall = await openHall(call, false, ["programme-officer"]);
  const { campaign, engine } = hall;
  const given = await givenUnits(call.tx, hall, actor);
  const sheets = given.map(({ unit, sheet, ...own }) => sheetFor(sheet, { unitName: unit.name, title: campaign.title }, own));
  const about = aboutSheet([["Đợt", campaign.id], ["Quy định", engine.sha256], ...given.map(({ unit }) => [unit.code, unit.name] as const)]);
  return { ...tableFile(`Bảng chấm điểm các đơn vị năm ${String(campaign.year)}`, [about, ...sheets]), shown: shownOf(actor, campaign.id, given.map(({ unit }) => unit.unitId)) };
}

const stranger = (vi: string, en: string): Problem => new Problem("invalid-input", { fields: [{ pointer: "/content", message: { vi, en } }] });
const MOST_FIELDS = 200;

async function handleSave(call: Call<typeof saveScoreSheets>): Promise<Change<typeof saveScoreSheets>> {
  const { tx } = call;
  const actor = actorOf(call);
  const hall = await openHall(call, true, ["programme-officer"]);
  const { campaign, engine } = hall;
  const bytes = new Uint8Array(Buffer.from(call.body.content, "base64"));
  const sheets = await readSheets(bytes);
  const about = sheets === undefined ? undefined : aboutIn(sheets);
  if (sheets === undefined || about?.get("Đợt") !== campaign.id) throw stranger("Tệp không phải bảng chấm điểm các đơn vị của đợt này.", "The file is no workbook of this campaign's scoring tables.");
  if (about.get("Quy định") !== engine.sha256) throw stranger("Quy định đã được sửa đổi sau khi tải bảng chấm điểm; hãy tải bảng mới.", "The regulation was amended after the tables were taken; take new ones.");
  const names = new Set(sheets.map((one) => one.name));
  const read = (await givenUnits(tx, hall, actor)).filter((one) => names.has(one.sheet)).map((one) => ({ ...one, ...readScores(sheets, one, one.sheet) }));
  const faults = read.flatMap((one) => one.faults.map((fault) => ({ ...fault, sheet: one.sheet })));
  if (faults.length > 0) {
    const marked = await markedWorkbook({ bytes, sheets: Array.from(Map.groupBy(faults, (one) => one.sheet), ([name, own]) => ({ name, marks: own.map((one) => ({ ...placeOf(one), message: sheetFaultLine(one, "vi") })) })) });
    throw new Problem("invalid-input", { fields: faults.slice(0, MOST_FIELDS).map((one) => ({ pointer: `/cells/${one.sheet}!${one.cell}`, message: { vi: sheetFaultLine(one, "vi"), en: sheetFaultLine(one, "en") } })), extra: marked === undefined ? {} : { workbook: Buffer.from(marked).toString("base64") } });
  }
  const filled = read.flatMap(({ unit, filled: own }) => own.map((one) => ({ ...one, unitId: unit.unitId, by: actor.personId })));
  const [first, ...others] = filled.length === 0 ? [] : await enterScores(tx, campaign, filled);
  if (first === undefined) throw conflict({ vi: "Bảng không có gì khác với điểm đã nhập trên hệ thống.", en: "The tables have nothing that differs from what stands in the system." });
  const units = read.filter((one) => one.filled.length > 0).length;
  return { reply: { body: { units, saved: filled.length, unchanged: read.reduce((sum, one) => sum + one.unchanged, 0) } }, audit: [first, ...others] };
}

export const scoreSheetsEndpoints: readonly Endpoint[] = [query(readScoreSheets, handleRead), command(saveScoreSheets, handleSave)];
