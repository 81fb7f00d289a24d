import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrongFields } from "../../../tests/server/campaign-house.ts";
import { FULL, type Item, only, openWorkHouse, type WorkHouse } from "../../../tests/server/work-house.ts";

let house: WorkHouse;
beforeAll(async () => {
  house = await openWorkHouse();
}, 60_000);
afterAll(() => house.closeAll());

const at = (rest: string): string => `/work-periods/${house.period}${rest}`;
const work = (as: string, of: string) => house.send("GET", as, at(`/people/${house.person(of)}/work`));
const items = async (of: string): Promise<Item[]> => (await work(of, of)).json["items"] as Item[];
const piece = (productId: string, quantity: string, ...people: [string, string][]) => ({ productId, quantity, due: house.today, people: people.map(([name, share]) => ({ personId: house.person(name), share })) });
const assignAs = (as: string, ...assignments: object[]) => house.send("POST", as, at("/assignments"), { body: { assignments } });
const actOn = (as: string, { id, version }: Item, body: object) => house.send("POST", as, at(`/items/${id}/actions`), { body, seen: version });

type Evaluated = { readonly contents: readonly { readonly code: string; readonly points: string }[]; readonly ratios: { readonly quality: { readonly percent: string; readonly level: string } } };

/** What `congtam evaluate` makes of somebody's pieces as the API shows them. */
function evaluated(pieces: readonly Item[], scores: Readonly<Record<string, string>>, marks: object): Evaluated {
  const folder = mkdtempSync(join(tmpdir(), "congtam-work-"));
  const file = join(folder, "case.json");
  const input = { ...marks, items: pieces.map((one) => ({ coefficient: one["coefficient"], assigned: one["assigned"], done: one["accepted"], qualityFailures: one["qualityFailures"], delays: one["delays"], extra: one["isExtra"] })) };
  const all = Object.fromEntries(Object.entries(scores).map(([code, points]) => [code, { points }]));
  writeFileSync(file, JSON.stringify({ regulation: "gia-lai-2026-staff", units: [{ code: "CC", name: "Công chức", index: "01", scores: { ...all, "2.1": input } }] }));
  try {
    return (JSON.parse(execFileSync(process.execPath, ["bin/congtam.js", "evaluate", "--input", file], { encoding: "utf8" })) as { units: [Evaluated] }).units[0];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything of somebody's that waits is recorded and accepted in full. */
async function settle(of: string, head: string): Promise<void> {
  for (const one of await items(of)) {
    const done = one.state === "assigned" ? await house.record(of, one, String(one["assigned"])) : one;
    if (done.state === "done") await house.accept(head, done, String(done["done"]));
  }
}

describe("Article 18.1: assigning", () => {
  it("18.1.a–b: the head assigns from the catalogue, with quantity, due date and expected output; the person sees it", async () => {
    const item = await house.assign("lan", "report", "4");
    expect(item).toMatchObject({ coefficient: "1.5", assigned: "4", state: "assigned", due: house.today, output: "Văn bản", isExtra: false, personId: house.person("lan") });
    expect((await items("lan")).map((one) => one.id)).toContain(item.id);
  });

  it("18.1.c: of a team everybody has a share, and the shares add up", async () => {
    const made = await assignAs("head", piece("plan", "2", ["lan", "0.5"], ["minh", "1.5"]));
    expect(made.status).toBe(201);
    const [lan, minh] = made.json["items"] as [Item, Item];
    expect([lan["assigned"], minh["assigned"], lan["team"] === minh["team"]]).toEqual(["0.5", "1.5", true]);
    const wrong = await assignAs("head", piece("plan", "2", ["lan", "0.5"], ["minh", "1.25"]));
    expect([wrong.status, wrongFields(wrong)]).toEqual([422, ["/assignments/0/people"]]);
  });

  it.each([
    ["a version that is not in force", { productId: "older-report" }, "/assignments/0/productId", /phiên bản danh mục không còn hiệu lực/],
    ["no such work", { productId: "nothing" }, "/assignments/0/productId", /Không có sản phẩm, công việc này/],
    ["quantity 0", { quantity: "0" }, "/assignments/0/quantity", /cần một số lớn hơn 0 và dưới 10\.000/],
    ["quantity 10,000", { quantity: "10000" }, "/assignments/0/quantity", /cần một số lớn hơn 0 và dưới 10\.000/],
    ["shares that do not add up", { quantity: "3" }, "/assignments/0/people", /cộng lại là 1, khác số lượng được giao 3/],
    ["due before it is assigned", { due: "2020-01-01" }, "/assignments/0/due", /Hạn 01\/01\/2020 trước ngày giao \d\d\/\d\d\/\d{4}/],
    ["due after the period", { due: "2199-01-01" }, "/assignments/0/due", /Hạn 01\/01\/2199 nằm sau kỳ này/],
  ])("refused in a sentence: %s", async (_what, change, pointer, sentence) => {
    const wrong = await assignAs("head", { ...piece("report", "1", ["lan", "1"]), ...change });
    expect(wrong.status).toBe(422);
    expect((wrong.json["errors"] as { pointer: string; message: string }[]).find((one) => one.pointer === pointer)?.message).toMatch(sentence);
  });

  it("by nobody but the person's own superior: not by oneself, a peer, another head, or one further up", async () => {
    const statuses = await Promise.all(["lan", "minh", "otherhead", "director", "keeper", "officer"].map(async (as) => (await assignAs(as, piece("report", "1", ["lan", "1"]))).status));
    expect(statuses).toEqual([403, 403, 403, 403, 403, 403]);
  });

  it("a person in two units on one day, and a circle of superiors, are refused and named on the board", async () => {
    await house.add("split", [], [{ unit: "PHONG" }, { unit: "KHAC" }]);
    const split = await assignAs("head", piece("report", "1", ["split", "1"]));
    expect(split.status).toBe(409);
    expect(String(split.json["detail"])).toContain("hai đơn vị");
    await house.addUnits([{ code: "TREN", index: null }]);
    await house.addUnits([{ code: "DUOI", index: null, parent: "TREN" }]);
    await house.add("circlea", [], [{ unit: "TREN", kind: "head" }, { unit: "DUOI" }]);
    await house.add("circleb", [], [{ unit: "DUOI", kind: "head" }]);
    const circle = await assignAs("circlea", piece("report", "1", ["circleb", "1"]));
    expect([circle.status, String(circle.json["detail"])]).toEqual([409, expect.stringContaining("vòng tròn")]);
    const board = await house.send("GET", "keeper", at(`/units/${house.unit("PHONG")}/board`));
    expect(board.json["faults"]).toEqual([{ personId: house.person("split"), name: "split", why: "two-units" }]);
    await house.superuser.query("update congtam.post set valid_to = valid_from + 1 where person_id = any($1)", [[house.person("split"), house.person("circlea"), house.person("circleb")]]);
  });
});

describe("Article 14.2: recording and accepting", () => {
  it("what is done counts once it is accepted, and only as much as was accepted", async () => {
    const item = await house.record("minh", await house.assign("minh", "letter", "4"), "4");
    // Article 20: where the levels begin is told by the regulation of the period.
    expect((await work("minh", "minh")).json["standing"]).toMatchObject({ thresholds: [{ at: "90.00", level: "excellent" }, { at: "70.00", level: "good" }, { at: "50.00", level: "completed" }], missing: expect.arrayContaining([{ what: "not-accepted", count: 1 }]) as unknown });
    const accepted = await house.accept("head", item, "3", { qualityFailures: 1 });
    expect(accepted).toMatchObject({ state: "accepted", done: "4", accepted: "3", qualityFailures: 1 });
  });

  it("14.2.c: work that came late is counted as a delay, or its objective cause is confirmed in words", async () => {
    const assigned = await house.assign("hoa", "letter", "1");
    await house.superuser.query("update congtam.work_item set assigned_on = assigned_on - 9, due = due - 3 where id = $1", [assigned.id]);
    const overdue = async (): Promise<unknown> => (await house.send("GET", "head", at(`/units/${house.unit("PHONG")}/board`))).json["overdue"];
    expect(await overdue()).toMatchObject([{ id: assigned.id, personId: house.person("hoa") }]);
    const item = await house.record("hoa", assigned, "1");
    expect(await overdue()).toEqual([]);
    const body = (more: object) => ({ body: { items: [{ itemId: item.id, version: item.version, accepted: "1", ...more }] } });
    expect(wrongFields(await house.send("POST", "head", at("/acceptances"), body({})))).toEqual(["/items/0/delays"]);
    expect(wrongFields(await house.send("POST", "head", at("/acceptances"), body({ excused: 1 })))).toEqual(["/items/0/note"]);
    expect(only(await house.send("POST", "head", at("/acceptances"), body({ excused: 1, note: "Mất điện toàn phường ba ngày." })))).toMatchObject({ delays: 0, excused: 1 });
  });

  it("nobody records for somebody else, accepts the own work, or sees that another's is there", async () => {
    const item = await house.assign("lan", "letter", "1");
    const record = { body: { records: [{ itemId: item.id, version: item.version, done: "1", doneOn: house.today }] } };
    expect((await house.send("POST", "minh", at("/records"), record)).status).toBe(404);
    const done = await house.record("lan", item, "1");
    for (const as of ["lan", "minh", "director"]) expect((await house.send("POST", as, at("/acceptances"), { body: { items: [{ itemId: done.id, version: done.version, accepted: "1" }] } })).status).toBe(404);
  });

  it("another's change in between shows as stale, with what stands there now; with one fault nothing is written", async () => {
    const [first, second] = [await house.assign("lan", "letter", "2"), await house.assign("lan", "letter", "2")];
    await house.record("lan", first, "1");
    const stale = await house.send("POST", "lan", at("/records"), { body: { records: [second, first].map(({ id, version }) => ({ itemId: id, version, done: "2", doneOn: house.today })) } });
    expect(stale.status).toBe(412);
    const wrong = await house.send("POST", "lan", at("/records"), { body: { records: [{ itemId: second.id, version: second.version, done: "1", doneOn: house.today }], unplanned: [{ productId: "nothing", quantity: "1", doneOn: house.today }] } });
    expect([wrong.status, wrongFields(wrong)]).toEqual([422, ["/unplanned/0/productId"]]);
    expect((await items("lan")).find((one) => one.id === second.id)).toMatchObject({ state: "assigned", done: "0" });
  });
});

describe("Article 18.1.d: handed back, taken over, unplanned", () => {
  it("what is handed back stays assigned and counts as not done; who takes it over has it outside what was assigned", async () => {
    const item = await house.assign("minh", "report", "2");
    expect((await actOn("head", item, { kind: "hand-back", reason: "không kịp" })).status).toBe(403);
    const back = await actOn("minh", item, { kind: "hand-back", reason: "Đi học, không kịp thời hạn." });
    expect(back.json).toMatchObject({ state: "handed-back", assigned: "2", accepted: "0" });
    const passing = { kind: "pass-on", personId: house.person("hoa"), due: house.today };
    expect((await actOn("head", { ...item, version: "2" }, passing)).status).toBe(200);
    expect((await items("hoa")).find((one) => one["takenFrom"] === item.id)).toMatchObject({ isExtra: true, assigned: "2", state: "assigned" });
    expect((await actOn("head", { ...item, version: "3" }, passing)).status).toBe(409);
  });

  it("work outside the plan has its due date like any other: late, it is a delay or has its cause (14.2.c)", async () => {
    const given = only(await assignAs("head", { ...piece("letter", "1", ["hoa", "1"]), isUnplanned: true }));
    const item = await house.record("hoa", given, "1");
    await house.superuser.query("update congtam.work_item set assigned_on = assigned_on - 9, due = due - 3 where id = $1", [item.id]);
    const accept = (more: object) => house.send("POST", "head", at("/acceptances"), { body: { items: [{ itemId: item.id, version: item.version, accepted: "1", ...more }] } });
    expect(wrongFields(await accept({}))).toEqual(["/items/0/delays"]);
    expect(only(await accept({ delays: 1 }))).toMatchObject({ isExtra: true, delays: 1 });
  });

  it("unplanned work that the officer tells of counts once the head has accepted it", async () => {
    const told = await house.send("POST", "hoa", at("/records"), { body: { unplanned: [{ productId: "letter", quantity: "1", doneOn: house.today, reference: "CV 9" }] } });
    expect(only(told)).toMatchObject({ isExtra: true, state: "done", accepted: "0" });
    expect(await house.accept("head", only(told), "1")).toMatchObject({ accepted: "1", isExtra: true });
  });
});

describe("Articles 16, 17: form 01 and what the period comes to", () => {
  it("16.1, 17.1: an officer's points are (a + b + c)/3 × 70 and the general criteria, as congtam evaluate says", async () => {
    for (const each of ["minh", "lan", "hoa"]) await settle(each, "head");
    await house.handIn("minh", { ...FULL, "1.3.1": "1.25" });
    const corrected = await house.confirm("head", "minh", { corrections: [{ code: "1.1.1", points: "4", reason: "Đi họp muộn ba lần." }] });
    expect(corrected.status).toBe(200);
    const wanted = evaluated(await items("minh"), { ...FULL, "1.3.1": "1.25", "1.1.1": "4" }, { leader: false });
    expect([corrected.json["general"], corrected.json["results"], corrected.json["total"], corrected.json["level"]]).toEqual([...wanted.contents.map((one) => one.points), wanted.ratios.quality.percent, wanted.ratios.quality.level]);
    expect((corrected.json["steps"] as { article: string }[]).map((one) => one.article)).toEqual(["14.2.a", "14.2.b", "14.2.c", "16.1", "17.1"]);
    expect((corrected.json["criteria"] as { code: string; self: string; confirmed: string }[]).find((one) => one.code === "1.1.1")).toMatchObject({ self: "5", confirmed: "4" });
  });

  it("threat 31: after the confirmation nobody changes anything, the superior neither, until it is reopened with a reason; all of it stays readable", async () => {
    const [item] = await items("minh");
    if (item === undefined) throw new RangeError("no work");
    expect((await actOn("head", item, { kind: "reconsider", reason: "Xem lại chất lượng." })).status).toBe(409);
    expect((await assignAs("head", piece("letter", "1", ["minh", "1"]))).status).toBe(409);
    expect((await house.send("PUT", "minh", at(`/people/${house.person("minh")}/form`), { body: { scores: FULL }, seen: "3" })).status).toBe(409);
    const path = at(`/people/${house.person("minh")}/form/actions`);
    const reopened = await house.send("POST", "head", path, { body: { kind: "reopen", reason: "Bổ sung kết quả quý." }, seen: "3" });
    expect(reopened.json).toMatchObject({ state: "handed-in" });
    expect((await house.confirm("head", "minh")).json).toMatchObject({ state: "confirmed" });
    house.yearIsDecided(["minh"]);
    const decided = await house.send("POST", "head", path, { body: { kind: "reopen", reason: "Bổ sung kết quả quý." }, seen: "5" });
    expect([decided.status, String(decided.json["detail"])]).toEqual([409, expect.stringContaining("minh đã được xếp loại")]);
    house.yearIsDecided(false);
    expect(((await house.form("minh", "minh")).json["history"] as { kind: string }[]).map((one) => one.kind)).toEqual(["score", "hand-in", "confirm", "reopen", "confirm"]);
  });

  it("26.1.d: what was confirmed waits for the national database, a correction too; trials and people on contract are not told of", async () => {
    const queued = async (of: string) => (await house.superuser.query<{ payload: Record<string, unknown>; days: number }>("select payload, extract(day from due_at - queued_at)::integer as days from congtam.outbox where kind = 'period' and person = $1 order by (payload ->> 'number')::integer", [house.person(of)])).rows;
    const { json } = await house.form("minh", "minh");
    const sent = await queued("minh");
    expect(sent.map((one) => [one.payload["number"], one.days])).toEqual([[1, 5], [2, 5]]);
    expect(sent[1]?.payload).toMatchObject({ kind: "period", period: house.period, person: { id: house.person("minh") }, agency: { code: "SNV" }, general: json["general"], results: json["results"], points: json["total"] });

    await house.add("hopdong", [], [{ unit: "KHAC" }]);
    await house.superuser.query("insert into congtam.rating_round_step (round, year, number, at, by, step) values ($1, $2, 1, now(), 'test', $3)", [house.unit("SNV"), Number(house.today.slice(0, 4)), JSON.stringify({ kind: "contract-staff", isIncluded: true, personIds: [house.person("hopdong")] })]);
    await settle("hopdong", "otherhead");
    const item = only(await assignAs("otherhead", piece("letter", "1", ["hopdong", "1"])));
    await house.accept("otherhead", await house.record("hopdong", item, "1"), "1");
    await house.handIn("hopdong");
    expect((await house.confirm("otherhead", "hopdong")).json).toMatchObject({ state: "confirmed" });
    expect(await queued("hopdong")).toEqual([]);

    const trial = `T-${house.period}`;
    expect((await house.send("POST", "officer", "/work-periods", { body: { id: trial, regulationVersionId: house.staffVersion } })).status).toBe(201);
    const path = `/work-periods/${trial}`;
    const given = only(await house.send("POST", "head", `${path}/assignments`, { body: { assignments: [piece("letter", "1", ["minh", "1"])] } }));
    const done = only(await house.send("POST", "minh", `${path}/records`, { body: { records: [{ itemId: given.id, version: given.version, done: "1", doneOn: house.today, reference: "Văn bản số 1" }] } }));
    await house.send("POST", "head", `${path}/acceptances`, { body: { items: [{ itemId: done.id, version: done.version, accepted: "1" }] } });
    const form = `${path}/people/${house.person("minh")}/form`;
    await house.send("PUT", "minh", form, { body: { scores: FULL }, seen: "0" });
    await house.send("POST", "minh", `${form}/actions`, { body: { kind: "hand-in" }, seen: "1" });
    expect((await house.send("POST", "head", `${form}/actions`, { body: { kind: "confirm", remark: "Nhất trí." }, seen: "2" })).json).toMatchObject({ state: "confirmed" });
    expect(await queued("minh")).toHaveLength(2);
  });

  it("15.3, 16.2: a leader comes after the people who are led; d follows from them, đ and e are marked", async () => {
    await settle("deputy", "head");
    const own = await house.assign("head", "plan", "1");
    await house.accept("director", await house.record("head", own, "1"), "1");
    await house.handIn("head");
    const early = await house.confirm("director", "head", { marks: { dd: true, e: true, grounds: "" } });
    expect([early.status, early.json["missing"]]).toEqual([409, [{ what: "subordinates", count: 3 }]]);
    await house.handIn("lan");
    await house.confirm("head", "lan");
    // Hoa has nothing but zeros: her period stands where the tasks are not done.
    await house.handIn("hoa", Object.fromEntries(Object.keys(FULL).map((code) => [code, "0"])));
    for (const one of await items("hoa")) await actOn("head", one, { kind: "reconsider", reason: "Kiểm tra lại." });
    for (const one of await items("hoa")) if (one.state === "done") await house.accept("head", one, one["isExtra"] === true ? "0.01" : String(one["done"]), { qualityFailures: 9, delays: 9 });
    expect((await house.confirm("head", "hoa")).json).toMatchObject({ level: "failed" });
    await house.assign("deputy", "letter", "1");
    await settle("deputy", "head");
    await house.handIn("deputy");
    const marks = { marks: { dd: true, e: false, grounds: "Có kiến nghị kéo dài." } };
    expect(wrongFields(await house.confirm("head", "deputy", { marks: { dd: true, e: false, grounds: " " } }))).toEqual(["/marks/grounds"]);
    expect((await house.confirm("head", "deputy", marks)).json["missing"]).toEqual([{ what: "field", count: 1 }]);
    const remit = await house.send("POST", "head", `/people/${house.person("deputy")}/work-remits`, { body: { units: [], people: [house.person("lan")], from: "2025-01-01" } });
    expect(remit.status).toBe(201);
    const deputy = await house.confirm("head", "deputy", marks);
    const ofDeputy = evaluated(await items("deputy"), FULL, { leader: true, d: true, dd: true, e: false });
    expect([deputy.json["d"], deputy.json["total"]]).toEqual([true, ofDeputy.ratios.quality.percent]);
    const head = await house.confirm("director", "head", marks);
    const ofHead = evaluated(await items("head"), FULL, { leader: true, d: false, dd: true, e: false });
    expect([head.json["d"], head.json["results"], head.json["total"]]).toEqual([false, ofHead.contents[1]?.points, ofHead.ratios.quality.percent]);
    expect((head.json["parts"] as Record<string, string>)["d"]).toBe("50");
  });

  it("17.3: the office meets, and notice is given when every form is confirmed; the year is the mean of its months", async () => {
    const path = at(`/units/${house.unit("PHONG")}/actions`);
    const meeting = { kind: "meeting", on: house.today, chair: "head", secretary: "lan", attended: 5, invited: 5, opinions: "Nhất trí.", isAdopted: true };
    expect((await house.send("POST", "head", path, { body: { kind: "notify", by: "Thư điện tử" }, seen: "0" })).status).toBe(409);
    expect((await house.send("POST", "head", path, { body: meeting, seen: "0" })).status).toBe(200);
    expect((await house.send("POST", "keeper", path, { body: { kind: "notify", by: "Thư điện tử" }, seen: "1" })).status).toBe(200);
    const year = await house.send("GET", "lan", `/people/${house.person("lan")}/work-results?year=${house.today.slice(0, 4)}`);
    const [period] = year.json["periods"] as { total: string }[];
    expect(year.json["year"]).toEqual({ total: period?.total, months: 3, isEnough: false });
    const spread = await house.send("GET", "officer", at("/distribution"));
    expect((spread.json["units"] as { code: string; people: number; confirmed: number }[]).find((one) => one.code === "PHONG")).toMatchObject({ people: 5, confirmed: 5 });
  });
});

describe("Threat 31: a person's file is for the person, the line and personnel officers, and every other reading is kept", () => {
  const mayRead = ["lan", "head", "director", "keeper", "officer"];

  it("nobody else learns that it is there", async () => {
    for (const path of [`/people/${house.person("lan")}/form`, `/people/${house.person("lan")}/work`]) {
      for (const as of ["minh", "deputy", "otherhead", "otherkeeper", "auditor", "tu"]) expect({ as, status: (await house.send("GET", as, at(path))).status }).toEqual({ as, status: 404 });
      for (const as of mayRead) expect({ as, status: (await house.send("GET", as, at(path))).status }).toEqual({ as, status: 200 });
    }
  });

  it("a row for each reader but the person, of whom and in which period", async () => {
    const { rows } = await house.superuser.query<{ person: string; campaign: string; unit: string }>("select distinct person, campaign, unit from congtam.read_entry where of_person = $1 and operation = 'personnel.readForm'", [house.person("lan")]);
    expect(rows.map((row) => row.person).toSorted()).toEqual(mayRead.slice(1).map((name) => house.person(name)).toSorted());
    expect(new Set(rows.map((row) => `${row.campaign} ${row.unit}`))).toEqual(new Set([`${house.period} ${house.unit("PHONG")}`]));
  });
});

describe("The period", () => {
  it("closed, it takes nothing; it is reopened with a reason, and never once the year was decided", async () => {
    const path = at("/actions");
    const version = async () => ((await house.send("GET", "officer", "/work-periods")).json["items"] as { id: string; version: string }[]).find((one) => one.id === house.period)?.version ?? "";
    expect((await house.send("POST", "officer", path, { body: { kind: "close" }, seen: await version() })).status).toBe(200);
    const closed = await assignAs("otherhead", piece("letter", "1", ["tu", "1"]));
    expect([closed.status, String(closed.json["detail"])]).toEqual([409, expect.stringMatching(/^Kỳ (?:quý|tháng) \d+\/\d{4} đã khóa; không ghi thêm/u)]);
    expect((await house.send("PUT", "tu", at(`/people/${house.person("tu")}/form`), { body: { scores: FULL }, seen: "0" })).status).toBe(409);
    house.yearIsDecided(true);
    const reopen = { kind: "reopen", reason: "Bổ sung kết quả của người biệt phái." };
    const refused = await house.send("POST", "officer", path, { body: reopen, seen: await version() });
    expect(refused.status).toBe(409);
    expect(String(refused.json["detail"])).toMatch(/tất cả \d+ người/u);
    house.yearIsDecided(false);
    expect((await house.send("POST", "officer", path, { body: reopen, seen: await version() })).status).toBe(200);
    // One whose complaint was found right is enough: the others' forms stay closed by themselves.
    expect((await house.send("POST", "officer", path, { body: { kind: "close" }, seen: await version() })).status).toBe(200);
    house.yearIsDecided(["lan", "minh"]);
    expect((await house.send("POST", "officer", path, { body: reopen, seen: await version() })).status).toBe(200);
    const again = async (of: string) => (await house.send("POST", "head", at(`/people/${house.person(of)}/form/actions`), { body: { kind: "reopen", reason: "Kiến nghị đúng, chấm lại." }, seen: (await house.form("head", of)).etag ?? "" })).status;
    expect([await again("lan"), await again("hoa")]).toEqual([409, 200]);
    house.yearIsDecided(false);
    expect((await assignAs("otherhead", piece("letter", "1", ["tu", "1"]))).status).toBe(201);
  });
});
