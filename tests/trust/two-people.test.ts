import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cast, reach } from "../server/cycle-house.ts";
import { regulationFiles } from "../server/regulation-files.ts";
import { openProvince, playToProposal, type Province, tried } from "./province.ts";

/** Threat 5: what binds a province is done by two people, the second of whom has just shown who it is. */

const ACCOUNTS: Cast = {
  // The officer's second account, with the rights that the first lacks.
  "officer.ct": { role: "chairman", person: "officer" },
  "officer.hd": { role: "council-chair", person: "officer" },
  "officer.hai": { role: "programme-officer", person: "officer" },
  "chutich.cu": { role: "chairman", hasOldSession: true },
  "chair.cu": { role: "council-chair", hasOldSession: true },
  "officer.cu": { role: "programme-officer", hasOldSession: true },
  "officer.khac": { role: "programme-officer" },
};

/** Those who only decide on the result; as leaders at work they would owe marks. */
async function playedYear(): Promise<Province> {
  const opened = await openProvince(ACCOUNTS);
  await opened.test.superuser.query("delete from congtam.role_grant where role = 'chairman' and account in (select id from congtam.account where username in ('officer.ct', 'chutich.cu'))");
  await playToProposal(opened);
  return opened;
}

let house: Province;
beforeAll(async () => {
  house = await openProvince(ACCOUNTS);
}, 60_000);
afterAll(async () => {
  await house.end();
});
const path = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;

describe("a regulation", () => {
  it("is frozen by another person than the importer, freshly authenticated", async () => {
    const files = regulationFiles("dak-lak-2025");
    const imported = await house.send("officer", "POST", "/regulations", { files: { ...files, "regulation.yaml": (files["regulation.yaml"] ?? "").replace("year: 2025", "year: 2026") } });
    const id = String(imported.json["id"]);
    const freeze = async (as: string) => (await house.send(as, "POST", `/regulations/${id}/freezing`)).status;
    expect(await freeze("officer")).toBe(403);
    expect(await freeze("officer.hai")).toBe(403);
    expect(await freeze("officer.cu")).toBe(401);
    const { rows } = await house.test.superuser.query("select frozen_at from congtam.regulation_version where id = $1", [id]);
    expect(rows).toEqual([{ frozen_at: null }]);
    expect(await freeze("officer.khac")).toBe(200);
  });
});

describe("a reopening", () => {
  const approve = async (as: string, proposal: unknown) => {
    const { etag } = await house.send("officer", "GET", path(""));
    return (await house.send(as, "POST", path("/actions"), { kind: "approve-reopening", proposal }, etag)).status;
  };

  it("is approved by another person than who proposed it, freshly authenticated", async () => {
    await reach(house, "self-scoring");
    await house.setClock("2025-12-14T18:00:00Z");
    const proposed = await house.act({ kind: "propose-reopening", unitId: house.unitId("STC"), stage: "self-scoring", until: "2025-12-16T17:00:00.000Z", reason: "Đơn vị bị mất điện hai ngày do bão." });
    expect(proposed.status).toBe(201);
    const [proposal] = proposed.json["proposals"] as { number: number }[];
    expect(await approve("officer", proposal?.number)).toBe(403);
    expect(await approve("officer.hd", proposal?.number)).toBe(409);
    expect(await approve("chair.cu", proposal?.number)).toBe(401);
    expect((await house.send("cham.stc", "GET", path(`/units/${house.unitId("STC")}/assessment`))).json["open"]).toMatchObject({ self: false });
    expect(await approve("chair", proposal?.number)).toBe(201);
    expect((await house.send("cham.stc", "GET", path(`/units/${house.unitId("STC")}/assessment`))).json["open"]).toMatchObject({ self: true });
  });
});

describe("a result", () => {
  const approval = { decisionNumber: "02311/QĐ-UBND", decidedOn: "2025-12-30" };
  const approve = async (as: string) => (await house.send(as, "POST", path("/result-versions/1/approval"), approval)).status;
  const STEP = "insert into congtam.result_step (campaign, number, step, at, by, kind, data) values ($1, 1, 1, now(), $2, $3, '{}')";
  /** What the database says to the program's role, with the control or without it. */
  const bySql = (kind: string, by: string, before = "select") =>
    tried(house.test.superuser, false, async () => {
      await house.test.superuser.query(before);
      await house.test.superuser.query("set local role congtam_app; set local congtam.scope = 'all'");
      return house.test.superuser.query(STEP, [house.campaignId, house.personOf(by), kind]).then(
        () => "taken",
        (error: unknown) => String((error as { code?: string }).code),
      );
    });

  beforeAll(async () => {
    await house.end();
    house = await playedYear();
    await house.send("officer", "POST", path("/result-versions"), {});
  }, 120_000);

  it("is not approved by who proposed it, with whatever account", async () => {
    expect(await approve("officer")).toBe(403);
    expect(await approve("officer.ct")).toBe(403);
    expect(await bySql("approve", "officer.ct")).toBe("23000");
    expect(await bySql("approve", "chutich")).toBe("taken");
    expect(await bySql("approve", "officer.ct", "drop trigger result_step_guard on congtam.result_step")).toBe("taken");
  });

  it("is not published without an approval, not even by SQL", async () => {
    expect((await house.send("officer", "POST", path("/result-versions/1/publication"))).status).toBe(409);
    expect(await bySql("publish", "chutich")).toBe("23000");
    expect(await bySql("publish", "chutich", "drop trigger result_step_guard on congtam.result_step")).toBe("taken");
  });

  it("needs the second factor again for approval and for publication", async () => {
    expect(await approve("chutich.cu")).toBe(401);
    expect((await house.send("nobody", "GET", path("/result-versions/1"))).status).toBe(404);
    expect(await approve("chutich")).toBe(201);
    expect((await house.send("officer.cu", "POST", path("/result-versions/1/publication"))).status).toBe(401);
    expect((await house.send("officer", "POST", path("/result-versions/1/publication"))).status).toBe(201);
  });

  it("a session counts as fresh only with a second factor shown in the last ten minutes", async () => {
    await house.end();
    house = await playedYear();
    await house.send("officer", "POST", path("/result-versions"), {});
    const shownBefore = (minutes: string) => house.test.superuser.query("update congtam.session set second_factor_at = (select pg_catalog.clock_timestamp() + by from clock.shift) - $1::interval where id = 'chutich.cu'", [minutes]);
    await shownBefore("10 minutes 1 second");
    expect(await approve("chutich.cu")).toBe(401);
    await shownBefore("9 minutes");
    expect(await approve("chutich.cu")).toBe(201);
  });
});
