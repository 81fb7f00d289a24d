import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealed } from "../../src/server/portal/feedback-rules.ts";
import { remediationDue } from "../../src/server/portal/index.ts";
import { openProvince, playToProposal, type Province } from "./province.ts";

/** What follows a publication: units remedy, the public speaks up; each step by whoever may, once, and seen by those meant to. */

const SLOW = 120_000;
const NOW = "2025-12-26T03:00:00Z";
const TEXT = "Hồ sơ nộp ngày 3/11 đến nay chưa có kết quả.";
let house: Province;

const campaign = (rest: string): string => `/campaigns/${house.campaignId}${rest}`;
async function sent(answer: ReturnType<Province["send"]>): Promise<Record<string, unknown>> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(json).slice(0, 500));
  return json;
}

beforeAll(async () => {
  house = await openProvince();
  await playToProposal(house);
  await sent(house.send("officer", "POST", campaign("/result-versions"), {}));
  await sent(house.send("chutich", "POST", campaign("/result-versions/1/approval"), { decisionNumber: "1/QĐ", decidedOn: "2025-12-30" }));
}, SLOW);
afterAll(async () => {
  await house.end();
});

type Item = { readonly id: string; readonly unitId: string; readonly lost: string; readonly state: string; readonly reason: string; readonly isOverdue: boolean };
const items = async (as: string): Promise<readonly Item[]> => (await sent(house.send(as, "GET", campaign("/remediation"))))["items"] as Item[];

describe("remedies", () => {
  let item = "";
  const act = (as: string, version: number, step: object) => house.send(as, "POST", campaign(`/remediation/${item}/actions`), step, String(version));
  const onPage = async (): Promise<string> => (await house.app.inject({ method: "GET", url: "/ket-qua/2025/don-vi/STC" })).body;

  it("begin with what was published, once", { timeout: SLOW }, async () => {
    expect((await house.send("officer", "POST", campaign("/remediation"), { leastLost: "0.30" })).status).toBe(409);
    await sent(house.send("officer", "POST", campaign("/result-versions/1/publication")));
    const { opened } = await sent(house.send("officer", "POST", campaign("/remediation"), { leastLost: "0.30" }));
    expect(opened).toBeGreaterThan(0);
    expect(await sent(house.send("officer", "POST", campaign("/remediation"), { leastLost: "0.30" }))).toEqual({ opened: 0 });
    const all = await items("officer");
    expect(all).toHaveLength(Number(opened));
    for (const one of all) expect([Number(one.lost) >= 0.3, one.reason === "", one.state]).toEqual([true, false, "open"]);
    // A unit sees its own, and of another's not even that it is there.
    const own = await items("truong.stc");
    expect([own.length, new Set(own.map((one) => one.unitId))]).toEqual([all.filter((one) => one.unitId === house.unitId("STC")).length, new Set([house.unitId("STC")])]);
    item = own[0]?.id ?? "";
    const [foreign, nowhere] = [await house.send("truong.snv", "GET", campaign(`/remediation/${item}`)), await house.send("truong.snv", "GET", campaign("/remediation/nowhere"))];
    expect([foreign.status, { ...foreign.json, instance: "" }]).toEqual([404, { ...nowhere.json, instance: "" }]);
  });

  it("go from the unit's plan over the officer's word to the end; what is confirmed is public, with what became of it", { timeout: SLOW }, async () => {
    await house.setClock(NOW);
    const plan = { kind: "plan", measure: "Rà soát hồ sơ quá hạn hằng tuần.", deadline: "2026-03-31" };
    expect((await act("truong.stc", 0, { ...plan, deadline: "2025-12-01" })).status).toBe(422);
    expect((await act("officer", 0, plan)).status).toBe(403);
    expect((await act("truong.stc", 0, plan)).status).toBe(201);
    expect((await act("truong.stc", 0, plan)).status).toBe(412);
    expect(await onPage()).not.toContain("hằng tuần");
    expect((await act("truong.stc", 1, { kind: "confirm" })).status).toBe(403);
    expect((await act("officer", 1, { kind: "confirm" })).status).toBe(201);
    await expect.poll(onPage).toContain("hằng tuần");
    expect((await act("officer", 2, plan)).status).toBe(403);
    expect((await act("truong.stc", 2, plan)).status).toBe(409);
    expect((await act("cham.stc", 2, { kind: "report", evidence: "Báo cáo số 12/BC-STC ngày 20/3/2026." })).status).toBe(201);
    expect((await act("officer", 3, { kind: "judge", isRemedied: false, finding: "Còn 14 hồ sơ quá hạn, chưa khắc phục." })).status).toBe(201);
    await expect.poll(onPage).toContain("chưa khắc phục");
  });

  it("raise an alarm when their day comes near, and when it has passed", async () => {
    const due = async (now: string) => (await house.test.database.read((tx) => remediationDue(tx, new Date(now)))).map(({ data }) => ("step" in data ? data.step : ""));
    expect([await due("2026-03-01T03:00:00Z"), await due("2026-04-01T03:00:00Z")]).toEqual([[], ["overdue"]]);
    await house.setClock("2026-04-01T03:00:00Z");
    expect((await items("officer")).filter((one) => one.isOverdue).map((one) => one.id)).toEqual([item]);
    await house.setClock(NOW);
  });
});

const form = async (fields: Readonly<Record<string, string>>, name: string, secondsAgo = 60, address = "10.0.0.1") => {
  const phieu = sealed(new Uint8Array(32), { at: Date.parse(NOW) - secondsAgo * 1000, name, asks: false });
  return house.app.inject({ method: "POST", url: "/gop-y", remoteAddress: address, headers: { "content-type": "application/x-www-form-urlencoded" }, payload: new URLSearchParams({ phieu, loai: "procedure", dv: "STC", "noi-dung": TEXT, "lien-he": "0905 000 000", "cong-bo": "1", ...fields }).toString() });
};
const count = async (): Promise<number> => Number((await house.test.superuser.query<{ n: string }>("select count(*) as n from congtam.feedback")).rows[0]?.n);

