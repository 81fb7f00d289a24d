import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { furnishRooms } from "../../src/server/main.ts";
import type { Endpoint } from "../../src/server/platform/index.ts";
import { type CampaignHouse, openCampaignHouse, reach } from "../server/cycle-house.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { openProvince, plan, playToProposal } from "./province.ts";

/** Threat 31: whoever outside a unit is shown its file, opinions on it or a result in the making leaves a row that says so. */

const UNITS = [
  { code: "A", name: "Sở A", index: "01" },
  { code: "B", name: "Sở B", index: "01" },
];
const CAST = {
  officer: { role: "programme-officer" },
  chair: { role: "council-chair" },
  member: { role: "council-member" },
  auditor: { role: "auditor" },
  admin: { role: "administrator" },
  "head.a": { role: "unit-head", unit: "A", kind: "head" },
  "head.b": { role: "unit-head", unit: "B", kind: "head" },
  "scorer.a": { role: "unit-scorer", unit: "A" },
  inside: { role: "auditor", unit: "A" },
} as const;

type Row = { readonly account: string; readonly person: string; readonly api_key: string | null; readonly roles: string; readonly operation: string; readonly kind: string; readonly campaign: string; readonly unit: string | null };
type House = CampaignHouse & { readonly test: TestDatabase; readonly rows: () => Promise<Row[]>; readonly end: () => Promise<void> };

async function open(rewire?: (endpoints: readonly Endpoint[]) => readonly Endpoint[]): Promise<House> {
  const test = await freshDatabase();
  const house = await openCampaignHouse(test, UNITS, CAST, rewire === undefined ? {} : { rewire });
  await reach(house, "self-scoring");
  const rows = async () => (await test.superuser.query<Row>("select account, person, api_key, roles::text, operation, kind, campaign, unit from congtam.read_entry order by id")).rows;
  const end = async () => {
    await house.close();
    await test.close();
  };
  return { ...house, test, rows, end };
}

/** Every way to read a unit's file or a result in the making, and who of the cast may. */
const ways = (house: CampaignHouse): readonly (readonly [operation: string, path: string, kind: string, unit: string | null])[] => {
  const campaign = `/campaigns/${house.campaignId}`;
  const unit = house.unitId("A");
  return [
    ["assessment.read", `${campaign}/units/${unit}/assessment`, "unit-file", unit],
    ["assessment.archive", `${campaign}/units/${unit}/archive`, "unit-file", unit],
    ["assessment.history", `${campaign}/units/${unit}/history`, "unit-file", unit],
    ["assessment.listOpinions", `${campaign}/opinion-requests`, "opinions", unit],
    ["result.draft", `${campaign}/draft-result`, "draft-result", null],
    ["result.pending", `${campaign}/pending-decisions`, "draft-result", null],
    ["result.explainDraft", `${campaign}/draft-result/A`, "draft-result", unit],
    ["result.amendmentPreview", `${campaign}/amendment-preview?version=${house.regulationVersionId}`, "draft-result", null],
  ];
};

let house: House;
beforeAll(async () => {
  house = await open();
  const asked = await house.send("officer", "POST", `/campaigns/${house.campaignId}/opinion-requests`, { toUnitId: house.unitId("B"), question: "Đề nghị cho ý kiến về hồ sơ.", due: "2025-12-20", items: [{ unitId: house.unitId("A"), code: await anyCode(house) }] });
  if (asked.status !== 201) throw new Error(`nothing was asked: ${String(asked.status)}`);
}, 60_000);
afterAll(async () => {
  await house.end();
});

async function anyCode({ send, campaignId, unitId }: CampaignHouse): Promise<string> {
  const { json } = await send("head.a", "GET", `/campaigns/${campaignId}/units/${unitId("A")}/assessment`);
  return (json["criteria"] as { code: string }[])[0]?.code ?? "";
}

/** What is added to the log when somebody reads this. */
async function added({ rows, send }: Pick<House, "rows" | "send">, who: string, path: string): Promise<{ readonly status: number; readonly rows: readonly Row[] }> {
  const before = (await rows()).length;
  const { status } = await send(who, "GET", path);
  return { status, rows: (await rows()).slice(before) };
}

