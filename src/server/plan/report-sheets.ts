import type { Consolidated } from "../../contract/plan-consolidation.ts";
import type { Cell, Row, Sheet } from "../documents/index.ts";

/** The tables of the province's report for Excel. */

const number = (plain: string | null | undefined): Cell => (plain === null || plain === undefined ? null : Number(plain));
const head = (...cells: readonly Cell[]): Row => ({ looks: "head", cells });

export function provinceSheets(result: Consolidated): Sheet[] {
  const figures: Row[] = result.areas.flatMap((area) => area.figures.map((one): Row => ({ cells: [area.title, one.title, one.unit, number(one.sum), number(one.last), one.units] })));
  const measures: Row[] = result.areas.flatMap((area) => area.measures.map((one): Row => ({ cells: [area.title, one.title, one.unit, number(one.value), number(one.threshold), one.isReached === null ? "" : one.isReached ? "Đạt" : "Chưa đạt", number(one.last), one.reached, one.units, one.best.map((place) => `${place.name}: ${place.value}`).join("; "), one.worst.map((place) => `${place.name}: ${place.value}`).join("; ")] })));
  const years: Row[] = result.areas.flatMap((area) => area.measures.map((one): Row => ({ cells: [one.title, one.unit, ...result.years.map((year) => number(year.measures[one.key])), number(one.value)] })));
  const told: Row[] = result.areas.flatMap((area) => area.narratives.flatMap((one) => one.parts.map((part): Row => ({ cells: [area.title, one.title, part.name, part.text, part.links.map((link) => `${link.title} ${link.number}`.trim()).join("; ")] }))));
  const wide = { width: 40 };
  const narrow = { width: 14, decimals: 2 };
  return [
    { name: "Số liệu", frozen: [1, 2], columns: [{ width: 28 }, { width: 52 }, { width: 12 }, narrow, narrow, { width: 12, decimals: 0 }], rows: [head("Lĩnh vực", "Số liệu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Số đơn vị"), ...figures] },
    { name: "Chỉ số", frozen: [1, 2], columns: [{ width: 28 }, { width: 46 }, { width: 10 }, narrow, narrow, { width: 10 }, narrow, { width: 10, decimals: 0 }, { width: 10, decimals: 0 }, wide, wide], rows: [head("Lĩnh vực", "Chỉ số", "Đơn vị tính", "Kết quả", "Mức đề ra", "Đạt", "Kỳ trước", "Số đơn vị đạt", "Số đơn vị", "Cao nhất", "Thấp nhất"), ...measures] },
    { name: "Các năm", frozen: [1, 1], columns: [{ width: 46 }, { width: 10 }, ...result.years.map(() => narrow), narrow], rows: [head("Chỉ số", "Đơn vị tính", ...result.years.map((one) => String(one.year)), String(result.year)), ...years] },
    { name: "Phần lời", frozen: [1, 3], columns: [{ width: 28 }, wide, wide, { width: 90 }, wide], rows: [head("Lĩnh vực", "Nội dung", "Đơn vị", "Báo cáo", "Tài liệu"), ...told] },
    { name: "Nguồn", frozen: [1, 1], columns: [{ width: 50 }, { width: 12, decimals: 0 }, { width: 70 }], rows: [head("Đơn vị", "Bản nộp", "Mã băm"), ...result.sources.map((one): Row => ({ cells: [one.name, one.number, one.sha256] }))] },
  ];
}
