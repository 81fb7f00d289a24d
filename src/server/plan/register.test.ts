import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlanHouse, type PlanHouse } from "../../../tests/server/plan-house.ts";
import { registerCounts } from "./index.ts";
import { recordedFigures } from "./report-recorded.ts";

let house: PlanHouse;
beforeAll(async () => {
  house = await openPlanHouse();
});
afterAll(async () => {
  await house.close();
});

const initiative = (more: object = {}) => ({ kind: "initiative", title: "Phiếu hẹn qua Zalo", on: "2025-04-10", text: "Người dân nhận lịch trả kết quả qua Zalo.", effect: { measure: "Thời gian chờ", unitOfMeasure: "phút", before: "35", after: "12.5" }, ...more });
const path = (code: string, rest = ""): string => `/units/${house.unit(code)}/registers${rest}`;

describe("the registers", () => {
  it("take what a unit has done, for itself, and the department for anybody", async () => {
    const made = await house.send("stc.scorer", "POST", path("STC"), initiative({ replicatedBy: [house.unit("24133")], recognised: { number: "12/QĐ-STC", on: "2025-05-01", issuer: "Giám đốc Sở" } }));
    expect(made).toMatchObject({ status: 201, etag: "1", json: { year: 2025, unitId: house.unit("STC"), isWithdrawn: false } });
    expect((await house.send("stp.scorer", "POST", path("STC"), initiative())).status).toBe(404);
    expect((await house.send("officer", "POST", path("STP"), { kind: "reward", title: "Bằng khen", on: "2025-12-20", to: "Phòng Hành chính", isCollective: true, decision: { number: "3000/QĐ-UBND", on: "2025-12-20", issuer: "Chủ tịch UBND tỉnh" } })).status).toBe(201);
    expect((await house.send("stc.scorer", "POST", path("STC"), { kind: "communication", title: "Chuyên mục CCHC", on: "2025-08-01", channel: "Trang thông tin điện tử", count: 12, reach: 5000 })).status).toBe(201);
  });

  it("refuse files that are not the unit's, and a unit that repeats itself", async () => {
    const { status, json } = await house.send("stc.scorer", "POST", path("STC"), initiative({ files: ["la"], replicatedBy: [house.unit("STC"), "nowhere"] }));
    expect([status, (json["errors"] as { pointer: string }[]).map((one) => one.pointer)]).toEqual([422, ["/files/0", "/replicatedBy/0", "/replicatedBy/1"]]);
  });

  it("fill reports in until the day that these are due; a unit that keeps none has said nothing", async () => {
    const keys = ["co-sang-kien-cchc", "sang-kien-duoc-ap-dung", "tap-the-khen-thuong", "ca-nhan-khen-thuong", "tin-bai-tuyen-truyen"];
    const recorded = async (code: string, until: string) => Object.fromEntries(await house.test.database.read((tx) => recordedFigures(tx, { unitId: house.unit(code), year: 2025, until, keys, source: "registers" })));
    expect(await recorded("STC", "2025-12-31T10:00:00.000Z")).toEqual({ "co-sang-kien-cchc": 100, "sang-kien-duoc-ap-dung": 100, "tap-the-khen-thuong": 0, "ca-nhan-khen-thuong": 0, "tin-bai-tuyen-truyen": 1200 });
    expect(await recorded("STC", "2025-06-30T10:00:00.000Z")).toMatchObject({ "sang-kien-duoc-ap-dung": 100, "tin-bai-tuyen-truyen": 0 });
    expect(await recorded("STP", "2025-12-31T10:00:00.000Z")).toMatchObject({ "tap-the-khen-thuong": 100 });
    expect(await recorded("SNV", "2025-12-31T10:00:00.000Z")).toEqual({});
  });

  it("are counted by unit and days, communication by its pieces; what was withdrawn is not", async () => {
    const counts = (from?: string, to?: string) => house.test.database.read((tx) => registerCounts(tx, { year: 2025, from, to }));
    expect((await counts()).find((one) => one.unitId === house.unit("STC"))).toEqual({ unitId: house.unit("STC"), initiatives: 1, recognised: 1, replicated: 1, rewards: 0, communications: 12 });
    expect((await counts("2025-07-01", "2025-09-30")).find((one) => one.unitId === house.unit("STC"))).toMatchObject({ initiatives: 0, communications: 12 });
    const { json } = await house.send("xa.head", "GET", `/registers?year=2025&kind=initiative`);
    const [entry] = json["items"] as { id: string; body: object }[];
    const one = path("STC", `/${entry?.id ?? ""}`);
    expect((await house.send("stc.scorer", "PUT", one, { body: initiative({ on: "2024-04-10" }), isWithdrawn: false }, "1")).status).toBe(422);
    expect((await house.send("stc.scorer", "PUT", one, { body: { kind: "reward", title: "x", on: "2025-01-01", to: "x", isCollective: true, decision: { number: "1", on: "2025-01-01", issuer: "x" } }, isWithdrawn: false }, "1")).status).toBe(409);
    expect((await house.send("stc.scorer", "PUT", one, { body: initiative(), isWithdrawn: true }, "1"))).toMatchObject({ status: 200, etag: "2" });
    expect(await house.send("stc.scorer", "PUT", one, { body: initiative(), isWithdrawn: true }, "1")).toMatchObject({ status: 412, json: { current: { version: "2", isWithdrawn: true } } });
    expect((await counts()).find((row) => row.unitId === house.unit("STC"))).toMatchObject({ initiatives: 0 });
    // Every version stays.
    const { rows } = await house.test.superuser.query("select from congtam.plan_register_version where entry = $1", [entry?.id]);
    expect(rows).toHaveLength(2);
  });

  it("take a table of many units in, all of it or nothing, and nothing twice", async () => {
    const entry = (unit: string, more: object = {}) => ({ unit, body: { kind: "communication", title: "Phát thanh xã", on: "2025-09-01", channel: "Đài truyền thanh", count: 4, ...more } });
    const bring = (entries: readonly object[], as = "officer") => house.send(as, "POST", "/register-imports", { entries });
    const pointers = ({ json }: Awaited<ReturnType<typeof bring>>) => (json["errors"] as { pointer: string }[]).map((one) => one.pointer);
    expect((await bring([entry("STC")], "stc.head")).status).toBe(403);
    const wrong = await bring([entry("24133"), entry("ABC"), entry("24121", { on: "1999-01-01" }), entry("STC", { files: ["x"] })]);
    expect([wrong.status, pointers(wrong)]).toEqual([422, ["/entries/1/unit", "/entries/2/body/on", "/entries/3/body/files"]]);
    expect(pointers(await bring([entry("24133", { count: 0 }), entry("24133", { title: "" })]))).toEqual(["/entries/0/body/count", "/entries/1/body/title"]);
    expect((await house.send("officer", "GET", "/registers?year=2025&kind=communication")).json["items"]).toHaveLength(1);
    const taken = await bring([entry("24133"), entry("24121"), entry("24133")]);
    expect([taken.status, taken.json]).toEqual([201, { entered: 2, unchanged: 1 }]);
    expect((await bring([entry("24133"), entry("24121", { title: "phát thanh XÃ" })])).status).toBe(409);
    const recorded = await house.test.database.read((tx) => recordedFigures(tx, { unitId: house.unit("24133"), year: 2025, until: "2025-12-31T10:00:00.000Z", keys: ["tin-bai-tuyen-truyen"], source: "registers" }));
    expect([...recorded]).toEqual([["tin-bai-tuyen-truyen", 400]]);
  });

  it("come as a workbook", async () => {
    const sheet = await house.send("auditor", "GET", "/register-sheet?year=2025");
    expect([sheet.status, sheet.text.startsWith("PK")]).toEqual([200, true]);
  });
});
