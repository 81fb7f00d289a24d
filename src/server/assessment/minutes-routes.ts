import { readRoundPaper } from "../../contract/assessment-papers.ts";
import { STAGES } from "../../contract/cycle.ts";
import { type CampaignUnit, councilOf, type Seat, unitsOfCampaign } from "../campaign/index.ts";
import { decimal, thousands, documentFile, type Filling, letterheadOf, numberOf, openDay, openMoment, type Sheet, shortDay, signer, tableFile, upper, vietnameseDay } from "../documents/index.ts";
import { type Call, type Endpoint, type FileReply, Problem, query } from "../platform/index.ts";
import { openHall } from "./desk.ts";
import { changesKind, DOTS, minutesKind } from "./paper-kinds.ts";
import type { Cell } from "./round-rules.ts";
import { appraisedPlaces, cellsOf } from "./round-routes.ts";
import { differs, type Entry, outcomeOf, type Round, shownPoints, stepOfRound, valueBefore } from "./rules.ts";

/** Papers of a round of the council, for those who see all of it. */

type Change = { readonly unit: string; readonly code: string; readonly title: string; readonly before: string; readonly after: string; readonly reason: string };
type Told = { readonly changes: readonly Change[]; readonly decided: readonly Change[]; readonly disputed: readonly string[]; readonly kept: number; readonly missing: number; readonly units: number; readonly all: number; /** From the first to the last day on which the council wrote, in words; empty before. */ readonly days: string };

const shown = (points: string | null): string => decimal(points ?? "–");

/** When the round's values were written. */
function daysOf(cells: readonly Cell[], round: Round): string {
  const days = cells.flatMap(({ entries }) => entries.rounds[round].map(({ at }) => vietnameseDay(new Date(at)))).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "";
  return first === last ? ` (chấm trên phần mềm ngày ${shortDay(first)})` : ` (chấm trên phần mềm từ ngày ${shortDay(first)} đến ngày ${shortDay(last)})`;
}

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
    days: daysOf(cells, round),
  };
}

const rowsOf = (changes: readonly Change[]) => changes.map((one, at) => ({ stt: String(at + 1), "đơn vị": one.unit, "tiêu chí": `${one.code} ${one.title}`, trước: one.before, sau: one.after, "lý do": one.reason }));

/** A chapter of the minutes that is not always there, with its number. */
function chaptersOf({ decided, disputed }: Told): Filling {
  const second = decided.length === 0 ? [] : [{ mục: "2", "quyết định": rowsOf(decided) }];
  const third = disputed.length === 0 ? [] : [{ mục: String(2 + second.length), "danh sách": disputed.join("; ") }];
  const next = 2 + second.length + third.length;
  return { "có quyết định": second, "có chưa thống nhất": third, "mục ý kiến": String(next), "mục kết luận": String(next + 1) };
}

const fillingOf = (told: Told, round: Round): Filling => ({
  lần: round,
  "số tiêu chí": thousands(told.all),
  "số đơn vị": String(told.units),
  "số giữ nguyên": thousands(told.kept),
  "số thay đổi": thousands(told.changes.length),
  "số chưa thống nhất": String(told.disputed.length),
  "số chưa có": thousands(told.missing),
  "thời gian chấm": told.days,
  "thay đổi": rowsOf(told.changes),
  "người ký": [],
  "thư ký": [],
});

/** Who sits in the council, as the house knows it; who came, when and where the secretary writes. */
function sittingOf(council: readonly Seat[], year: number): Filling {
  const seats = (role: Seat["role"]) => council.filter((one) => one.role === role).map(({ name, posts }) => ({ "họ tên": name, "chức vụ": posts.filter((post) => post !== name).map((post) => `, ${post}`).join("") }));
  const chairs = seats("council-chair");
  const [chair] = chairs;
  return {
    "giờ bắt đầu": openMoment(year),
    "giờ kết thúc": openMoment(year),
    "người ghi biên bản": DOTS,
    "chủ tịch hội đồng": chairs,
    "chưa có chủ tịch": chair === undefined ? [{ "người chủ trì": DOTS }] : [],
    "thành viên": seats("council-member"),
    "giúp việc": seats("working-group"),
    "người ký": chairs.length === 1 && chair !== undefined ? signer(chair["họ tên"]) : [],
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
  const sitting = { ...chaptersOf(told), ...sittingOf(await councilOf(tx, campaign), campaign.year) };
  const filling = { "CƠ QUAN CẤP TRÊN": upper(letterhead.shortAuthority), "HỘI ĐỒNG": upper(letterhead.council), "hội đồng": letterhead.council, "địa danh": letterhead.place, "ngày ký": openDay(campaign.year), "số văn bản": numberOf(letterhead, kind), năm: String(campaign.year), ...fillingOf(told, round), ...sitting };
  const paper = kind === "minutes" ? minutesKind : changesKind;
  return { ...(await documentFile(tx, paper, { name: `${paper.title.vi} ${name}`, filling, format: call.query.format })), shown: shownUnits };
}

export const minutesEndpoints: readonly Endpoint[] = [query(readRoundPaper, handleRoundPaper)];
