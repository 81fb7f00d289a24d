import { headOf } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import type { CampaignHouse } from "./cycle-house.ts";
import type { Raw } from "./fuzz-raw.ts";

/** A file as somebody gets it, to be sent back. */
async function fileOf(house: CampaignHouse, as: string, method: "GET" | "POST", path: string, body?: object): Promise<string> {
  const answer = await house.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}` }, ...(body === undefined ? {} : { payload: body }) });
  return answer.rawPayload.toString("base64");
}

const TABLE = { name: "Tiến độ", columns: [{ title: "Cơ quan, đơn vị", width: 40 }, { title: "Điểm", width: 10, decimals: 2 }], rows: JSON.stringify([["Sở Nội vụ", 91.24]]) };

/** Tables out and in, lists of people, and who has read what. */
export async function tellOfTables(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan): Promise<void> {
  const code = unit?.code ?? "";
  const head = headOf(code);
  const campaign = `/campaigns/${house.campaignId}`;
  await raw("POST", "/tables", { as: head, body: TABLE });
  const content = await fileOf(house, head, "POST", "/tables", TABLE);
  await raw("POST", "/tables/reading", { as: "officer", body: { content } });
  await raw("POST", "/tables/marking", { as: "officer", body: { content, sheet: "Tiến độ", faults: [{ row: 2, column: 1, message: "Không có đơn vị này." }] } });
  await raw("POST", "/sheet-mappings", { as: "officer", body: { kind: "units", signature: "mã | tên cơ quan | chỉ số", mapping: { code: 0, name: 1, index: 2 } } });
  await raw("GET", "/sheet-mappings?kind=units", { as: "officer" });
  await raw("GET", "/document-templates/decision/versions", { as: "officer" });

  await raw("POST", "/people/import", { as: "officer", body: { people: [{ name: "Nguyễn Thị Lan", unit: code, kind: "officer", title: "Chuyên viên", from: "2025-01-01" }] } });

  await raw("GET", `${campaign}/score-sheets`, { as: "officer" });
  await raw("POST", `${campaign}/score-sheets`, { as: "officer", body: { content: await fileOf(house, "officer", "GET", `${campaign}/score-sheets`) } });
  await raw("GET", `${campaign}/rounds/1`, { as: "officer" });
  await raw("GET", "/audit/reads?limit=5", { as: "auditor" });
  await raw("GET", `/units/${house.unitId(code)}/reads?limit=5`, { as: head });
  await raw("GET", "/audit/workbook", { as: "auditor" });
}
