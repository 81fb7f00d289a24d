import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldCycle, type KeptAction, type Stage, STAGES } from "../../contract/cycle.ts";
import type { Reminder } from "../notification/index.ts";
import { type CampaignHouse, openCampaignHouse } from "../../../tests/server/campaign-house.ts";
import { advanceByResult, announcePublication, findCampaign, remindersDue } from "./index.ts";
import { daysLeft, nearing } from "./reminders.ts";

const DAY = 86_400_000;
const calendar = { "self-scoring": "2026-12-10T10:00:00.000Z", "appraisal-1": "2026-12-20T10:00:00.000Z", explanation: "2026-12-25T10:00:00.000Z", "appraisal-2": "2026-12-30T10:00:00.000Z" };
const reason = "mất điện cả ngày 05/12";

function after(...actions: readonly KeptAction[]) {
  return foldCycle(actions.map((action, i) => ({ number: i + 1, at: "2026-01-01T00:00:00Z", by: "x", action })));
}
const upTo = (stage: Stage): KeptAction[] => [{ kind: "set-calendar", calendar }, ...STAGES.slice(1, STAGES.indexOf(stage) + 1).map((to): KeptAction => ({ kind: "advance", to }))];
const before = (until: string, days: number): Date => new Date(Date.parse(until) - days * DAY);

describe("how many days are left", () => {
  const end = calendar["self-scoring"];
  it.each([
    [7.001, undefined],
    [7, 7],
    [3.001, 7],
    [3, 3],
    [1.001, 3],
    [1, 1],
    [0.001, 1],
    [0, undefined],
    [-1, undefined],
  ])("%s days before the end the reminder is that of %s", (days, expected) => {
    expect(daysLeft(end, before(end, days))).toBe(expected);
  });

  it("is never fewer than are left, and each reminder comes before the next smaller one", () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 9, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true }), (left, passed) => {
        const [first, later] = [daysLeft(end, before(end, left)), daysLeft(end, before(end, left - passed))];
        expect(first === undefined || first * DAY >= Date.parse(end) - before(end, left).getTime()).toBe(true);
        expect(first === undefined || later === undefined || later <= first).toBe(true);
      }),
    );
  });
});

describe("deadlines that come near", () => {
  const units = ["u1", "u2", "u3"];

  it("are those of the units in their stages and of the council in its own", () => {
    const state = after(...upTo("self-scoring"));
    expect(nearing(state, units, before(calendar["self-scoring"], 8))).toEqual([]);
    expect(nearing(state, units, before(calendar["self-scoring"], 2))).toEqual([{ stage: "self-scoring", until: calendar["self-scoring"], days: 3, unitIds: units }]);
    expect(nearing(after(...upTo("appraisal-1")), units, before(calendar["appraisal-1"], 2))).toEqual([{ stage: "appraisal-1", until: calendar["appraisal-1"], days: 3, unitIds: [] }]);
    for (const stage of ["draft", "consolidation", "published"] as const) expect(nearing(after(...upTo(stage)), units, before(calendar["self-scoring"], 2))).toEqual([]);
  });

  it("are a unit's own where it has more time, also when the others have gone on", () => {
    const until = "2026-12-14T10:00:00.000Z";
    const extended: KeptAction = { kind: "extend", unitId: "u2", stage: "self-scoring", until, reason };
    expect(nearing(after(...upTo("self-scoring"), extended), units, before(calendar["self-scoring"], 1))).toEqual([
      { stage: "self-scoring", until: calendar["self-scoring"], days: 1, unitIds: ["u1", "u3"] },
      { stage: "self-scoring", until, days: 7, unitIds: ["u2"] },
    ]);
    expect(nearing(after(...upTo("appraisal-1"), extended), units, before(until, 1))).toEqual([
      { stage: "self-scoring", until, days: 1, unitIds: ["u2"] },
      { stage: "appraisal-1", until: calendar["appraisal-1"], days: 7, unitIds: [] },
    ]);
  });
});

