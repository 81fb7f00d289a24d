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
    expect((await house.send("scorer.a", "GET", house.library("A"))).json).toMatchObject({ items: [{ current: { id, state: "kept", kind: "pdf", name: "Báo cáo 12.pdf", sha256: sha256(bytes) }, description: null }] });
  });
});
