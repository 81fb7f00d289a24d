import { headOf } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import type { CampaignHouse } from "./cycle-house.ts";
import type { Raw } from "./fuzz-raw.ts";

/** What is told of periodic reports: from a form to the province's paper. */

const DAY_MS = 86_400_000;
const FORM = "key: thu\ntitle: Thử\nareas: [{ key: chung, title: Chung }]\nfigures: [{ key: tong, area: chung, title: Tổng, unit: hồ sơ, kind: count, over: year }, { key: phan, area: chung, title: Phần, unit: hồ sơ, kind: count, over: year }]\nchecks: [{ kind: within, parts: [phan], total: tong }]\nmeasures: [{ key: dat, area: chung, title: Đạt, unit: '%', formula: 100 * phan / tong, direction: up, threshold: '90' }]\nnarratives: [{ key: loi, area: chung, title: Lời }]\n";

export async function tellOfReports(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan, now: () => Promise<number>): Promise<void> {
  const code = unit?.code ?? "";
  const [officer, head] = ["officer", headOf(code)];
  const at = async (days: number): Promise<string> => new Date((await now()) + days * DAY_MS).toISOString();
  await raw("POST", "/report-forms", { as: officer, body: { yaml: FORM } });
  await raw("GET", "/report-forms", { as: head });
  await raw("GET", "/report-forms/thu/1", { as: head });
  const opened = await raw("POST", "/report-periods", { as: officer, body: { form: "thu", year: 2025, kind: "year", title: "Năm", opensAt: await at(-1), dueAt: await at(5), closesAt: await at(9), unitCodes: [code] } });
  const period = `/report-periods/${String(opened.json["id"])}`;
  const report = `${period}/units/${house.unitId(code)}`;
  await raw("GET", "/report-periods", { as: head });
  await raw("PUT", `${report}/figures/tong`, { as: head, body: { value: "10" }, seen: "0" });
  const mapping = { unitColumn: "ma", columns: [{ column: "phan", key: "phan" }] };
  await raw("POST", `${period}/imports`, { as: officer, body: { source: "one-stop", name: "a.csv", dated: "2025-12-01", content: Buffer.from(`ma;phan\n${code};9\n`).toString("base64"), mapping } });
  await raw("GET", "/report-mappings/one-stop", { as: officer });
  await raw("PUT", `${report}/texts/loi`, { as: head, body: { text: "Đã làm.", links: [] }, seen: "0" });
  await raw("POST", `${report}/prefill`, { as: head });
  await raw("POST", `${period}/extensions`, { as: officer, body: { unitIds: [house.unitId(code)], reason: "Mưa lũ làm mất mạng nhiều ngày.", until: await at(7) } });
  const { etag } = await raw("GET", report, { as: head });
  await raw("POST", `${report}/actions`, { as: head, body: { kind: "submit" }, seen: etag });
  for (const path of ["", "/table", "/measures/dat", "/consolidations"]) await raw("GET", `${period}${path}`, { as: officer });
  await raw("POST", `${period}/acceptances`, { as: officer, body: { unitIds: [house.unitId(code)] } });
  const begun = await raw("POST", `${period}/consolidations`, { as: officer });
  const consolidation = `/consolidations/${String(begun.json["id"])}`;
  for (const path of ["", "/document", "/table"]) await raw("GET", `${consolidation}${path}`, { as: officer });
  await raw("POST", `${consolidation}/cancellation`, { as: officer });
  await raw("GET", "/report-dashboard", { as: officer });
  await raw("PUT", "/year-indexes/par/2024", { as: officer, body: { value: "86.1", rank: 53, of: 63, source: "Bộ Nội vụ" }, seen: "0" });
  await raw("GET", "/year-indexes", { as: officer });
  await raw("GET", "/five-year-report?from=2021&to=2025", { as: officer });
  const measured = `/campaigns/${house.campaignId}/units/${house.unitId(code)}/measured`;
  await raw("GET", measured, { as: head });
  await raw("POST", `${measured}/2.7.3`, { as: head, body: { kind: "contest", note: "Báo cáo đã gửi bản giấy đúng hạn." } });
}
