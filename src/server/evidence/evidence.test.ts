import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EvidenceHouse, openEvidenceHouse, sha256, smallPdf, TUS } from "../../../tests/server/evidence-house.ts";
import { openStaging } from "./staging.ts";

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
    await house.upload("A", "Chung, bản chép.pdf", smallPdf("liên kết"));
    const code = (await criteria()).find((one) => one.scoredBy === "unit")?.code ?? "";
    const set = await house.send("scorer.a", "PUT", `${links()}/${code}`, { links: [{ fileId: file.id, pages: "3-5", proves: "Đúng hạn" }] }, "0");
    expect(set).toMatchObject({ status: 200, etag: "1", json: { code, part: "self-scoring", links: [{ fileId: file.id, file: { name: "Chung.pdf", state: "kept" } }] } });
    // A newer version follows no link: what was brought forward stays what it was.
    const newer = await house.upload("A", "Chung (sửa).pdf", smallPdf("bản hai"), file.itemId);
    const seenBy = async (who: string, id: string) => (await house.ask(who, "GET", `/evidence/files/${id}/download`)).status;
    const everybody = ["scorer.a", "head.a", "member", "chair", "officer", "auditor", "scorer.b", "chairman"];
    const statuses = async (id: string) => Promise.all(everybody.map(async (who) => [who, await seenBy(who, id)]));
    expect(await statuses(file.id)).toEqual([["scorer.a", 200], ["head.a", 200], ["member", 404], ["chair", 404], ["officer", 404], ["auditor", 200], ["scorer.b", 404], ["chairman", 403]]);
    expect((await house.send("member", "GET", links())).json["sets"]).toEqual([]);
    await house.test.superuser.query(`insert into congtam.assessment_action (campaign, unit, number, at, by, action) values ($1, $2, 1, now(), 'x', '{"kind":"submit","part":"self-scoring","hash":"x"}')`, [house.campaignId, house.unitId("A")]);
    expect(await statuses(file.id)).toEqual([["scorer.a", 200], ["head.a", 200], ["member", 200], ["chair", 200], ["officer", 200], ["auditor", 200], ["scorer.b", 404], ["chairman", 403]]);
    for (const who of ["scorer.a", "member"]) expect((await house.send(who, "GET", links())).json).toMatchObject({ sets: [{ code, links: [{ fileId: file.id, file: { number: 1, sha256: file.sha256 } }] }] });
    expect(await seenBy("member", newer.id)).toBe(404);
    expect(await statuses(unlinked.id)).toEqual([["scorer.a", 200], ["head.a", 200], ["member", 404], ["chair", 404], ["officer", 404], ["auditor", 200], ["scorer.b", 404], ["chairman", 403]]);
    expect((await house.send("member", "GET", house.shelf("A"))).json["items"]).toMatchObject([{ current: { id: file.id }, versionCount: 1 }]);
    // Neither an item, nor its versions, nor what is noticed of a library tells of more.
    expect((await house.send("member", "GET", `/evidence/items/${unlinked.itemId}`)).status).toBe(404);
    expect((await house.send("member", "GET", `/evidence/items/${file.itemId}`)).json["files"]).toMatchObject([{ id: file.id }]);
    expect((await house.send("member", "GET", `${house.shelf("A")}/checks`)).json["items"]).toMatchObject([{ item: { current: { id: file.id } }, same: [] }]);
    expect((await house.send("auditor", "GET", `${house.shelf("A")}/checks`)).json["items"]).toHaveLength(4);
    expect((await house.send("member", "GET", links())).json).toMatchObject({ open: null, sets: [{ code, links: [{ fileId: file.id }] }] });
    const { rows } = await house.test.superuser.query("select distinct operation from congtam.read_entry where person = $1 order by 1", [house.personOf("member")]);
    expect(rows.map((one: { operation: string }) => one.operation)).toEqual(["assessment.links", "evidence.checks", "evidence.download", "evidence.list", "evidence.read"]);
    expect((await house.send("scorer.b", "GET", house.shelf("A"))).status).toBe(404);
    expect((await house.send("scorer.a", "PUT", `${links()}/${code}`, { links: [] }, "1")).status).toBe(409);
    await house.test.superuser.query("delete from congtam.assessment_action");
  });

  it("another unit neither changes nor takes nor links it, also where no policy on rows stands behind the rules", async () => {
    const file = await house.upload("A", "Của A.pdf", smallPdf("của A"));
    const [waiting] = await house.named("A", [{ name: "Đang gửi.pdf", bytes: smallPdf("đang gửi") }]);
    const code = (await criteria()).find((one) => one.scoredBy === "unit")?.code ?? "";
    const policies = (word: "disable" | "enable") => house.test.superuser.query(["item", "file", "kept", "refused", "description"].map((table) => `alter table congtam.evidence_${table} ${word} row level security`).join("; "));
    const tried = async () => {
      const foreign = (method: "POST" | "PUT", path: string, body?: object, version?: string) => house.send("scorer.b", method, path, body, version).then((answer) => answer.status);
      const linked = await house.send("scorer.b", "PUT", `${links("B")}/${code}`, { links: [{ fileId: file.id, pages: "", proves: "" }] }, "0");
      const version = await house.send("scorer.b", "POST", `${house.shelf("B")}/manifests`, { files: [{ name: "Bản mới.pdf", size: 10, sha256: file.sha256, itemId: file.itemId }] });
      return [
        await foreign("POST", `/evidence/files/${file.id}/withdrawal`, { reason: "Không phải của mình." }),
        await foreign("POST", `/evidence/files/${waiting?.id ?? ""}/abandonment`),
        await foreign("PUT", `/evidence/items/${file.itemId}/description`, { number: "", dated: null, issuer: "", subject: "x" }, "0"),
        (await house.patch(waiting?.id ?? "", smallPdf("đang gửi"), { as: "scorer.b" })).status,
        (await house.ask("scorer.b", "GET", `/evidence/files/${file.id}/download`)).status,
        linked.status,
        version.status,
      ];
    };
    const refusals = [404, 404, 404, 404, 404, 422, 422];
    // Nor is a file of another year proof, or one that was not taken.
    const [refused] = await house.named("A", [{ name: "Sai mã.pdf", bytes: smallPdf("sai mã") }]);
    expect((await house.patch(refused?.id ?? "", smallPdf("sai mà"))).status).toBe(422);
    const { rows: [old] } = await house.test.superuser.query<{ id: string }>("insert into congtam.evidence_file select id || 'x', item, unit, 2024, 99, name, size, sha256, reserved_at, by, bytes_until from congtam.evidence_file where id = $1 returning id", [file.id]);
    for (const fileId of [refused?.id ?? "", old?.id ?? ""]) expect((await house.send("scorer.a", "PUT", `${links()}/${code}`, { links: [{ fileId, pages: "", proves: "" }] }, "1")).status).toBe(422);
    expect(await tried()).toEqual(refusals);
    await policies("disable");
    expect(await tried()).toEqual(refusals);
    await policies("enable");
  });
});

