import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EvidenceHouse, openEvidenceHouse, smallPdf } from "../../../tests/server/evidence-house.ts";
import { regulationFiles } from "../../../tests/server/regulation-files.ts";
import { makePlan } from "../../../tests/cycle/plan.ts";
import type { FileView } from "../../contract/evidence.ts";
import { listenAs, type Listening } from "../../../tests/server/listening.ts";
import { isLoaded, loadRegulation } from "../../scoring/regulation/load.ts";

/** What stands where nothing proves a criterion, a wrong file taken back, what a receipt vouches for, and who is told of it all. */

const own = makePlan(7).units.find((one) => one.index === "01" && one.marks.length === 0)?.own ?? [];
const [first, second, third] = own as [(typeof own)[number], (typeof own)[number], (typeof own)[number]];
const STRICT = { ...regulationFiles("dak-lak-2025") };
STRICT["regulation.yaml"] = (STRICT["regulation.yaml"] ?? "").replace("  required: false\n  article: II.3.đ", `  required: true\n  except: [${third.code}]\n  article: II.3.đ`);

let house: EvidenceHouse;
let url = "";
const open: Listening[] = [];
const complaints: string[] = [];
beforeAll(async () => {
  house = await openEvidenceHouse({}, { files: STRICT });
  await house.rooms.live.start({ connection: house.test.connection, database: house.test.database, onFailure: (message) => complaints.push(message) });
  url = await house.app.listen({ port: 0, host: "127.0.0.1" });
}, 60_000);
afterAll(async () => {
  for (const one of open) one.close();
  expect(complaints).toEqual([]);
  await house.end();
});

const file = () => `/campaigns/${house.campaignId}/units/${house.unitId("A")}`;
const put = (code: string, body: object, seen: string) => house.send("scorer.a", "PUT", `${file()}/evidence/${code}`, body, seen);
const link = ({ id }: FileView) => ({ fileId: id, pages: "1", proves: "" });
const links = async (as = "scorer.a") => (await house.send(as, "GET", `${file()}/evidence`)).json;
const withdraw = (id: string, as = "scorer.a") => house.send(as, "POST", `/evidence/files/${id}/withdrawal`, { reason: "Tải nhầm tệp." });
const act = (kind: string, seen: string, more = {}) => house.send("head.a", "POST", `${file()}/file-actions`, { kind, ...more }, seen);
const SAID = "Nhiệm vụ phát sinh, thực hiện theo chỉ đạo trực tiếp nên không có văn bản.";

describe("a criterion that nothing proves", () => {
  it("carries an explanation instead where the regulation lets it, and only in place of evidence", async () => {
    for (const one of own) expect((await house.send("scorer.a", "PUT", `${file()}/scores/${one.code}`, { input: one.input }, "0")).status).toBe(200);
    const before = await links();
    expect(before).toMatchObject({ rule: { required: true, article: "II.3.đ" } });
    expect((before["rule"] as { codes: string[] }).codes.includes(third.code)).toBe(false);
    expect([...(before["without"] as string[])].toSorted()).toEqual(own.map((one) => one.code).toSorted());
    expect(await put(first.code, { links: [], instead: SAID }, "0")).toMatchObject({ status: 200, json: { instead: SAID, links: [] } });
    expect((await links())["without"]).not.toContain(first.code);
    expect(await put(third.code, { links: [], instead: SAID }, "0")).toMatchObject({ status: 422, json: { errors: [{ pointer: "/instead" }] } });
    const proof = await house.upload("A", "Chứng minh.pdf", smallPdf("chứng minh"));
    expect(await put(second.code, { links: [link(proof)], instead: SAID }, "0")).toMatchObject({ status: 422, json: { errors: [{ pointer: "/instead" }] } });
    expect((await put(second.code, { links: [], instead: "ngắn" }, "0")).status).toBe(422);
  });

  it("keeps a file from being submitted where the regulation demands evidence, and names each", async () => {
    const { status, json } = await act("submit", "0");
    expect([status, (json["errors"] as { pointer: string }[]).map((one) => one.pointer).toSorted()]).toEqual([422, own.slice(1).map((one) => `/evidence/${one.code}`).toSorted()]);
  });
});

