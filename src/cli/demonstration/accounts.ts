import type { NewAccount } from "../../server/identity/index.ts";

/** The people of the demonstration; all of them are invented. */

export const DEMONSTRATION_PASSWORD = "congtam-demo";

type Role = NonNullable<NewAccount["roles"]>[number];
type DemonstrationAccount = { readonly username: string; readonly title: string; readonly roles: readonly Role[]; readonly post?: { readonly unit: string; readonly kind: "head" | "deputy" | "officer" } };

export const DEMONSTRATION_ACCOUNTS: readonly DemonstrationAccount[] = [
  { username: "quantri", title: "Quản trị hệ thống", roles: ["administrator"] },
  { username: "sonoivu", title: "Cán bộ chương trình, Sở Nội vụ", roles: ["programme-officer"], post: { unit: "SNV", kind: "officer" } },
  { username: "snv.cham", title: "Người chấm điểm, Sở Nội vụ", roles: ["unit-scorer"], post: { unit: "SNV", kind: "officer" } },
  { username: "snv.truong", title: "Giám đốc Sở Nội vụ", roles: ["unit-head"], post: { unit: "SNV", kind: "head" } },
  { username: "stc.cham", title: "Người chấm điểm, Sở Tài chính", roles: ["unit-scorer"], post: { unit: "STC", kind: "officer" } },
  { username: "stc.truong", title: "Giám đốc Sở Tài chính", roles: ["unit-head"], post: { unit: "STC", kind: "head" } },
  { username: "bmt.cham", title: "Người chấm điểm, phường Buôn Ma Thuột", roles: ["unit-scorer"], post: { unit: "BMT", kind: "officer" } },
  { username: "bmt.truong", title: "Chủ tịch UBND phường Buôn Ma Thuột", roles: ["unit-head"], post: { unit: "BMT", kind: "head" } },
  { username: "hd.chutich", title: "Chủ tịch Hội đồng thẩm định", roles: ["council-chair"] },
  { username: "hd.stc", title: "Thành viên Hội đồng, Sở Tài chính", roles: ["council-member"], post: { unit: "STC", kind: "deputy" } },
  { username: "hd.stp", title: "Thành viên Hội đồng, Sở Tư pháp", roles: ["council-member"], post: { unit: "STP", kind: "deputy" } },
  { username: "hd.ttr", title: "Thành viên Hội đồng, Thanh tra tỉnh", roles: ["council-member"], post: { unit: "TTR", kind: "deputy" } },
  { username: "tct", title: "Tổ công tác giúp việc", roles: ["working-group"] },
  { username: "chutich", title: "Chủ tịch UBND tỉnh", roles: ["chairman"] },
  { username: "pct1", title: "Phó Chủ tịch UBND tỉnh", roles: ["vice-chairman"] },
  { username: "pct2", title: "Phó Chủ tịch UBND tỉnh", roles: ["vice-chairman"] },
  { username: "kiemtoan", title: "Người kiểm tra, chỉ đọc", roles: ["auditor"] },
  { username: "gopy.snnmt", title: "Người cho ý kiến, Sở Nông nghiệp và Môi trường", roles: ["opinion-giver"], post: { unit: "SNNMT", kind: "officer" } },
  { username: "khaosat", title: "Tổ chức khảo sát, đơn vị độc lập", roles: ["survey-officer"] },
  { username: "khaosat.duyet", title: "Tổ chức khảo sát, người duyệt phát hành phiếu", roles: ["survey-officer"] },
];
