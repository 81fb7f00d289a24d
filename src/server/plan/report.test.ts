import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answered, type CampaignHouse, openCampaignHouse, wrongFields } from "../../../tests/server/campaign-house.ts";
import { enterOwnScore, importedValues } from "../assessment/index.ts";
import { planReportEndpoints, runConsolidation } from "./index.ts";

const FORM = `
key: thu
title: Thử
areas: [{ key: chung, title: Chung }]
figures:
  - { key: tong, area: chung, title: Tổng, unit: hồ sơ, kind: count, over: year }
  - { key: phan, area: chung, title: Phần, unit: hồ sơ, kind: count, over: year }
  - { key: nguoi, area: chung, title: Người, unit: người, kind: count, over: moment, for: [STC] }
  - { key: ty-le, area: chung, title: Tỷ lệ, unit: "%", kind: percent, over: moment, isRequired: false }
checks: [{ kind: within, parts: [phan], total: tong }]
measures: [{ key: dat, area: chung, title: Đạt, unit: "%", formula: 100 * phan / tong, direction: up, threshold: "90" }]
narratives: [{ key: loi, area: chung, title: Lời }]
`;
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

let house: CampaignHouse;
let periodId = "";
const at = (code: string) => `/report-periods/${periodId}/units/${house.unit(code)}`;
const put = (as: string, code: string, key: string, value: string | null, { seen = "0", isConfirmed = false } = {}) => house.send("PUT", as, `${at(code)}/figures/${key}`, { body: { value, isConfirmed }, seen });
const act = async (as: string, code: string, body: object) => {
  const { etag = "" } = await house.send("GET", "Vien", at(code));
  return house.send("POST", as, `${at(code)}/actions`, { body, seen: etag });
};
const open = (year: number, kind: string, days = 5) => house.send("POST", "Vien", "/report-periods", { body: { form: "thu", year, kind, title: `${kind} ${String(year)}`, opensAt: inDays(-1), dueAt: inDays(days), closesAt: inDays(days + 5), unitCodes: ["SNV", "STC", "STP"] } });
const codesOf = ({ json }: Answered): unknown => json["type"];

beforeAll(async () => {
  house = await openCampaignHouse(planReportEndpoints({ enterOwnScore, ownIndexes: async () => [], surveyed: importedValues }));
  await house.addUnits([{ code: "SNV", index: "01" }, { code: "STC", index: "01" }, { code: "STP", index: "01" }]);
  await house.add("Vien", ["programme-officer"], [{ unit: "STP" }]);
  await house.add("Kiem", ["auditor"]);
  await house.add("Cham", ["unit-scorer"], [{ unit: "SNV" }]);
  await house.add("Truong", ["unit-head"], [{ unit: "SNV", kind: "head" }]);
  await house.add("La", ["unit-head"], [{ unit: "STC", kind: "head" }]);
  await house.send("POST", "Vien", "/report-forms", { body: { yaml: FORM } });
  const opened = await open(2025, "q1");
  periodId = String(opened.json["id"]);
}, 60_000);
afterAll(async () => {
  await house.closeAll();
});

describe("a form", () => {
  it("is kept once, and its faults are named", async () => {
    expect((await house.send("POST", "Vien", "/report-forms", { body: { yaml: FORM } })).status).toBe(409);
    const bad = await house.send("POST", "Vien", "/report-forms", { body: { yaml: FORM.replace("100 * phan / tong", "dat / 0") } });
    expect([bad.status, new Set(wrongFields(bad))]).toEqual([422, new Set(["/measures/0/formula"])]);
    for (const [formula, why] of [["phan / 0", "chia cho 0"], ["phan / (tong - tong)", "chia cho 0"], ["100 * dat", "tham chiếu đến chính nó"]] as const) {
      const refused = await house.send("POST", "Vien", "/report-forms", { body: { yaml: FORM.replace("100 * phan / tong", formula) } });
      expect([refused.status, refused.json["errors"]]).toEqual([422, [expect.objectContaining({ pointer: "/measures/0/formula", message: expect.stringContaining(why) as string })]]);
    }
    const listed = await house.send("GET", "Cham", "/report-forms");
    expect((listed.json["builtIn"] as { key: string }[]).map((one) => one.key)).toContain("cchc-dinh-ky");
  });
});

