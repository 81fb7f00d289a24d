import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromBuffer } from "yauzl";
import PizZip from "pizzip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RatingFile, RatingLine, RatingRound } from "../../contract/personnel-year.ts";
import { evaluate, isFaulty } from "../../scoring/engine/evaluate.ts";
import { compileRegulation } from "../../scoring/engine/compile.ts";
import { resultOf } from "../../scoring/engine/result.ts";
import { checkRegulation, isLoaded } from "../../scoring/regulation/load.ts";
import { decidedPeople } from "./index.ts";
import { forgetYear } from "./retention-queries.ts";
import { type Name, openRatingHouse, type RatingHouse } from "../../../tests/server/rating-house.ts";

/** A year from quarter results to a decision, and a complaint that replaces it. */

let house: RatingHouse;
beforeAll(async () => {
  house = await openRatingHouse();
  await house.clock("2026-12-08T02:00:00Z");
});
afterAll(() => house.close());

const YEAR = "/rating-years/2026";
const roundOf = (): string => `/rating-rounds/${house.unit("SNV")}/2026`;

async function round(as: Name, path = roundOf()): Promise<RatingRound> {
  const { status, body } = await house.call(as, "GET", path);
  expect({ status, body: status === 200 ? "" : body }).toEqual({ status: 200, body: "" });
  return body as RatingRound;
}
async function line(name: Name, as: Name = "tccb"): Promise<RatingLine> {
  const found = (await round(as)).lines.find((one) => one.personId === house.person(name));
  if (found === undefined) throw new Error(`${name} is not in the list`);
  return found;
}
async function act(as: Name, about: Name, body: unknown): Promise<{ status: number; body: unknown }> {
  const { id, version } = await line(about, "sonoivu");
  return house.call(as, "POST", `/rating-files/${id}/actions`, { body, seen: version });
}
async function decide(as: Name, people: readonly { fileId: string; level: string; reason?: string }[], number = "12/QĐ-SNV"): Promise<{ status: number; body: unknown }> {
  const { version } = await round(as);
  return house.call(as, "POST", `${roundOf()}/actions`, { body: { kind: "decide", number, on: "2026-12-08", publication: "electronic", people }, seen: version });
}
/** Of some, those whose periods stay as they are. */
async function closedYears(): Promise<Name[]> {
  const asked = ["cv1", "cv2", "cv3", "cv5"] as const;
  const decided = await house.test.database.transaction((tx) => decidedPeople(tx, asked.map(house.person), 2026));
  return asked.filter((one) => decided.has(house.person(one)));
}
const wordsIn = (body: unknown): string => JSON.stringify(body);

const namesIn = (bytes: Buffer): Promise<string[]> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: false }, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const names: string[] = [];
      zip.on("entry", (entry: { fileName: string }) => names.push(entry.fileName));
      zip.on("end", () => {
        resolve(names);
      });
    });
  });

const OFFICERS = ["cv1", "cv2", "cv3", "cv4", "pphong"] as const;

