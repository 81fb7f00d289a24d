import { headOf } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import type { CampaignHouse } from "./cycle-house.ts";
import type { Raw } from "./fuzz-raw.ts";
import { regulationFiles } from "./regulation-files.ts";
import { FULL } from "./work-house.ts";

/** Civil servants of a unit: a quarter of work from its catalogue to the confirmed form, and a year's rating as far as it goes. */

const PERIOD = "2025-Q4";
const REASON = "Đi học, không kịp thời hạn.";

type Told = { readonly raw: Raw; readonly house: CampaignHouse; readonly unitId: string; readonly head: string; readonly today: string };
type Item = { readonly id: string; readonly version: string };

const at = (rest: string): string => `/work-periods/${PERIOD}${rest}`;
const first = (json: Readonly<Record<string, unknown>>): Item => (json["items"] as Item[] | undefined)?.[0] ?? { id: "0", version: "0" };

/** The regulation on people, how long a period is, and the quarter that is under way. */
async function open({ raw, head, unitId }: Omit<Told, "today">): Promise<{ readonly versionId: string; readonly today: string }> {
  const { json } = await raw("POST", "/regulations", { as: "admin", body: { files: regulationFiles("gia-lai-2026-staff") } });
  const versionId = String(json["id"]);
  await raw("POST", `/regulations/${versionId}/freezing`, { as: "officer" });
  await raw("POST", "/work-granularities", { as: "officer", body: { regulation: "gia-lai-2026-staff", from: "2025-10-01", kind: "quarter", reason: "Kế hoạch theo dõi, đánh giá theo quý." } });
  await raw("POST", "/work-periods", { as: "officer", body: { id: PERIOD, regulationVersionId: versionId } });
  const periods = await raw("GET", "/work-periods", { as: head });
  await raw("GET", "/work-place", { as: head });
  await raw("GET", `/work-products?unitId=${unitId}`, { as: head });
  return { versionId, today: String(periods.json["today"]) };
}

/** Assigned, recorded, accepted; one piece handed back; some that come from other systems. */
async function work({ raw, house, unitId, head, today }: Told): Promise<void> {
  const { json } = await raw("GET", `/work-products?unitId=${unitId}`, { as: head });
  const [product] = (json["items"] as { id: string; code: string }[] | undefined) ?? [];
  const person = house.personOf("congchuc");
  const assign = () => raw("POST", at("/assignments"), { as: head, body: { assignments: [{ productId: product?.id ?? "", quantity: "2", due: today, output: "Báo cáo", people: [{ personId: person, share: "2" }] }] } });
  const item = first((await assign()).json);
  const done = first((await raw("POST", at("/records"), { as: "congchuc", body: { records: [{ itemId: item.id, version: item.version, done: "2", doneOn: today, reference: "Báo cáo số 15" }] } })).json);
  await raw("POST", at(`/items/${item.id}/files`), { as: "congchuc", body: { name: "Báo cáo số 15.pdf", content: Buffer.from("%PDF-1.4\n%%EOF").toString("base64") } });
  await raw("GET", at(`/items/${item.id}/files/1`), { as: head });
  await raw("POST", at("/acceptances"), { as: head, body: { items: [{ itemId: done.id, version: done.version, accepted: "2" }] } });
  const other = first((await assign()).json);
  await raw("POST", at(`/items/${other.id}/actions`), { as: "congchuc", body: { kind: "hand-back", reason: REASON }, seen: other.version });
  await raw("POST", `/people/${house.personOf("cappho")}/work-remits`, { as: head, body: { units: [], people: [person], from: today } });
  const task = { id: "VB-1", personId: person, product: product?.code ?? "", quantity: "1", assignedOn: today, due: today };
  await raw("POST", at("/tasks"), { as: "hethong", body: { source: "vanban", tasks: [task] } });
  await house.app.inject({ method: "PATCH", url: `/api/v1${at("/task-streams/vanban")}`, headers: { authorization: "Bearer hethong", "content-type": "application/x-ndjson" }, payload: JSON.stringify(task) });
  const mapping = { columns: { id: "Mã", personId: "Người", product: "Việc", quantity: "Số", assignedOn: "Giao", due: "Hạn" } };
  const csv = `Mã,Người,Việc,Số,Giao,Hạn\nX1,${person},${task.product},1,${today},${today}\n`;
  await raw("POST", at("/import-previews"), { as: "officer", body: { unitId, source: "igate", format: "csv", content: Buffer.from(csv).toString("base64") } });
  const computing = await raw("POST", at("/computations"), { as: "officer" });
  await raw("GET", at("/computations"), { as: "officer" });
  await raw("POST", `/work-computations/${String(computing.json["id"])}/cancellation`, { as: "officer" });
  await raw("POST", at("/imports"), { as: "officer", body: { unitId, source: "igate", format: "csv", content: Buffer.from(csv).toString("base64"), mapping } });
}