describe("a reading from outside", () => {
  it.each(["officer", "chair", "member", "auditor"] as const)("by the %s leaves one row each: who, as what, of whom, which way", async (who) => {
    let answered = 0;
    for (const [operation, path, kind, unit] of ways(house)) {
      const found = await added(house, who, path);
      const row = { account: expect.any(String) as string, person: house.personOf(who), api_key: null, roles: `{${CAST[who].role}}`, operation, kind, campaign: house.campaignId, unit };
      if (found.status === 200) answered++;
      expect({ path, ...found }).toEqual({ path, status: found.status, rows: found.status === 200 ? [row] : [] });
    }
    expect(answered).toBeGreaterThan(4);
  });

  it("by another unit's people is refused and leaves none; opinions that they were asked for do", async () => {
    for (const [, path] of ways(house).filter(([operation]) => operation !== "assessment.listOpinions")) {
      const found = await added(house, "head.b", path);
      expect(found.status).toBeGreaterThanOrEqual(403);
      expect(found.rows).toEqual([]);
    }
    const found = await added(house, "head.b", `/campaigns/${house.campaignId}/opinion-requests`);
    expect(found.rows).toMatchObject([{ kind: "opinions", unit: house.unitId("A"), person: house.personOf("head.b") }]);
  });

  it("by the unit's own people leaves none, whatever else they are", async () => {
    for (const who of ["head.a", "scorer.a", "inside"]) {
      const found = await added(house, who, `/campaigns/${house.campaignId}/units/${house.unitId("A")}/assessment`);
      expect(found).toEqual({ status: 200, rows: [] });
    }
  });

  it("by another system names its key", async () => {
    const system = await house.send("admin", "POST", "/service-accounts", { username: "cong", name: "Cổng dữ liệu" });
    await house.send("admin", "PUT", `/accounts/${String(system.json["id"])}/roles`, { roles: [{ role: "auditor" }] }, system.etag);
    const issued = await house.send("admin", "POST", "/api-keys", { accountId: system.json["id"], name: "Khóa", roles: ["auditor"], expiresAt: "2026-06-01T00:00:00.000Z" });
    const found = await added(house, String(issued.json["secret"]), `/campaigns/${house.campaignId}/units/${house.unitId("A")}/assessment`);
    expect(found.rows).toMatchObject([{ account: system.json["id"], api_key: (issued.json["key"] as { id: string }).id }]);
  });

  it("asks the database as often whatever was read before, and writes with a single question", async () => {
    const path = `/campaigns/${house.campaignId}/units/${house.unitId("A")}/assessment`;
    const count = async (who: string): Promise<number> => {
      const before = house.test.database.statements();
      await house.send(who, "GET", path);
      return house.test.database.statements() - before;
    };
    const own = await count("inside");
    const outside = await count("auditor");
    expect(outside - own).toBe(1);
    for (let i = 0; i < 30; i++) await house.send("auditor", "GET", path);
    expect(await count("auditor")).toBe(outside);
  });
});

const kept = (path: string, who = "auditor") => house.send(who, "GET", path);
const items = ({ json }: { readonly json: Record<string, unknown> }) => json["items"] as Record<string, unknown>[];

