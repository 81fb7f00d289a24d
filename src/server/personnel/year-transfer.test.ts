import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RatingFile, RatingLine, RatingRound } from "../../contract/personnel-year.ts";
import type { RatingLevel } from "../../contract/personnel-year-steps.ts";
import { type Name, openRatingHouse, type RatingHouse } from "../../../tests/server/rating-house.ts";

/** Somebody who is transferred after files were made is rated where they work at the time of rating (article 19.1). */

let house: RatingHouse;
beforeAll(async () => {
  house = await openRatingHouse();
  await house.clock("2026-12-08T02:00:00Z");
});
afterAll(() => house.close());

const roundPath = (agency: string): string => `/rating-rounds/${house.unit(agency)}/2026`;
async function round(as: Name, agency: string): Promise<RatingRound> {
  const { status, body } = await house.call(as, "GET", roundPath(agency));
  expect({ status, body: status === 200 ? "" : body }).toEqual({ status: 200, body: "" });
  return body as RatingRound;
}
const inRound = async (as: Name, agency: string, name: Name): Promise<RatingLine | undefined> => (await round(as, agency)).lines.find((one) => one.personId === house.person(name));
async function fileOf(name: Name): Promise<RatingFile> {
  const { status, body } = await house.call(name, "GET", "/rating-years/2026/mine");
  expect(status).toBe(200);
  return body as RatingFile;
}
async function act(as: Name, about: Name, body: unknown): Promise<{ status: number; body: unknown }> {
  const { id, version } = await fileOf(about);
  return house.call(as, "POST", `/rating-files/${id}/actions`, { body, seen: version });
}
async function meet(as: Name, agency: string, unit: string, name: Name): Promise<number> {
  const opinions = [{ fileId: (await fileOf(name)).id, text: "Nhất trí với tự đánh giá." }];
  const { status } = await house.call(as, "POST", `${roundPath(agency)}/meetings`, { body: { unitId: house.unit(unit), heldOn: "2026-12-03", place: "Phòng họp", chairedBy: "Trưởng phòng", secretary: "Thư ký", attended: ["A", "B"], opinions, conclusion: "Thông qua.", isAdopted: true } });
  return status;
}
async function decide(as: Name, agency: string, name: Name, level: RatingLevel): Promise<{ status: number; body: unknown }> {
  const { version } = await round(as, agency);
  return house.call(as, "POST", `${roundPath(agency)}/actions`, { body: { kind: "decide", number: `7/QĐ-${agency}`, on: "2026-12-08", publication: "electronic", people: [{ fileId: (await fileOf(name)).id, level }] }, seen: version });
}
const takeOver = async (as: Name, name: Name, seen?: string): Promise<{ status: number; body: unknown }> => {
  const { id, version } = await fileOf(name);
  return house.call(as, "POST", `/rating-files/${id}/transfer`, { seen: seen ?? version });
};