/** The form of the quarter and what the office says of it. */
async function forms({ raw, house, unitId, head, today }: Told): Promise<void> {
  const person = house.personOf("congchuc");
  const form = at(`/people/${person}/form`);
  const { etag } = await raw("GET", form, { as: "congchuc" });
  const scored = await raw("PUT", form, { as: "congchuc", body: { scores: FULL, strengths: "Hoàn thành việc được giao.", shortcomings: "" }, seen: etag });
  const handed = await raw("POST", `${form}/actions`, { as: "congchuc", body: { kind: "hand-in" }, seen: scored.etag });
  await raw("POST", `${form}/actions`, { as: head, body: { kind: "confirm", remark: "Nhất trí." }, seen: handed.etag });
  const board = await raw("GET", at(`/units/${unitId}/board`), { as: head });
  await raw("POST", at(`/units/${unitId}/actions`), { as: head, body: { kind: "meeting", on: today, chair: "Trưởng phòng", secretary: "Chuyên viên", attended: 3, invited: 3, opinions: "Nhất trí.", isAdopted: true }, seen: board.etag });
  for (const path of ["/distribution", "/distribution/workbook", `/units/${unitId}/board`, `/units/${unitId}/board/workbook`, `/people/${person}/work`, `/people/${person}/form`, `/people/${person}/form/document`]) await raw("GET", at(path), { as: "officer" });
  await raw("GET", `/people/${person}/work-results?year=2026`, { as: "officer" });
  await raw("POST", at("/actions"), { as: "officer", body: { kind: "close" }, seen: "0" });
}

/** A year that is opened, reviewed by oneself and met upon. */
async function year({ raw, unitId, head, today }: Told, versionId: string): Promise<void> {
  await raw("PUT", "/rating-years/2025", { as: "officer", body: { regulationVersionId: versionId, retentionYears: 20, holidays: [] }, seen: "0" });
  await raw("GET", "/rating-years/2025", { as: "officer" });
  const round = `/rating-rounds/${unitId}/2025`;
  await raw("POST", `${round}/opening`, { as: "officer" });
  for (const path of ["", "/case", "/sheet"]) await raw("GET", `${round}${path}`, { as: "officer" });
  await raw("GET", "/rating-years/2025/rounds?limit=5", { as: "officer" });
  await raw("GET", "/rating-years/2025/complaints", { as: "officer" });
  await raw("GET", "/rating-years/2025/published", { as: "congchuc" });
  const mine = await raw("GET", "/rating-years/2025/mine", { as: "congchuc" });
  const fileId = typeof mine.json["id"] === "string" ? mine.json["id"] : "0274b479";
  const file = `/rating-files/${fileId}`;
  await raw("POST", `${file}/actions`, { as: "congchuc", body: { kind: "self-review", level: "good", text: "Hoàn thành các nhiệm vụ được giao trong năm." }, seen: mine.etag });
  for (const path of ["", "/archive", "/papers/form"]) await raw("GET", `${file}${path}`, { as: "officer" });
  await raw("POST", `${round}/meetings`, { as: "officer", body: { unitId, heldOn: today, place: "Phòng họp số 1", chairedBy: "Thủ trưởng", secretary: "Chuyên viên", attended: ["Thủ trưởng", "Chuyên viên"], opinions: [{ fileId, text: "Nhất trí mức hoàn thành tốt." }], conclusion: "Nhất trí thông qua.", isAdopted: true } });
  const seen = (await raw("GET", file, { as: head })).etag;
  await raw("POST", `${file}/actions`, { as: head, body: { kind: "propose", level: "good" }, seen });
  await raw("PUT", `/task-reviews/2025/4/${unitId}`, { as: "officer", body: { assigned: 12, completed: 12, onTime: 11, exceeded: 4, source: "Báo cáo số 45/BC-VP ngày 08/12/2025" }, seen: "0" });
  await raw("GET", "/task-reviews/2025", { as: "officer" });
  await raw("GET", "/outbox?limit=5", { as: "officer" });
  await raw("GET", "/outbox/workbook?state=waiting", { as: "officer" });
}

export async function tellOfPersonnel(raw: Raw, house: CampaignHouse, { units: [unit] }: Plan): Promise<void> {
  const code = unit?.code ?? "";
  const given = { raw, house, unitId: house.unitId(code), head: headOf(code) };
  const { versionId, today } = await open(given);
  const told = { ...given, today };
  await work(told);
  await forms(told);
  await year(told, versionId);
}