describe("the log", () => {
  it("is read by the auditor: newest first, in pages, by unit, person, campaign and time", async () => {
    const all = (await house.rows()).toReversed();
    const pages: unknown[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page = await kept(`/audit/reads?limit=7${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(page.status).toBe(200);
      pages.push(...items(page));
      cursor = page.json["nextCursor"] as string | null;
    }
    expect(pages.map((one) => (one as Record<string, unknown>)["operation"])).toEqual(all.map((one) => one.operation));
    const of = async (query: string) => items(await kept(`/audit/reads?limit=200&${query}`)).length;
    expect(await of(`unit=${house.unitId("A")}`)).toBe(all.length);
    expect(await of(`unit=${house.unitId("B")}`)).toBe(all.filter((one) => one.unit === null).length);
    expect(await of(`person=${house.personOf("chair")}`)).toBe(all.filter((one) => one.person === house.personOf("chair")).length);
    expect(await of("campaign=another")).toBe(0);
    expect([await of("from=2000-01-01T00:00:00Z"), await of("to=2000-01-01T00:00:00Z")]).toEqual([all.length, 0]);
  });

  it("is read by the unit's head for the own unit: files alone, and no member of the council by name", async () => {
    const found = items(await kept(`/units/${house.unitId("A")}/reads?limit=200`, "head.a"));
    const files = (await house.rows()).filter((one) => one.kind === "unit-file");
    expect(found.length).toBe(files.length);
    const named = new Set(found.map((one) => one["personId"]));
    expect(named.has(house.personOf("auditor")) && named.has(house.personOf("officer"))).toBe(true);
    expect(JSON.stringify(found)).not.toContain(house.personOf("member"));
    expect(JSON.stringify(found)).not.toContain(house.personOf("chair"));
    expect(items(await kept(`/units/${house.unitId("A")}/reads?person=${house.personOf("member")}`, "head.a"))).toEqual([]);
    for (const [who, status] of [["head.b", 404], ["scorer.a", 403], ["officer", 403]] as const) expect((await kept(`/units/${house.unitId("A")}/reads`, who)).status).toBe(status);
  });

  it("is only added to by the program", async () => {
    await house.test.superuser.query("set role congtam_app");
    try {
      for (const statement of ["update congtam.read_entry set person = 'x'", "delete from congtam.read_entry", "truncate congtam.read_entry"]) await expect(house.test.superuser.query(statement)).rejects.toThrow(/permission denied/);
    } finally {
      await house.test.superuser.query("reset role");
    }
  });

  it("cannot be left out: when it cannot be written, nothing is shown", async () => {
    await house.test.superuser.query("revoke insert on congtam.read_entry from congtam_app");
    try {
      for (const [operation, path] of ways(house)) {
        const { status, json } = await house.send("auditor", "GET", path);
        expect({ operation, status }).toEqual({ operation, status: operation === "result.amendmentPreview" ? status : 500 });
        expect(json).not.toHaveProperty("criteria");
      }
    } finally {
      await house.test.superuser.query("grant insert on congtam.read_entry to congtam_app");
    }
  });
});

describe("the same again", () => {
  const path = () => `/campaigns/${house.campaignId}/units/${house.unitId("A")}/assessment`;
  /** The rows so far become as much older. */
  const age = async (seconds: number) => {
    await house.test.superuser.query("alter table congtam.read_entry disable trigger all");
    await house.test.superuser.query("update congtam.read_entry set at = at - make_interval(secs => $1)", [seconds]);
    await house.test.superuser.query("alter table congtam.read_entry enable trigger all");
  };

  it("within a minute leaves no second row, after it one more", async () => {
    await age(60);
    expect((await added(house, "officer", path())).rows).toHaveLength(1);
    await age(50);
    for (let i = 0; i < 3; i++) expect(await added(house, "officer", path())).toEqual({ status: 200, rows: [] });
    await age(10);
    expect((await added(house, "officer", path())).rows).toHaveLength(1);
  });

  it("another way, of another unit, by another person or in another role leaves one", async () => {
    await age(60);
    const other = `/campaigns/${house.campaignId}/units/${house.unitId("B")}/assessment`;
    for (const [who, what] of [["officer", path()], ["officer", path().replace("assessment", "history")], ["officer", other], ["auditor", path()]] as const) expect((await added(house, who, what)).rows).toHaveLength(1);
    await house.test.superuser.query("alter table congtam.read_entry disable trigger all");
    await house.test.superuser.query("update congtam.read_entry set roles = '{council-chair}' where person = $1", [house.personOf("officer")]);
    await house.test.superuser.query("alter table congtam.read_entry enable trigger all");
    expect((await added(house, "officer", path())).rows).toHaveLength(1);
  });

  it("is written when the row that there is lies ahead of the clock", async () => {
    await age(-3600);
    expect((await added(house, "officer", path())).rows).toHaveLength(1);
    await age(3600);
  });
});

describe("a version of the result", () => {
  it("leaves rows until it is published, and none from then on", { timeout: 120_000 }, async () => {
    const province = await openProvince();
    await playToProposal(province);
    const base = `/campaigns/${province.campaignId}/result-versions`;
    const [{ code }] = plan.units as [(typeof plan.units)[number]];
    const seen = async () => {
      await province.test.superuser.query("alter table congtam.read_entry disable trigger all; delete from congtam.read_entry");
      for (const rest of ["/1", "/1/case", `/1/units/${code}`]) {
        const { status } = await province.send("chair", "GET", `${base}${rest}`);
        if (status !== 200) throw new Error(`${rest}: ${String(status)}`);
      }
      return (await province.test.superuser.query<{ operation: string; unit: string | null }>("select operation, unit from congtam.read_entry order by id")).rows;
    };
    await province.send("officer", "POST", base, { reason: "" });
    expect(await seen()).toEqual([{ operation: "result.version", unit: null }, { operation: "result.case", unit: null }, { operation: "result.explain", unit: province.unitId(code) }]);
    await province.send("chutich", "POST", `${base}/1/approval`, { decisionNumber: "1/QĐ", decidedOn: "2025-12-30" });
    expect(await seen()).toHaveLength(3);
    await province.send("officer", "POST", `${base}/1/publication`);
    expect(await seen()).toEqual([]);
    await province.end();
  });
});

describe("without the control", () => {
  it("a route that declares to show a file and does not say whose shows nothing", async () => {
    const silent = (endpoints: readonly Endpoint[]) => endpoints.map((one) => (one.kind === "query" && one.route.reads !== undefined ? { ...one, handle: async (call: Parameters<typeof one.handle>[0]) => ({ ...(await one.handle(call)), shown: undefined }) } : one)) as readonly Endpoint[];
    const other = await open(silent);
    const found = await added(other, "auditor", `/campaigns/${other.campaignId}/units/${other.unitId("A")}/assessment`);
    expect(found).toEqual({ status: 500, rows: [] });
    await other.end();
  });

  it("a house whose routes declare nothing keeps nothing: the rows above come from the declaration", async () => {
    const undeclared = (endpoints: readonly Endpoint[]) => endpoints.map((one) => (one.kind === "query" && one.route.reads !== undefined ? { ...one, route: { ...one.route, reads: undefined }, handle: async (call: Parameters<typeof one.handle>[0]) => ({ ...(await one.handle(call)), shown: undefined }) } : one)) as readonly Endpoint[];
    const other = await open(undeclared);
    const found = await added(other, "auditor", `/campaigns/${other.campaignId}/units/${other.unitId("A")}/assessment`);
    expect(found).toEqual({ status: 200, rows: [] });
    await other.end();
  });
});

/** Names by which an answer gives away what is in a file, an opinion or a result. */
const TELLING = new Set(["appraisals", "correction", "outcomes", "input", "stance", "percent"]);

/** The names of all fields at any depth. */
function fieldsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldsOf);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [...(key === "properties" ? Object.keys(value as object) : []), ...fieldsOf(value)]);
}

/** Of the room that makes results: what is published, and which versions there are. */
const SHOWS_NO_DRAFT = ["result.compare", "result.versions", "result.previousValues"];

/** Words of the same name elsewhere: the plan that is everybody's, one's own rating, how a survey was checked. */
const IS_NO_FILE = ["plan.version", "personnel.myRating", "survey.readRechecks"];

describe("the contract", () => {
  const routes = furnishRooms(new Uint8Array(32)).endpoints.map((one) => one.route);
  const tells = (response: z.ZodType) => fieldsOf(z.toJSONSchema(response, { unrepresentable: "any", io: "input" })).some((name) => TELLING.has(name));

  it("every route that reads out a file, an opinion or a result declares it", () => {
    const reading = routes.filter(({ method, operationId, response }) => method === "GET" && (operationId.startsWith("result.") || tells(response)) && ![...SHOWS_NO_DRAFT, ...IS_NO_FILE].includes(operationId));
    expect(reading.filter((route) => route.reads === undefined).map((route) => route.operationId)).toEqual([]);
    expect(reading.length).toBe(20);
  });

  it("nothing else declares it, and only what reads", () => {
    expect(routes.filter((route) => route.reads !== undefined && route.method !== "GET")).toEqual([]);
  });
});