describe("a wrong file", () => {
  it("is taken back by its unit with a reason, told to the ledger, and given to nobody any more", async () => {
    const wrong = await house.upload("A", "Nhầm.pdf", smallPdf("nhầm"));
    expect((await withdraw(wrong.id, "scorer.b")).status).toBe(404);
    expect((await withdraw(wrong.id, "member")).status).toBe(403);
    expect((await put(second.code, { links: [link(wrong)] }, "0")).status).toBe(200);
    expect(await withdraw(wrong.id)).toMatchObject({ status: 409, json: { detail: `Tệp đang được dẫn ở tiêu chí ${second.code}; hãy gỡ ở đó trước.` } });
    await put(second.code, { links: [] }, "1");
    expect(await withdraw(wrong.id)).toMatchObject({ status: 201, json: { state: "withdrawn", refusal: "Tải nhầm tệp." } });
    expect((await withdraw(wrong.id)).status).toBe(409);
    expect((await house.ask("scorer.a", "GET", `/evidence/files/${wrong.id}/download`)).status).toBe(409);
    expect((await put(second.code, { links: [link(wrong)] }, "2")).status).toBe(422);
    expect(JSON.stringify((await house.send("scorer.a", "GET", house.shelf("A"))).json)).not.toContain(wrong.id);
    expect((await house.send("scorer.a", "GET", `${house.shelf("A")}/pending`)).json).toMatchObject({ items: [{ id: wrong.id, state: "withdrawn" }] });
    const { rows } = await house.test.superuser.query("select data ->> 'reason' as reason, data ->> 'sha256' as sha256 from congtam.audit_entry where action = 'evidence.withdrawn'");
    expect(rows).toEqual([{ reason: "Tải nhầm tệp.", sha256: wrong.sha256 }]);
  });
});

describe("a receipt", () => {
  it("vouches for what proves each criterion; what was handed in is never taken back, only followed by a new version", async () => {
    const shown = await house.upload("A", "Đã nộp.pdf", smallPdf("đã nộp"));
    for (const one of own.slice(1)) expect((await put(one.code, { links: [link(shown)] }, String(one.code === second.code ? 2 : 0))).status).toBe(200);
    const given = await act("submit", "0");
    expect(given.status).toBe(201);
    const [receipt] = given.json["receipts"] as { hash: string }[];
    expect((await withdraw(shown.id)).json["detail"]).toMatch(/^Tệp này đã nộp cùng hồ sơ/);
    // The council sees what was said where there is nothing.
    expect((await links("member"))["sets"]).toEqual(expect.arrayContaining([expect.objectContaining({ code: first.code, instead: SAID, links: [] })]));

    await act("take-back", "1", { comment: "Cần xem lại một tiêu chí." });
    const newer = await house.upload("A", "Bản hai.pdf", smallPdf("bản hai"), shown.itemId);
    expect((await put(third.code, { links: [link(newer)] }, "1")).status).toBe(200);
    expect((await withdraw(shown.id)).status).toBe(409);
    const again = (await act("submit", "2")).json["receipts"] as { hash: string }[];
    expect(again).toHaveLength(2);
    // The scores are the same; only what proves one of them is not.
    expect(again[1]?.hash).not.toBe(receipt?.hash);
  });

  it("is the same for the same scores and evidence", async () => {
    await act("take-back", "3", { comment: "Cần xem lại một tiêu chí." });
    const { json } = await act("submit", "4");
    const receipts = json["receipts"] as { hash: string }[];
    expect(receipts[2]?.hash).toBe(receipts[1]?.hash);
  });
});

describe("who looks at a library", () => {
  it("hears of a file of theirs at once; the council of what was handed in; others of nothing", async () => {
    await act("take-back", "5", { comment: "Cần xem lại một tiêu chí." });
    const lines = new Map<string, Listening>();
    for (const name of ["head.a", "auditor", "member", "scorer.b", "chairman"]) {
      const line = await listenAs(url, { authorization: `Bearer ${name}` });
      open.push(line);
      lines.set(name, line);
      await line.next("ready");
    }
    const told = { unitId: house.unitId("A"), year: 2025 };
    const hears = (name: string) => lines.get(name)?.next("evidence");
    await house.upload("A", "Mới.pdf", smallPdf("mới"));
    for (const name of ["head.a", "auditor"]) expect((await hears(name))?.data).toEqual(told);
    const proof = (await house.send("scorer.a", "GET", `${file()}/evidence`)).json["sets"] as { links: { fileId: string; file: FileView }[] }[];
    const linked = proof.flatMap((one) => one.links)[0]?.file;
    await act("submit", "6");
    await house.rooms.tasksOn(house.test.database)["evidence.read"]?.({ sha256: linked?.sha256, kind: "pdf" }, { isLast: false });
    expect((await hears("member"))?.data).toEqual(told);
    for (const name of ["scorer.b", "chairman"]) expect([name, (lines.get(name)?.heard ?? []).filter((one) => one.event === "evidence")]).toEqual([name, []]);
    // The member was not told of the file that nothing was handed in with.
    expect((lines.get("member")?.heard ?? []).filter((one) => one.event === "evidence")).toHaveLength(1);
  });
});

describe("the regulation's rule", () => {
  it("names only criteria that there are", () => {
    const files = { ...STRICT, "regulation.yaml": (STRICT["regulation.yaml"] ?? "").replace(`except: [${third.code}]`, "except: [9.9.9]") };
    const loaded = loadRegulation(new Map(Object.entries(files)), "regulation.yaml");
    expect(isLoaded(loaded) ? [] : loaded.map((one) => one.code)).toEqual(["unknown-criterion"]);
  });
});
