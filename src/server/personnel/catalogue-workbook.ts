import type { Row, Sheet } from "../documents/index.ts";
import type { ItemView } from "./catalogue-desk.ts";
import type { ListRecord } from "./catalogue-list-queries.ts";

/** A list as a workbook, as authorities lay it out; the same workbook can be read back. */

const HEADS = ["STT", "Mã CV", "Lĩnh vực, bộ phận", "Nhiệm vụ", "Công việc chi tiết", "Sản phẩm đầu ra", "Đơn vị tính", "Nhóm", "Khung điểm", "Điểm chấm", "Hệ số quy đổi", "Áp dụng cho", "Ghi chú"] as const;
const plain = (points: string): string => String(Number(points));

export function catalogueSheets(list: Pick<ListRecord, "title" | "standardName" | "standardPoints" | "frames">, items: readonly ItemView[], names: ReadonlyMap<string, string>): Sheet[] {
  const frames = new Map(list.frames.map((one) => [one.group, `${plain(one.from)}-${plain(one.to)}`]));
  const rowOf = (item: ItemView, at: number): Row => ({
    cells: [at + 1, item.code, item.field, item.name, item.detail, item.output, item.unitOfMeasure, item.group === null ? "" : `N${String(item.group)}`, item.group === null ? "" : (frames.get(item.group) ?? ""), item.points === null ? null : Number(item.points), item.coefficient === null ? null : Number(item.coefficient), item.unitId === null ? "" : (names.get(item.unitId) ?? ""), item.note],
  });
  const columns = [{ width: 6, decimals: 0 }, { width: 12 }, { width: 24 }, { width: 44 }, { width: 50 }, { width: 30 }, { width: 12 }, { width: 8 }, { width: 12 }, { width: 10, decimals: 2 }, { width: 10, decimals: 4 }, { width: 28 }, { width: 24 }];
  return [
    {
      name: "Danh mục",
      frozen: [3, 2],
      columns,
      rows: [
        { cells: [list.title], looks: "title" },
        { cells: [`Đơn vị sản phẩm, công việc chuẩn: ${list.standardName} (sản phẩm chuẩn = ${plain(list.standardPoints)} điểm = hệ số 1)`], looks: "note" },
        { cells: HEADS, looks: "head" },
        ...items.map(rowOf),
      ],
    },
  ];
}
