import { YEAR_INDEXES, type YearValue } from "../../contract/plan-years.ts";

/** Years side by side, with the gaps between them. No I/O. */

export const INDEX_TITLES: Readonly<Record<string, string>> = { par: "Chỉ số cải cách hành chính (PAR Index)", sipas: "Chỉ số hài lòng (SIPAS)", papi: "Chỉ số hiệu quả quản trị và hành chính công (PAPI)", pci: "Chỉ số năng lực cạnh tranh (PCI)", dti: "Chỉ số chuyển đổi số (DTI)", quality: "Chất lượng hoạt động (bình quân các đơn vị)", reform: "Cải cách hành chính (bình quân các đơn vị)" };

/** As a chart's legend names them. */
export const SHORT_TITLES: Readonly<Record<string, string>> = { par: "PAR Index", sipas: "SIPAS", papi: "PAPI", pci: "PCI", dti: "DTI", quality: "Chất lượng hoạt động", reform: "CCHC của các đơn vị" };

export const isYearIndex = (key: string): boolean => YEAR_INDEXES.some((one) => one === key);

/** Years between an index's first and last in which it has no value. */
export function gapsIn(values: readonly Pick<YearValue, "index" | "year" | "value">[]): { index: string; year: number }[] {
  const known = Map.groupBy(values.filter((one) => one.value !== null), (one) => one.index);
  return [...known].flatMap(([index, of]) => {
    const years = new Set(of.map((one) => one.year));
    const [first, last] = [Math.min(...years), Math.max(...years)];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((year) => !years.has(year)).map((year) => ({ index, year }));
  });
}

/** What an index says from its first to its last year. */
export function toldOf(title: string, values: readonly { readonly year: number; readonly value: string; readonly rank: number | null; readonly of: number | null }[]): string {
  const sorted = values.toSorted((a, b) => a.year - b.year);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return `${title}: chưa có số liệu.`;
  const shown = (plain: string): string => plain.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "").replace(".", ",");
  const place = ({ rank, of }: typeof last): string => (rank === null ? "" : ` (hạng ${String(rank)}${of === null ? "" : `/${String(of)}`})`);
  if (first === last) return `${title} năm ${String(last.year)}: ${shown(last.value)}${place(last)}.`;
  const change = Math.round((Number(last.value) - Number(first.value)) * 100);
  const way = change === 0 ? "không đổi" : `${change > 0 ? "tăng" : "giảm"} ${String(Math.abs(change) / 100).replace(".", ",")} điểm`;
  return `${title}: từ ${shown(first.value)}${place(first)} năm ${String(first.year)} đến ${shown(last.value)}${place(last)} năm ${String(last.year)}, ${way}.`;
}
