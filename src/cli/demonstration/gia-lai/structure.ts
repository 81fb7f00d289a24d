import type { NewAccount } from "../../../server/identity/index.ts";

/** How the demonstration of Gia Lai is staffed. Departments are those that the province's plan names; their offices, and everybody in them, are invented. */

type Role = NonNullable<NewAccount["roles"]>[number];
export type PostKind = "head" | "deputy" | "officer";

export type Office = { readonly code: string; readonly name: string; readonly people: number };
type Staffed = { readonly unit: string; readonly deputies: number; readonly offices: readonly Office[] };

/** The province itself, above departments, communes and wards. */
export const PROVINCE = { code: "UBNDT", name: "UBND tỉnh Gia Lai", deputies: 2 } as const;
/** The ward Pleiku, whose people are all there. */
export const WARD = "23575";
/** Units without offices in the demonstration: a head, a deputy and so many officers. */
export const FEW_OFFICERS = 2;

const office = (code: string, name: string, people: number): Office => ({ code, name, people });

export const STAFFED: readonly Staffed[] = [
  {
    unit: "SNV",
    deputies: 2,
    offices: [office("SNV.VP", "Văn phòng Sở Nội vụ", 10), office("SNV.CCVC", "Phòng Công chức, viên chức và Tổ chức bộ máy, Sở Nội vụ", 11), office("SNV.CCHC", "Phòng Cải cách hành chính, Sở Nội vụ", 9), office("SNV.LDVL", "Phòng Lao động, việc làm và Bảo hiểm xã hội, Sở Nội vụ", 10)],
  },
  {
    unit: "STC",
    deputies: 2,
    offices: [office("STC.VP", "Văn phòng Sở Tài chính", 9), office("STC.NS", "Phòng Quản lý ngân sách, Sở Tài chính", 11), office("STC.DT", "Phòng Thẩm định và giám sát đầu tư, Sở Tài chính", 10), office("STC.DN", "Phòng Doanh nghiệp và kinh tế tập thể, Sở Tài chính", 9)],
  },
  {
    unit: "SKHCN",
    deputies: 2,
    offices: [office("SKHCN.VP", "Văn phòng Sở Khoa học và Công nghệ", 8), office("SKHCN.CDS", "Phòng Chuyển đổi số, Sở Khoa học và Công nghệ", 10), office("SKHCN.QLKH", "Phòng Quản lý khoa học, Sở Khoa học và Công nghệ", 9)],
  },
  {
    unit: WARD,
    deputies: 2,
    offices: [office(`${WARD}.VP`, "Văn phòng HĐND và UBND phường Pleiku", 9), office(`${WARD}.KT`, "Phòng Kinh tế, Hạ tầng và Đô thị phường Pleiku", 10), office(`${WARD}.VHXH`, "Phòng Văn hóa - Xã hội phường Pleiku", 9), office(`${WARD}.HCC`, "Trung tâm Phục vụ hành chính công phường Pleiku", 7)],
  },
];

/** `kind` and `nth` say which of the unit's people has the account: the head, the first deputy, the third officer. */
type GiaLaiAccount = { readonly username: string; readonly title: string; readonly roles: readonly Role[]; readonly place?: { readonly unit: string; readonly kind: PostKind; readonly nth: number } };

const account = (username: string, title: string, roles: readonly Role[], place?: readonly [unit: string, kind: PostKind, nth: number]): GiaLaiAccount => ({ username, title, roles, ...(place === undefined ? {} : { place: { unit: place[0], kind: place[1], nth: place[2] } }) });

export const GIA_LAI_ACCOUNTS: readonly GiaLaiAccount[] = [
  account("quantri", "Quản trị hệ thống", ["administrator"]),
  account("chutich", "Chủ tịch UBND tỉnh", ["chairman"], [PROVINCE.code, "head", 0]),
  account("pct1", "Phó Chủ tịch UBND tỉnh", ["vice-chairman"], [PROVINCE.code, "deputy", 0]),
  account("sonoivu", "Cán bộ chương trình, Sở Nội vụ", ["programme-officer"], ["SNV.CCVC", "officer", 3]),
  account("kiemtoan", "Người kiểm tra, chỉ đọc", ["auditor"]),
  account("snv.giamdoc", "Giám đốc Sở Nội vụ", ["unit-head"], ["SNV", "head", 0]),
  account("snv.pgd", "Phó Giám đốc Sở Nội vụ", [], ["SNV", "deputy", 0]),
  account("snv.truongphong", "Trưởng phòng Cải cách hành chính, Sở Nội vụ", ["unit-head"], ["SNV.CCHC", "head", 0]),
  account("snv.cv1", "Chuyên viên, phòng Cải cách hành chính, Sở Nội vụ", [], ["SNV.CCHC", "officer", 0]),
  account("snv.cv2", "Chuyên viên, phòng Cải cách hành chính, Sở Nội vụ", [], ["SNV.CCHC", "officer", 1]),
  account("snv.cv3", "Chuyên viên, phòng Cải cách hành chính, Sở Nội vụ", [], ["SNV.CCHC", "officer", 2]),
  account("snv.tochuc", "Tổ chức cán bộ, Văn phòng Sở Nội vụ", ["personnel-officer"], ["SNV.VP", "officer", 0]),
  account("stc.giamdoc", "Giám đốc Sở Tài chính", ["unit-head"], ["STC", "head", 0]),
  account("stc.pgd", "Phó Giám đốc Sở Tài chính", [], ["STC", "deputy", 0]),
  account("stc.truongphong", "Trưởng phòng Quản lý ngân sách, Sở Tài chính", ["unit-head"], ["STC.NS", "head", 0]),
  account("stc.cv1", "Chuyên viên, phòng Quản lý ngân sách, Sở Tài chính", [], ["STC.NS", "officer", 0]),
  account("stc.tochuc", "Tổ chức cán bộ, Văn phòng Sở Tài chính", ["personnel-officer"], ["STC.VP", "officer", 0]),
  account("skhcn.giamdoc", "Giám đốc Sở Khoa học và Công nghệ", ["unit-head"], ["SKHCN", "head", 0]),
  account("pleiku.chutich", "Chủ tịch UBND phường Pleiku", ["unit-head"], [WARD, "head", 0]),
  account("pleiku.pct", "Phó Chủ tịch UBND phường Pleiku", [], [WARD, "deputy", 0]),
  account("pleiku.tochuc", "Tổ chức cán bộ, Văn phòng HĐND và UBND phường Pleiku", ["personnel-officer"], [`${WARD}.VP`, "officer", 0]),
  account("pleiku.truongphong", "Trưởng phòng Văn hóa - Xã hội phường Pleiku", ["unit-head"], [`${WARD}.VHXH`, "head", 0]),
  account("pleiku.cv1", "Chuyên viên, phòng Văn hóa - Xã hội phường Pleiku", [], [`${WARD}.VHXH`, "officer", 0]),
  account("pleiku.cv2", "Chuyên viên, phòng Văn hóa - Xã hội phường Pleiku", [], [`${WARD}.VHXH`, "officer", 1]),
];
