import { builtInPlan } from "../../src/cli/plans.ts";
import { headOf } from "../cycle/people.ts";
import type { Plan } from "../cycle/plan.ts";
import type { CampaignHouse } from "./cycle-house.ts";
import type { Raw } from "./fuzz-raw.ts";

/** What is told of the reform plan: its versions, a unit's plan and work, an inspection, the registers. */

/** The plan of the text, for a house that has few of its units. */
const forEverybody = { lead: [{ kind: "all" }], partners: [], reporters: [{ kind: "all" }] };

export async function tellOfReformPlan(raw: Raw, house: CampaignHouse, { units: [unit, other] }: Plan): Promise<void> {
  const { content, title, decision, programme } = builtInPlan("dak-lak-2025");
  const own = { general: { ...content.general, areas: content.general.areas.map((one) => ({ ...one, lead: [] })) }, targets: content.targets.slice(0, 4).map((one) => ({ ...one, reporters: forEverybody.reporters })), tasks: content.tasks.slice(0, 4).map((one) => ({ ...one, lead: forEverybody.lead, partners: [] })) };
  await raw("POST", "/programmes", { as: "officer", body: programme });
  await raw("GET", "/programmes", { as: "auditor" });
  const made = await raw("POST", "/plans", { as: "officer", body: { programmeId: null, year: 2025, title, content: own } });
  const planId = String(made.json["id"]);
  const plan = `/plans/${planId}`;
  const first = `${plan}/versions/1`;
  const { key: targetKey = "", ...target } = own.targets[0] ?? {};
  const { key: taskKey = "", ...task } = own.tasks[0] ?? {};
  let seen = (await raw("GET", first, { as: "officer" })).etag;
  const change = async (method: "PUT" | "DELETE" | "POST", path: string, body?: object): Promise<void> => {
    const { etag } = await raw(method, `${first}${path}`, { as: "officer", seen, ...(body === undefined ? {} : { body }) });
    seen = etag === "" ? seen : etag;
  };
  await change("PUT", "/general", own.general);
  await change("PUT", `/targets/${targetKey}`, target);
  await change("PUT", `/tasks/${taskKey}`, task);
  await change("PUT", "/targets/bo-di", target);
  await change("DELETE", "/targets/bo-di");
  await change("PUT", "/tasks/bo-di", task);
  await change("DELETE", "/tasks/bo-di");
  await raw("GET", `${first}/sheet`, { as: "officer" });
  const { rawPayload } = await house.app.inject({ method: "GET", url: `/api/v1${first}/sheet`, headers: { authorization: "Bearer officer" } });
  await change("POST", "/import", { name: "Phụ lục.xlsx", content: rawPayload.toString("base64") });
  await change("POST", "/issue", decision);
  await raw("GET", "/plans", { as: "auditor" });
  const amended = await raw("POST", `${plan}/versions`, { as: "officer" });
  const changed = await raw("PUT", `${plan}/versions/2/targets/${targetKey}`, { as: "officer", body: { ...target, name: "Tên được sửa" }, seen: amended.etag });
  await raw("DELETE", `${plan}/versions/2/tasks/${taskKey}`, { as: "officer", seen: changed.etag });
  await tellOfDuplicates(raw, plan, [unit, other].map((one) => ({ unitId: house.unitId(one?.code ?? ""), as: headOf(one?.code ?? "") })));
  await tellOfUnitPlan(raw, plan, house.unitId(unit?.code ?? ""), unit?.code ?? "");
  await tellOfInspection(raw, house, plan, house.unitId(unit?.code ?? ""));
  for (const path of ["/unit-plans", "/work", "/duplicates", "/inspections"]) await raw("GET", `${plan}${path}`, { as: "officer" });
  await raw("GET", `/campaigns/${house.campaignId}/verified-findings`, { as: "officer" });
}

/** Two units plan the same work; the department tells them apart. */
async function tellOfDuplicates(raw: Raw, plan: string, units: readonly { readonly unitId: string; readonly as: string }[]): Promise<void> {
  const body = { kind: "task", title: "Tập huấn ký số và văn bản điện tử cho công chức", output: "Lớp tập huấn", who: null, timing: { kind: "throughout" } };
  for (const { unitId, as } of units) {
    const { etag } = await raw("GET", `${plan}/unit-plans/${unitId}`, { as });
    await raw("PUT", `${plan}/unit-plans/${unitId}/items/trung-nhau`, { as, body, seen: etag === "" ? "0" : etag });
  }
  const [first, second] = units.map(({ unitId }) => ({ unitId, key: "trung-nhau" }));
  await raw("POST", `${plan}/duplicates`, { as: "officer", body: { first, second, verdict: "apart", reason: "Hai lớp cho hai nhóm công chức khác nhau.", seen: 0 } });
}

