import { readCertificate, readReport } from "../../contract/assessment-papers.ts";
import type { Part } from "../../contract/file.ts";
import { formatHundredths } from "../../scoring/exact.ts";
import { readHead } from "../audit/index.ts";
import { capacityFor, decimal, documentFile, type Filling, headOfPaper, letterheadOf, longDay, numberOf, openDay, signer, signOf, timeOfDay, upper, vietnameseDay } from "../documents/index.ts";
import { dayAfter, dayOf, staffOf } from "../organisation/index.ts";
import { type Call, type Endpoint, type FileReply, Problem, query, shownOf, type Transaction } from "../platform/index.ts";
import { criterionView, type CriterionView } from "./criterion-view.ts";
import { type Desk, openDesk, unitRelation } from "./desk.ts";
import { proofInWords } from "./link-routes.ts";
import { certificateKind, reportKind } from "./paper-kinds.ts";
import { newestEntries } from "./queries.ts";

/** Papers of one unit's file, for whoever may read the file: what the reader may not see now is not in them. */

const PART_WORDS: Readonly<Record<Part, string>> = { "self-scoring": "điểm tự chấm", explanation: "giải trình" };

const hundredths = (points: string | null): number => (points === null ? 0 : Math.round(Number(points) * 100));
const shown = (value: number): string => decimal(formatHundredths(value));

/** A post's title without the unit that it says again: "Giám đốc Sở Tài chính" of "Sở Tài chính" is "Giám đốc". */
const titleIn = (unit: string, title: string): string => (title.endsWith(` ${unit}`) ? title.slice(0, -unit.length - 1) : title);

/** Who signs for the unit today, and as what. */
async function signerOf(tx: Transaction, { unit, now }: Desk): Promise<Filling> {
  const from = dayOf(new Date(now));
  const [head] = await staffOf(tx, { units: [unit.unitId], kind: "head", during: { from, to: dayAfter(from) } });
  const title = head === undefined ? "Thủ trưởng đơn vị" : titleIn(unit.name, head.title);
  return { "CHỨC VỤ": capacityFor(unit.name, upper(title)), "người ký": signer(head?.name ?? "") };
}

/** Words that every paper of a unit has. */
async function wordsFor(tx: Transaction, { engine, unit, campaign }: Desk): Promise<Filling> {
  const letterhead = await letterheadOf(tx, engine.regulation.authority);
  return {
    "CƠ QUAN CẤP TRÊN": upper(letterhead.shortAuthority),
    "CƠ QUAN THƯỜNG TRỰC": upper(letterhead.standing.name),
    "cơ quan thường trực": letterhead.standing.name,
    "tên đơn vị": unit.name,
    "mã đơn vị": unit.code,
    "hội đồng": letterhead.council,
    "địa danh": letterhead.place,
    năm: String(campaign.year),
    đợt: campaign.title,
    "quy định": engine.regulation.title,
    "số văn bản": `${numberOf(letterhead, "report")}-${signOf(unit)}`,
    "ngày ký": openDay(campaign.year),
    "người ký": [],
  };
}

const stateWords = ({ notApplicable, self }: CriterionView): string => (notApplicable === null ? decimal(self?.points ?? "–") : "KAD");
const noteWords = ({ notApplicable, self }: CriterionView, proof: readonly string[]): string => (notApplicable === null ? [self?.note ?? "", ...proof].filter((one) => one !== "").join("\n") : `Không áp dụng: ${notApplicable.reason}`);

