import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reach } from "../../../tests/server/cycle-house.ts";
import { assign, fileOf, openProvince, ownOf, type Province } from "../../../tests/trust/province.ts";

/** One criterion across units: the same as in each unit's file, and the same rules when many are saved at once. */

const INDEX = "01";
const UNITS = ["SNV", "STC", "STP"];
const code = ownOf("STC").find((one) => one.code.startsWith("1.") && UNITS.every((unit) => ownOf(unit).some((own) => own.code === one.code)))?.code ?? "";
const REASON = "Theo kết quả kiểm tra thực tế.";

let house: Province;
beforeAll(async () => {
  house = await openProvince({ "hd.stc": { role: "council-member", unit: "STC", kind: "deputy" } });
  for (const name of ["hd.mot", "hd.hai", "hd.stc"]) await assign(house, name, "1");
  await reach(house, "self-scoring");
  for (const unit of ["SNV", "STC"]) await house.send(`cham.${unit.toLowerCase()}`, "PUT", `${fileOf(house, unit)}/scores/${code}`, { input: ownOf(unit).find((one) => one.code === code)?.input }, "0");
}, 60_000);
afterAll(() => house.end());

type Row = { readonly unitId: string; readonly unitCode: string; readonly isAssigned: boolean; readonly isOpen: boolean; readonly states: string[]; readonly version: string; readonly before: { points: string } | null; readonly mine: { points: string } | null; readonly evidence: number; readonly explainsInstead: boolean; readonly notices: string[]; readonly criterion: { code: string; self: unknown } };
const gridPath = (query = "") => `/campaigns/${house.campaignId}/criteria/${code}/units?index=${INDEX}${query}`;
async function grid(as: string, query = ""): Promise<Row[]> {
  const { status, json } = await house.send(as, "GET", gridPath(query));
  expect(status).toBe(200);
  return json["items"] as Row[];
}
const codes = (rows: readonly Row[]) => rows.map((one) => one.unitCode);
const save = (as: string, items: readonly object[], round = "1") => house.send(as, "POST", `/campaigns/${house.campaignId}/criteria/${code}/appraisals/${round}`, { index: INDEX, items });

/** What the unit's own file says of the criterion to the same reader. */
async function inFile(as: string, unit: string): Promise<unknown> {
  const { json } = await house.send(as, "GET", `${fileOf(house, unit)}/assessment`);
  return (json["criteria"] as { code: string }[]).find((one) => one.code === code);
}
async function sameAsFiles(): Promise<void> {
  for (const as of ["officer", "group", "chair", "hd.mot", "hd.hai", "hd.stc", "auditor"]) {
    for (const row of await grid(as, "&scope=all")) expect({ as, unit: row.unitCode, criterion: row.criterion }).toEqual({ as, unit: row.unitCode, criterion: await inFile(as, row.unitCode) });
  }
}

describe("reading", () => {
  it("shows of a draft what the file does", sameAsFiles);

  it("gives a member what is assigned, never of a unit of their own; the secretariat only looks", async () => {
    expect([codes(await grid("hd.mot")), codes(await grid("hd.stc")), codes(await grid("officer")), codes(await grid("officer", "&scope=all"))]).toEqual([UNITS, ["SNV", "STP"], [], UNITS]);
  });

  it("comes in pages, in a number of questions that does not depend on the units", async () => {
    const first = await house.send("hd.mot", "GET", gridPath("&limit=2"));
    expect([codes(first.json["items"] as Row[]), first.json["nextCursor"]]).toEqual([["SNV", "STC"], "STC"]);
    expect(codes(await grid("hd.mot", "&limit=2&cursor=STC"))).toEqual(["STP"]);
    const statements = async (as: string) => {
      const before = house.test.database.statements();
      await grid(as);
      return house.test.database.statements() - before;
    };
    await grid("hd.stc");
    expect(await statements("hd.mot")).toBe(await statements("hd.stc"));
  });

  it("refuses what is not there, and who has no part", async () => {
    expect((await house.send("hd.mot", "GET", `/campaigns/${house.campaignId}/criteria/9.9.9/units?index=${INDEX}`)).status).toBe(404);
    expect((await house.send("hd.mot", "GET", gridPath().replace("index=01", "index=77"))).status).toBe(404);
    for (const as of ["cham.stc", "chutich"]) expect((await house.send(as, "GET", gridPath())).status).toBe(403);
    expect((await house.send("truong.stc", "GET", gridPath())).status).toBe(403);
  });
});

