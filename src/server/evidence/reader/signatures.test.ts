import { beforeAll, expect, it } from "vitest";
import { smallPdf } from "../../../../tests/server/evidence-house.ts";
import { signedPdf } from "../../../../tests/server/signed-pdf.ts";
import { signaturesIn } from "./signatures.ts";

const AT = new Date("2025-11-20T02:00:00Z");
let signed: Buffer;
beforeAll(async () => {
  signed = await signedPdf("Nguyễn Văn An", AT);
});

it("tells who signed a PDF, when, and that it is as it was signed", async () => {
  expect(await signaturesIn(signed)).toEqual([{ signer: "Nguyễn Văn An", issuer: "Test CA", signedAt: AT.toISOString(), intact: true, coversWhole: true }]);
});

it("tells that a signed byte was changed", async () => {
  const altered = Buffer.from(signed);
  altered[altered.indexOf("MediaBox") + 10] = 0x39;
  expect(await signaturesIn(altered)).toMatchObject([{ signer: "Nguyễn Văn An", intact: false }]);
});

it("tells that something was added after it was signed", async () => {
  expect(await signaturesIn(Buffer.concat([signed, Buffer.from("\n% thêm")]))).toMatchObject([{ intact: true, coversWhole: false }]);
});

it("tells none where there is none, and nothing of one that cannot be read or that reaches beyond the file", async () => {
  expect(await signaturesIn(smallPdf())).toEqual([]);
  expect(await signaturesIn(Buffer.from("%PDF /ByteRange [0 5 8 4] abcdef"))).toMatchObject([{ signer: "", intact: null }]);
  expect(await signaturesIn(Buffer.from("%PDF /ByteRange [0 5 8 99999]"))).toMatchObject([{ intact: false }]);
});
