import { headOf } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import type { CampaignHouse } from "./cycle-house.ts";
import type { Raw } from "./fuzz-raw.ts";

/** The catalogue of work from a unit's first line to the version that counts: everything that can be done with it, done once. */

const line = (name: string, points: string): object => ({ unitId: null, code: "", field: "", name, detail: "", output: "Văn bản", unitOfMeasure: "văn bản", group: 1, points, note: "" });
const STANDARD = "Soạn thảo văn bản hành chính đơn giản";

export async function tellOfCatalogue(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan): Promise<void> {
  const head = headOf(unit?.code ?? "");
  const begin = async (as: string, unitId: string | null): Promise<string> => `/catalogues/${String((await raw("POST", "/catalogues", { as, body: { unitId } })).json["id"])}`;
  const etagOf = async (as: string, path: string): Promise<string> => (await raw("GET", path, { as })).etag;
  const act = async (as: string, path: string, body: object): Promise<unknown> => raw("POST", `${path}/actions`, { as, body, seen: await etagOf(as, path) });

  const own = await begin(head, house.unitId(unit?.code ?? ""));
  await raw("POST", `${own}/items`, { as: head, body: { add: [line(STANDARD, "5"), line("Báo cáo nhanh", "8")] }, seen: await etagOf(head, own) });
  const frames = [{ group: 1, from: "1", to: "10" }];
  await raw("PUT", own, { as: head, body: { title: "Danh mục", year: 2025, standardName: STANDARD, standardPoints: "5", frames }, seen: await etagOf(head, own) });
  const file = await house.app.inject({ method: "GET", url: `/api/v1${own}/workbook`, headers: { authorization: `Bearer ${head}` } });
  await raw("GET", `${own}/workbook`, { as: head });
  await raw("POST", `${own}/reading`, { as: head, body: { content: file.rawPayload.toString("base64") } });
  await raw("GET", `${own}/findings`, { as: head });
  const { json } = await raw("GET", `${own}/items?limit=5`, { as: head });
  const sources = (json["items"] as { id: string }[]).map((one) => one.id);
  await act(head, own, { kind: "send" });
  await act(head, own, { kind: "take-back" });
  await act(head, own, { kind: "send" });

  const common = await begin("officer", null);
  await raw("GET", `${common}/sources?limit=5`, { as: "officer" });
  await raw("POST", `${common}/merging`, { as: "officer", body: { joins: [{ itemId: null, fields: { ...line(STANDARD, "5"), code: "SP.01" }, sources: sources.slice(0, 1) }], leaveOut: [{ sources: sources.slice(1), reason: "Không phải sản phẩm đếm được." }] }, seen: await etagOf("officer", common) });
  await act("officer", common, { kind: "send" });
  await act("chutich", common, { kind: "return", reason: "Nêu rõ hơn đơn vị chuẩn." });
  await act("officer", common, { kind: "send" });
  await act("chutich", common, { kind: "approve", from: "2025-01-01", document: "1/QĐ-UBND" });
  await raw("GET", "/catalogues?limit=5", { as: head });
  const next = await begin("officer", null);
  await raw("GET", `${next}/comparison?with=${common.slice("/catalogues/".length)}`, { as: "officer" });
}