describe("appraising", () => {
  it("is refused as a whole before its time, each unit with its reason", async () => {
    const { status, json } = await save("hd.mot", [{ unitId: house.unitId("SNV"), version: "0", input: null }]);
    expect([status, json["items"]]).toEqual([409, [expect.objectContaining({ outcome: "refused", problem: "conflict" })]]);
  });

  it("saves what can be saved, and says of the rest why not", async () => {
    await reach(house, "appraisal-1", "self-scoring");
    expect((await grid("hd.mot", "&state=to-do")).length).toBe(3);
    const lower = { points: "0.01" };
    const { status, json } = await save("hd.mot", [
      { unitId: house.unitId("SNV"), version: "0", input: lower, reason: REASON },
      { unitId: house.unitId("STC"), version: "0", input: lower },
      { unitId: house.unitId("STP"), version: "3", input: lower, reason: REASON },
      { unitId: "nowhere", version: "0", input: lower, reason: REASON },
      { unitId: house.unitId("SNV"), version: "1", input: lower, reason: REASON },
    ]);
    expect(status).toBe(200);
    expect(json["items"]).toMatchObject([
      { outcome: "saved", saved: { code, version: "1", points: "0.01", note: REASON } },
      { outcome: "refused", problem: "invalid-input", fields: [{ pointer: "/reason" }] },
      { outcome: "stale", current: null },
      { outcome: "refused", problem: "not-allowed" },
      { outcome: "refused", problem: "invalid-input" },
    ]);
    const { rows } = await house.test.superuser.query("select data from congtam.audit_entry where action = 'assessment.appraisal-1'");
    expect(rows).toHaveLength(1);
    expect(codes(await grid("hd.mot", "&state=to-do"))).toEqual(["STC", "STP"]);
    expect(await grid("hd.mot", "&state=changed")).toMatchObject([{ unitCode: "SNV", version: "1", mine: { points: "0.01" }, states: ["done", "changed"] }]);
    expect(codes(await grid("hd.mot", "&state=not-scored"))).toEqual(["STP"]);
    await sameAsFiles();
  });

  it("never reaches a unit of one's own, nor overwrites what was saved since", async () => {
    expect((await save("hd.stc", [{ unitId: house.unitId("STC"), version: "0", input: { points: "0.01" }, reason: REASON }])).json["items"]).toMatchObject([{ outcome: "refused", problem: "not-allowed" }]);
    const { json } = await save("hd.mot", [{ unitId: house.unitId("SNV"), version: "0", input: { points: "0.02" }, reason: REASON }]);
    expect(json["items"]).toMatchObject([{ outcome: "stale", current: { version: "1", points: "0.01" } }]);
    expect((await save("officer", [{ unitId: house.unitId("SNV"), version: "0", input: null }])).status).toBe(403);
  });

  it("shows members' dispute to the chair while the round runs, and to members when it is over", async () => {
    await save("hd.hai", [{ unitId: house.unitId("SNV"), version: "0", input: { points: "0.05" }, reason: REASON }]);
    expect([codes(await grid("chair", "&state=disputed")), codes(await grid("hd.mot", "&state=disputed"))]).toEqual([["SNV"], []]);
    await sameAsFiles();
    await reach(house, "explanation", "appraisal-1");
    expect(codes(await grid("hd.mot", "&state=disputed"))).toEqual(["SNV"]);
    expect(await grid("hd.mot", "&round=2")).toMatchObject([{ isOpen: false }, { isOpen: false }, { isOpen: false }]);
    await reach(house, "appraisal-2", "explanation");
    expect(codes(await grid("hd.mot", "&round=2&state=to-do"))).toEqual(UNITS);
  });
});

describe("evidence", () => {
  it("is counted where the reader sees what it proves: the newest set, of nobody else", async () => {
    const set = (version: number) => [house.campaignId, house.unitId("SNV"), code, version];
    for (const version of [1, 2]) await house.test.superuser.query("insert into congtam.evidence_link_set values ($1, $2, $3, 'self-scoring', $4, 'x', now())", set(version));
    for (const [version, position] of [[1, 1], [2, 1], [2, 2]] as const) await house.test.superuser.query("insert into congtam.evidence_link values ($1, $2, $3, 'self-scoring', $4, $5, 'f', '', '')", [...set(version), position]);
    const seen = await grid("auditor", "&scope=all");
    expect(seen.map(({ unitCode, evidence }) => [unitCode, evidence])).toEqual([["SNV", 2], ["STC", 0], ["STP", 0]]);
  });

  it("counts what is explained in its place as explained, and tells what was noticed about the files, also that one is elsewhere too", async () => {
    const { superuser } = house.test;
    const [at, day] = ["2025-11-20T00:00:00Z", "2024-03-01"];
    const hash = "a".repeat(64);
    for (const [unit, file] of [["SNV", "f1"], ["STP", "f2"]] as const) {
      const id = house.unitId(unit);
      await superuser.query("insert into congtam.evidence_item values ($1, $2, 2025, $3, 'x')", [`i-${file}`, id, at]);
      await superuser.query("insert into congtam.evidence_file (id, item, unit, year, number, name, size, sha256, reserved_at, by, bytes_until) values ($1, $2, $3, 2025, 1, 'a.pdf', 10, $4, $5, 'x', $5)", [file, `i-${file}`, id, hash, at]);
      await superuser.query("insert into congtam.evidence_kept (file, unit, sha256, kind, at) values ($1, $2, $3, 'pdf', $4)", [file, id, hash, at]);
    }
    await superuser.query("insert into congtam.evidence_description (item, unit, revision, number, dated, issuer, subject, words, by, at) values ('i-f1', $1, 1, '', $2, '', '', '', 'x', $3)", [house.unitId("SNV"), day, at]);
    await superuser.query("insert into congtam.evidence_link_set values ($1, $2, $3, 'self-scoring', 3, 'x', now())", [house.campaignId, house.unitId("SNV"), code]);
    await superuser.query("insert into congtam.evidence_link values ($1, $2, $3, 'self-scoring', 3, 1, 'f1', '', '')", [house.campaignId, house.unitId("SNV"), code]);
    await superuser.query("insert into congtam.evidence_link_set (campaign, unit, criterion, part, version, by, at, instead) values ($1, $2, $3, 'self-scoring', 1, 'x', now(), 'Nhiệm vụ giao trực tiếp, không có văn bản.')", [house.campaignId, house.unitId("STC"), code]);
    const seen = await grid("auditor", "&scope=all");
    expect(seen.map(({ unitCode, evidence, explainsInstead, notices }) => [unitCode, evidence, explainsInstead, notices])).toEqual([
      ["SNV", 1, false, ["outside-year", "unscanned", "used-elsewhere"]],
      ["STC", 0, true, []],
      ["STP", 0, false, []],
    ]);
    // A member sees that a file is elsewhere only where its unit has shown it.
    expect((await grid("hd.mot")).map((one) => one.notices)).toEqual([["outside-year", "unscanned"], [], []]);
  });
});
