import { readRoundPaper } from "../../contract/assessment-papers.ts";
import { STAGES } from "../../contract/cycle.ts";
import { type CampaignUnit, unitsOfCampaign } from "../campaign/index.ts";
import { decimal, documentFile, type Filling, letterheadOf, numberOf, openDay, type Sheet, tableFile, upper } from "../documents/index.ts";
import { type Call, type Endpoint, type FileReply, Problem, query } from "../platform/index.ts";
import { openHall } from "./desk.ts";
import { changesKind, minutesKind } from "./paper-kinds.ts";
import type { Cell } from "./round-rules.ts";
import { appraisedPlaces, cellsOf } from "./round-routes.ts";
import { differs, type Entry, outcomeOf, type Round, shownPoints, stepOfRound, valueBefore } from "./rules.ts";

/** Papers of a round of the council, for those who see all of it. */

type Change = { readonly unit: string; readonly code: string; readonly title: string; readonly before: string; readonly after: string; readonly reason: string };
type Told = { readonly changes: readonly Change[]; readonly decided: readonly Change[]; readonly disputed: readonly string[]; readonly kept: number; readonly missing: number; readonly units: number; readonly all: number };

const shown = (points: string | null): string => decimal(points ?? "–");

function toldOf(cells: readonly Cell[], round: Round, units: ReadonlyMap<string, CampaignUnit>): Told {
  const nameOf = ({ unitId }: Cell): string => units.get(unitId)?.name ?? "";
  const change = (cell: Cell, entry: Entry): Change => ({ unit: nameOf(cell), code: cell.leaf.code, title: cell.leaf.leaf.title, before: shown(shownPoints(cell.leaf, valueBefore(cell.leaf, cell.entries, round))), after: shown(shownPoints(cell.leaf, entry.input)), reason: entry.note });
  const outcomes = cells.map((cell) => ({ cell, outcome: outcomeOf(cell.leaf, cell.entries.rounds[round]) }));
  const settled = outcomes.flatMap(({ cell, outcome }) => (outcome.state === "decided" ? [{ cell, entry: outcome.entry }] : []));
  const changed = settled.filter(({ cell, entry }) => differs(cell.leaf, entry.input, valueBefore(cell.leaf, cell.entries, round)));
  const disputed = outcomes.filter(({ outcome }) => outcome.state === "disputed");
  return {
    changes: changed.map(({ cell, entry }) => change(cell, entry)),
    decided: settled.filter(({ entry }) => entry.asChair).map(({ cell, entry }) => change(cell, entry)),
    disputed: disputed.map(({ cell }) => `${nameOf(cell)}: ${cell.leaf.code}`),
    kept: settled.length - changed.length,
    missing: outcomes.length - settled.length - disputed.length,
    units: new Set(cells.map((one) => one.unitId)).size,
    all: cells.length,
  };
}

const rowsOf = (changes: readonly Change[]) => changes.map((one, at) => ({ stt: String(at + 1), "đơn vị": one.unit, "tiêu chí": `${one.code} ${one.title}`, trước: one.before, sau: one.after, "lý do": one.reason }));

function fillingOf(told: Told, round: Round): Filling {
  return {
    lần: round,
    "số tiêu chí": String(told.all),
    "số đơn vị": String(told.units),
    "số giữ nguyên": String(told.kept),
    "số thay đổi": String(told.changes.length),
    "số chưa thống nhất": String(told.disputed.length),
    "số chưa có": String(told.missing),
    "có quyết định": told.decided.length === 0 ? [] : [{ "quyết định": rowsOf(told.decided) }],
    "có chưa thống nhất": told.disputed.length === 0 ? [] : [{ "danh sách": told.disputed.join("; ") }],
    "thay đổi": rowsOf(told.changes),
    "người ký": [],
    "thư ký": [],
  };
}

const changesSheet = ({ changes }: Told, round: Round): Sheet => ({
  name: `Thẩm định lần ${round}`,
  frozen: [1, 0],
  columns: [{ width: 6 }, { width: 34 }, { width: 10 }, { width: 50 }, { width: 10 }, { width: 10 }, { width: 60 }],
  rows: [{ cells: ["STT", "Cơ quan, đơn vị", "Mã", "Tiêu chí", "Trước", "Sau", "Lý do"], looks: "head" }, ...changes.map((one, at) => ({ cells: [at + 1, one.unit, one.code, one.title, one.before, one.after, one.reason] }))],
});

async function handleRoundPaper(call: Call<typeof readRoundPaper>): Promise<FileReply> {
  const { tx, params: { round, kind } } = call;
  const hall = await openHall(call, false, ["programme-officer", "working-group", "council-chair", "auditor"]);
  const { campaign, cycle, engine } = hall;
  const step = stepOfRound(round);
  if (STAGES.indexOf(cycle.stage) < STAGES.indexOf(step)) throw new Problem("conflict", { detail: { vi: `Lần thẩm định ${round} chưa bắt đầu.`, en: `Round ${round} has not begun.` } });
  const isOver = STAGES.indexOf(cycle.stage) > STAGES.indexOf(step);
  const cells = await cellsOf(tx, campaign.id, await appraisedPlaces(tx, hall, round, isOver));
  const told = toldOf(cells, round, new Map((await unitsOfCampaign(tx, campaign.id)).map((one) => [one.unitId, one])));
  const shownUnits = [{ campaign: campaign.id, unit: null }];
  const name = `lần ${round} năm ${String(campaign.year)}`;
  if (kind === "changes-workbook") return { ...tableFile(`Điểm thay đổi qua thẩm định ${name}`, [changesSheet(told, round)]), shown: shownUnits };
  const letterhead = await letterheadOf(tx, engine.regulation.authority);
  const filling = { "CƠ QUAN CẤP TRÊN": upper(letterhead.shortAuthority), "HỘI ĐỒNG": upper(letterhead.council), "hội đồng": letterhead.council, "địa danh": letterhead.place, "ngày ký": openDay(campaign.year), "số văn bản": numberOf(letterhead, kind === "minutes" ? "minutes" : "list"), năm: String(campaign.year), ...fillingOf(told, round) };
  const paper = kind === "minutes" ? minutesKind : changesKind;
  return { ...(await documentFile(tx, paper, { name: `${paper.title.vi} ${name}`, filling, format: call.query.format })), shown: shownUnits };
}

export const minutesEndpoints: readonly Endpoint[] = [query(readRoundPaper, handleRoundPaper)];
