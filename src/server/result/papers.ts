import { capacityOf, type DocumentKind, type Filling, type Letterhead, letterheadFor, upper } from "../documents/index.ts";
import type { VersionItem } from "../../contract/result.ts";
import type { ResultFacts } from "./document-facts.ts";

/** What the papers of a result have in common. No I/O. */

/** What a paper is written from. */
export type PaperGiven = { readonly facts: ResultFacts; readonly letterhead: Letterhead; readonly item: Pick<VersionItem, "decision" | "number">; readonly year: number; readonly title: string };
export type Paper = DocumentKind & { readonly filling: (given: PaperGiven) => Filling };

/** "Giám đốc Sở Nội vụ" */
export const headOf = ({ standing }: Letterhead): string => `${standing.head.title} ${standing.name}`;

/** Places that every paper may use. */
export function commonFilling({ facts, letterhead, year, title }: PaperGiven): Readonly<Record<string, string>> {
  const decider = `${letterhead.chair.title} ${letterhead.authority}`;
  return {
    "CƠ QUAN": letterhead.organ.map(upper).join("\n"),
    "CƠ QUAN CẤP TRÊN": upper(letterhead.shortAuthority),
    "CƠ QUAN THƯỜNG TRỰC": upper(letterhead.standing.name),
    "cơ quan ban hành": letterhead.authority,
    "cơ quan viết tắt": letterhead.shortAuthority,
    "cơ quan thường trực": letterhead.standing.name,
    "người đứng đầu cơ quan thường trực": headOf(letterhead),
    "CHỨC VỤ NGƯỜI ĐỨNG ĐẦU": capacityOf(letterhead.standing.head),
    "CHỨC VỤ": capacityOf(letterhead.chair),
    "người quyết định": decider,
    "NGƯỜI QUYẾT ĐỊNH": upper(decider),
    "hội đồng": letterhead.council,
    "địa danh": letterhead.place,
    năm: String(year),
    đợt: title,
    "quy định": facts.regulation,
    "số đơn vị": String(facts.unitCount),
  };
}

const FACTS: ResultFacts = {
  regulation: "Quy định xác định chất lượng hoạt động các cơ quan, đơn vị",
  basis: "Quy định xác định chất lượng hoạt động các cơ quan, đơn vị (kèm theo Quyết định số 02050/QĐ-UBND ngày 14/11/2025 của UBND tỉnh Đắk Lắk)",
  illustrative: "",
  unitCount: 2,
  ratios: [
    {
      key: "quality",
      title: "Chỉ số chất lượng hoạt động",
      levelsTitle: "Mức chất lượng hoạt động",
      best: "Hoàn thành xuất sắc nhiệm vụ",
      indexes: [
        {
          code: "01",
          title: "Chỉ số 01",
          units: [{ code: "SNV", name: "Sở Nội vụ", points: "88,50", maxPoints: "97,00", percent: "91,24", rank: 1, level: "Hoàn thành xuất sắc nhiệm vụ", levelKey: "excellent" }],
          counts: [{ level: "Hoàn thành xuất sắc nhiệm vụ", count: 1 }],
          quotas: [{ level: "Hoàn thành xuất sắc nhiệm vụ", base: 5, places: 1, eligible: 1, took: 1 }],
        },
      ],
    },
  ],
  decided: [{ ratio: "Chỉ số chất lượng hoạt động", what: "Thứ tự: 1. Sở Nội vụ; 2. Sở Tài chính", reason: "Hoàn thành thêm hai nhiệm vụ đột xuất.", on: "2025-12-29T02:00:00Z" }],
};

/** What a template is tried with before it is kept: every place has words, every list an entry. */
const BASE = letterheadFor("Ủy ban nhân dân tỉnh Đắk Lắk");
const SAMPLE_LETTERHEAD: Letterhead = { ...BASE, chair: { ...BASE.chair, name: "Nguyễn Văn A" }, standing: { ...BASE.standing, head: { ...BASE.standing.head, name: "Trần Thị B" } } };
export const SAMPLE_GIVEN: PaperGiven = { facts: FACTS, letterhead: SAMPLE_LETTERHEAD, item: { number: 1, decision: { number: "02311/QĐ-UBND", on: "2025-12-30" } }, year: 2025, title: "Đánh giá năm 2025" };
