import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PeopleWork } from "../../contract/home.ts";
import { openRatingHouse, type Name, type RatingHouse } from "../../../tests/server/rating-house.ts";
import { openWorkHouse, type WorkHouse } from "../../../tests/server/work-house.ts";
import type { RatingRound } from "../../contract/personnel-year.ts";

/** What each finds to do about people's work and ratings when they come in. */

describe("in a period", () => {
  let house: WorkHouse;
  beforeAll(async () => {
    house = await openWorkHouse();
  }, 60_000);
  afterAll(() => house.closeAll());

  const found = async (as: string): Promise<PeopleWork[]> => (await house.send("GET", as, "/me/work")).json["ofPeople"] as PeopleWork[];
  const kinds = async (as: string) => (await found(as)).map((one) => [one.kind, one.left]);
  /** The own form is told of towards the end of the period, which may be today. */
  const besidesForm = async (as: string) => (await kinds(as)).filter(([kind]) => kind !== "self-score");

  it("who has work records it, who leads accepts it; nobody else is told of it", async () => {
    const item = await house.assign("lan", "report", "4");
    expect(await found("lan")).toContainEqual({ kind: "record", periodId: house.period, year: null, place: null, dueOn: house.due, left: 1, late: 0, comment: null });
    expect(await kinds("head")).not.toContainEqual(["accept", 1]);
    const recorded = await house.record("lan", item, "4");
    expect(await besidesForm("lan")).toEqual([]);
    expect((await found("head")).filter((one) => one.kind === "accept")).toMatchObject([{ left: 1, place: { id: house.unit("PHONG") } }]);
    for (const as of ["director", "deputy", "otherhead", "minh", "keeper", "officer"]) expect([as, await besidesForm(as)]).toEqual([as, []]);
    await house.accept("head", recorded, "4");
    expect(await besidesForm("head")).toEqual([]);
  });

  it("what was handed back waits for its head until somebody else has it", async () => {
    const item = await house.assign("hoa", "letter", "1");
    const at = `/work-periods/${house.period}/items/${item.id}/actions`;
    expect((await house.send("POST", "hoa", at, { body: { kind: "hand-back", reason: "Đang nghỉ ốm, không làm kịp." }, seen: item.version })).status).toBe(200);
    expect(await besidesForm("head")).toEqual([["accept", 1]]);
    const back = ((await house.send("GET", "head", `/work-periods/${house.period}/people/${house.person("hoa")}/work`)).json["items"] as { id: string; version: string }[]).find((one) => one.id === item.id);
    expect((await house.send("POST", "head", at, { body: { kind: "pass-on", personId: house.person("minh"), due: house.due }, seen: back?.version ?? "" })).status).toBe(200);
    expect(await besidesForm("head")).toEqual([]);
    expect(await besidesForm("minh")).toEqual([["record", 1]]);
  });

  it("a form that came back says why; one that was handed in waits for the head", async () => {
    await house.handIn("lan");
    expect((await found("head")).filter((one) => one.kind === "confirm")).toMatchObject([{ left: 1, place: { id: house.unit("PHONG") } }]);
    const path = `/work-periods/${house.period}/people/${house.person("lan")}/form`;
    expect((await house.send("POST", "head", `${path}/actions`, { body: { kind: "return", reason: "Bổ sung hạn chế trong kỳ." }, seen: "2" })).status).toBe(200);
    expect((await found("lan")).filter((one) => one.kind === "self-score")).toMatchObject([{ comment: "Bổ sung hạn chế trong kỳ.", periodId: house.period }]);
    expect(await besidesForm("head")).toEqual([]);
  });
});

