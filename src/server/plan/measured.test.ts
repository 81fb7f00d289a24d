import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInPlan } from "../../cli/plans.ts";
import { type CampaignHouse, openCampaignHouse, reach } from "../../../tests/server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";

/** Criteria that name where they are recorded: each kind of record, in a campaign of 2025 by the regulation of 2025. */

const FORM = `
key: thu
title: Thử
areas: [{ key: chung, title: Chung }]
figures:
${["ho-so-truoc-han", "ho-so-dung-han", "ho-so-qua-han", "ho-so-da-giai-quyet", "ho-so-qua-han-da-xin-loi"].map((key) => `  - { key: ${key}, area: chung, title: ${key}, unit: hồ sơ, kind: count, over: year }`).join("\n")}
  - { key: sang-kien-duoc-ap-dung, area: chung, title: Sáng kiến, unit: sáng kiến, kind: count, over: year, isRequired: false, from: registers }
  - { key: tap-the-khen-thuong, area: chung, title: Khen thưởng, unit: tập thể, kind: count, over: year, isRequired: false, from: registers }
  - { key: y-kien, area: chung, title: Ý kiến, unit: ý kiến, kind: count, over: moment, isRequired: false, from: survey, surveyed: ["02/3.2.1", "01/3.2.3"] }
  - { key: y-kien-hai-long, area: chung, title: Hài lòng, unit: ý kiến, kind: count, over: moment, isRequired: false, from: survey, surveyed: ["01/3.2.3"], answers: [verySatisfied, satisfied] }
  - { key: trong-nam, area: chung, title: Ý kiến trong năm, unit: ý kiến, kind: count, over: year, isRequired: false, from: survey, surveyed: ["01/3.2.3"] }
`;
/** How citizens answered of the unit. */
const SAID = { verySatisfied: 30, satisfied: 45, neutral: 15, dissatisfied: 8, veryDissatisfied: 2 };
const FIGURES = { "ho-so-truoc-han": "70", "ho-so-dung-han": "26", "ho-so-qua-han": "4", "ho-so-da-giai-quyet": "100", "ho-so-qua-han-da-xin-loi": "3" };

let test: TestDatabase;
let house: CampaignHouse;
let periodId = "";
let planId = "";
type Item = { readonly code: string; readonly input: Record<string, unknown> | null; readonly points: string | null; readonly isOwn: boolean; readonly reason: { readonly vi: string }; readonly records: readonly { readonly href: string; readonly title: string }[]; readonly answer: { readonly kind: string; readonly input: unknown } | null; readonly hasChanged: boolean };

const must = async (asked: ReturnType<CampaignHouse["send"]>, status: number) => {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`${String(answer.status)} ${JSON.stringify(answer.json)}`);
  return answer;
};
const base = (): string => `/campaigns/${house.campaignId}/units/${house.unitId("STC")}/measured`;
const read = async (as = "scorer"): Promise<ReadonlyMap<string, Item>> => new Map(((await must(house.send(as, "GET", base()), 200)).json["items"] as Item[]).map((one) => [one.code, one]));
const answer = (code: string, body: object) => house.send("scorer", "POST", `${base()}/${code}`, body);
const report = (): string => `/report-periods/${periodId}/units/${house.unitId("STC")}`;
const work = (key: string, isDone: boolean, seen: number) => must(house.send("scorer", "POST", `/plans/${planId}/units/${house.unitId("STC")}/work`, { key, period: "2025", isDone, note: "", seen }), 201);
const figure = (key: string, value: string, seen: string) => must(house.send("scorer", "PUT", `${report()}/figures/${key}`, { value, isConfirmed: true }, seen), 200);
const act = async (as: string, body: object) => must(house.send(as, "POST", `${report()}/actions`, body, (await house.send("officer", "GET", report())).etag), 201);

