import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Duty } from "../../contract/plan-work.ts";
import { alikeAmong, likenessOf, shinglesOf } from "../platform/index.ts";
import { EDITED, openPlanHouse, type PlanHouse } from "../../../tests/server/plan-house.ts";
import { occasionsOf, stateOf } from "./duties.ts";
import { planDue } from "./index.ts";
import { stepOf } from "./reminders.ts";

describe("when something is due", () => {
  it.each([
    [{ kind: "once", due: "2025-03-01" } as const, [["2025", "2025-03-01"]]],
    [{ kind: "throughout" } as const, [["2025", "2025-12-31"]]],
    [{ kind: "recurring", every: "quarter", onDay: 15 } as const, [["2025-Q1", "2025-03-15"], ["2025-Q2", "2025-06-15"], ["2025-Q3", "2025-09-15"], ["2025-Q4", "2025-12-15"]]],
    [{ kind: "recurring", every: "half-year", onDay: 31 } as const, [["2025-H1", "2025-06-30"], ["2025-H2", "2025-12-31"]]],
  ])("%o", (timing, expected) => {
    expect(occasionsOf(timing, 2025).map(({ period, due }) => [period, due])).toEqual(expected);
  });

  it("each month has its day, or its last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 2000, max: 2100 }), (onDay, year) => {
        const occasions = occasionsOf({ kind: "recurring", every: "month", onDay }, year);
        expect(occasions).toHaveLength(12);
        for (const { due } of occasions) expect([new Date(`${due}T00:00:00Z`).toISOString().slice(0, 10), Number(due.slice(8)) <= onDay]).toEqual([due, true]);
      }),
    );
  });

  it("is late from the day after, done late if it was recorded after its day in Việt Nam", () => {
    expect(["2025-03-01", "2025-03-08", "2025-03-15", "2025-03-16"].map((today) => stateOf("2025-03-15", today, undefined))).toEqual(["open", "near", "near", "late"]);
    expect(stateOf("2025-03-15", "2025-04-01", { isDone: true, at: new Date("2025-03-15T16:59:59Z") })).toBe("done");
    expect(stateOf("2025-03-15", "2025-04-01", { isDone: true, at: new Date("2025-03-15T17:00:00Z") })).toBe("done-late");
    expect(stateOf("2025-03-15", "2025-04-01", { isDone: false, at: new Date("2025-03-15T01:00:00Z") })).toBe("late");
  });

  it("is told 7, 3 and 1 days before, then as late, then to the department, and no more after a month", () => {
    const said = (today: string) => stepOf({ due: "2025-03-15", state: "open" }, today, 3)?.name;
    expect(["2025-03-07", "2025-03-08", "2025-03-12", "2025-03-15", "2025-03-16", "2025-03-18", "2025-04-14", "2025-04-15"].map(said)).toEqual([undefined, "near 7", "near 3", "near 1", "overdue", "escalated", "escalated", undefined]);
    expect(stepOf({ due: "2025-03-15", state: "done" }, "2025-03-20", 3)).toBeUndefined();
  });
});

describe("likeness of texts", () => {
  it("is that of their words, whoever wrote them how", () => {
    expect(likenessOf(shinglesOf("Tập huấn ký số"), shinglesOf("TAP HUAN  ky-so"))).toBe(100);
    expect(likenessOf(shinglesOf("Tập huấn ký số"), shinglesOf("Mua sắm máy in"))).toBe(0);
    expect(likenessOf(shinglesOf(""), shinglesOf(""))).toBe(0);
  });

  it("finds each pair once, by whatever is like enough, in any order", () => {
    const text = fc.array(fc.constantFrom("tập", "huấn", "ký", "số", "cho", "xã"), { minLength: 2, maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.integer({ min: 30, max: 100 }), (texts, least) => {
        const found = alikeAmong(texts.map((one, item) => ({ item, text: one })), least);
        expect(new Set(found.map(({ first, second }) => `${String(first)} ${String(second)}`)).size).toBe(found.length);
        for (const { first, second, likeness } of found) expect([first < second, likeness]).toEqual([true, likenessOf(shinglesOf(texts[first] ?? ""), shinglesOf(texts[second] ?? ""))]);
      }),
    );
  });
});