describe("feedback", () => {
  let id = "";
  const act = (as: string, version: number, step: object) => house.send(as, "POST", `/feedback/${id}/actions`, step, String(version));

  it("is taken once a form, not too fast, not from programs, and nothing of the sender is kept", async () => {
    await house.setClock(NOW);
    expect([(await form({}, "form-one")).statusCode, (await form({}, "form-one")).statusCode, await count()]).toEqual([200, 409, 1]);
    expect([(await form({}, "form-two", 1)).statusCode, (await form({}, "form-too", 60 * 60 * 24)).statusCode, (await form({ "trang-web": "http://x" }, "form-tri")).statusCode, (await form({ phieu: "x" }, "form-four")).statusCode, (await form({ dv: "NOWHERE" }, "form-five")).statusCode, await count()]).toEqual([409, 409, 409, 409, 422, 1]);
    const kept = JSON.stringify([(await house.test.superuser.query("select * from congtam.feedback")).rows, (await house.test.superuser.query("select data from congtam.audit_entry where action like 'portal.feedback%'")).rows]);
    expect([kept.includes("10.0.0.1"), kept.includes("0905")]).toEqual([false, false]);
    expect(JSON.stringify((await house.test.superuser.query("select data from congtam.audit_entry where action = 'portal.feedback-received'")).rows)).not.toContain(TEXT);
  });

  it("stops a flood from one line, and another line is still heard", async () => {
    const flood: number[] = [];
    for (let i = 0; i < 30; i++) flood.push((await form({}, `flooding-${String(i)}`, 60, "10.0.0.9")).statusCode);
    expect([flood.filter((one) => one === 200).length, flood.at(-1), (await form({}, "elsewhere", 60, "10.0.0.10")).statusCode]).toEqual([10, 429, 200]);
  });

  it("is sorted by the officer, replied to by the unit that was asked, and by no other", async () => {
    const { items: all } = (await sent(house.send("officer", "GET", "/feedback?limit=200"))) as { items: { id: string; contact: string | null; text: string }[] };
    id = all.at(-1)?.id ?? "";
    expect(all.every((one) => one.contact === "0905 000 000")).toBe(true);
    expect((await house.send("truong.stc", "GET", `/feedback/${id}`)).status).toBe(404);
    expect((await act("officer", 0, { kind: "assign", unitId: house.unitId("STC"), due: "2026-01-10" })).status).toBe(201);
    expect(await sent(house.send("truong.stc", "GET", `/feedback/${id}`))).toMatchObject({ state: "assigned", contact: null });
    expect((await house.send("truong.snv", "GET", `/feedback/${id}`)).status).toBe(404);
    expect([(await act("truong.stc", 1, { kind: "reply", text: "Đã kiểm tra: hồ sơ chậm 6 ngày." })).status, (await act("truong.stc", 2, { kind: "dismiss", reason: "Không thuộc trách nhiệm." })).status]).toEqual([201, 403]);
  });

  it("that was found true is information for appraisal, but not for the unit's own people", async () => {
    const verified = async (as: string) => ((await sent(house.send(as, "GET", campaign("/verified-feedback"))))["items"] as { id: string }[]).map((one) => one.id);
    expect(await verified("chair")).toEqual([]);
    expect((await act("officer", 2, { kind: "verify", isConfirmed: true, finding: "Hồ sơ chậm 6 ngày so với hẹn.", proof: "Biên bản số 3 ngày 22/12" })).status).toBe(201);
    expect(await verified("chair")).toEqual([id]);
    expect((await house.send("truong.stc", "GET", campaign("/verified-feedback"))).status).toBe(403);
  });

  it("is published only with the sender's word, and the contact is forgotten when it is closed", async () => {
    expect((await act("officer", 3, { kind: "answer", text: "Hồ sơ đã trả; đã nhắc nhở bộ phận một cửa.", isPublished: true })).status).toBe(201);
    await expect.poll(async () => (await house.app.inject({ method: "GET", url: "/ket-qua/2025/don-vi/STC" })).body).toContain("bộ phận một cửa");
    const { rows } = await house.test.superuser.query("select 1 from congtam.feedback_contact where feedback = $1", [id]);
    expect(rows).toHaveLength(0);
    await form({ "cong-bo": "" }, "silently", 60, "10.0.0.11");
    const { items: [newest] } = (await sent(house.send("officer", "GET", "/feedback?limit=1"))) as { items: { id: string }[] };
    const { rows: silent } = await house.test.superuser.query<{ id: string }>("select id from congtam.feedback where not may_publish");
    expect([silent.length, newest === undefined]).toEqual([1, false]);
    expect((await house.send("officer", "POST", `/feedback/${silent[0]?.id ?? ""}/actions`, { kind: "answer", text: "Đã chuyển đơn vị xử lý.", isPublished: true }, "0")).status).toBe(409);
  });

  it("is followed by its code alone; another code tells nothing", async () => {
    const { body } = await form({}, "followed", 60, "10.0.0.12");
    const code = /GY-\w{4}-\w{4}-\w{4}/.exec(body)?.[0] ?? "";
    const follow = async (ma: string) => (await house.app.inject({ method: "POST", url: "/gop-y/theo-doi", headers: { "content-type": "application/x-www-form-urlencoded" }, payload: new URLSearchParams({ ma }).toString() })).body;
    expect([(await follow(code)).includes(TEXT), (await follow("GY-2222-2222-2222")).includes("Không có góp ý nào")]).toEqual([true, true]);
  });
});