describe("in a campaign", () => {
  let house: CampaignHouse;
  let campaignId = "";
  let version = 0;
  const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
  const ENDS = { "self-scoring": inDays(2.5), "appraisal-1": inDays(5), explanation: inDays(10), "appraisal-2": inDays(20) };

  beforeAll(async () => {
    house = await openCampaignHouse();
    await house.addUnits([{ code: "SNV", index: "01" }, { code: "STC", index: "01" }, { code: "VP", index: "01", parent: "SNV" }]);
    for (const [name, role, unit] of [["snv.head", "unit-head", "SNV"], ["snv.scorer", "unit-scorer", "SNV"], ["snv.member", "council-member", "SNV"], ["stc.head", "unit-head", "STC"], ["vp.scorer", "unit-scorer", "VP"], ["out.head", "unit-head", undefined], ["chair", "council-chair", undefined], ["officer", "programme-officer", undefined]] as const) {
      await house.add(name, [role], unit === undefined ? [] : [{ unit }]);
    }
    campaignId = await house.campaign(["SNV", "STC"]);
  }, 30_000);
  afterAll(() => house.closeAll());

  async function act(action: object, as = "officer"): Promise<void> {
    const { status, json } = await house.send("POST", as, `/campaigns/${campaignId}/actions`, { body: action, seen: String(version) });
    expect({ status, refused: status === 201 ? {} : json }).toEqual({ status: 201, refused: {} });
    version++;
  }
  /** What was told since the last question: "kind who", in order. */
  async function told(): Promise<string[]> {
    const { rows } = await house.superuser.query<{ kind: string; name: string }>("delete from congtam.notification n using congtam.person p where p.id = n.person_id returning n.kind, p.name");
    return rows.map(({ kind, name }) => `${kind} ${name}`).toSorted();
  }
  const due = () => house.database.transaction(async (tx) => remindersDue(tx, await tx.now()));
  const people = (...names: readonly string[]) => names.map(house.person).toSorted();
  const stageOf = ({ data }: Reminder): unknown => ("stage" in data ? data.stage : undefined);

  it("its opening is told to the heads and scorers of its units, with the end", async () => {
    await act({ kind: "set-calendar", calendar: ENDS });
    expect(await told()).toEqual([]);
    expect(await due()).toEqual([]);
    await act({ kind: "advance", to: "self-scoring" });
    const { rows } = await house.superuser.query("select distinct subject, data from congtam.notification");
    expect(rows).toEqual([{ subject: `campaign:${campaignId}`, data: { campaign: "Đợt", stage: "self-scoring", until: ENDS["self-scoring"] } }]);
    expect(await told()).toEqual(["stage-opened snv.head", "stage-opened snv.scorer", "stage-opened stc.head"]);
  });

  it("its units' heads and scorers are to be reminded", async () => {
    const [reminder, ...more] = await due();
    expect(more).toEqual([]);
    expect(reminder).toMatchObject({ kind: "deadline", subject: `campaign:${campaignId}`, data: { days: 3, until: ENDS["self-scoring"] }, dedupe: `self-scoring ${ENDS["self-scoring"]} 3` });
    expect(reminder?.to.toSorted()).toEqual(people("snv.head", "snv.scorer", "stc.head"));
  });

  it("whoever follows it reminds a unit that still has time, once a day; others may not", async () => {
    const ask = (as: string, ...codes: readonly string[]) => house.send("POST", as, `/campaigns/${campaignId}/reminders`, { body: { unitIds: codes.map((code) => (code === "nowhere" ? code : house.unit(code))) } });
    expect(await ask("officer", "SNV")).toMatchObject({ status: 201, json: { units: 1, people: 2 } });
    expect(await ask("officer", "SNV", "STC")).toMatchObject({ status: 201, json: { units: 2, people: 1 } });
    expect(await told()).toEqual(["reminder snv.head", "reminder snv.scorer", "reminder stc.head"]);
    expect([(await ask("officer", "nowhere")).status, (await ask("snv.head", "SNV")).status, (await ask("chair", "SNV")).status]).toEqual([404, 403, 403]);
  });

  it("more time is told to the unit's people, a proposed reopening to the chair, its approval to the unit", async () => {
    const about = { unitId: house.unit("SNV"), stage: "self-scoring", until: inDays(4), reason };
    await act({ kind: "extend", ...about });
    expect(await told()).toEqual(["extension-granted snv.head", "extension-granted snv.scorer"]);
    expect((await due()).map(({ to, data }) => [to.toSorted(), "days" in data ? data.days : 0])).toEqual(expect.arrayContaining([[people("snv.head", "snv.scorer"), 7], [people("stc.head"), 3]]));
    // The end of the common stage comes, as if the days had passed.
    const past = JSON.stringify({ ...ENDS, "self-scoring": inDays(-1) });
    await house.superuser.query("update congtam.campaign_action set action = jsonb_set(action, '{calendar}', $1::jsonb) where number = 1", [past]);
    await act({ kind: "propose-reopening", ...about, unitId: house.unit("STC") });
    expect(await told()).toEqual(["reopening-proposed chair"]);
    await house.superuser.query("update congtam.session set second_factor_at = now()");
    await act({ kind: "approve-reopening", proposal: version }, "chair");
    expect(await told()).toEqual(["extension-granted stc.head"]);
  });

  it("the council's stages are told to and reminded of the council", async () => {
    await act({ kind: "advance", to: "appraisal-1" });
    expect(await told()).toEqual(["stage-opened chair", "stage-opened snv.member"]);
    const council = (await due()).find((one) => stageOf(one) === "appraisal-1");
    expect(council?.to.toSorted()).toEqual(people("chair", "snv.member"));
  });

  it("that a unit holds for its offices, the head is the council, and nobody else outside is told", async () => {
    const own = await house.campaign(["VP"], "SNV");
    const taken = async (action: object, seen: string) => (await house.send("POST", "snv.head", `/campaigns/${own}/actions`, { body: action, seen })).status;
    expect([await taken({ kind: "set-calendar", calendar: ENDS }, "0"), await taken({ kind: "advance", to: "self-scoring" }, "1")]).toEqual([201, 201]);
    expect(await told()).toEqual(["stage-opened vp.scorer"]);
    await house.superuser.query("update congtam.campaign_action set action = jsonb_set(action, '{calendar,self-scoring}', to_jsonb($1::text)) where campaign = $2 and number = 1", [inDays(-1), own]);
    expect(await taken({ kind: "advance", to: "appraisal-1" }, "2")).toBe(201);
    expect(await told()).toEqual(["stage-opened snv.head", "stage-opened snv.member"]);
  });

  it("a published result is told to its units and to those who took part", async () => {
    await house.bringTo(campaignId, "decided");
    await house.database.transaction(async (tx) => {
      await advanceByResult(tx, campaignId, "published", "officer");
      const campaign = await findCampaign(tx, campaignId);
      if (campaign !== undefined) await announcePublication(tx, campaign, 1, false);
    });
    expect(await told()).toEqual(["chair", "officer", "snv.head", "snv.member", "snv.scorer", "stc.head"].map((name) => `result-published ${name}`));
  });

  it("reminders take as many questions for many campaigns as for one", async () => {
    const statements = async () => {
      const from = house.database.statements();
      await due();
      return house.database.statements() - from;
    };
    await house.superuser.query("delete from congtam.campaign_action where campaign = $1 and number > $2", [campaignId, version]);
    const one = await statements();
    await house.superuser.query(`
      insert into congtam.campaign select 'x' || i, title, year, regulation_version, regulation_sha256, owner_unit, created_at, created_by from congtam.campaign, generate_series(1, 20) i where id = '${campaignId}';
      insert into congtam.campaign_unit select 'x' || i, unit, code, name, index_code from congtam.campaign_unit, generate_series(1, 20) i where campaign = '${campaignId}';
      insert into congtam.campaign_action select 'x' || i, number, at, by, action from congtam.campaign_action, generate_series(1, 20) i where campaign = '${campaignId}'`);
    expect((await due()).length).toBeGreaterThan(20);
    expect(await statements()).toBe(one);
  });

  it("whoever left the post, the role or the house is not told any more", async () => {
    await house.superuser.query("delete from congtam.campaign_action where campaign like 'x%'");
    await house.superuser.query("update congtam.post set valid_to = current_date where person_id = $1", [house.person("snv.head")]);
    await house.superuser.query("update congtam.role_grant set valid_to = now() where account = (select id from congtam.account where username = 'snv.scorer')");
    await house.superuser.query("update congtam.account set disabled_at = now() where username = 'stc.head'");
    expect((await due()).filter((one) => stageOf(one) === "self-scoring")).toEqual([]);
  });
});
