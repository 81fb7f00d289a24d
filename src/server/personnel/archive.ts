import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import type { RatingFile } from "../../contract/personnel-year.ts";
import { decimal, longDay } from "../documents/index.ts";
import type { FileBody, FileReply } from "../platform/index.ts";
import { LEVEL_WORDS } from "./year-rules.ts";

/** The records of article 24.2, of one person and one year, as one archive: papers, opinions, every step, and what is in it. */

type ArchivePart = { readonly point: string; readonly title: string; readonly made: FileBody };

type Given = { readonly view: RatingFile; readonly retentionYears: number; readonly papers: readonly ArchivePart[] };

const BYTE_ORDER_MARK = "\uFEFF";
const ORDER = "aăâbcdđeê";
const byPoint = (one: string, other: string): number => ORDER.indexOf(one) - ORDER.indexOf(other);
const lines = (all: readonly string[]): string => `${BYTE_ORDER_MARK}${all.join("\r\n")}\r\n`;

const opinionsIn = ({ steps }: RatingFile): string[] => steps.flatMap(({ at, byName, step }) => (step.kind === "party-opinion" ? [`${at}  ${step.body} (ghi: ${byName})`, step.text, ""] : step.kind === "chairman-opinion" ? [`${at}  Chủ tịch UBND tỉnh: ${step.agrees ? "nhất trí" : "chưa nhất trí"}`, step.text, ""] : []));
const complaintsIn = ({ complaints }: RatingFile): string[] => complaints.flatMap((one) => [`${one.at}  Kiến nghị: ${one.text}`, `Hạn trả lời: ${one.dueOn}`, one.answer === null ? "Chưa trả lời" : `${one.answer.at}  Trả lời: ${one.answer.text}`, ...(one.afterwards === null ? [] : [`${one.afterwards.at}  Xác minh sau trả lời, ${one.afterwards.changes ? "kết quả không chính xác" : "giữ nguyên kết quả"}: ${one.afterwards.finding}`]), ""]);

type Entry = { readonly point: string; readonly name: string; readonly bytes: Uint8Array };

/** No file of an archive leads out of the folder in which it is unpacked. */
const safe = (name: string): string => name.replaceAll(/[\\/:*?"<>|\p{C}]/gu, " ").slice(0, 120);

async function entriesOf({ view, papers }: Given): Promise<Entry[]> {
  const made = await Promise.all(papers.map(async ({ point, title, made: { name, make } }) => ({ point, name: `${title}${name.slice(name.lastIndexOf("."))}`, bytes: await make() })));
  const text = (point: string, name: string, all: readonly string[]): Entry[] => (all.length === 0 ? [] : [{ point, name, bytes: Buffer.from(lines(all)) }]);
  return [...made, ...text("d", "Nhận xét của cấp ủy và ý kiến trước khi quyết định.txt", opinionsIn(view)), ...text("đ", "Hồ sơ giải quyết kiến nghị.txt", complaintsIn(view)), { point: "e", name: "Dữ liệu hồ sơ.json", bytes: Buffer.from(`${JSON.stringify(view, null, 2)}\n`) }].toSorted((a, b) => byPoint(a.point, b.point));
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** What article 24.2 has kept, in its order. */
const POINTS = { a: "biên bản cuộc họp xếp loại chất lượng cuối năm", b: "phiếu theo dõi, đánh giá theo tháng hoặc quý", c: "phiếu xếp loại chất lượng hằng năm", d: "nhận xét của cấp ủy nơi công tác", đ: "hồ sơ giải quyết kiến nghị", e: "các văn bản khác liên quan" } as const;

function contentsOf({ view, retentionYears }: Given, files: readonly { readonly path: string; readonly entry: Entry }[]): string {
  const decision = view.decisions.at(-1);
  return lines([
    `HỒ SƠ XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC NĂM ${String(view.year)} (Điều 24 Nghị định số 335/2025/NĐ-CP)`,
    `Họ và tên: ${view.name}`,
    `Chức vụ: ${view.title}; đơn vị: ${view.officeName}, ${view.agencyName}`,
    decision === undefined ? "Chưa có quyết định xếp loại" : `Kết quả: ${LEVEL_WORDS[decision.level]}, ${decimal(decision.percent)} điểm; Quyết định số ${decision.number}, ${longDay(decision.on)}`,
    `Thời hạn lưu: ${String(retentionYears)} năm, đến hết năm ${String(view.year + retentionYears)}`,
    "",
    "MỤC LỤC",
    ...files.map(({ path, entry }) => `${path}  (Điều 24.2.${entry.point}; ${String(entry.bytes.length)} byte; SHA-256 ${sha256(entry.bytes)})`),
    // What is not there says so: nobody has to wonder whether it was lost.
    ...Object.entries(POINTS).flatMap(([point, title]) => (files.some(({ entry }) => entry.point === point) ? [] : [`Không có: ${title} (Điều 24.2.${point})`])),
  ]);
}

async function pack(given: Given): Promise<Uint8Array> {
  const files = (await entriesOf(given)).map((entry, at) => ({ path: `${String(at + 1).padStart(2, "0")} ${safe(entry.name)}`, entry }));
  const zip = new ZipFile();
  const mtime = new Date(given.view.now);
  zip.addBuffer(Buffer.from(contentsOf(given, files)), "00 MỤC LỤC.txt", { mtime });
  for (const { path, entry } of files) zip.addBuffer(Buffer.from(entry.bytes), path, { mtime });
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

export const archiveFile = (given: Given): Pick<FileReply, "file"> => ({ file: { name: `Hồ sơ xếp loại năm ${String(given.view.year)} - ${given.view.name}.zip`, type: "application/zip", make: () => pack(given) } });