async function tellOfUnitPlan(raw: Raw, plan: string, unitId: string, code: string): Promise<void> {
  const as = headOf(code);
  const path = `${plan}/unit-plans/${unitId}`;
  const { etag } = await raw("GET", path, { as });
  const taken = await raw("POST", `${path}/taking`, { as, body: {}, seen: etag });
  const own = { kind: "task", title: "Tập huấn ký số", output: "Lớp tập huấn", who: null, timing: { kind: "once", due: "2025-05-20" } };
  const added = await raw("PUT", `${path}/items/rieng-1`, { as, body: own, seen: taken.etag });
  const more = await raw("PUT", `${path}/items/rieng-2`, { as, body: own, seen: added.etag });
  const less = await raw("DELETE", `${path}/items/rieng-2`, { as, seen: more.etag });
  await raw("POST", `${path}/actions`, { as, body: { kind: "submit" }, seen: less.etag });
  const work = await raw("GET", `${plan}/units/${unitId}/work`, { as });
  const [duty] = work.json["duties"] as { key: string; period: string }[];
  await raw("POST", `${plan}/units/${unitId}/work`, { as, body: { key: duty?.key, period: duty?.period, isDone: true, note: "Xong", files: [], seen: 0 } });
  const link = await raw("POST", "/me/calendar-links", { as });
  await raw("GET", "/me/calendar-links", { as });
  await raw("GET", String(link.json["path"]).replace("/api/v1", ""), {});
  await raw("POST", `/me/calendar-links/${String(link.json["id"])}/revocation`, { as });
  const entry = await raw("POST", `/units/${unitId}/registers`, { as, body: { kind: "communication", title: "Chuyên mục", on: "2025-08-01", channel: "Trang tin", count: 3, reach: null, files: [] } });
  await raw("PUT", `/units/${unitId}/registers/${String(entry.json["id"])}`, { as, body: { body: entry.json["body"], isWithdrawn: true }, seen: entry.etag });
  await raw("POST", "/register-imports", { as: "officer", body: { entries: [{ unit: code, body: { kind: "communication", title: "Bản tin", on: "2025-09-01", channel: "Loa", count: 3, reach: null, files: [] } }] } });
  for (const one of ["/registers?year=2025", "/register-counts?year=2025", "/register-sheet?year=2025"]) await raw("GET", one, { as });
}

const PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function tellOfInspection(raw: Raw, house: CampaignHouse, plan: string, unitId: string): Promise<void> {
  await raw("GET", `${plan}/inspection-checklist?unitId=${unitId}`, { as: "officer" });
  const body = { unitId, kind: "planned", purpose: "Kiểm tra CCHC", from: "2025-06-10", to: "2025-06-12", leader: house.personOf("group"), members: [], checklist: [{ code: "2.1", title: "Kế hoạch" }] };
  const made = await raw("POST", `${plan}/inspections`, { as: "officer", body });
  const path = `${plan}/inspections/${String(made.json["id"])}`;
  const { etag } = await raw("GET", path, { as: "officer" });
  const taken = async (as: string, step: object, seen: string): Promise<string> => (await raw("POST", `${path}/actions`, { as, body: step, seen })).etag;
  const begun = await taken("group", { kind: "begin" }, etag);
  await raw("POST", `${path}/files`, { as: "group", body: { name: "Bảng niêm yết.png", content: PHOTO } });
  const found = await taken("group", { kind: "find", code: "2.1", verdict: "partly", text: "Ban hành muộn.", files: ["1"] }, begun);
  const minuted = await taken("group", { kind: "minutes", summary: "Đã làm việc với đơn vị." }, found);
  await taken("group", { kind: "conclude", text: "Đơn vị ban hành kế hoạch muộn." }, minuted);
  await raw("GET", `${path}/files/1`, { as: "group" });
  await raw("GET", `/campaigns/${house.campaignId}/verified-findings/${String(made.json["id"])}/files/1`, { as: "officer" });
}
