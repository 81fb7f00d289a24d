import type { z } from "zod";
import type { readDistribution } from "../../contract/personnel-form.ts";
import type { Board, WorkItem } from "../../contract/personnel-work.ts";
import type { Cell, Sheet } from "../documents/index.ts";

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

/** An office's board: its people, and every piece of their work. */
export const boardSheets = (board: Board, items: readonly WorkItem[]): Sheet[] => {
  const names = new Map(board.people.map((one) => [one.personId, one.name]));
  return [
    sheet("Công chức", ["Họ và tên", "Chức vụ", "Đơn vị", "Số việc", "Khối lượng", "Được giao", "Đã làm", "Nghiệm thu", "Chờ nghiệm thu", "Quá hạn", "Điểm", "Mức"], [28, 30, 30, 9, 11, 11, 11, 11, 12, 9, 9, 14], [undefined, undefined, undefined, 0, 2, 2, 2, 2, 0, 0, 2, undefined], board.people.map((one) => [one.name, one.title, one.unitName, one.items, number(one.load), number(one.assigned), number(one.done), number(one.accepted), one.waiting, one.overdue, number(one.total), one.level])),
    sheet("Công việc", ["Họ và tên", "Mã", "Công việc", "Hệ số", "Được giao", "Đã làm", "Nghiệm thu", "Lần chưa đạt", "Lần chậm", "Khách quan", "Ngoài kế hoạch", "Ngày giao", "Hạn", "Ngày xong", "Trạng thái", "Văn bản, sản phẩm"], [28, 12, 48, 9, 10, 10, 11, 10, 9, 10, 12, 12, 12, 12, 20, 36], [undefined, undefined, undefined, 4, 2, 2, 2, 0, 0, 0], items.map((one) => [names.get(one.personId) ?? "", one.code, one.name, number(one.coefficient), number(one.assigned), number(one.done), number(one.accepted), one.qualityFailures, one.delays, one.excused, one.isExtra ? "x" : "", day(one.assignedOn), day(one.due), day(one.doneOn), STATES[one.state], one.reference ?? one.output])),
  ];
};

/** How points are spread over units. */
export const distributionSheets = ({ units, histogram }: z.input<typeof readDistribution.response>): Sheet[] => [
  sheet("Đơn vị", ["Mã", "Đơn vị", "Số người", "Đã xác nhận", "Vắng", "Xuất sắc", "Tốt", "Hoàn thành", "Không hoàn thành", "Điểm trung bình", "Độ lệch chuẩn", "Thấp nhất", "Cao nhất"], [12, 44, 9, 11, 8, 9, 8, 11, 15, 14, 13, 10, 10], [undefined, undefined, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2], units.map((one) => [one.code, one.name, one.people, one.confirmed, one.absent, one.levels["excellent"] ?? 0, one.levels["good"] ?? 0, one.levels["completed"] ?? 0, one.levels["failed"] ?? 0, number(one.mean), number(one.spread), number(one.lowest), number(one.highest)])),
  sheet("Phân bố", ["Từ điểm", "Đến dưới", "Số người"], [12, 12, 12], [2, 2, 0], histogram.map((one) => [number(one.from), number(one.to), one.people])),
];