async function plan(): Promise<void> {
  const { content, decision } = builtInPlan("dak-lak-2025");
  const task = (key: string, due: string) => ({ key, section: "III.1", area: content.general.areas[0]?.key ?? "", title: `Việc ${key}`, text: "Làm.", lead: [{ kind: "unit", code: "STC" }], partners: [], output: "Báo cáo", timing: { kind: "once", due }, targets: [], reading: null });
  const small = { general: { ...content.general, areas: content.general.areas.map((one) => ({ ...one, lead: [] })) }, targets: content.targets.filter((one) => one.key === "ct05a").map((one) => ({ ...one, reporters: [{ kind: "all" }] })), tasks: [task("mot", "2025-03-31"), task("hai", "2025-06-30"), task("ba", "2025-12-31"), { ...task("bao-cao", ""), lead: [{ kind: "unit", code: "SNV" }], timing: { kind: "recurring", every: "quarter", onDay: 15 }, doneBy: "report" }] };
  planId = String((await must(house.send("officer", "POST", "/plans", { programmeId: null, year: 2025, title: "Kế hoạch 2025", content: small }), 201)).json["id"]);
  await must(house.send("officer", "POST", `/plans/${planId}/versions/1/issue`, decision, "1"), 200);
  await work("mot", true, 0);
}

async function reports(): Promise<void> {
  await must(house.send("officer", "POST", "/report-forms", { yaml: FORM }), 201);
  const opened = await must(house.send("officer", "POST", "/report-periods", { form: "thu", year: 2025, kind: "q3", title: "Báo cáo quý III", opensAt: "2025-11-01T00:00:00.000Z", dueAt: "2025-12-05T00:00:00.000Z", closesAt: "2025-12-08T00:00:00.000Z", unitCodes: ["STC", "SNV"] }), 201);
  periodId = String(opened.json["id"]);
  await must(house.send("scorer", "POST", `/units/${house.unitId("STC")}/registers`, { kind: "initiative", title: "Nhắc hồ sơ sắp đến hạn", on: "2025-03-18", text: "Tin nhắn trước hạn.", effect: { measure: "Hồ sơ quá hạn", unitOfMeasure: "hồ sơ", before: "41", after: "9" } }), 201);
  expect((await must(house.send("scorer", "GET", report()), 200)).json["proposed"]).toEqual([{ key: "sang-kien-duoc-ap-dung", value: "1.00", source: "registers" }, { key: "tap-the-khen-thuong", value: "0.00", source: "registers" }]);
  for (const [key, value] of Object.entries(FIGURES)) await figure(key, value, "0");
  await act("head", { kind: "submit" });
  // Another unit has only begun to write its own.
  await must(house.send("clerk", "PUT", `/report-periods/${periodId}/units/${house.unitId("SNV")}/figures/ho-so-truoc-han`, { value: "7", isConfirmed: true }, "0"), 200);
}

async function inspection(): Promise<void> {
  const made = await must(house.send("officer", "POST", `/plans/${planId}/inspections`, { kind: "planned", purpose: "Kiểm tra cải cách hành chính", leader: house.personOf("inspector"), members: [], checklist: [{ code: "2.7.4", title: "Tự kiểm tra" }], unitId: house.unitId("STC"), from: "2025-12-01", to: "2025-12-02" }), 201);
  const steps = [{ kind: "begin" }, { kind: "find", code: "2.7.4", verdict: "partly", text: "Chưa kiểm tra đủ kế hoạch." }, { kind: "minutes", summary: "Đã làm việc." }, { kind: "conclude", text: "Cần làm đủ." }];
  for (const [i, body] of steps.entries()) await must(house.send("inspector", "POST", `/plans/${planId}/inspections/${String(made.json["id"])}/actions`, body, String(i + 3)), 201);
}

