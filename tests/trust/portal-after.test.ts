import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealed } from "../../src/server/portal/feedback-rules.ts";
import { Problem } from "../../src/server/platform/index.ts";
import { fileReply, filesOf } from "../../src/server/portal/file-queries.ts";
import { portalScanning, portalSubjects, remediationDue } from "../../src/server/portal/index.ts";
import { reconcile } from "../../src/server/result/index.ts";
import { openClamd } from "../server/clamd.ts";
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

  it("have files that prove them, of the unit alone, by what they are and not by what they are called", { timeout: SLOW }, async () => {
    const bring = (as: string, name: string, bytes: Buffer) => house.send(as, "POST", campaign(`/remediation/${item}/files`), { name, content: bytes.toString("base64") });
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    expect((await bring("cham.stc", String.raw`..\anh.exe`, png)).json["files"]).toMatchObject([{ number: 1, name: "anh.png", size: png.length }]);
    for (const [as, name, bytes, status] of [["cham.stc", "a.pdf", Buffer.from("<script>"), 422], ["officer", "a.png", png, 403], ["truong.snv", "a.png", png, 404]] as const) expect([as, (await bring(as, name, bytes)).status]).toEqual([as, status]);
    const take = (as: string) => house.app.inject({ method: "GET", url: `/api/v1${campaign(`/remediation/${item}/files/1`)}`, headers: { authorization: `Bearer ${as}` } });
    const [taken, foreign] = [await take("officer"), await take("truong.snv")];
    expect([taken.statusCode, taken.rawPayload.equals(png), taken.headers["x-content-type-options"], String(taken.headers["content-disposition"]).startsWith("attachment"), foreign.statusCode]).toEqual([200, true, "nosniff", true, 404]);
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

/** The form with a file, as a browser sends it. */
async function formWithFile(name: string, file: { readonly called: string; readonly bytes: Buffer }, address: string) {
  const phieu = sealed(new Uint8Array(32), { at: Date.parse(NOW) - 60_000, name, asks: false });
  const fields = Object.entries({ phieu, loai: "procedure", dv: "STC", "noi-dung": TEXT }).map(([key, value]) => `--XX\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`).join("");
  const payload = Buffer.concat([Buffer.from(`${fields}--XX\r\nContent-Disposition: form-data; name="tep"; filename="${file.called}"\r\nContent-Type: image/png\r\n\r\n`), file.bytes, Buffer.from("\r\n--XX--\r\n")]);
  return house.app.inject({ method: "POST", url: "/gop-y", remoteAddress: address, headers: { "content-type": "multipart/form-data; boundary=XX" }, payload });
}

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
    const { items: [newest] } = (await sent(house.send("officer", "GET", "/feedback?limit=1"))) as { items: { id: string; version: string }[] };
    expect((await follow(code)).includes("hạn trả lời")).toBe(false);
    await sent(house.send("officer", "POST", `/feedback/${newest?.id ?? ""}/actions`, { kind: "assign", unitId: house.unitId("STC"), due: "2026-12-24" }, newest?.version));
    expect(await follow(code)).toMatch(/Cơ quan, đơn vị xem xét: <strong lang="vi">Sở Tài chính<\/strong> · hạn trả lời 24\/12\/2026/);
  });

  it("may bring a picture or a PDF, and nothing else; who may see the feedback may keep it", { timeout: SLOW }, async () => {
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    const before = await count();
    for (const bytes of [Buffer.from("<svg onload=alert(1)>"), Buffer.from("MZ program"), Buffer.alloc(5_300_000, png)]) expect((await formWithFile("bad-file", { called: "anh.png", bytes }, "10.0.0.20")).statusCode).toBe(422);
    expect(await count()).toBe(before);
    expect((await formWithFile("good-file", { called: String.raw`C:\anh chụp.png`, bytes: png }, "10.0.0.21")).statusCode).toBe(200);
    const { items: [newest] } = (await sent(house.send("officer", "GET", "/feedback?limit=1"))) as { items: { id: string }[] };
    const path = `/feedback/${newest?.id ?? ""}`;
    expect((await sent(house.send("officer", "GET", path)))["files"]).toMatchObject([{ number: 1, name: "anh chụp.png" }]);
    const take = (as: string) => house.app.inject({ method: "GET", url: `/api/v1${path}/files/1`, headers: { authorization: `Bearer ${as}` } });
    expect([(await take("officer")).rawPayload.equals(png), (await take("truong.stc")).statusCode]).toEqual([true, 404]);
    expect((await house.app.inject({ method: "POST", url: "/gop-y", headers: { "content-type": "multipart/form-data; boundary=XX" }, payload: "nonsense" })).statusCode).toBe(400);
  });

  it("with a scanner, its file goes to nobody before it was found clean, and never when it was not", { timeout: SLOW }, async () => {
    const { rows: [file] } = await house.test.superuser.query<{ owner: `feedback:${string}` }>("select owner from congtam.portal_file where owner like 'feedback:%' order by at desc limit 1");
    const owner = file?.owner ?? "feedback:none";
    const given = () => house.test.database.read(async (tx) => [(await filesOf(tx, owner, { isScanned: true }))[0]?.scan, await fileReply(tx, owner, 1, { isScanned: true }).then(() => "given", (error: unknown) => (error instanceof Problem ? error.key : error))]);
    let says = "stream: OK";
    const clamd = await openClamd(() => says);
    const scanned = () => portalScanning.tasksOn(house.test.database, clamd.place)["portal.scan"]?.({ owner, number: 1 }, { isLast: false });
    expect(await given()).toEqual(["waiting", "conflict"]);
    says = "INSTREAM size limit exceeded. ERROR";
    await expect(scanned()).rejects.toThrow("could not look");
    expect(await given()).toEqual(["waiting", "conflict"]);
    says = "stream: OK";
    await scanned();
    expect(await given()).toEqual(["clean", "given"]);
    says = "stream: Eicar-Test-Signature FOUND";
    await scanned();
    expect(await given()).toEqual(["infected", "conflict"]);
    clamd.close();
    const { rows } = await house.test.superuser.query<{ subject: string }>("select subject from congtam.audit_entry where action = 'portal.file-infected'");
    expect(rows).toEqual([{ subject: owner }]);
  });

  it("is found by its state among all of it", async () => {
    const { rows } = await house.test.superuser.query<{ n: string }>("select count(*) as n from congtam.feedback f where not exists (select from congtam.feedback_step s where s.feedback = f.id)");
    const states = async (state: string) => ((await sent(house.send("officer", "GET", `/feedback?limit=200&state=${state}`)))["items"] as { state: string }[]).map((one) => one.state);
    expect([(await states("new")).length, new Set(await states("new")), new Set(await states("answered"))]).toEqual([Number(rows[0]?.n), new Set(["new"]), new Set(["answered"])]);
  });
});

describe("the ledger", () => {
  it("tells of every row of these tables, and of each that somebody alters behind it", { timeout: SLOW }, async () => {
    expect((await reconcile(house.test.database, portalSubjects())).differences).toEqual([]);
    for (const [table, statement] of [
      ["feedback", "update congtam.feedback set body = body || '.' where id = (select min(id) from congtam.feedback)"],
      ["feedback_step", "update congtam.feedback_step set by = 'other' where number = 1"],
      ["remediation_item", "update congtam.remediation_item set lost = '9.00' where id = (select min(id) from congtam.remediation_item)"],
      ["remediation_step", "delete from congtam.remediation_step where number = 4"],
      ["portal_file", "update congtam.portal_file set bytes = decode('00', 'hex') where owner like 'remediation:%'"],
      ["portal_scan", "update congtam.portal_scan set verdict = 'clean' where verdict = 'infected'"],
      ["answer", "update portal.answer set answered = 'Khác'"],
      ["commitment", "update portal.commitment set state = 'remedied' where state = 'not-remedied'"],
    ] as const) {
      await house.test.superuser.query(statement);
      expect([table, (await reconcile(house.test.database, portalSubjects())).differences.some((one) => one.table === table)]).toEqual([table, true]);
    }
  });
});