function reportFilling({ index }: Desk, criteria: readonly CriterionView[], proof: ReadonlyMap<string, readonly string[]>): Filling {
  const byCode = new Map(criteria.map((one) => [one.code, one]));
  const own = criteria.filter((one) => one.scoredBy === "unit");
  const applying = own.filter((one) => one.notApplicable === null);
  const contents = index.contents.map(({ content, leaves, kind }) => {
    const counted = leaves.filter((leaf) => applying.some((one) => one.code === leaf.code));
    const points = counted.reduce((sum, leaf) => sum + hundredths(byCode.get(leaf.code)?.self?.points ?? null), 0);
    return { content, leaves, count: counted.length, max: kind === "points" ? counted.reduce((sum, leaf) => sum + (leaf.max ?? 0), 0) : 0, points: kind === "deduction" ? 0 - points : points };
  });
  const total = (of: "max" | "points"): number => contents.reduce((sum, one) => sum + one[of], 0);
  const needed = applying.filter((one) => index.leafByCode.get(one.code)?.kind === "points");
  const missing = needed.filter((one) => (one.self?.input ?? null) === null);
  const rowOf = (one: CriterionView) => {
    const leaf = index.leafByCode.get(one.code);
    return { mã: one.code, tên: leaf?.leaf.title ?? "", "điểm tối đa": leaf?.max === undefined || leaf.max === null ? "–" : shown(leaf.max), điểm: stateWords(one), "ghi chú": noteWords(one, proof.get(one.code) ?? []) };
  };
  const scored = contents.flatMap(({ content, leaves, max, points }) => {
    const rows = own.filter((one) => leaves.some((leaf) => leaf.code === one.code)).map(rowOf);
    return rows.length === 0 ? [] : [{ mã: content.code, tên: content.title, "điểm tối đa": max === 0 ? "–" : shown(max), điểm: shown(points), "ghi chú": "", "tiêu chí": rows }];
  });
  return {
    "nội dung": contents.filter((one) => one.count > 0).map((one) => ({ tên: `${one.content.code}. ${one.content.title}`, "điểm tối đa": one.max === 0 ? "–" : shown(one.max), điểm: shown(one.points) })),
    "tổng điểm": shown(Math.max(0, total("points"))),
    "tổng điểm tối đa": shown(total("max")),
    "số đã chấm": String(needed.length - missing.length),
    "số phải chấm": String(needed.length),
    "số không áp dụng": String(own.length - applying.length),
    "còn thiếu": missing.length === 0 ? [] : [{ "danh sách": missing.map((one) => one.code).join(", ") }],
    "nội dung chấm": scored,
    "tiêu chí": own.map(rowOf),
  };
}

/** For the log of reads. */
const shownTo = ({ actor }: Pick<Call<typeof readReport>, "actor">, { campaign, unit }: Desk) => shownOf(actor, campaign.id, [unit.unitId]);

async function handleReport(call: Call<typeof readReport>): Promise<FileReply> {
  const { tx } = call;
  const desk = await openDesk(call, "nothing");
  const entries = Map.groupBy(await newestEntries(tx, desk.campaign.id, { units: [desk.unit.unitId] }), (one) => one.code);
  const criteria = desk.index.leaves.map((leaf) => criterionView(desk, leaf, entries.get(leaf.code) ?? []));
  const head = headOfPaper(desk.unit.name, await letterheadOf(tx, desk.engine.regulation.authority));
  const filling = { ...(await wordsFor(tx, desk)), ...head, ...(await signerOf(tx, desk)), ...reportFilling(desk, criteria, await proofInWords(tx, desk)) };
  const file = await documentFile(tx, reportKind, { name: `${reportKind.title.vi} ${desk.unit.name} năm ${String(desk.campaign.year)}`, filling, format: call.query.format });
  return { ...file, shown: shownTo(call, desk) };
}

async function handleCertificate(call: Call<typeof readCertificate>): Promise<FileReply> {
  const { tx, params: { part } } = call;
  const desk = await openDesk(call, "nothing");
  const receipt = desk.file.receipts.findLast((one) => one.part === part);
  if (receipt === undefined) throw new Problem("not-found");
  const head = await readHead(tx);
  const at = new Date(receipt.at);
  const filling = { ...(await wordsFor(tx, desk)), phần: PART_WORDS[part], "giờ nộp": timeOfDay(at), "ngày nộp": longDay(vietnameseDay(at)), "mã băm": receipt.hash, "mục nhật ký": String(head.seq), "mã băm nhật ký": head.hash };
  const file = await documentFile(tx, certificateKind, { name: `${certificateKind.title.vi} ${desk.unit.name} năm ${String(desk.campaign.year)}`, filling, format: call.query.format });
  return { ...file, shown: shownTo(call, desk) };
}

export const reportEndpoints: readonly Endpoint[] = [query(readReport, handleReport, (call) => unitRelation(call, "nothing")), query(readCertificate, handleCertificate, (call) => unitRelation(call, "nothing"))];
