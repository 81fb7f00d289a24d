import type { Letterhead, Signer } from "./documents.ts";

/** The letterhead that follows from an authority's name, until somebody has set it. */

const COMMITTEE = "Ủy ban nhân dân";

/** Heads sign themselves, until somebody says who does. */
const signerAs = (title: string, name = ""): Signer => ({ title, name, signing: "head", ownTitle: "" });

/** "Ủy ban nhân dân tỉnh Đắk Lắk": what stands above its papers, their marks and place. */
export function letterheadFor(authority: string): Letterhead {
  const isCommittee = authority.startsWith(`${COMMITTEE} `);
  const rest = isCommittee ? authority.slice(COMMITTEE.length + 1) : authority;
  return {
    authority,
    shortAuthority: isCommittee ? `UBND ${rest}` : authority,
    organ: isCommittee ? [COMMITTEE, rest] : [authority],
    place: rest.replace(/^(?:tỉnh|thành phố|phường|xã|đặc khu) /i, ""),
    chair: signerAs("Chủ tịch"),
    standing: { name: "Sở Nội vụ", head: signerAs("Giám đốc") },
    council: "Hội đồng thẩm định",
    marks: { decision: "{số}/QĐ-UBND", proposal: "{số}/TTr-SNV", notice: "{số}/TB-SNV", report: "{số}/BC", minutes: "{số}/BB-HĐTĐ", list: "{số}/DS-SNV", changes: "{số}/DS-HĐTĐ" },
    digits: 5,
    grounds: ["Luật Tổ chức chính quyền địa phương ngày 16/6/2025"],
    noteworthy: "0.50",
  };
}
