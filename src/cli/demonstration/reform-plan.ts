import { z } from "zod";
import { dayOf } from "../../server/organisation/index.ts";
import type { Transaction } from "../../server/platform/index.ts";
import { builtInPlan } from "../plans.ts";
import { act, LABEL, type Loading } from "./loading.ts";

/** The province's reform plan of 2025 as its text has it; what units make of it is invented. */

const REFORM_PLAN = "dak-lak-2025";
const made = z.object({ id: z.string() });
const versioned = z.object({ version: z.string() });

/** The units whose people have accounts, and what each adds to its plan. */
const OWN = [
  { unit: "STC", person: "stc", title: "Tập huấn ký số và văn bản điện tử cho công chức các xã, phường" },
  { unit: "24133", person: "bmt", title: "Tập huấn ký số, văn bản điện tử cho công chức phường" },
] as const;

type Place = { readonly loading: Loading; readonly moment: Transaction; readonly planId: string };

/** A unit takes over what it is asked, adds something, hands in; the department approves. */
async function unitPlan({ loading, moment, planId }: Place, year: number, { unit, person, title }: (typeof OWN)[number]): Promise<void> {
  const params = { planId, unitId: loading.unit(unit) };
  const [scorer, head, officer] = [loading.actor(`${person}.cham`), loading.actor(`${person}.truong`), loading.actor("sonoivu")];
  const step = async (actor: typeof head, operation: string, seen: string, more: { readonly params?: object; readonly body: object }): Promise<string> => versioned.parse((await act(loading, moment, actor, operation, { params: { ...params, ...more.params }, body: more.body, seen })).body).version;
  const taken = await step(scorer, "plan.takeOver", "0", { body: {} });
  const added = await step(scorer, "plan.setUnitItem", taken, { params: { key: "tap-huan-ky-so" }, body: { kind: "task", title, output: `Lớp tập huấn (${LABEL.toLowerCase()})`, who: "Văn phòng", timing: { kind: "once", due: `${String(year)}-05-20` } } });
  const handedIn = await step(head, "plan.actOnUnitPlan", added, { body: { kind: "submit" } });
  await step(officer, "plan.actOnUnitPlan", handedIn, { body: { kind: "approve" } });
  for (const [key, period] of [["v-1-a", String(year)], ["iii-7-a", String(year)], ["v-1-c", `${String(year)}-Q1`]]) await act(loading, moment, scorer, "plan.recordWork", { params, body: { key, period, isDone: true, note: LABEL, seen: 0 } });
}

/** One that is concluded, with a recommendation to follow, and one that is to come. */
async function inspections({ loading, moment, planId }: Place, year: number): Promise<void> {
  const [officer, leader] = [loading.actor("sonoivu"), loading.actor("hd.ttr")];
  const given = { kind: "planned", purpose: `${LABEL}: kiểm tra công tác cải cách hành chính năm ${String(year)}`, leader: leader.personId, members: [loading.actor("tct").personId], checklist: [{ code: "2.7.1", title: "Kế hoạch cải cách hành chính của đơn vị" }, { code: "2.2.2.1", title: "Giải quyết thủ tục hành chính đúng hạn" }, { code: "2.2.2.3", title: "Xin lỗi khi hồ sơ quá hạn" }, { code: "2.7.4", title: "Tự kiểm tra cải cách hành chính" }] };
  const { id: inspectionId } = made.parse((await act(loading, moment, officer, "plan.addInspection", { params: { planId }, body: { ...given, unitId: loading.unit("24133"), from: `${String(year)}-06-10`, to: `${String(year)}-06-12` } })).body);
  await act(loading, moment, officer, "plan.addInspection", { params: { planId }, body: { ...given, unitId: loading.unit("STC"), from: `${String(year)}-10-06`, to: `${String(year)}-10-07` } });
  const due = new Date((await moment.now()).getTime() + 20 * 86_400_000);
  const steps = [{ kind: "begin" }, { kind: "find", code: "2.7.1", verdict: "met", text: "Kế hoạch ban hành đúng hạn." }, { kind: "find", code: "2.2.2.1", verdict: "partly", text: "12 hồ sơ quá hạn trong quý II." }, { kind: "find", code: "2.2.2.3", verdict: "not-met", text: "Ba hồ sơ quá hạn chưa có thư xin lỗi." }, { kind: "find", code: "2.7.4", verdict: "partly", text: "Đã kiểm tra ba trên năm phòng theo kế hoạch." }, { kind: "minutes", summary: `${LABEL}: đã làm việc với đơn vị.` }, { kind: "recommend", text: "Niêm yết thư xin lỗi đối với mọi hồ sơ quá hạn.", due: dayOf(due) }, { kind: "conclude", text: "Đơn vị cần chấn chỉnh việc xin lỗi khi hồ sơ quá hạn." }];
  // Arranging takes three steps: days, team, checklist.
  for (const [at, body] of steps.entries()) await act(loading, moment, leader, "plan.actOnInspection", { params: { planId, inspectionId }, body, seen: String(at + 3) });
}

async function registers({ loading, moment }: Place, year: number): Promise<void> {
  const enter = (username: string, unit: string, body: object) => act(loading, moment, loading.actor(username), "plan.addRegisterEntry", { params: { unitId: loading.unit(unit) }, body });
  await enter("stc.cham", "STC", { kind: "initiative", title: "Nhắc hồ sơ sắp đến hạn bằng tin nhắn", on: `${String(year)}-03-18`, text: `${LABEL}: chuyên viên nhận tin nhắn trước hạn hai ngày.`, effect: { measure: "Hồ sơ quá hạn mỗi tháng", unitOfMeasure: "hồ sơ", before: "41", after: "9" }, replicatedBy: [loading.unit("24133")] });
  await enter("bmt.cham", "24133", { kind: "communication", title: "Chuyên mục cải cách hành chính trên loa phường", on: `${String(year)}-08-05`, channel: "Truyền thanh cơ sở", count: 24 });
  await enter("sonoivu", "STC", { kind: "reward", title: "Bằng khen về cải cách hành chính", on: `${String(year)}-12-20`, to: "Tập thể Văn phòng Sở", isCollective: true, decision: { number: "3001/QĐ-UBND", on: `${String(year)}-12-20`, issuer: "Chủ tịch UBND tỉnh" } });
}

export async function loadReformPlan(loading: Loading, moment: Transaction): Promise<void> {
  const { year, title, programme, decision, content } = builtInPlan(REFORM_PLAN);
  const officer = loading.actor("sonoivu");
  const { id: programmeId } = made.parse((await act(loading, moment, officer, "plan.addProgramme", { body: programme })).body);
  const { id: planId } = made.parse((await act(loading, moment, officer, "plan.create", { body: { programmeId, year, title, content } })).body);
  await act(loading, moment, officer, "plan.issue", { params: { planId, number: 1 }, body: decision, seen: "1" });
  const place = { loading, moment, planId };
  for (const one of OWN) await unitPlan(place, year, one);
  await inspections(place, year);
  await registers(place, year);
}