describe("a report", () => {
  it("is written cell by cell, each with its own version, and refuses what cannot stand", async () => {
    const first = await put("Cham", "SNV", "tong", "100");
    expect([first.status, first.json["value"], first.etag]).toEqual([200, "100.00", "1"]);
    expect((await put("Cham", "SNV", "tong", "101")).status).toBe(412);
    const text = await put("Cham", "SNV", "tong", "rất nhiều", { seen: "1" });
    expect([text.status, wrongFields(text)]).toEqual([422, ["/figures/tong"]]);
    const rate = await put("Cham", "SNV", "ty-le", "100.01");
    expect([rate.status, rate.json["errors"]]).toEqual([422, [expect.objectContaining({ pointer: "/figures/ty-le", message: expect.stringContaining("không quá 100%") as string })]]);
    const part = await put("Cham", "SNV", "phan", "120");
    expect([part.status, part.json["faults"]]).toEqual([200, [expect.objectContaining({ pointer: "/figures/tong" })]]);
    const foreign = await put("Cham", "SNV", "nguoi", "3");
    expect([foreign.status, wrongFields(foreign)]).toEqual([422, ["/key"]]);
    expect((await put("Cham", "SNV", "nowhere", "3")).status).toBe(404);
    expect((await put("La", "SNV", "tong", "3", { seen: "1" })).status).toBe(404);
    expect((await put("Kiem", "SNV", "tong", "3", { seen: "1" })).status).toBe(403);
  });

  it("is not handed in while it does not agree, and not by anybody but the head", async () => {
    const refused = await act("Truong", "SNV", { kind: "submit" });
    expect([refused.status, wrongFields(refused)]).toEqual([422, ["/figures/tong", "/texts/loi"]]);
    expect((await put("Cham", "SNV", "phan", "95", { seen: "1" })).status).toBe(200);
    const text = await house.send("PUT", "Cham", `${at("SNV")}/texts/loi`, { body: { text: "Đã làm {đủ} việc.", links: [{ title: "Báo cáo", number: "1/BC", url: null }] }, seen: "0" });
    expect(text.status).toBe(200);
    expect((await act("Cham", "SNV", { kind: "submit" })).status).toBe(403);
    expect((await act("Truong", "SNV", { kind: "accept" })).status).toBe(403);
    const done = await act("Truong", "SNV", { kind: "submit" });
    expect([done.status, done.json["state"], done.json["isLate"]]).toEqual([201, "submitted", false]);
    expect((await put("Cham", "SNV", "tong", "99", { seen: "1" })).status).toBe(409);
  });

  it("is returned with its cells, corrected, handed in again and accepted", async () => {
    expect((await act("Vien", "SNV", { kind: "return", reason: "Số liệu chưa khớp", until: inDays(-1), keys: [] })).status).toBe(422);
    expect(wrongFields(await act("Vien", "SNV", { kind: "return", reason: "Số liệu chưa khớp", until: inDays(3), keys: ["nowhere"] }))).toEqual(["/keys/0"]);
    expect((await act("Vien", "SNV", { kind: "return", reason: "Số liệu chưa khớp", until: inDays(3), keys: ["phan"] })).status).toBe(201);
    expect((await put("Cham", "SNV", "phan", "96", { seen: "2" })).status).toBe(200);
    expect((await act("Truong", "SNV", { kind: "submit" })).json["state"]).toBe("submitted");
    expect((await act("Vien", "SNV", { kind: "accept" })).json["state"]).toBe("accepted");
    const copies = await house.superuser.query("select number, figures from congtam.report_submission where unit = $1 order by number", [house.unit("SNV")]);
    expect(copies.rows).toEqual([{ number: 1, figures: { tong: 10_000, phan: 9500 } }, { number: 2, figures: { tong: 10_000, phan: 9600 } }]);
  });

  it("is late by the database's clock, and refused after closing until it is extended", async () => {
    await house.superuser.query("update congtam.report_period set opens_at = now() - interval '9 days', due_at = now() - interval '8 days', closes_at = now() - interval '1 day' where id = $1", [periodId]);
    const closed = await put("La", "STC", "tong", "5");
    expect([closed.status, codesOf(closed), closed.json["detail"], wrongFields(closed)]).toEqual([409, "/problems/conflict", expect.stringContaining("gia hạn"), ["/figures/tong"]]);
    expect((await act("Vien", "STC", { kind: "extend", reason: "Hệ thống một cửa mất điện", until: inDays(1) })).json["isLate"]).toBe(false);
    expect((await put("La", "STC", "tong", "5")).status).toBe(200);
    const seen = await house.send("GET", "Kiem", `/report-periods/${periodId}`);
    expect((seen.json["units"] as { code: string; isLate: boolean }[]).map(({ code, isLate }) => [code, isLate])).toEqual([["SNV", false], ["STC", false], ["STP", true]]);
    await house.superuser.query("update congtam.report_period set opens_at = now() - interval '1 day', due_at = now() + interval '5 days', closes_at = now() + interval '10 days' where id = $1", [periodId]);
  });

  it("is filled from the last period, asks about large changes, and from tables of other systems", async () => {
    const before = periodId;
    expect((await put("La", "STC", "nguoi", "30")).status).toBe(200);
    expect((await put("La", "STC", "phan", "4")).status).toBe(200);
    await house.send("PUT", "La", `${at("STC")}/texts/loi`, { body: { text: "Lời" }, seen: "0" });
    expect((await act("La", "STC", { kind: "submit" })).status).toBe(201);
    periodId = String((await open(2025, "h1")).json["id"]);
    const read = await house.send("GET", "La", at("STC"));
    expect(read.json["proposed"]).toEqual([{ key: "nguoi", value: "30.00", source: "last" }]);
    expect((await house.send("POST", "La", `${at("STC")}/prefill`)).json).toEqual({ filled: 1 });
    const asked = await put("La", "STC", "nguoi", "3", { seen: "1" });
    expect(asked.json["faults"]).toEqual([{ pointer: "/figures/nguoi", message: { vi: "“Người”: giảm 90% so với kỳ trước: đúng không?", en: expect.any(String) as string } }]);
    const answered = await house.send("PUT", "La", `${at("STC")}/figures/nguoi`, { body: { value: "3", isConfirmed: true, note: "Chuyển 27 người sang Sở khác." }, seen: "2" });
    expect(answered.json["faults"]).toEqual([]);
    const seenBy = await house.send("GET", "Kiem", at("STC"));
    expect(seenBy.json["answered"]).toEqual([{ key: "nguoi", message: expect.objectContaining({ vi: "“Người”: giảm 90% so với kỳ trước: đúng không?" }) as object, note: "Chuyển 27 người sang Sở khác." }]);
    const body = (csv: string, more: object = {}) => ({ source: "one-stop", name: "igate.csv", dated: "2026-03-01", content: Buffer.from(csv).toString("base64"), mapping: { unitColumn: "Mã", columns: [{ column: "Tiếp nhận", key: "tong" }, { column: "Đạt", key: "phan" }] }, ...more });
    const imports = `/report-periods/${periodId}/imports`;
    const wrong = await house.send("POST", "Vien", imports, { body: body("Mã;Tiếp nhận;Đạt\nSNV;90;95\nABC;1;1\n") });
    expect([wrong.status, wrongFields(wrong)]).toEqual([422, ["/cells/A3"]]);
    expect(wrongFields(await house.send("POST", "Vien", imports, { body: body("Mã;Tiếp nhận;Đạt\nSNV;90;95\n") }))).toEqual(["/cells/B2"]);
    const other = await house.send("POST", "La", `${imports}?unitId=${house.unit("STC")}`, { body: body("Mã;Tiếp nhận;Đạt\nSNV;90;80\n") });
    expect([other.status, wrongFields(other)]).toEqual([422, ["/cells/A2"]]);
    expect((await house.send("POST", "La", imports, { body: body("") })).status).toBe(404);
    const taken = await house.send("POST", "Vien", imports, { body: body("Mã;Tiếp nhận;Đạt\nSNV;190;180\nSTC;9;8\n") });
    expect([taken.status, taken.json["figures"]]).toEqual([201, 4]);
    const again = await house.send("POST", "Vien", imports, { body: body("Mã;Tiếp nhận;Đạt\nSNV;191;180\n", { mapping: null }) });
    expect([again.status, again.json["figures"], again.json["unchanged"]]).toEqual([201, 1, 1]);
    expect((await house.send("GET", "La", "/report-mappings/one-stop")).json["number"]).toBe(1);
    periodId = before;
  });

  it("is not judged by its own unit's people", async () => {
    await house.superuser.query("insert into congtam.report_step (period, unit, number, step, by, at) values ($1, $2, 1, '{\"kind\":\"submit\",\"submission\":1,\"isLate\":false}', 'x', now())", [periodId, house.unit("STP")]);
    expect((await act("Vien", "STP", { kind: "accept" })).status).toBe(403);
    const many = await house.send("POST", "Vien", `/report-periods/${periodId}/acceptances`, { body: { unitIds: ["STP", "STC", "SNV"].map((code) => house.unit(code)) } });
    expect([many.status, many.json]).toEqual([201, { accepted: 1, skipped: 2 }]);
  });
});

