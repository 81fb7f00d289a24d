import { record } from "../server/audit/index.ts";
import { makeCampaign } from "../server/campaign/index.ts";
import { createAccount, hasAccounts, type NewAccount } from "../server/identity/index.ts";
import { addPerson, addPost, importUnits } from "../server/organisation/index.ts";
import type { AuditEntry, Database, Transaction } from "../server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../server/regulation/index.ts";
import { isLoaded } from "../scoring/regulation/load.ts";
import { readUnits } from "../scoring/regulation/units.ts";
import { openRegulation, regulationFiles, unitsText } from "./regulations.ts";

/** The demonstration: the units of Đắk Lắk, its regulation, and people of every role. Everything about people is invented. */

export const DEMONSTRATION_PASSWORD = "congtam-demo";
const REGULATION = "dak-lak-2025";
const SINCE = "2025-07-01";

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
];

/** The units that the regulation's annex lists. */
function demonstrationUnits() {
  const loaded = openRegulation(REGULATION);
  if (!isLoaded(loaded)) throw new RangeError("the built-in regulation has faults");
  const units = readUnits(unitsText(REGULATION) ?? "", "units.yaml", loaded.regulation);
  if (!Array.isArray(units)) throw new RangeError("the built-in list of units has faults");
  return units;
}

const OWNER = "demonstration";
const WARD = "phường Buôn Ma Thuột";

/** The commune's code is its number; the account list calls it by its letters. */
function unitCodes(): { lines: { code: string; name: string; index: string }[]; codeOf: (short: string) => string } {
  const lines = demonstrationUnits().map(({ code, name, index }) => ({ code, name, index }));
  const ward = lines.find((one) => one.name.endsWith(WARD))?.code ?? "";
  return { lines, codeOf: (short) => (short === "BMT" ? ward : short) };
}

async function addPeople(tx: Transaction, idOf: ReadonlyMap<string, string>, codeOf: (short: string) => string, entries: AuditEntry[]): Promise<void> {
  for (const { username, title, roles, post } of DEMONSTRATION_ACCOUNTS) {
    const person = await addPerson(tx, title);
    entries.push(person.audit);
    const unit = post === undefined ? undefined : idOf.get(codeOf(post.unit));
    if (post !== undefined && unit !== undefined) entries.push((await addPost(tx, { person: person.id, unit, kind: post.kind, title, from: SINCE })).audit);
    const account = await createAccount(tx, { username, personId: person.id, name: title, password: DEMONSTRATION_PASSWORD, roles, secondFactorWaived: true, by: OWNER });
    entries.push(account.audit);
  }
}

/** Fills a house without accounts; all of it or nothing. True when the house holds the demonstration. */
export async function furnish(database: Database): Promise<boolean> {
  return database.transaction(async (tx) => {
    if (await hasAccounts(tx)) return true;
    const { lines, codeOf } = unitCodes();
    const units = await importUnits(tx, lines, SINCE);
    const entries: AuditEntry[] = [units.audit];
    await addPeople(tx, new Map(units.created.map(({ code, id }) => [code, id])), codeOf, entries);
    const regulation = await importRegulation(tx, OWNER, regulationFiles(REGULATION));
    const frozen = await freezeRegulation(tx, "demonstration-council", regulation.version.id);
    const campaign = await makeCampaign(tx, OWNER, { title: "Đánh giá năm 2025", year: 2025, regulationVersionId: regulation.version.id, unitCodes: lines.map((one) => one.code) });
    await record(tx, OWNER, [...entries, regulation.audit, frozen.audit, campaign.audit]);
    return true;
  });
}