const dayAfter = (day: string): string => new Date(Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`) + 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");

/** Reads a calendar as RFC 5545 writes it, strictly: lines of at most 75 octets ended by CR LF, longer ones folded, parts closed in turn. */
function eventsIn(text: string): ReadonlyMap<string, string>[] {
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  const raw = text.replace(/\r\n$/, "").split("\r\n");
  for (const line of raw) expect([Buffer.byteLength(line) <= 75, /[\r\n]/.test(line), line === ""]).toEqual([true, false, false]);
  const lines = raw.join("\r\n").replaceAll(/\r\n[ \t]/g, "").split("\r\n");
  expect([lines[0], lines.at(-1), lines.includes("VERSION:2.0"), lines.some((one) => one.startsWith("PRODID:"))]).toEqual(["BEGIN:VCALENDAR", "END:VCALENDAR", true, true]);
  const events: Map<string, string>[] = [];
  const open: string[] = [];
  const closed: [string | undefined, string][] = [];
  const twice: string[] = [];
  for (const line of lines) {
    const [, name = "", value = ""] = /^([A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(.*)$/.exec(line) ?? [];
    expect({ line, name }).not.toEqual({ line, name: "" });
    if (name === "BEGIN") open.push(value);
    if (name === "BEGIN" && value === "VEVENT") events.push(new Map());
    else if (name === "END") closed.push([open.pop(), value]);
    else if (open.at(-1) === "VEVENT") {
      if (events.at(-1)?.has(name) === true) twice.push(name);
      events.at(-1)?.set(name, value);
    }
  }
  expect([open, twice, closed.filter(([begun, ended]) => begun !== ended)]).toEqual([[], [], []]);
  return events;
}

describe("the work programme", () => {
  let house: PlanHouse;
  let planId = "";
  const work = (code: string): string => `/plans/${planId}/units/${house.unit(code)}/work`;
  const dutyIn = (json: Record<string, unknown>, key: string, period: string): Duty | undefined => (json["duties"] as Duty[]).find((one) => one.key === key && one.period === period);

  /** Hands in a plan that has everything and one task of its own, and has it approved. */
  async function approve(head: string, code: string, key: string, title: string): Promise<void> {
    const path = `/plans/${planId}/unit-plans/${house.unit(code)}`;
    const taken = await house.send(head, "POST", `${path}/taking`, {}, "0");
    const added = await house.send(head, "PUT", `${path}/items/${key}`, { kind: "task", title, output: "Lớp tập huấn", timing: { kind: "once", due: "2025-05-20" } }, taken.etag);
    const handedIn = await house.send(head, "POST", `${path}/actions`, { kind: "submit" }, added.etag);
    expect((await house.send("officer", "POST", `${path}/actions`, { kind: "approve" }, handedIn.etag)).status).toBe(201);
  }

  beforeAll(async () => {
    house = await openPlanHouse();
    planId = await house.issuePlan();
  });
  afterAll(async () => {
    await house.close();
  });

  it("holds what the province's plan asks of a unit, and once its plan is approved its own tasks", async () => {
    const before = (await house.send("stc.scorer", "GET", work("STC"))).json;
    expect(dutyIn(before, "v-1-c", "2025-Q1")).toMatchObject({ due: "2025-03-15", state: "open", source: "province", area: "chi-dao-dieu-hanh", record: null });
    expect(dutyIn(before, "v-2-a-1", "2025-Q1")).toBeUndefined();
    expect(dutyIn(before, "tap-huan", "2025")).toBeUndefined();
    await approve("stc.head", "STC", "tap-huan", "Tập huấn ký số cho công chức các xã, phường");
    await approve("stp.head", "STP", "ky-so", "Tập huấn ký số cho công chức xã, phường");
    expect(dutyIn((await house.send("stc.scorer", "GET", work("STC"))).json, "tap-huan", "2025")).toMatchObject({ due: "2025-05-20", source: "own" });
    expect((await house.send("stp.head", "GET", work("STC"))).status).toBe(404);
  });

  it("takes what a unit says it has done, each saying kept, by who has seen the one before", async () => {
    const said = { key: "v-1-c", period: "2025-Q1", isDone: true, note: "Báo cáo số 12", files: [], seen: 0 };
    expect(await house.send("stc.scorer", "POST", work("STC"), said)).toMatchObject({ status: 201, json: { state: "done", record: { number: 1, isDone: true } } });
    expect((await house.send("stc.scorer", "POST", work("STC"), said)).status).toBe(409);
    expect((await house.send("stc.scorer", "POST", work("STC"), { ...said, isDone: false, seen: 1 })).json).toMatchObject({ state: "open", record: { number: 2 } });
    expect((await house.send("stc.scorer", "POST", work("STC"), { ...said, period: "2025-Q9", seen: 2 })).status).toBe(422);
    expect((await house.send("stc.scorer", "POST", work("STC"), { ...said, period: "2025-H1", seen: 0 })).status).toBe(404);
    expect((await house.send("stc.scorer", "POST", work("STC"), { ...said, files: ["la"], seen: 2 })).json).toMatchObject({ errors: [{ pointer: "/files/0" }] });
    expect((await house.send("stp.scorer", "POST", work("STC"), { ...said, seen: 2 })).status).toBe(404);
  });

  it("waits for the unit's own people when they come in, from a week before", async () => {
    const found = async (as: string) => (await house.send(as, "GET", "/me/work")).json["ofPlan"];
    const dues = ((await house.send("stc.scorer", "GET", work("STC"))).json["duties"] as Duty[]).map((one) => one.due).toSorted();
    const until = (day: string) => dues.filter((due) => due <= day).length;
    await house.clock("2025-03-08T02:00:00Z");
    const before = until("2025-03-07");
    expect(await found("stc.scorer")).toEqual([{ year: 2025, unit: { id: house.unit("STC"), name: expect.any(String) as unknown }, dueOn: dues[0], left: until("2025-03-15"), late: before }]);
    await house.clock("2025-03-16T02:00:00Z");
    expect(await found("stc.head")).toMatchObject([{ late: until("2025-03-15") }]);
    expect(until("2025-03-15")).toBeGreaterThan(before);
    expect(await found("officer")).toEqual([]);
    await house.clock("2025-01-06T02:00:00Z");
  });

  it("shows the department all units by month, by the same number of questions for one as for all", async () => {
    const { json } = await house.send("officer", "GET", `/plans/${planId}/work`);
    const row = (json["units"] as { code: string; months: { month: number; due: number }[] }[]).find((one) => one.code === "STC");
    expect(row?.months).toHaveLength(12);
    expect(row?.months[4]).toMatchObject({ month: 5, due: 1 });
    const statements = async (path: string): Promise<number> => {
      const before = house.test.database.statements();
      await house.send("officer", "GET", path);
      return house.test.database.statements() - before;
    };
    expect(await statements(`/plans/${planId}/work`)).toBe(await statements(work("STC")));
  });

  it("shows the department what two units both do, to be merged or told apart (QĐ 02050, III.1)", async () => {
    const found = await house.send("officer", "GET", `/plans/${planId}/duplicates`);
    const [pair] = found.json["items"] as { first: { unitId: string; key: string }; second: { unitId: string; key: string }; likeness: number }[];
    expect(found.json["compared"]).toBe(2);
    expect(new Set([pair?.first.key, pair?.second.key])).toEqual(new Set(["tap-huan", "ky-so"]));
    const stays = pair?.first.key === "tap-huan" ? "first" : "second";
    const decision = { first: { unitId: pair?.first.unitId, key: pair?.first.key }, second: { unitId: pair?.second.unitId, key: pair?.second.key }, verdict: stays, reason: "Sở Tài chính tổ chức chung cho các xã.", seen: 0 };
    expect((await house.send("officer", "POST", `/plans/${planId}/duplicates`, decision)).status).toBe(201);
    expect((await house.send("officer", "POST", `/plans/${planId}/duplicates`, decision)).status).toBe(409);
    // Turned around it is the same pair, and the same unit's task stays.
    const turned = { ...decision, first: decision.second, second: decision.first, verdict: stays === "first" ? "second" : "first", seen: 1 };
    expect((await house.send("officer", "POST", `/plans/${planId}/duplicates`, turned)).json).toMatchObject({ decision: { verdict: stays, number: 2 } });
    expect(dutyIn((await house.send("stp.scorer", "GET", work("STP"))).json, "ky-so", "2025")).toBeUndefined();
    expect(dutyIn((await house.send("stc.scorer", "GET", work("STC"))).json, "tap-huan", "2025")).toBeDefined();
  });

  it("comes into a calendar by a secret address, until it is revoked or its holder has left", async () => {
    const made = await house.send("stc.scorer", "POST", "/me/calendar-links");
    const address = String(made.json["path"]).replace("/api/v1", "");
    const calendar = await house.send("nobody", "GET", address);
    expect(calendar.status).toBe(200);
    expect(calendar.text).toContain("BEGIN:VCALENDAR");
    expect(calendar.text).toContain("DTSTART;VALUE=DATE:20250315");
    expect(calendar.text).not.toContain("v-2-a-1");
    // Periods are said as people say them.
    const told = new Set(eventsIn(calendar.text).map((one) => /Kỳ: (.*)$/.exec(one.get("DESCRIPTION") ?? "")?.[1]));
    expect([told.has("năm 2025"), told.has("quý I năm 2025"), [...told].filter((one) => one === undefined || /\d-/.test(one))]).toEqual([true, true, []]);
    // Nothing that could open it is kept.
    const { rows } = await house.test.superuser.query<{ row: string }>("select to_jsonb(l)::text as row from congtam.plan_calendar_link l");
    expect(rows[0]?.row).not.toContain(address.split("=")[1] ?? "?");
    expect(JSON.stringify(house.room.recorded)).not.toContain(address.split("=")[1] ?? "?");
    await house.test.superuser.query("update congtam.account set disabled_at = clock_timestamp() where username = 'stc.scorer'");
    expect((await house.send("nobody", "GET", address)).status).toBe(404);
    await house.test.superuser.query("update congtam.account set disabled_at = null where username = 'stc.scorer'");
    expect((await house.send("stp.scorer", "POST", `/me/calendar-links/${String(made.json["id"])}/revocation`)).status).toBe(404);
    expect((await house.send("stc.scorer", "POST", `/me/calendar-links/${String(made.json["id"])}/revocation`)).json["revokedAt"]).toEqual(expect.any(String));
    expect((await house.send("nobody", "GET", address)).status).toBe(404);
  });

  it("is a calendar that any program reads: whole lines, every event once, the same from fetch to fetch and in the year after", async () => {
    const { content, decision } = { content: EDITED, decision: { number: "1/QĐ-UBND", on: "2025-12-31", text: "Kế hoạch năm 2026" } };
    const made = await house.send("officer", "POST", "/plans", { programmeId: null, year: 2026, title: "Kế hoạch 2026", content: { ...content, general: { ...content.general, rules: { ...content.general.rules, unitPlansDue: { ...content.general.rules.unitPlansDue, on: "2026-01-15" } } }, tasks: content.tasks.filter((one) => one.timing.kind === "recurring") } });
    expect((await house.send("officer", "POST", `/plans/${String(made.json["id"])}/versions/1/issue`, decision, "1")).status).toBe(200);
    const address = String((await house.send("stc.scorer", "POST", "/me/calendar-links")).json["path"]).replace("/api/v1", "");
    const fetched = async (at: string) => {
      await house.clock(at);
      return eventsIn((await house.send("nobody", "GET", address)).text);
    };
    const [first, again, after] = [await fetched("2025-02-01T02:00:00Z"), await fetched("2025-02-02T02:00:00Z"), await fetched("2026-02-01T02:00:00Z")];
    const named = (events: typeof first) => new Map(events.map((one) => [one.get("UID"), one.get("DTSTART;VALUE=DATE")]));
    expect(first.length).toBeGreaterThan(20);
    for (const events of [first, again, after]) {
      expect(named(events).size).toBe(events.length);
      for (const one of events) {
        expect([one.get("DTSTAMP"), one.get("DTSTART;VALUE=DATE"), one.get("SUMMARY")]).toEqual([expect.stringMatching(/^20\d{6}T\d{6}Z$/), expect.stringMatching(/^202[456]\d{4}$/), expect.any(String)]);
        // Commas, semicolons and ends of lines within a text are told from those of the format.
        expect(one.get("DESCRIPTION")?.replaceAll(/\\[\\,;n]/g, "")).not.toMatch(/[\\,;\n]/);
        expect(one.get("DTEND;VALUE=DATE")).toBe(dayAfter(one.get("DTSTART;VALUE=DATE") ?? ""));
      }
    }
    expect(named(again)).toEqual(named(first));
    expect([...named(first)].every(([uid, day]) => named(after).get(uid) === day)).toBe(true);
    expect([...named(after).values()].filter((day) => day?.startsWith("2026") === true).length).toBeGreaterThan(5);
    expect(first.some((one) => one.get("DESCRIPTION")?.includes(String.raw`\n`) === true)).toBe(true);
    await house.clock("2025-01-06T02:00:00Z");
  });

  it("reminds a unit of what comes near, and the department of what stays late", async () => {
    const due = async (at: string) => {
      await house.clock(at);
      const reminders = await house.test.database.read(async (tx) => planDue(tx, await tx.now()));
      return reminders.filter((one) => one.to.includes(house.person("xa.head"))).map(({ data, to }) => [data, to.includes(house.person("officer"))]);
    };
    expect(await due("2025-03-08T02:00:00Z")).toEqual([[expect.objectContaining({ step: "near", count: 1, due: "2025-03-15" }), false]]);
    expect(await due("2025-03-16T02:00:00Z")).toEqual([[expect.objectContaining({ step: "overdue" }), false]]);
    expect(await due("2025-03-19T02:00:00Z")).toEqual([[expect.objectContaining({ step: "escalated" }), true]]);
    // The year's last month is not forgotten with the year.
    expect(await due("2026-01-05T02:00:00Z")).toContainEqual([expect.objectContaining({ step: "escalated", year: 2025 }), true]);
    expect(await due("2026-03-05T02:00:00Z")).toEqual([]);
  });
});