beforeAll(async () => {
  test = await freshDatabase();
  house = await openCampaignHouse(test, [{ code: "STC", name: "Sở Tài chính", index: "01" }, { code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STP", name: "Sở Tư pháp", index: "01" }], { officer: { role: "programme-officer", unit: "SNV" }, group: { role: "working-group", unit: "SNV" }, inspector: { role: "working-group", unit: "SNV" }, member: { role: "council-member", unit: "STP" }, scorer: { role: "unit-scorer", unit: "STC" }, clerk: { role: "unit-scorer", unit: "SNV" }, head: { role: "unit-head", unit: "STC", kind: "head" } });
  await plan();
  await reports();
  await inspection();
  await must(house.send("group", "POST", `/campaigns/${house.campaignId}/imports`, { source: "Khảo sát đại biểu", dated: "2025-12-01", items: [{ unit: "STC", code: "3.1.1", input: { mean: "4.2" } }, { unit: "STC", code: "3.2.3", input: { counts: SAID } }] }), 201);
  await reach(house, "self-scoring");
}, 120_000);
afterAll(async () => {
  await house.close();
  await test.close();
  expect(house.failures).toEqual([]);
});

describe("a criterion takes its value", () => {
  it("from a target of the plan, figures, tasks, reports, an inspection and a survey, each leading to its record", async () => {
    const items = await read();
    const unitId = house.unitId("STC");
    const shown = (code: string) => [items.get(code)?.input, items.get(code)?.records[0]?.href.replace(unitId, "UNIT")];
    expect(shown("2.2.2.1")).toEqual([{ numerator: "96", denominator: "100" }, `/reports/${periodId}/units/UNIT#cell-ho-so-truoc-han`]);
    expect(items.get("2.2.2.1")?.reason.vi).toMatch(/^Chỉ tiêu II\.5 .*ho-so-truoc-han: 70; ho-so-dung-han: 26 \/ ho-so-da-giai-quyet: 100\. Nguồn: Báo cáo quý III, bản nộp 1 ngày \d{2}\/\d{2}\/\d{4}\.$/);
    expect(shown("2.2.2.3")).toEqual([{ numerator: "3", denominator: "4" }, `/reports/${periodId}/units/UNIT#cell-ho-so-qua-han-da-xin-loi`]);
    expect(shown("2.7.2")).toEqual([{ numerator: "1", denominator: "2" }, "/plan/2025/work/UNIT"]);
    expect(items.get("2.7.2")?.reason.vi).toBe("1/2 nhiệm vụ đến hạn đã hoàn thành, 0 đúng hạn. Chưa hoàn thành: Việc hai.");
    expect(shown("2.7.3")).toEqual([{ occurrences: "0" }, `/reports/${periodId}/units/UNIT`]);
    expect(items.get("2.7.4")?.input).toEqual({ choice: "partial" });
    expect(items.get("2.7.4")?.records[0]?.href).toMatch(/^\/plan\/2025\/inspections\//);
    const measured = (await read("officer")).get("3.1.1");
    expect([measured?.input, measured?.isOwn, measured?.records[0]?.title]).toEqual([{ mean: "4.2" }, false, "Khảo sát đại biểu"]);
    // The unit that was rated sees nothing of it before it is published.
    expect([items.get("3.1.1")?.input, items.get("3.1.1")?.records, items.get("3.1.1")?.reason.vi]).toEqual([null, [], expect.stringContaining("khi công bố")]);
    expect([items.get("2.2.1.2")?.input, items.get("2.2.1.2")?.reason.vi]).toEqual([null, expect.stringContaining("không có số liệu “tthc-qua-mot-cua”")]);
  });

  it("and whoever appraises opens each of those records; what is not handed in or concluded stays where it is made", async () => {
    const hrefs = new Set([...(await read("member")).values()].flatMap((one) => one.records.map(({ href }) => href.split("#", 1)[0] ?? "")));
    const unitId = house.unitId("STC");
    const inspectionId = [...hrefs].find((one) => one.includes("/inspections/"))?.split("/").at(-1) ?? "";
    expect(hrefs).toEqual(new Set([`/reports/${periodId}/units/${unitId}`, `/plan/2025/work/${unitId}`, `/plan/2025/inspections/${inspectionId}`, ...["3.1.1", "3.2.3"].map((code) => `/campaigns/${house.campaignId}/units/${unitId}?criterion=${code}`)]));
    for (const path of [report(), `/plans/${planId}/units/${unitId}/work`, `/plans/${planId}/inspections/${inspectionId}`]) await must(house.send("member", "GET", path), 200);
    // The report of another unit is being written, and another inspection has only been arranged.
    const written = `/report-periods/${periodId}/units/${house.unitId("SNV")}`;
    const cells = async (as: string) => ((await must(house.send(as, "GET", written), 200)).json["cells"] as unknown[]).length;
    expect([await cells("officer"), await cells("member")]).toEqual([1, 0]);
    const planned = await must(house.send("officer", "POST", `/plans/${planId}/inspections`, { kind: "planned", purpose: "Kiểm tra lần hai", leader: house.personOf("inspector"), members: [], checklist: [{ code: "2.7.4", title: "Tự kiểm tra" }], unitId, from: "2025-12-10", to: "2025-12-11" }), 201);
    await must(house.send("member", "GET", `/plans/${planId}/inspections/${String(planned.json["id"])}`), 404);
    const listed = (await must(house.send("member", "GET", `/plans/${planId}/inspections`), 200)).json["items"] as { id: string }[];
    expect(listed.map((one) => one.id)).toEqual([inspectionId]);
  });

  it("which the unit confirms as its own score or contests, and the council sees both", async () => {
    for (const code of ["2.2.2.1", "2.7.2", "2.7.4"]) await must(answer(code, { kind: "confirm" }), 201);
    await must(answer("2.2.2.3", { kind: "contest", note: "Có thư xin lỗi thứ tư chưa được ghi." }), 201);
    // What it does not see it does not answer to.
    await must(answer("3.1.1", { kind: "confirm" }), 409);
    const seen = await read("officer");
    expect(["2.2.2.1", "2.7.2", "2.7.4", "2.2.2.3", "3.1.1"].map((code) => seen.get(code)?.answer?.kind)).toEqual(["confirm", "confirm", "confirm", "contest", undefined]);
    const file = (await house.send("scorer", "GET", `/campaigns/${house.campaignId}/units/${house.unitId("STC")}/assessment`)).json["criteria"] as { code: string; self: { input: unknown; note: string } | null }[];
    const self = (code: string) => file.find((one) => one.code === code)?.self;
    expect([self("2.2.2.1")?.input, self("2.7.4")?.input, self("3.1.1") ?? null]).toEqual([{ numerator: "96", denominator: "100" }, { choice: "partial" }, null]);
    expect(self("2.7.4")?.note).toContain("Kết luận kiểm tra ngày");
  });

  it("and nothing that is changed in the records after the deadline changes it", async () => {
    await reach(house, "appraisal-1", "self-scoring");
    const self = () => test.superuser.query("select criterion, version, input, note from congtam.assessment_entry where unit = $1 and step = 'self' order by criterion, version", [house.unitId("STC")]);
    const before = (await self()).rows;
    const answered = (await read()).get("2.2.2.1")?.answer;
    await act("officer", { kind: "return", reason: "Số liệu chưa khớp", until: "2026-01-31T00:00:00.000Z", keys: [] });
    await figure("ho-so-truoc-han", "50", "1");
    await figure("ho-so-qua-han", "24", "1");
    await act("head", { kind: "submit" });
    await work("mot", false, 1);
    const after = await read();
    expect([after.get("2.2.2.1")?.input, after.get("2.7.2")?.input]).toEqual([{ numerator: "76", denominator: "100" }, { numerator: "0", denominator: "2" }]);
    expect([after.get("2.2.2.1")?.hasChanged, after.get("2.7.2")?.hasChanged, after.get("2.7.4")?.hasChanged]).toEqual([true, true, false]);
    expect(after.get("2.2.2.1")?.answer).toEqual(answered);
    expect((await answer("2.2.2.1", { kind: "confirm" })).status).toBe(422);
    expect((await self()).rows).toEqual(before);
  });
});

describe("what need not be typed twice", () => {
  it("a task that a report stands for is done by handing it in, is due with it, and owed once", async () => {
    const path = `/plans/${planId}/units/${house.unitId("SNV")}/work`;
    const duties = async () => (((await must(house.send("officer", "GET", path), 200)).json["duties"]) as { key: string; period: string; source: string; due: string; state: string; reportPeriodId: string | null }[]).filter((one) => one.source === "report" || one.key === "bao-cao").map(({ key, period, due, state, reportPeriodId }) => [key, period, due, state, reportPeriodId]);
    const left = [["bao-cao", "2025-Q1", "2025-03-15", "late", null], ["bao-cao", "2025-Q2", "2025-06-15", "late", null]];
    expect(await duties()).toEqual([...left, ["bao-cao", "2025-Q3", "2025-12-05", "late", periodId], ["bao-cao", "2025-Q4", "2025-12-15", "late", null]]);
    const twice = await house.send("clerk", "POST", path, { key: "bao-cao", period: "2025-Q3", isDone: true, note: "", seen: 0 });
    expect([twice.status, twice.json["detail"]]).toEqual([409, expect.stringContaining("nộp báo cáo")]);
    await test.superuser.query("insert into congtam.report_step (period, unit, number, step, by, at) values ($1, $2, 1, '{\"kind\":\"submit\",\"submission\":1,\"isLate\":true}', 'x', now())", [periodId, house.unitId("SNV")]);
    expect(await duties()).toContainEqual(["bao-cao", "2025-Q3", "2025-12-05", "done-late", periodId]);
  });

  it("a survey's counts fill the figures that name them, not a moment before the result is published (QĐ 02050 II.3.b)", async () => {
    const open = async (year: number) => `/report-periods/${String((await must(house.send("officer", "POST", "/report-periods", { form: "thu", year, kind: "year", title: `Báo cáo năm ${String(year)}`, opensAt: "2025-12-01T00:00:00.000Z", dueAt: "2099-01-05T00:00:00.000Z", closesAt: "2099-01-08T00:00:00.000Z", unitCodes: ["STC"] }), 201)).json["id"])}/units/${house.unitId("STC")}`;
    const [thisYear, nextYear, yearBefore] = [await open(2025), await open(2026), await open(2024)];
    const proposed = async (path: string) => ((await must(house.send("scorer", "GET", path), 200)).json["proposed"] as { key: string; value: string; source: string }[]).filter((one) => !["registers", "last"].includes(one.source));
    const advance = (to: string) => test.superuser.query("insert into congtam.campaign_action (campaign, number, at, by, action) select campaign, max(number) + 1, max(at), 'x', $2::jsonb from congtam.campaign_action where campaign = $1 group by campaign", [house.campaignId, JSON.stringify({ kind: "advance", to })]);
    for (const stage of ["explanation", "appraisal-2", "consolidation", "decided"]) {
      await advance(stage);
      for (const path of [thisYear, nextYear]) expect({ stage, proposed: await proposed(path) }).toEqual({ stage, proposed: [] });
      const told = await house.send("scorer", "GET", thisYear);
      expect(JSON.stringify(told.json)).not.toContain("Khảo sát đại biểu");
    }
    await advance("published");
    const source = "Khảo sát đại biểu, 01/12/2025";
    const standing = [{ key: "y-kien", value: "100.00", source }, { key: "y-kien-hai-long", value: "75.00", source }];
    expect(await proposed(thisYear)).toEqual([...standing, { key: "trong-nam", value: "100.00", source }]);
    expect([await proposed(nextYear), await proposed(yearBefore)]).toEqual([standing, []]);
    // From the published point to the record, for the unit too: what it was then, and what was measured of it.
    const items = await read();
    expect([items.get("3.1.1")?.input, items.get("3.1.1")?.records[0]?.title, items.get("2.2.2.1")?.records[0]?.href]).toEqual([{ mean: "4.2" }, "Khảo sát đại biểu", `${report().replace("/report-periods", "/reports")}#cell-ho-so-truoc-han`]);
    await must(house.send("scorer", "POST", `${nextYear}/prefill`), 201);
    expect(((await house.send("scorer", "GET", nextYear)).json["cells"] as { key: string; value: string; source: string }[]).filter((one) => one.key.startsWith("y-kien")).map((one) => `${one.key} ${one.value} ${one.source}`).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([`y-kien 100.00 ${source}`, `y-kien-hai-long 75.00 ${source}`]);
  });
});
