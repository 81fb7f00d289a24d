import { headOf } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import type { CampaignHouse } from "./cycle-house.ts";
import type { Raw } from "./fuzz-raw.ts";
import { DESIGN } from "./survey-house.ts";

/** What is told of papers and workbooks, of surveys, and of what follows a publication. */

/** A file as its route gives it, as it is sent back in a body. */
async function contentOf(house: CampaignHouse, as: string, path: string): Promise<string> {
  const { rawPayload } = await house.app.inject({ method: "GET", url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}` } });
  return rawPayload.toString("base64");
}

/** A unit's scoring table in Excel while it scores itself, and how the authority's papers look. */
export async function tellOfSheets(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan): Promise<void> {
  const as = headOf(unit?.code ?? "");
  const sheet = `/campaigns/${house.campaignId}/units/${house.unitId(unit?.code ?? "")}/score-sheet`;
  await raw("GET", sheet, { as });
  await raw("POST", sheet, { as, body: { content: await contentOf(house, as, sheet) } });
  const settings = await raw("GET", "/document-settings", { as: "officer" });
  const letterhead = { authority: "Ủy ban nhân dân tỉnh", shortAuthority: "UBND tỉnh", organ: ["Ủy ban nhân dân tỉnh"], place: "Đắk Lắk", chair: { title: "Chủ tịch", name: "" }, standing: { name: "Sở Nội vụ", head: { title: "Giám đốc", name: "" } }, council: "Hội đồng thẩm định", marks: { decision: "{số}/QĐ-UBND", proposal: "{số}/TTr", notice: "{số}/TB", report: "{số}/BC", minutes: "{số}/BB", list: "{số}/DS" }, digits: 5, grounds: [] };
  await raw("PUT", "/document-settings", { as: "officer", body: letterhead, seen: settings.etag });
  await raw("GET", "/document-templates", { as: "officer" });
  const file = "/document-templates/decision/file";
  const { etag } = await raw("GET", file, { as: "officer" });
  await raw("PUT", "/document-templates/decision", { as: "officer", body: { name: "Quyết định.docx", content: await contentOf(house, "officer", file) }, seen: etag });
  const changed = await raw("GET", file, { as: "officer" });
  await raw("POST", "/document-templates/decision/reset", { as: "officer", seen: changed.etag });
  await raw("GET", `/regulations/${house.regulationVersionId}/document`, { as: "auditor" });
  await raw("POST", `/campaigns/${house.campaignId}/reminders`, { as: "officer", body: { unitIds: [house.unitId(unit?.code ?? "")] } });
}

/** A survey from its design to its closing; answers come by pages that have tests of their own. */
export async function tellOfSurveys(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan, now: () => Promise<number>): Promise<void> {
  const as = "organiser";
  const code = unit?.code ?? "";
  const design = { ...DESIGN, open: { group: "cong-dan", cap: 0, mostPerStratum: 10 }, strata: DESIGN.strata.filter((one) => one.unit !== "STC").map((one) => (one.unit === null ? one : { ...one, key: `cd-${code}`, unit: code })) };
  const survey = `/surveys/${String((await raw("POST", "/surveys", { as, body: { campaignId: house.campaignId, design } })).json["id"])}`;
  await raw("GET", `/surveys?campaignId=${house.campaignId}`, { as });
  const { etag } = await raw("GET", survey, { as });
  const changed = await raw("PUT", `${survey}/design`, { as, body: { ...design, title: "Khảo sát đã sửa" }, seen: etag });
  const opened = await raw("POST", `${survey}/actions`, { as, body: { kind: "open", closesAt: new Date((await now()) + 86_400_000).toISOString() }, seen: changed.etag });
  await raw("POST", `${survey}/orders`, { as, body: { cards: [{ stratum: `cd-${code}`, count: 2 }, { stratum: `cd-${code}`, count: 1, interviewer: "Điều tra viên 01" }] } });
  await raw("POST", `${survey}/orders/1/decision`, { as: "organiser2", body: { approved: true } });
  await raw("POST", `${survey}/batches`, { as, body: { order: 1, address: "https://congtam.example/", withSheets: false } });
  await raw("GET", `${survey}/posters?address=https://congtam.example`, { as });
  await raw("POST", `${survey}/rechecks`, { as, body: { percent: 10 } });
  await raw("GET", `${survey}/rechecks`, { as });
  await raw("POST", `${survey}/actions`, { as, body: { kind: "close" }, seen: opened.etag });
  await raw("POST", `${survey}/count`, { as });
  for (const path of ["/conversion", "/results", "/results/workbook", "/texts", `/earlier-results?unit=${code}`, "/questionnaires/cong-dan", "/questionnaires/cong-dan?format=yaml"]) await raw("GET", `${survey}${path}`, { as });
  const templates = await raw("GET", "/survey-templates", { as });
  const [template] = templates.json["items"] as { yaml: string }[];
  await raw("POST", "/questionnaires/reading", { as, body: { yaml: template?.yaml ?? "" } });
  await raw("POST", "/respondent-counts", { as, body: { csv: "nhom,don_vi\ncong-dan,SNV\ncong-dan,STC\n", error: "0.05" } });
}

/** The papers of a published result, and what the units remedy after it. */
export async function tellOfPapers(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan, version: string): Promise<void> {
  const campaign = `/campaigns/${house.campaignId}`;
  const file = `${campaign}/units/${house.unitId(unit?.code ?? "")}`;
  const papers = [`${campaign}/result-versions/${version}/documents/decision`, `${campaign}/result-versions/${version}/units/${unit?.code ?? ""}/notice`, `${campaign}/result-versions/${version}/workbook`, `${campaign}/rounds/1/papers/minutes`, `${file}/report`, `${file}/receipts/self-scoring`];
  for (const path of papers) await raw("GET", path, { as: "officer" });
  await raw("POST", `${campaign}/remediation`, { as: "officer", body: { leastLost: "0.10" } });
  const { json } = await raw("GET", `${campaign}/remediation`, { as: "officer" });
  const [item] = json["items"] as { id: string; unitId: string }[];
  const one = `${campaign}/remediation/${item?.id ?? ""}`;
  const { etag } = await raw("GET", one, { as: "officer" });
  await raw("POST", `${one}/actions`, { as: headOf(unit?.code ?? ""), body: { kind: "plan", measure: "Rà soát hồ sơ quá hạn hằng tuần.", deadline: "2026-06-30" }, seen: etag });
  for (const path of [`${file}/earlier-remediation`, `${campaign}/verified-feedback`, "/feedback"]) await raw("GET", path, { as: "officer" });
}