describe("a transfer after the files were made", () => {
  it("leaves the file for the new agency to take over; the old one decides nothing any more and says why", async () => {
    const holidays: never[] = [];
    expect((await house.call("sonoivu", "PUT", "/rating-years/2026", { body: { regulationVersionId: house.regulation, retentionYears: 20, holidays }, seen: "0" })).status).toBe(200);
    for (const name of ["cv1", "cv2", "cv3", "cv4", "cv5"] as const) house.give(name, "92.00", "92.00", "92.00", "92.00");
    expect((await house.call("tccb", "POST", `${roundPath("SNV")}/opening`)).status).toBe(201);
    expect(((await house.call("stc", "GET", "/rating-years/2026/rounds")).body as { items: unknown }).items).toMatchObject([{ id: house.unit("STC"), name: "Sở Tài chính", people: 0 }]);
    expect((await house.call("stc", "POST", `${roundPath("STC")}/opening`)).body).toEqual({ added: 0, people: 0 });
    for (const name of ["cv1", "cv5"] as const) expect((await act(name, name, { kind: "self-review", level: "good", text: "Hoàn thành các nhiệm vụ được giao." })).status).toBe(201);
    expect((await act("tccb", "cv5", { kind: "group", group: "Tổng hợp" })).status).toBe(201);
    expect(await meet("tccb", "SNV", "SNV.VP", "cv5")).toBe(201);
    expect((await act("tccb", "cv5", { kind: "propose", level: "good", reason: "Theo kết luận cuộc họp." })).status).toBe(201);
    expect((await round("giamdoc", "SNV")).quota).toMatchObject([{ group: "", base: 4 }, { group: "Tổng hợp", base: 1 }]);

    await house.move("cv5", { unit: "STC", kind: "officer", on: "2026-12-07" });
    const old = await inRound("giamdoc", "SNV", "cv5");
    expect([old?.movedTo, old?.missing]).toEqual(["officer STC, Sở Tài chính", ["transfer"]]);
    expect((await round("giamdoc", "SNV")).quota.map((one) => one.group)).toEqual([""]);
    const refused = await decide("giamdoc", "SNV", "cv5", "good");
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining("Điều 19.1")]);
    expect((await act("tccb", "cv5", { kind: "propose", level: "good", reason: "Vẫn đề xuất ở nơi cũ." })).status).toBe(409);
    expect((await round("stc", "STC")).arrivals).toMatchObject([{ personId: house.person("cv5"), from: "officer SNV.VP, Văn phòng Sở, Sở Nội vụ", isFromElsewhere: true }]);
  });

  it("is for the new agency alone, from the version that it saw", async () => {
    expect((await takeOver("tccb", "cv5")).status).toBe(404);
    expect((await takeOver("cv5", "cv5")).status).toBe(403);
    expect((await takeOver("stc", "cv1")).status).toBe(404);
    expect((await takeOver("stc", "cv5", "1")).status).toBe(412);
    expect((await takeOver("stc", "cv5")).status).toBe(201);
    expect((await takeOver("stc", "cv5")).status).toBe(409);
  });

  it("brings along the periods, the self-review and what was said; meeting, proposal and group are the new agency's", async () => {
    expect(await inRound("tccb", "SNV", "cv5")).toBeUndefined();
    const { id, periods, selfLevel, group, missing, agencyName, steps } = (await house.call("stc", "GET", `/rating-files/${(await fileOf("cv5")).id}`)).body as RatingFile;
    expect([agencyName, periods.length, selfLevel, group, missing]).toEqual(["Sở Tài chính", 4, "good", "", ["meeting", "proposal"]]);
    expect(steps.map((one) => one.step.kind)).toEqual(["self-review", "group", "meeting", "propose", "transfer"]);
    // The minutes of the agency before stay readable, for it and for the new one.
    expect((await house.call("stc", "GET", `/rating-files/${id}/papers/minutes`)).status).toBe(200);
    expect((await round("tccb", "SNV")).meetings).toHaveLength(1);
    expect((await house.call("tccb", "GET", `/rating-files/${id}`)).status).toBe(404);
    expect(house.room.recorded.filter((one) => one.action === "personnel.rating-transfer")).toMatchObject([{ subject: `rating:${id}`, data: { number: 5, step: { kind: "transfer", from: { agencyId: house.unit("SNV"), agency: "Sở Nội vụ" }, to: { agencyId: house.unit("STC"), roundId: house.unit("STC") } } } }]);
  });

  it("counts for the new agency's places, and is decided there", async () => {
    expect((await round("stc", "STC")).quota).toMatchObject([{ group: "", base: 1, places: 0 }]);
    expect(await meet("stc", "STC", "STC", "cv5")).toBe(201);
    expect((await act("sonoivu", "cv5", { kind: "propose", level: "good" })).status).toBe(201);
    expect((await decide("giamdoc", "SNV", "cv5", "good")).status).toBe(422);
    expect((await decide("stc", "STC", "cv5", "good")).status).toBe(201);
  });

  it("does not move what is decided, neither through the door nor in the tables", async () => {
    await house.move("cv5", { unit: "SNV.VP", kind: "officer", on: "2026-12-08" });
    expect((await round("tccb", "SNV")).arrivals).toEqual([]);
    expect((await takeOver("sonoivu", "cv5")).status).toBe(409);
    const { id } = await fileOf("cv5");
    const back = { kind: "transfer", from: { agencyId: house.unit("STC") }, to: { agencyId: house.unit("SNV") } };
    await expect(house.test.superuser.query("insert into congtam.rating_step (file, number, at, by, step) values ($1, 99, now(), 'somebody', $2)", [id, back])).rejects.toThrow("is decided");
    const cv1 = (await fileOf("cv1")).id;
    await expect(house.test.superuser.query("insert into congtam.rating_step (file, number, at, by, step) values ($1, 99, now(), 'somebody', $2)", [cv1, back])).rejects.toThrow("is not where");
  });

  it("brings a file up to date within the agency too: whoever leads an office is rated by another competence", async () => {
    await house.move("cv4", { unit: "SNV.VP", kind: "head", on: "2026-12-08" });
    expect((await round("tccb", "SNV")).arrivals).toMatchObject([{ personId: house.person("cv4"), isFromElsewhere: false }]);
    expect((await takeOver("tccb", "cv4")).status).toBe(201);
    expect(await inRound("tccb", "SNV", "cv4")).toMatchObject({ competence: "office-head", officeId: house.unit("SNV.VP"), movedTo: null });
  });
});

