import type { Reading } from "./reading.ts";

/**
 * What the first page of an administrative document says of itself (layout of NĐ 30/2020): number, place and day, who
 * issued it, what about. A proposal, which a person confirms. Pure.
 */

const NUMBER = /Số\s*:?\s*(\d{1,6}\s*\/\s*[\p{Lu}\d][\p{Lu}\d/&.-]*(?:\s*-\s*[\p{Lu}\d]+)*)/u;
const DAY = /ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/iu;
const TITLES = /^(?:BÁO CÁO|QUYẾT ĐỊNH|KẾ HOẠCH|TỜ TRÌNH|THÔNG BÁO|BIÊN BẢN|CHƯƠNG TRÌNH|CÔNG VĂN|HƯỚNG DẪN|NGHỊ QUYẾT|QUY CHẾ|ĐỀ ÁN|GIẤY MỜI)(?=\s|$)/u;
const ABOUT = /^V\/v\s*:?\s*(.+)$/iu;
const MOTTO = /CỘNG\s*H[ÒO]A\s*XÃ\s*HỘI|CHỦ\s*NGHĨA\s*VIỆT\s*NAM|Độc\s*lập|Tự\s*do|Hạnh\s*phúc/iu;
const LETTERS = /\p{L}/u;

const isCapital = (line: string): boolean => LETTERS.test(line) && line === line.toUpperCase();

function dayIn(text: string): string | null {
  const [, date = "", month = "", year = ""] = DAY.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso) ? iso : null;
}

/** The last line in capitals above the number names the body; the one above it, to whom it belongs. */
function issuerIn(lines: readonly string[], numberAt: number): string {
  const above = lines.slice(0, Math.max(0, numberAt)).map((line) => line.split(/CỘNG\s*H[ÒO]A/iu, 1)[0]?.trim() ?? "");
  return above.findLast((line) => line.length > 3 && isCapital(line) && !MOTTO.test(line)) ?? "";
}

function subjectIn(lines: readonly string[]): string {
  const about = lines.map((line) => ABOUT.exec(line)?.[1]).find((one) => one !== undefined);
  if (about !== undefined) return about;
  const at = lines.findIndex((line) => TITLES.test(line));
  if (at === -1) return "";
  const rest = lines.slice(at + 1, at + 4);
  const end = rest.findIndex((line) => /^(?:Kính gửi|Căn cứ|I\.|1\.|Thực hiện)/u.test(line));
  return [lines[at] ?? "", ...rest.slice(0, end === -1 ? 2 : end)].join(" ");
}

const cut = (text: string, most: number): string => text.replaceAll(/[\p{C}\s]+/gu, " ").trim().slice(0, most).toWellFormed();

/** Undefined where nothing was found that is worth proposing. */
export function proposalIn(page: string): Reading["proposal"] {
  const text = page.slice(0, 6000);
  const lines = text.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim()).filter((line) => line !== "");
  const numberAt = lines.findIndex((line) => NUMBER.test(line));
  const number = cut((NUMBER.exec(lines[numberAt] ?? "")?.[1] ?? "").replaceAll(/\s+/g, ""), 100);
  const found = { number, dated: dayIn(text.replaceAll(/\s+/g, " ")), issuer: cut(issuerIn(lines, numberAt), 300), subject: cut(subjectIn(lines), 1000) };
  return found.number === "" && found.dated === null && found.subject === "" ? null : found;
}
