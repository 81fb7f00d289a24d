import { readScoreSheet, saveScoreSheet } from "../../contract/score-sheet.ts";
import { markedWorkbook, readSheets, sheetFaultLine, tableFile } from "../documents/index.ts";
import { actorOf, type Bilingual, type Call, type Change, command, type Endpoint, type FileReply, Problem, query, shownOf, type Transaction } from "../platform/index.ts";
import { enterScores } from "./bulk.ts";
import { seenOf } from "./criterion-view.ts";
import { type Desk, openDesk, unitRelation } from "./desk.ts";
import { newestEntries } from "./queries.ts";
import { scoredByOf } from "./rules.ts";
import { conflict } from "./saving.ts";
import { type Known, placeOf, readScores, SCORE_SHEET, scoreSheet, type SheetOf, strangerIn } from "./score-sheet.ts";

/** The unit's scoring table as a workbook: taken, filled in, brought back. */

const MOST_FIELDS = 200;

const aboutOf = ({ campaign, unit, engine }: Desk): SheetOf => ({ campaignId: campaign.id, unitCode: unit.code, unitName: unit.name, title: campaign.title, sha256: engine.sha256 });

/** What the unit scores itself, and what stands there of it as far as the reader may see it. */
async function givenFor(tx: Transaction, desk: Desk) {
  const entries = seenOf(desk, await newestEntries(tx, desk.campaign.id, { units: [desk.unit.unitId] })).filter((one) => one.step === "self");
  const known = new Map(entries.map(({ code, input, note, version }): [string, Known] => [code, { input, note, version }]));
  return { leaves: desk.index.leaves.filter((leaf) => scoredByOf(leaf, desk.index) === "unit" && !desk.marks.has(leaf.code)), known };
}

async function handleRead(call: Call<typeof readScoreSheet>): Promise<FileReply> {
  const desk = await openDesk(call, "nothing");
  const sheets = scoreSheet(aboutOf(desk), await givenFor(call.tx, desk));
  return { ...tableFile(`Bảng chấm điểm ${desk.unit.name} năm ${String(desk.campaign.year)}`, sheets), shown: shownOf(call.actor, desk.campaign.id, [desk.unit.unitId]) };
}

const STRANGERS: Readonly<Record<"no-sheet" | "other-file" | "other-version", Bilingual>> = {
  "no-sheet": { vi: "Tệp không phải bảng chấm điểm do hệ thống xuất ra.", en: "The file is no scoring table of the system's." },
  "other-file": { vi: "Bảng chấm điểm này của đơn vị hoặc đợt khác.", en: "This scoring table is of another unit or campaign." },
  "other-version": { vi: "Quy định đã được sửa đổi sau khi tải bảng chấm điểm; hãy tải bảng mới.", en: "The regulation was amended after the table was taken; take a new one." },
};

async function handleSave(call: Call<typeof saveScoreSheet>): Promise<Change<typeof saveScoreSheet>> {
  const { tx } = call;
  const desk = await openDesk(call, "together");
  const bytes = new Uint8Array(Buffer.from(call.body.content, "base64"));
  const sheets = await readSheets(bytes);
  const stranger = sheets === undefined ? "no-sheet" : strangerIn(sheets, aboutOf(desk));
  if (sheets === undefined || stranger !== undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/content", message: STRANGERS[stranger ?? "no-sheet"] }] });
  const { filled, unchanged, faults } = readScores(sheets, await givenFor(tx, desk));
  if (faults.length > 0) {
    const marked = await markedWorkbook({ bytes, sheets: [{ name: SCORE_SHEET, marks: faults.map((one) => ({ ...placeOf(one), message: sheetFaultLine(one, "vi") })) }] });
    const workbook = marked === undefined ? undefined : Buffer.from(marked).toString("base64");
    throw new Problem("invalid-input", { fields: faults.slice(0, MOST_FIELDS).map((one) => ({ pointer: `/cells/${one.cell}`, message: { vi: sheetFaultLine(one, "vi"), en: sheetFaultLine(one, "en") }, expected: one.expected.vi })), extra: workbook === undefined ? {} : { workbook } });
  }
  const by = actorOf(call).personId;
  const [first, ...others] = filled.length === 0 ? [] : await enterScores(tx, desk.campaign, filled.map((one) => ({ ...one, unitId: desk.unit.unitId, by })));
  if (first === undefined) throw conflict({ vi: "Bảng không có gì khác với điểm đã nhập trên hệ thống.", en: "The table has nothing that differs from what stands in the system." });
  return { reply: { body: { saved: filled.map((one) => one.code), unchanged } }, audit: [first, ...others] };
}

export const scoreSheetEndpoints: readonly Endpoint[] = [query(readScoreSheet, handleRead, (call) => unitRelation(call, "nothing")), command(saveScoreSheet, handleSave, (call) => unitRelation(call, "together"))];