describe("what never came in full", () => {
  const staging = () => openStaging(join(house.folder, "unfinished"));
  const sweep = () => house.rooms.tasksOn(house.test.database)["evidence.sweep"]?.({}, { isLast: false });

  it("is refused and cleared away after a week, what was given up or left behind by a crash in the next hour; what is on its way stays", async () => {
    const bytes = smallPdf("dở dang");
    const kept = await house.upload("A", "Đủ.pdf", smallPdf("đủ"));
    const [given, late] = await house.named("A", [{ name: "Bỏ.pdf", bytes }, { name: "Dở.pdf", bytes }]);
    for (const one of [given, late]) await house.patch(one?.id ?? "", bytes.subarray(0, 50));
    expect((await house.send("scorer.a", "POST", `/evidence/files/${given?.id ?? ""}/abandonment`)).status).toBe(201);
    // As a crash leaves it between the commit and the clearing away.
    await staging().append(kept.id, 0, 10, Readable.from([Buffer.from("rest")]));
    await sweep();
    expect(await staging().list()).toEqual([late?.id]);
    await house.test.superuser.query("update congtam.evidence_file set bytes_until = '2020-01-01' where id = $1", [late?.id]);
    await sweep();
    expect(await staging().list()).toEqual([]);
    expect((await house.send("scorer.a", "GET", `${house.shelf("A")}/pending`)).json["items"]).toEqual(expect.arrayContaining([expect.objectContaining({ id: late?.id, state: "refused", refusal: "Không gửi đủ nội dung trong thời gian cho phép." })]));
    const { rows } = await house.test.superuser.query("select data ->> 'reason' as reason from congtam.audit_entry where action = 'evidence.refused' and data ->> 'file' = $1", [late?.id]);
    expect(rows).toHaveLength(1);
    expect((await house.patch(late?.id ?? "", bytes.subarray(50), { offset: 50 })).status).toBe(409);
  });
});