describe("more time", () => {
  it("is given to many at once for one reason, but not to whoever has handed in", async () => {
    const path = () => `/report-periods/${periodId}/extensions`;
    const more = (body: object, as = "Vien") => house.send("POST", as, path(), { body: { unitIds: ["SNV", "STC", "STP", "SNV"].map((code) => house.unit(code)), reason: "Mưa lũ làm mất mạng tại nhiều xã.", until: inDays(9), ...body } });
    const before = periodId;
    periodId = String((await open(2026, "q1", 2)).json["id"]);
    expect((await more({}, "Truong")).status).toBe(403);
    expect(wrongFields(await more({ until: inDays(-1) }))).toEqual(["/until"]);
    expect(wrongFields(await more({ reason: "Lũ" }))).toEqual(["/reason"]);
    await house.superuser.query("insert into congtam.report_step (period, unit, number, step, by, at) values ($1, $2, 1, '{\"kind\":\"submit\",\"submission\":1,\"isLate\":false}', 'x', now())", [periodId, house.unit("STP")]);
    const given = await more({});
    expect([given.status, given.json]).toEqual([201, { extended: 2, skipped: 1 }]);
    const seen = (await house.send("GET", "Kiem", `/report-periods/${periodId}`)).json["units"] as { code: string; extendedUntil: string | null }[];
    expect(seen.map(({ code, extendedUntil }) => [code, extendedUntil !== null])).toEqual([["SNV", true], ["STC", true], ["STP", false]]);
    expect(((await house.send("GET", "Cham", at("SNV"))).json["steps"] as object[])).toEqual([expect.objectContaining({ kind: "extend", reason: "Mưa lũ làm mất mạng tại nhiều xã." })]);
    expect((await more({ unitIds: [house.unit("STP"), "nowhere"] })).status).toBe(409);
    expect((await house.send("POST", "Vien", "/report-periods/nowhere/extensions", { body: { unitIds: ["x"], reason: "Mưa lũ làm mất mạng.", until: inDays(9) } })).status).toBe(404);
    periodId = before;
  });
});

