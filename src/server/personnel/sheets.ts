import type { z } from "zod";
import type { readDistribution, UnitSpread } from "../../contract/personnel-form.ts";
import { RATING_LEVELS } from "../../contract/personnel-year-steps.ts";
import type { Board, PersonRow, WorkItem } from "../../contract/personnel-work.ts";
import type { Cell, Sheet } from "../documents/index.ts";
import { LEVEL_WORDS } from "./year-rules.ts";

/** Tables that people take home as workbooks: numbers are numbers there. */

const number = (text: string | null): Cell => (text === null ? null : Number(text));
const day = (iso: string | null): Cell => (iso === null ? null : iso.split("-").toReversed().join("/"));
const sheet = (name: string, head: readonly string[], widths: readonly number[], decimals: readonly (number | undefined)[], rows: readonly (readonly Cell[])[]): Sheet => ({
  name,
  columns: widths.map((width, i) => ({ width, ...(decimals[i] === undefined ? {} : { decimals: decimals[i] }) })),
  frozen: [1, 1],
  rows: [{ cells: head, looks: "head" }, ...rows.map((cells) => ({ cells }))],
});

const STATES: Readonly<Record<WorkItem["state"], string>> = { assigned: "Phải làm", done: "Chờ nghiệm thu", accepted: "Đã nghiệm thu", "handed-back": "Đã báo không làm được" };

/** A level that this decree does not know stays what it is called. */
function levelWords(level: string | null): string | null {
  const known = RATING_LEVELS.find((one) => one === level);
  return known === undefined ? level : LEVEL_WORDS[known];
}

const FORMS: Readonly<Record<PersonRow["form"], string>> = { empty: "Chưa tự chấm", draft: "Đang tự chấm", "handed-in": "Chờ xác nhận", returned: "Đã trả lại", confirmed: "Đã xác nhận", absent: "Vắng cả kỳ" };

/** An office's board: its people, and every piece of their work. */
export const boardSheets = (board: Board, items: readonly WorkItem[]): Sheet[] => {
  const names = new Map(board.people.map((one) => [one.personId, one.name]));
  const isOverdue = new Set(board.overdue.map((one) => one.id));
  return [
    sheet("Công chức", ["Họ và tên", "Chức vụ", "Đơn vị", "Số việc", "Khối lượng", "Được giao", "Đã làm", "Nghiệm thu", "Chờ nghiệm thu", "Quá hạn", "Phiếu", "Điểm", "Mức"], [28, 30, 30, 9, 11, 11, 11, 11, 12, 9, 18, 9, 26], [undefined, undefined, undefined, 0, 2, 2, 2, 2, 0, 0, undefined, 2, undefined], board.people.map((one) => [one.name, one.title, one.unitName, one.items, number(one.load), number(one.assigned), number(one.done), number(one.accepted), one.waiting, one.overdue, FORMS[one.form], number(one.total), levelWords(one.level)])),
    sheet("Công việc", ["Họ và tên", "Mã", "Công việc", "Hệ số", "Được giao", "Đã làm", "Nghiệm thu", "Lần chưa đạt", "Lần chậm", "Khách quan", "Ngoài kế hoạch", "Ngày giao", "Hạn", "Quá hạn", "Ngày xong", "Trạng thái", "Văn bản, sản phẩm"], [28, 12, 48, 9, 10, 10, 11, 10, 9, 10, 12, 12, 12, 9, 12, 20, 36], [undefined, undefined, undefined, 4, 2, 2, 2, 0, 0, 0], items.map((one) => [names.get(one.personId) ?? "", one.code, one.name, number(one.coefficient), number(one.assigned), number(one.done), number(one.accepted), one.qualityFailures, one.delays, one.excused, one.isExtra ? "x" : "", day(one.assignedOn), day(one.due), isOverdue.has(one.id) ? "x" : "", day(one.doneOn), STATES[one.state], one.reference ?? one.output])),
  ];
};

const SIGNS: Readonly<Record<UnitSpread["signs"][number], string>> = { flat: "gần như bằng điểm", "all-excellent": "ai cũng xuất sắc", "one-level": "ai cũng cùng một mức", "far-above": "cao khác thường", "far-below": "thấp khác thường", late: "chậm xác nhận" };

/** How points are spread over units. */
export const distributionSheets = ({ units, histogram, levels }: z.input<typeof readDistribution.response>): Sheet[] => [
  sheet("Đơn vị", ["Mã", "Đơn vị", "Số người", "Đã xác nhận", "Vắng", "Xuất sắc", "Tốt", "Hoàn thành", "Không hoàn thành", "Điểm trung bình", "Độ lệch chuẩn", "Thấp nhất", "Cao nhất", "Cần xem"], [12, 44, 9, 11, 8, 9, 8, 11, 15, 14, 13, 10, 10, 40], [undefined, undefined, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, undefined], units.map((one) => [one.code, one.name, one.people, one.confirmed, one.absent, one.levels["excellent"] ?? 0, one.levels["good"] ?? 0, one.levels["completed"] ?? 0, one.levels["failed"] ?? 0, number(one.mean), number(one.spread), number(one.lowest), number(one.highest), one.signs.map((sign) => SIGNS[sign]).join("; ")])),
  sheet("Mức", ["Mức", "Số người"], [32, 12], [undefined, 0], RATING_LEVELS.map((level) => [LEVEL_WORDS[level], levels[level] ?? 0])),
  sheet("Phân bố", ["Từ điểm", "Đến dưới", "Số người"], [12, 12, 12], [2, 2, 0], histogram.map((one) => [number(one.from), number(one.to), one.people])),
];
