import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EvidenceHouse, openEvidenceHouse, sha256, smallPdf, TUS } from "../../../tests/server/evidence-house.ts";

let house: EvidenceHouse;
beforeAll(async () => {
  house = await openEvidenceHouse();
}, 60_000);
afterAll(() => house.end());

const OK = { status: 204, headers: { "upload-offset": expect.any(String) as string, "tus-resumable": "1.0.0" } };

describe("a file that is sent in pieces", () => {
  it("is named, received from where it stopped, kept, and downloads to the same hash", async () => {
    const bytes = smallPdf("từng phần");
    const [file] = await house.named("A", [{ name: "Báo cáo 12.pdf", bytes }]);
    const id = file?.id ?? "";
    const place = `/evidence/files/${id}/bytes`;
    expect(await house.ask("scorer.a", "HEAD", place, TUS)).toMatchObject({ status: 200, headers: { "upload-offset": "0", "upload-length": String(bytes.length) } });
    expect(await house.patch(id, bytes.subarray(0, 50))).toMatchObject({ ...OK, headers: { "upload-offset": "50" } });
    expect(await house.patch(id, bytes.subarray(60), { offset: 60 })).toMatchObject({ status: 409 });
    expect(await house.ask("scorer.a", "HEAD", place, TUS)).toMatchObject({ headers: { "upload-offset": "50" } });
    expect(await house.patch(id, bytes.subarray(50), { offset: 50 })).toMatchObject({ ...OK, headers: { "upload-offset": String(bytes.length) } });
    expect(await house.ask("scorer.a", "HEAD", place, TUS)).toMatchObject({ status: 200, headers: { "upload-offset": String(bytes.length) } });
    const got = await house.ask("scorer.a", "GET", `/evidence/files/${id}/download`);
    expect([got.status, sha256(got.body), got.headers["content-disposition"]]).toEqual([200, sha256(bytes), "attachment; filename=\"Bao cao 12.pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%2012.pdf"]);
    expect((await house.send("scorer.a", "GET", house.shelf("A"))).json).toMatchObject({ items: [{ current: { id, state: "kept", kind: "pdf", name: "Báo cáo 12.pdf", sha256: sha256(bytes) }, description: null }] });
  });
});

const criteria = async () => (await house.send("scorer.a", "GET", `/campaigns/${house.campaignId}/units/${house.unitId("A")}/assessment`)).json["criteria"] as { code: string; scoredBy: string }[];
const links = (code = "A") => `/campaigns/${house.campaignId}/units/${house.unitId(code)}/evidence`;

describe("who sees a file", () => {
  it("the unit at once; the council what proves something, when it was handed in; another unit never", async () => {
    const file = await house.upload("A", "Chung.pdf", smallPdf("liên kết"));
    const unlinked = await house.upload("A", "Riêng.pdf", smallPdf("không liên kết"));
    const code = (await criteria()).find((one) => one.scoredBy === "unit")?.code ?? "";
    const set = await house.send("scorer.a", "PUT", `${links()}/${code}`, { links: [{ fileId: file.id, pages: "3-5", proves: "Đúng hạn" }] }, "0");
    expect(set).toMatchObject({ status: 200, etag: "1", json: { code, part: "self-scoring", links: [{ fileId: file.id, file: { name: "Chung.pdf", state: "kept" } }] } });
    const seenBy = async (who: string, id: string) => (await house.ask(who, "GET", `/evidence/files/${id}/download`)).status;
    const everybody = ["scorer.a", "head.a", "member", "chair", "officer", "auditor", "scorer.b", "chairman"];
    const statuses = async (id: string) => Promise.all(everybody.map(async (who) => [who, await seenBy(who, id)]));
    expect(await statuses(file.id)).toEqual([["scorer.a", 200], ["head.a", 200], ["member", 404], ["chair", 404], ["officer", 404], ["auditor", 200], ["scorer.b", 404], ["chairman", 403]]);
    await house.test.superuser.query(`insert into congtam.assessment_action (campaign, unit, number, at, by, action) values ($1, $2, 1, now(), 'x', '{"kind":"submit","part":"self-scoring","hash":"x"}')`, [house.campaignId, house.unitId("A")]);
    expect(await statuses(file.id)).toEqual([["scorer.a", 200], ["head.a", 200], ["member", 200], ["chair", 200], ["officer", 200], ["auditor", 200], ["scorer.b", 404], ["chairman", 403]]);
    expect(await statuses(unlinked.id)).toEqual([["scorer.a", 200], ["head.a", 200], ["member", 404], ["chair", 404], ["officer", 404], ["auditor", 200], ["scorer.b", 404], ["chairman", 403]]);
    expect((await house.send("member", "GET", house.shelf("A"))).json["items"]).toMatchObject([{ current: { id: file.id }, versionCount: 1 }]);
    expect((await house.send("member", "GET", links())).json).toMatchObject({ open: null, sets: [{ code, links: [{ fileId: file.id }] }] });
    const { rows } = await house.test.superuser.query("select distinct operation from congtam.read_entry where person = $1 order by 1", [house.personOf("member")]);
    expect(rows).toEqual([{ operation: "assessment.links" }, { operation: "evidence.download" }, { operation: "evidence.list" }]);
    expect((await house.send("scorer.b", "GET", house.shelf("A"))).status).toBe(404);
    expect((await house.send("scorer.a", "PUT", `${links()}/${code}`, { links: [] }, "1")).status).toBe(409);
    await house.test.superuser.query("delete from congtam.assessment_action");
  });
});