describe("the province's report", () => {
  const begin = async (): Promise<string> => String((await house.send("POST", "Vien", `/report-periods/${periodId}/consolidations`)).json["id"]);
  const stateOf = async (id: string) => (await house.send("GET", "Kiem", `/consolidations/${id}`)).json as { item: { state: string; done: number; total: number }; result: { counted: number } | null };

  it("says how far it is, is drawn together once at a time, and can be stopped", async () => {
    const id = await begin();
    expect((await stateOf(id)).item).toMatchObject({ state: "waiting", done: 0, total: 3 });
    expect((await house.send("POST", "Vien", `/report-periods/${periodId}/consolidations`)).status).toBe(409);
    let transactions = 0;
    await runConsolidation({ transaction: async (work) => {
      transactions += 1;
      // Somebody stops it after the first units were read.
      if (transactions === 3) await house.send("POST", "Vien", `/consolidations/${id}/cancellation`);
      return house.database.transaction(work);
    } }, id);
    const stopped = await stateOf(id);
    expect([stopped.item.state, stopped.result, transactions]).toEqual(["cancelled", null, 3]);
    expect((await house.send("GET", "Kiem", `/consolidations/${id}/document`)).status).toBe(409);
    expect((await house.send("POST", "Vien", `/consolidations/${id}/cancellation`)).status).toBe(409);
  });

  it("counts what was handed in, and is done once", async () => {
    const id = await begin();
    await runConsolidation(house.database, id);
    const done = await stateOf(id);
    expect([done.item.state, done.item.done, done.result?.counted]).toEqual(["done", 3, 2]);
    await runConsolidation(house.database, id);
    expect(await stateOf(id)).toEqual(done);
  });
});