describe("the year of a department", () => {
  it("begins with a regulation and a file for everybody, the Chairman's people apart", async () => {
    const before = await house.call("sonoivu", "GET", YEAR);
    expect(before.body).toMatchObject({ regulationVersionId: null, version: "0" });
    const settings = before.body as { holidays: unknown[] };
    expect((await house.call("tccb", "POST", `${roundOf()}/opening`)).status).toBe(409);
    const set = await house.call("sonoivu", "PUT", YEAR, { body: { regulationVersionId: house.regulation, retentionYears: 20, holidays: settings.holidays }, seen: "0" });
    expect(set.status).toBe(200);
    for (const [name, points] of [["cv1", "95.00"], ["cv2", "92.00"], ["cv3", "75.00"], ["cv4", "60.00"], ["pphong", "80.00"], ["tphong", "91.00"], ["pgd", "90.00"], ["cv5", "72.00"], ["giamdoc", "93.00"]] as const) house.give(name, points, points, points, points);
    const opened = await house.call("tccb", "POST", `${roundOf()}/opening`);
    expect(opened.body).toEqual({ added: 10, people: 10 });
    expect((await house.call("tccb", "POST", `${roundOf()}/opening`)).body).toEqual({ added: 0, people: 10 });
    expect((await house.call("sonoivu", "POST", "/rating-rounds/province/2026/opening")).body).toEqual({ added: 2, people: 2 });
    expect((await round("chutich", "/rating-rounds/province/2026")).lines.map((one) => one.competence)).toEqual(["agency-head", "agency-head"]);
  });

  it("shows each what is theirs to see: the head all, an office's head the office, colleagues nothing", async () => {
    expect((await round("giamdoc")).lines).toHaveLength(10);
    const office = await round("tphong");
    expect(office.lines.map((one) => one.officeId)).toEqual(Array.from({ length: 5 }, () => house.unit("SNV.CCHC")));
    expect(office.hidden).toBe(5);
    expect((await house.call("cv1", "GET", roundOf())).status).toBe(403);
    expect((await house.call("stc", "GET", roundOf())).status).toBe(404);
    const { id } = await line("cv2");
    expect((await house.call("cv1", "GET", `/rating-files/${id}`)).status).toBe(404);
    expect((await house.call("stc", "GET", `/rating-files/${id}`)).status).toBe(404);
    expect((await house.call("cv2", "GET", `${YEAR}/mine`)).body).toMatchObject({ id, percent: "92.00", parts: ["self"] });
  });

  it("logs who else looked at a person's file, and not the person", async () => {
    const { id } = await line("cv2");
    await house.call("giamdoc", "GET", `/rating-files/${id}`);
    await house.call("cv2", "GET", `/rating-files/${id}`);
    const { rows } = await house.test.superuser.query<{ person: string }>("select person from congtam.read_entry where operation = 'personnel.rating' and of_person = $1", [house.person("cv2")]);
    expect(rows.map((one) => one.person)).toEqual([house.person("giamdoc")]);
  });

  it("computes the year by the engine: the mean of the quarters, places, and the same with congtam evaluate", async () => {
    house.give("cv1", "95.00", "94.99", "95.00", "95.00");
    const { body } = await house.call("giamdoc", "GET", `${roundOf()}/case`);
    const { case: input, regulation } = body as { case: unknown; regulation: unknown };
    const law = checkRegulation(regulation);
    if (!isLoaded(law)) throw new Error("the regulation has faults");
    const evaluation = evaluate(compileRegulation(law), input);
    if (isFaulty(evaluation)) throw new Error("the case has faults");
    const levels = new Map(resultOf(evaluation).units.map((one) => [one.code, one.ratios["quality"]]));
    const { lines, quota } = await round("giamdoc");
    for (const one of lines.filter((each) => each.isRated)) expect([one.percent, one.computed]).toEqual([levels.get(one.id)?.percent, levels.get(one.id)?.level]);
    expect((await line("cv1")).percent).toBe("95.00");
    expect(quota).toEqual([{ group: "", base: 7, places: 1, taken: 0, share: "20" }]);
    expect((await line("cv1")).computed).toBe("excellent");
    expect((await line("cv2")).gates).toMatchObject([{ kind: "quota", article: "20.5" }]);
    house.give("cv1", "95.00", "95.00", "95.00", "95.00");
  });

  it("lets nobody decide before everything is there, and says what is missing", async () => {
    const { id } = await line("cv1");
    const answer = await decide("giamdoc", [{ fileId: id, level: "excellent" }]);
    expect(answer.status).toBe(422);
    expect(wordsIn(answer.body)).toMatch(/chưa tự xếp loại.*biên bản.*đề xuất/);
  });

  it("takes self-reviews from the person alone, minutes, opinions and proposals from those who are to give them", async () => {
    for (const name of [...OFFICERS, "tphong", "pgd", "cv5"] as const) expect((await act(name, name, { kind: "self-review", level: "good", text: "Hoàn thành các nhiệm vụ được giao." })).status).toBe(201);
    expect((await act("tphong", "cv1", { kind: "self-review", level: "good", text: "Viết hộ người khác." })).status).toBe(403);
    const minutes = async (as: Name, unit: string, names: readonly Name[]) => {
      const { lines } = await round("tccb");
      const opinions = names.map((name) => ({ fileId: lines.find((one) => one.personId === house.person(name))?.id, text: `Nhất trí với tự đánh giá của ${name}.` }));
      return house.call(as, "POST", `${roundOf()}/meetings`, { body: { unitId: house.unit(unit), heldOn: "2026-12-03", place: "Phòng họp", chairedBy: "Trưởng phòng", secretary: "Thư ký", attended: ["A", "B"], opinions, conclusion: "Thông qua.", isAdopted: true } });
    };
    expect((await minutes("tphong", "SNV.VP", ["cv5"])).status).toBe(403);
    expect((await minutes("tphong", "SNV.CCHC", OFFICERS)).status).toBe(201);
    expect((await minutes("tccb", "SNV", ["tphong", "pgd", "cv5"])).status).toBe(201);
    expect((await minutes("tccb", "STC", ["cv1"])).status).toBe(422);
    expect((await act("cv1", "cv1", { kind: "self-review", level: "excellent", text: "Sửa sau cuộc họp." })).status).toBe(409);
    for (const [name, level] of [["cv1", "excellent"], ["cv2", "good"], ["cv3", "good"], ["cv4", "completed"], ["pphong", "good"]] as const) expect((await act("tccb", name, { kind: "propose", level, reason: "" })).status).toBe(201);
    expect((await act("tccb", "cv5", { kind: "propose", level: "excellent" })).status).toBe(422);
    expect((await act("tphong", "cv5", { kind: "propose", level: "good" })).status).toBe(404);
    expect((await act("tccb", "tccb", { kind: "propose", level: "good" })).status).toBe(403);
  });

  it("wants the Chairman's and the Party committee's opinion before a deputy director is decided on (plan IV.4.2.c, article 21.2.c)", async () => {
    await act("tccb", "pgd", { kind: "propose", level: "good" });
    expect((await line("pgd")).missing).toEqual(["party-opinion", "chairman-opinion"]);
    expect((await house.call("chutich", "GET", `${YEAR}/rounds`)).body).toMatchObject({ items: [{ opinionsWanted: 0 }, { opinionsWanted: 1 }] });
    expect((await act("giamdoc", "pgd", { kind: "chairman-opinion", agrees: true, text: "Nhất trí." })).status).toBe(403);
    expect((await act("chutich", "pgd", { kind: "chairman-opinion", agrees: true, text: "Nhất trí." })).status).toBe(201);
    expect((await act("tccb", "pgd", { kind: "party-opinion", body: "Đảng ủy Sở Nội vụ", text: "Nhất trí mức hoàn thành tốt." })).status).toBe(201);
    expect((await line("pgd")).missing).toEqual([]);
  });

  it("holds a head to the unit's level (article 20.6) and asks for a reason where that is not known yet", async () => {
    await act("tccb", "tphong", { kind: "propose", level: "good" });
    const { id } = await line("tphong");
    expect((await decide("giamdoc", [{ fileId: id, level: "good" }])).status).toBe(422);
    house.level("SNV.CCHC", "completed");
    expect((await line("tphong")).computed).toBe("completed");
    expect(wordsIn((await decide("giamdoc", [{ fileId: id, level: "good" }])).body)).toMatch(/chỉ cho phép đến mức “Hoàn thành nhiệm vụ”/);
    house.level("SNV.CCHC", "excellent");
    expect((await decide("giamdoc", [{ fileId: id, level: "good" }])).status).toBe(201);
  });

  it("decides nothing while something that was raised is not verified", async () => {
    expect((await act("tccb", "cv3", { kind: "raise", about: "Có đơn phản ánh về thái độ tiếp dân." })).status).toBe(201);
    expect((await line("cv3")).missing).toEqual(["verification"]);
    expect((await act("tccb", "cv3", { kind: "verify", finding: "Không có căn cứ." })).status).toBe(403);
    expect((await act("giamdoc", "cv3", { kind: "verify", finding: "Đã xác minh, không có căn cứ." })).status).toBe(201);
  });

  it("decides a share of places up to what the regulation allows, with a reason (20.5.b)", async () => {
    const share = async (as: Name, wanted: string) => house.call(as, "POST", `${roundOf()}/actions`, { body: { kind: "share", share: wanted, reason: "Cơ quan có thành tích nổi trội.", paper: "Quyết định số 9/QĐ-SNV" }, seen: (await round("giamdoc")).version });
    expect([(await share("tccb", "25")).status, (await share("giamdoc", "26")).status, (await share("giamdoc", "25")).status]).toEqual([403, 422, 201]);
    expect((await round("giamdoc")).quota).toMatchObject([{ share: "25", base: 7, places: 1 }]);
  });

  it("names people on contract among its own, before they have a civil servant's file (plan V.1.e)", async () => {
    const name = async (as: Name, personIds: readonly string[]) => house.call(as, "POST", `${roundOf()}/actions`, { body: { kind: "contract-staff", isIncluded: true, personIds, paper: "21/QĐ-SNV" }, seen: (await round("giamdoc")).version });
    expect((await name("tphong", [])).status).toBe(403);
    const wrong = await name("tccb", [house.person("cv1"), house.person("stc")]);
    expect([wrong.status, wordsIn(wrong.body).includes("/personIds/0"), wordsIn(wrong.body).includes("/personIds/1")]).toEqual([422, true, true]);
    expect((await name("tccb", [])).status).toBe(201);
    const { contract } = await round("tccb");
    expect(contract).toMatchObject({ isIncluded: true, personIds: [], paper: "21/QĐ-SNV" });
    expect(contract?.staff.find((one) => one.personId === house.person("cv1"))?.basis).toBe("civil-servant");
    expect((await round("tphong")).contract).toBeNull();
  });

  it("decides for many at once: all or nothing, by the one who may", async () => {
    const ids = await Promise.all(OFFICERS.map(async (name) => (await line(name)).id));
    const [cv1 = "", cv2 = "", cv3 = "", cv4 = "", pphong = ""] = ids;
    const two = await decide("giamdoc", [{ fileId: cv1, level: "excellent" }, { fileId: cv2, level: "excellent" }]);
    expect(two.status).toBe(422);
    const all = [{ fileId: cv1, level: "excellent" }, { fileId: cv2, level: "good" }, { fileId: cv3, level: "completed", reason: "Kết quả xác minh cho thấy còn hạn chế." }, { fileId: cv4, level: "completed" }, { fileId: pphong, level: "good" }];
    expect((await decide("tphong", all)).status).toBe(403);
    expect((await decide("giamdoc", all)).status).toBe(201);
    expect((await decide("giamdoc", all)).status).toBe(422);
    expect((await line("cv3")).decided).toBe("completed");
    expect((await round("giamdoc")).quota).toMatchObject([{ places: 1, taken: 1 }]);
    // Made public within the agency (article 21.2.đ): the level, no points, to nobody else.
    const published = async (as: Name) => ((await house.call(as, "GET", `${YEAR}/published`)).body as { items: { name: string }[] }).items;
    expect((await published("cv5")).find((one) => one.name.startsWith("cv1"))).toEqual({ fileId: cv1, name: "cv1 (minh họa)", title: "officer SNV.CCHC", officeName: "Phòng Cải cách hành chính", level: "excellent", number: "12/QĐ-SNV", on: "2026-12-08" });
    expect([(await published("cv5")).length, await published("stc")]).toEqual([6, []]);
  });

  it("answers a complaint within seven working days and replaces a wrong result; both decisions stay", async () => {
    expect((await act("cv3", "cv3", { kind: "complain", text: "Đơn phản ánh đã được kết luận là không có căn cứ." })).status).toBe(201);
    const desk = await house.call("giamdoc", "GET", `${YEAR}/complaints`);
    expect(desk.body).toMatchObject({ items: [{ dueOn: "2026-12-17", daysLeft: 7, verified: false }] });
    expect((await act("tccb", "cv3", { kind: "answer", text: "Không thuộc thẩm quyền.", changes: true })).status).toBe(403);
    expect((await act("giamdoc", "cv3", { kind: "answer", text: "Kiến nghị đúng; sẽ thay quyết định.", changes: true })).status).toBe(201);
    expect((await line("cv3")).stage).toBe("complained");
    expect(await closedYears()).toEqual(["cv1", "cv2"]);
    const replace = { kind: "replace", cause: "complaint", level: "good", number: "13/QĐ-SNV", on: "2026-12-08", publication: "electronic", reason: "Đơn phản ánh không có căn cứ." };
    expect((await act("giamdoc", "cv3", { ...replace, level: "excellent" })).status).toBe(422);
    expect((await act("giamdoc", "cv3", { ...replace, number: "12/QĐ-SNV" })).status).toBe(422);
    const replaced = await act("giamdoc", "cv3", replace);
    expect(replaced.status).toBe(201);
    expect((replaced.body as RatingFile).decisions.map((one) => [one.number, one.level, one.cause])).toEqual([["12/QĐ-SNV", "completed", null], ["13/QĐ-SNV", "good", "complaint"]]);
    expect((await act("giamdoc", "cv2", { ...replace, cause: "found", level: "good" })).status).toBe(403);
    expect((await act("chutich", "cv2", { ...replace, cause: "found", number: "99/QĐ-UBND", level: "completed" })).status).toBe(201);
  });

  it("closes the year of those who were decided on, and opens it while a complaint that was found right waits for its decision", async () => {
    expect(await closedYears()).toEqual(["cv1", "cv2", "cv3"]);
  });

  it("queues every decision for the national database, due in five days", async () => {
    const { body } = await house.call("sonoivu", "GET", "/outbox");
    const { items, counts, isConnected } = body as { items: { dueAt: string; queuedAt: string }[]; counts: unknown; isConnected: boolean };
    expect([counts, isConnected]).toEqual([{ waiting: 8, sent: 0, dead: 0, late: 0 }, false]);
    for (const one of items) expect(Date.parse(one.dueAt) - Date.parse(one.queuedAt)).toBe(5 * 86_400_000);
  });

  it("writes form 02, notice, minutes, answer, decision and the list, and keeps them in one archive (article 24)", async () => {
    const { id } = await line("cv3");
    for (const kind of ["form", "notice", "minutes", "answer"]) {
      const paper = await house.call("cv3", "GET", `/rating-files/${id}/papers/${kind}`);
      expect([kind, paper.status, paper.bytes.subarray(0, 2).toString()]).toEqual([kind, 200, "PK"]);
      if (process.env["CONGTAM_PAPERS"] !== undefined) writeFileSync(join(process.env["CONGTAM_PAPERS"], `${kind}.docx`), paper.bytes);
    }
    const decision = await house.call("giamdoc", "GET", `${roundOf()}/decisions/${(await line("cv1")).id}`);
    expect(decision.status).toBe(200);
    if (process.env["CONGTAM_PAPERS"] !== undefined) writeFileSync(join(process.env["CONGTAM_PAPERS"], "decision.docx"), decision.bytes);
    expect((await house.call("giamdoc", "GET", `${roundOf()}/sheet`)).status).toBe(200);
    expect((await house.call("cv5", "GET", `/rating-files/${(await line("cv5")).id}/papers/notice`)).status).toBe(409);
    const archive = await house.call("sonoivu", "GET", `/rating-files/${id}/archive`);
    const names = await namesIn(archive.bytes);
    expect(names[0]).toBe("00 MỤC LỤC.txt");
    expect(names.map((one) => one.slice(3)).toSorted()).toEqual(["Biên bản cuộc họp xếp loại cuối năm.docx", "Dữ liệu hồ sơ.json", "Hồ sơ giải quyết kiến nghị.txt", "MỤC LỤC.txt", "Phiếu xếp loại chất lượng (Mẫu số 02).docx", "Quyết định xếp loại số 12 QĐ-SNV đã được thay thế.docx", "Quyết định xếp loại.docx", "Thông báo kết quả.docx", "Trả lời kiến nghị.docx"]);
    const contents = new PizZip(archive.bytes).file("00 MỤC LỤC.txt")?.asText() ?? "";
    expect(contents.split("\r\n").filter((one) => one.startsWith("Không có: "))).toEqual(["Không có: phiếu theo dõi, đánh giá theo tháng hoặc quý (Điều 24.2.b)", "Không có: nhận xét của cấp ủy nơi công tác (Điều 24.2.d)"]);
    expect((await house.call("stc", "GET", `/rating-files/${id}/archive`)).status).toBe(404);
  });

  it.each(["rating_file", "rating_step", "rating_round_step", "rating_meeting", "outbox_attempt"] as const)("policies on rows of %s stand behind the gate: without them another agency reads it", async (table) => {
    const { database, superuser } = house.test;
    await superuser.query("insert into congtam.outbox_attempt (item, number, at, outcome, detail) select id, 99, now(), 'again', 'thử' from congtam.outbox limit 1");
    const count = async (code: string): Promise<number> =>
      database.transaction(async (tx) => {
        await tx.actAs({ personId: "somebody", roles: ["unit-head"], unitIds: [house.unit(code)] });
        const { n } = await tx.tables<Record<`congtam.${typeof table}`, object>>().selectFrom(`congtam.${table}`).select((of) => of.fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
        return n;
      });
    const [own, others] = [await count("SNV"), await count("STC")];
    await superuser.query(`alter table congtam.${table} disable row level security`);
    const all = await count("STC");
    await superuser.query(`alter table congtam.${table} enable row level security`);
    // What was sent where is the program's alone; of the province's own round everybody in it has a part.
    expect([table, own > 0 || table === "outbox_attempt", others < all]).toEqual([table, true, true]);
    await superuser.query("delete from congtam.outbox_attempt where number = 99");
  });

  it("keeps records for the time that is set, and not a day longer; nobody deletes them before", async () => {
    const forget = async (): Promise<void> => {
      await house.tasks(house.test.database)["personnel.retention"]?.({}, { isLast: true });
    };
    const files = async (): Promise<number> => (await house.test.superuser.query<{ n: number }>("select count(*)::int as n from congtam.rating_file")).rows[0]?.n ?? 0;
    const before = await files();
    await house.clock("2046-12-31T16:00:00Z");
    await forget();
    expect(await files()).toBe(before);
    await expect(house.test.database.transaction(async (tx) => forgetYear(tx, 2026, await tx.now()))).rejects.toThrow("still to be kept");
    await house.clock("2046-12-31T18:00:00Z");
    await forget();
    await forget();
    expect([before > 0, await files()]).toEqual([true, 0]);
    const { rows } = await house.test.superuser.query<{ data: unknown }>("select data from congtam.audit_entry where action = 'personnel.year-forgotten'");
    expect(rows).toEqual([{ data: expect.objectContaining({ year: 2026, counts: { files: before } }) as unknown }]);
  });

  it("has broken nothing behind the door", () => {
    expect(house.room.failures).toEqual([]);
  });
});
