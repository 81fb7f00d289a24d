import type { Letterhead } from "../../contract/documents.ts";
import { mark } from "./words.ts";

/** Who issues papers, and how they are numbered: what a province sets once. No I/O. */

const COMMITTEE = "Ủy ban nhân dân";

/** What holds until the province has set it: read from the authority's name. */
export function letterheadFor(authority: string): Letterhead {
  const isCommittee = authority.startsWith(`${COMMITTEE} `);
  const rest = isCommittee ? authority.slice(COMMITTEE.length + 1) : authority;
  return {
    authority,
    shortAuthority: isCommittee ? `UBND ${rest}` : authority,
    organ: isCommittee ? [COMMITTEE, rest] : [authority],
    place: rest.replace(/^(?:tỉnh|thành phố|phường|xã|đặc khu) /i, ""),
    chair: { title: "Chủ tịch", name: "" },
    standing: { name: "Sở Nội vụ", head: { title: "Giám đốc", name: "" } },
    council: "Hội đồng thẩm định",
    marks: { decision: "{số}/QĐ-UBND", proposal: "{số}/TTr-SNV", notice: "{số}/TB-SNV", report: "{số}/BC", minutes: "{số}/BB-HĐTĐ", list: "{số}/DS-SNV" },
    digits: 5,
    grounds: ["Luật Tổ chức chính quyền địa phương ngày 16/6/2025"],
  };
}

export const upper = (words: string): string => words.toUpperCase();

/** "02311/QĐ-UBND"; with room for a number that is not given yet. */
export const numberOf = (letterhead: Letterhead, type: keyof Letterhead["marks"], number?: string): string => number ?? mark(letterhead.marks[type], undefined, letterhead.digits);

/** Whoever signs, as a list: nobody's name stands there before it is known. */
export const signer = (name: string): { "họ tên": string }[] => (name === "" ? [] : [{ "họ tên": name }]);