describe("in a year", () => {
  let house: RatingHouse;
  beforeAll(async () => {
    house = await openRatingHouse();
    await house.clock("2026-12-08T02:00:00Z");
  }, 60_000);
  afterAll(() => house.close());

  const roundOf = (): string => `/rating-rounds/${house.unit("SNV")}/2026`;
  const kinds = async (as: Name) => ((await house.call(as, "GET", "/me/work")).body as { ofPeople: PeopleWork[] }).ofPeople.map((one) => [one.kind, one.left, one.dueOn, one.late]);
  const act = async (as: Name, about: Name, body: object) => {
    const { lines } = (await house.call("sonoivu", "GET", roundOf())).body as RatingRound;
    const { id, version } = lines.find((one) => one.personId === house.person(about)) ?? { id: "", version: "" };
    const { status } = await house.call(as, "POST", `/rating-files/${id}/actions`, { body, seen: version });
    expect({ kind: body, status }).toEqual({ kind: body, status: 201 });
    return id;
  };

  it("each step waits for the one whose it is, until its day", async () => {
    const { holidays } = (await house.call("sonoivu", "GET", "/rating-years/2026")).body as { holidays: unknown[] };
    await house.call("sonoivu", "PUT", "/rating-years/2026", { body: { regulationVersionId: house.regulation, retentionYears: 20, holidays }, seen: "0" });
    house.give("cv1", "75.00", "75.00", "75.00", "75.00");
    await house.call("tccb", "POST", `${roundOf()}/opening`);
    const due = "2026-12-14";
    expect(await kinds("cv1")).toEqual([["self-review", 1, due, 0]]);
    const id = await act("cv1", "cv1", { kind: "self-review", level: "good", text: "Hoàn thành nhiệm vụ được giao." });
    expect([await kinds("cv1"), await kinds("tphong")]).toEqual([[], [["self-review", 1, due, 0], ["meet", 1, due, 0]]]);
    expect((await house.call("tphong", "POST", `${roundOf()}/meetings`, { body: { unitId: house.unit("SNV.CCHC"), heldOn: "2026-12-07", place: "Phòng họp", chairedBy: "Trưởng phòng", secretary: "Thư ký", attended: ["A", "B"], opinions: [{ fileId: id, text: "Nhất trí." }], conclusion: "Thông qua.", isAdopted: true } })).status).toBe(201);
    expect(await kinds("tccb")).toContainEqual(["propose", 1, due, 0]);
    // Whoever works elsewhere by now is rated there (article 19.1): the agency before has nothing to do about it.
    const moveTo = (code: string) => house.test.superuser.query("update congtam.post set unit_id = $2 where person_id = $1", [house.person("cv1"), house.unit(code)]);
    await moveTo("STC");
    expect((await kinds("tccb")).filter(([kind]) => kind === "propose")).toEqual([]);
    await moveTo("SNV.CCHC");
    await act("tccb", "cv1", { kind: "propose", level: "good" });
    expect((await kinds("giamdoc")).filter(([kind]) => kind !== "self-review")).toEqual([["decide", 1, due, 0]]);
    const { version } = (await house.call("giamdoc", "GET", roundOf())).body as RatingRound;
    expect((await house.call("giamdoc", "POST", `${roundOf()}/actions`, { body: { kind: "decide", number: "12/QĐ-SNV", on: "2026-12-08", publication: "electronic", people: [{ fileId: id, level: "good" }] }, seen: version })).status).toBe(201);
    expect((await kinds("giamdoc")).filter(([kind]) => kind !== "self-review")).toEqual([]);
    await act("cv1", "cv1", { kind: "complain", text: "Đề nghị xem lại kết quả." });
    // Seven working days from Tuesday 8 December (article 22); the year's day is another.
    expect((await kinds("giamdoc")).filter(([kind]) => kind !== "self-review")).toEqual([["answer-complaint", 1, "2026-12-17", 0]]);
    await house.clock("2026-12-18T02:00:00Z");
    expect((await kinds("giamdoc")).filter(([kind]) => kind !== "self-review")).toEqual([["answer-complaint", 1, "2026-12-17", 1]]);
    await act("giamdoc", "cv1", { kind: "answer", text: "Kiến nghị có cơ sở một phần.", changes: true });
    expect((await kinds("giamdoc")).filter(([kind]) => kind !== "self-review")).toEqual([["replace", 1, null, 0]]);
    for (const as of ["stc", "pgd", "cv2", "cv5"] as const) expect([as, (await kinds(as)).filter(([kind]) => kind !== "self-review")]).toEqual([as, []]);
  });
});
