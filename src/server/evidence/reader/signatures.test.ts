import { beforeAll, expect, it } from "vitest";
import { smallPdf } from "../../../../tests/server/evidence-house.ts";
import { makeAuthority, signedPdf } from "../../../../tests/server/signed-pdf.ts";
import { certificatesIn } from "./chain.ts";
import { signaturesIn } from "./signatures.ts";

const AT = new Date("2025-11-20T02:00:00Z");
let signed: Buffer;
beforeAll(async () => {
  signed = await signedPdf("Nguyễn Văn An", AT);
});

it("tells who signed a PDF, when, and that it is as it was signed", async () => {
  expect(await signaturesIn(signed)).toEqual([{ signer: "Nguyễn Văn An", issuer: "Test CA", signedAt: AT.toISOString(), intact: true, coversWhole: true, chain: [], trust: "unchecked" }]);
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

it("tells who vouches for the signer, and trusts only what leads to a root of the house", async () => {
  const root = await makeAuthority("Gốc quốc gia");
  const middle = await makeAuthority("CA chuyên dùng", root);
  const other = await makeAuthority("Gốc quốc gia");
  const file = await signedPdf("Trần Thị Bình", AT, [middle, root]);
  const chain = [{ name: "CA chuyên dùng", until: "2030-01-01T00:00:00.000Z", isVerified: true }, { name: "Gốc quốc gia", until: "2030-01-01T00:00:00.000Z", isVerified: true }];
  const under = async (...roots: readonly { readonly pem: string }[]) => signaturesIn(file, certificatesIn(roots.map((one) => one.pem).join("")));
  expect(await under()).toMatchObject([{ signer: "Trần Thị Bình", issuer: "CA chuyên dùng", chain, trust: "unchecked" }]);
  expect(await under(root)).toMatchObject([{ chain, trust: "trusted" }]);
  // A root of the same name that signed none of it.
  expect(await under(other)).toMatchObject([{ chain, trust: "untrusted" }]);
  // The root need not be in the file; a chain that stops in the middle leads nowhere.
  expect(await signaturesIn(await signedPdf("Trần Thị Bình", AT, [middle]), certificatesIn(root.pem))).toMatchObject([{ chain, trust: "trusted" }]);
  expect(await signaturesIn(await signedPdf("Trần Thị Bình", AT, [middle]), certificatesIn(other.pem))).toMatchObject([{ trust: "untrusted" }]);
  // Signed when the certificate was not valid yet.
  expect(await signaturesIn(await signedPdf("Trần Thị Bình", new Date("2024-06-01T00:00:00Z"), [middle, root]), certificatesIn(root.pem))).toMatchObject([{ trust: "untrusted" }]);
});

it("does not call verified what only bears the issuer's name", async () => {
  const root = await makeAuthority("Gốc quốc gia");
  const impostor = await makeAuthority("Gốc quốc gia");
  const file = await signedPdf("Kẻ Gian", AT, [{ ...root, certificate: impostor.certificate }]);
  expect(await signaturesIn(file)).toMatchObject([{ chain: [{ name: "Gốc quốc gia", isVerified: false }] }]);
});