describe("groups of like tasks", () => {
  it("are one where names differ in case, diacritics or spaces; an empty name takes somebody out", async () => {
    expect((await act("tccb", "cv1", { kind: "group", group: "Tổng hợp" })).status).toBe(201);
    expect((await act("tccb", "cv2", { kind: "group", group: "tổng  HỢP" })).status).toBe(201);
    expect((await act("tccb", "cv3", { kind: "group", group: "Tong hop" })).status).toBe(201);
    const { quota } = await round("giamdoc", "SNV");
    expect(quota.map(({ group, base }) => [group, base])).toContainEqual(["Tổng hợp", 3]);
    const cv3 = (await house.call("tccb", "GET", `/rating-files/${(await fileOf("cv3")).id}`)).body as RatingFile;
    expect([cv3.group, cv3.groups, cv3.steps.at(-1)?.step]).toEqual(["Tổng hợp", ["Tổng hợp"], { kind: "group", group: "Tổng hợp" }]);
    expect((await act("tccb", "cv3", { kind: "group", group: "" })).status).toBe(201);
    expect((await fileOf("cv3")).group).toBe("");
    expect((await round("giamdoc", "SNV")).quota.map(({ group, base }) => [group, base])).toContainEqual(["Tổng hợp", 2]);
  });
});

describe("those whom the Chairman rates", () => {
  it("are met upon in their own agency; the level is computed over all of them, so that nobody is shown another one", async () => {
    const province = "/rating-rounds/province/2026";
    house.give("giamdoc", "93.00", "93.00", "93.00", "93.00");
    expect((await house.call("sonoivu", "POST", `${province}/opening`)).body).toEqual({ added: 2, people: 2 });
    const own = (await house.call("tccb", "GET", province)).body as RatingRound;
    expect(own.lines.map((one) => [one.personId, one.percent, one.computed])).toEqual([[house.person("giamdoc"), "93.00", null]]);
    expect((await house.call("chutich", "GET", province)).body).toMatchObject({ quota: [{ base: 1, places: 0 }] });
    expect([(await fileOf("giamdoc")).percent, (await fileOf("giamdoc")).computed]).toEqual(["93.00", null]);
    expect((await house.call("tphong", "GET", province)).status).toBe(404);
    const body = { unitId: house.unit("SNV"), heldOn: "2026-12-03", place: "Hội trường", chairedBy: "Phó Giám đốc", secretary: "Thư ký", attended: ["A"], opinions: [{ fileId: own.lines[0]?.id, text: "Nhất trí." }], conclusion: "Thông qua.", isAdopted: true };
    expect((await house.call("tphong", "POST", `${province}/meetings`, { body })).status).toBe(404);
    expect((await house.call("tccb", "POST", `${province}/meetings`, { body })).status).toBe(201);
  });
});

describe("a complaint that was answered before it was verified", () => {
  it("is verified afterwards; found wrong, the decision is replaced and both stay (articles 21.3 and 22)", async () => {
    const replace = { kind: "replace", cause: "complaint", level: "completed", number: "8/QĐ-STC", on: "2026-12-08", publication: "electronic", reason: "Kết quả xác minh sau khi trả lời kiến nghị." };
    expect((await act("cv5", "cv5", { kind: "complain", text: "Điểm quý III bị tính thiếu một sản phẩm." })).status).toBe(201);
    expect((await act("stc", "cv5", { kind: "verify", finding: "Đang đối chiếu với biên bản.", changes: true })).status).toBe(422);
    expect((await act("stc", "cv5", { kind: "answer", text: "Giữ nguyên kết quả đã thông báo.", changes: false })).status).toBe(201);
    expect((await act("stc", "cv5", replace)).status).toBe(409);
    expect((await act("stc", "cv5", { kind: "verify", finding: "Đối chiếu hồ sơ: kết quả chưa chính xác.", changes: true })).status).toBe(201);
    expect((await fileOf("cv5")).complaints).toMatchObject([{ verified: true, answer: { changes: false }, afterwards: { changes: true } }]);
    expect((await house.call("stc", "GET", "/rating-years/2026/complaints")).body).toMatchObject({ items: [{ owesReplacement: true }] });
    expect((await act("stc", "cv5", replace)).status).toBe(201);
    expect((await fileOf("cv5")).decisions.map((one) => [one.number, one.level, one.cause])).toEqual([["7/QĐ-STC", "good", null], ["8/QĐ-STC", "completed", "complaint"]]);
  });

  it("has broken nothing behind the door", () => {
    expect(house.room.failures).toEqual([]);
  });
});
