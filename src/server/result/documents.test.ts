import PizZip from "pizzip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { converted, hasOffice, paragraphsOf, partOf } from "../../../tests/server/office.ts";
import { openProvince, ownOf, playToProposal, type Province } from "../../../tests/trust/province.ts";

/** The papers of a result, from a campaign that was played to its proposal. */

let house: Province;
beforeAll(async () => {
  house = await openProvince();
  await playToProposal(house);
  await house.send("officer", "POST", `/campaigns/${house.campaignId}/result-versions`, { reason: "" });
}, 120_000);
afterAll(() => house.end());

const get = (as: string, path: string) => house.app.inject({ method: "GET", url: `/api/v1/campaigns/${house.campaignId}/result-versions/1${path}`, headers: { authorization: `Bearer ${as}` } });
const paper = async (kind: string): Promise<Uint8Array> => (await get("officer", `/documents/${kind}`)).rawPayload;

describe("the draft decision", () => {
  it("is a file with a Vietnamese name, for those who make the result", async () => {
    const answer = await get("officer", "/documents/decision");
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    const named = String(answer.headers["content-disposition"]);
    expect(named).toContain('attachment; filename="Quyet dinh phe duyet ket qua nam 2025.docx"');
    expect(decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(named)?.[1] ?? "")).toBe("Quyết định phê duyệt kết quả năm 2025.docx");
    expect((await get("cham.stc", "/documents/decision")).statusCode).toBe(403);
    expect((await get("truong.stc", "/documents/decision")).statusCode).toBe(404);
  });

  it("is kept in the log of reads as the result before its publication", async () => {
    const { rows } = await house.test.superuser.query<{ operation: string }>("select distinct operation from congtam.read_entry where operation = 'result.paper'");
    expect(rows).toEqual([{ operation: "result.paper" }]);
  });

  it("has the page, the margins and the type of NĐ 30/2020, its page numbers above from the second page on", async () => {
    const file = await paper("decision");
    const document = partOf(file, "word/document.xml");
    expect(/<w:pgSz [^>]*>/.exec(document)?.[0]).toContain('w:w="11906" w:h="16838"');
    const margins = /<w:pgMar ([^>]*)>/.exec(document)?.[1] ?? "";
    const margin = (side: string) => Number(new RegExp(`w:${side}="(\\d+)"`).exec(margins)?.[1]) / 56.7;
    for (const [side, least, most] of [["top", 20, 25], ["bottom", 20, 25], ["left", 30, 35], ["right", 15, 20]] as const) expect([side, margin(side) >= least - 0.1 && margin(side) <= most + 0.1]).toEqual([side, true]);
    expect(partOf(file, "word/styles.xml").includes('w:ascii="Times New Roman"')).toBe(true);
    expect(document.includes("<w:titlePg/>")).toBe(true);
    expect(partOf(file, "word/header1.xml")).toContain("PAGE");
    expect(partOf(file, "word/header1.xml")).toContain('<w:jc w:val="center"/>');
  });

  it("has no empty paragraph, no tag left over, drawn lines, and heads of tables on every page", async () => {
    const document = partOf(await paper("decision"), "word/document.xml");
    const all = Array.from(document.matchAll(/<w:p[ >].*?<\/w:p>/gs), ([one]) => one);
    expect(all.filter((one) => !/<w:t[ >]|<w:sectPr>/.test(one))).toEqual([]);
    expect(paragraphsOf(document).filter((one) => /[{}]|undefined/.test(one))).toEqual([]);
    expect(document.match(/prst="line"/g)?.length).toBe(3);
    const framed = Array.from(document.matchAll(/<w:tbl>.*?<\/w:tbl>/gs), ([one]) => one).filter((one) => one.includes('w:insideH w:val="single"'));
    expect(framed.length).toBeGreaterThanOrEqual(4);
    expect(framed.filter((one) => !one.includes("<w:tblHeader/>"))).toEqual([]);
  });

  it("says what the result says: every unit of each ranking with points, percent, rank and level, and what was decided", async () => {
    const words = paragraphsOf(partOf(await paper("decision"), "word/document.xml"));
    const { json } = await house.send("officer", "GET", `/campaigns/${house.campaignId}/result-versions/1`);
    const { units } = json["result"] as { units: { code: string; ratios: Record<string, { points: string; maxPoints: string; percent: string; rank: number }> }[] };
    const comma = (points: string) => points.replace(".", ",");
    for (const { ratios } of units) for (const one of Object.values(ratios)) expect(words.join("|")).toContain(`${comma(one.points)}|${comma(one.maxPoints)}|${comma(one.percent)}`);
    expect(words).toContain("QUYẾT ĐỊNH:");
    expect(words).toContain("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK");
    expect(words.filter((one) => /^Phụ lục [IV]+$/.test(one)).slice(0, 3)).toEqual(["Phụ lục I", "Phụ lục II", "Phụ lục III"]);
  });

  it("counts the pages of each annex from one, in a section of its own, and shows no number on a first page", async () => {
    const document = partOf(await paper("decision"), "word/document.xml");
    const heads = paragraphsOf(document).filter((one) => /^Phụ lục [IV]+$/.test(one));
    const sections = Array.from(document.matchAll(/<w:sectPr.*?<\/w:sectPr>/gs), ([one]) => one);
    expect(sections.length).toBe(heads.length + 1);
    for (const one of sections) expect([one.includes('<w:pgNumType w:start="1"/>'), one.includes("<w:titlePg/>"), one.includes('<w:headerReference w:type="default"')]).toEqual([true, true, true]);
    for (const part of document.split(/<w:sectPr.*?<\/w:sectPr>/s).slice(1, -1)) expect(paragraphsOf(part).filter((one) => /^Phụ lục [IV]+$/.test(one))).toHaveLength(1);
  });

  it("names the document of the regulation, with its number and day", async () => {
    expect(paragraphsOf(partOf(await paper("decision"), "word/document.xml")).find((one) => one.includes("(kèm theo Quyết định số 02050/QĐ-UBND ngày 14/11/2025"))).toMatch(/^Căn cứ Quy định/);
  });

  it.runIf(hasOffice)("is opened by LibreOffice, the nation's name on one line", async () => {
    const file = await paper("decision");
    const pdf = converted(file, "docx", "pdf");
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe("%PDF-");
    const plain = Buffer.from(converted(file, "docx", "txt:Text (encoded):UTF8")).toString();
    expect(plain).toContain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  }, 120_000);
});

describe("the other papers", () => {
  it.each(["proposal", "publication", "emulation"])("%s: no place is left open and nothing is empty", async (kind) => {
    const document = partOf(await paper(kind), "word/document.xml");
    expect(paragraphsOf(document).filter((one) => /[{}]|undefined/.test(one))).toEqual([]);
    expect(Array.from(document.matchAll(/<w:p[ >].*?<\/w:p>/gs), ([one]) => one).filter((one) => !/<w:t[ >]|<w:sectPr>/.test(one))).toEqual([]);
    // Word makes one table of two that touch.
    expect(document.includes("</w:tbl><w:tbl>")).toBe(false);
  });

  it("the list for the emulation council has every unit once, under its level", async () => {
    const words = paragraphsOf(partOf(await paper("emulation"), "word/document.xml"));
    for (const name of ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]) expect([name, words.filter((one) => one === name).length]).toEqual([name, 1]);
  });
});

describe("the notice to a unit", () => {
  it("tells it all that it lost, the council's reasons among it, once the result is published", async () => {
    expect((await get("cham.stc", "/units/STC/notice")).statusCode).toBe(404);
    await house.test.superuser.query("insert into congtam.result_step (campaign, number, step, at, by, kind, data) values ($1, 1, 1, now(), 'x', 'approve', '{\"decisionNumber\":\"02311/QĐ-UBND\",\"decidedOn\":\"2025-12-30\"}'), ($1, 1, 2, now(), 'y', 'publish', '{}')", [house.campaignId]);
    const answer = await get("cham.stc", "/units/STC/notice");
    expect(answer.statusCode).toBe(200);
    const words = paragraphsOf(partOf(answer.rawPayload, "word/document.xml"));
    expect(words.find((one) => one.includes("02311/QĐ-UBND ngày 30 tháng 12 năm 2025"))).toBeDefined();
    const { json } = await house.send("nobody", "GET", `/campaigns/${house.campaignId}/result-versions/1`);
    const { contents } = (json["result"] as { units: { code: string; contents: { points: string; maxPoints: string }[] }[] }).units.find((one) => one.code === "STC") ?? { contents: [] };
    // Bonus points that were not earned are no loss; what the rest lacks is.
    const lacking = contents.reduce((sum, one, at) => sum + (at === 4 ? 0 : Math.round(Number(one.maxPoints) * 100) - Math.round(Number(one.points) * 100)), 0);
    const rows = Array.from(partOf(answer.rawPayload, "word/document.xml").matchAll(/<w:tr[ >].*?<\/w:tr>/gs), ([row]) => Array.from(row.matchAll(/<w:tc>.*?<\/w:tc>/gs), ([cell]) => paragraphsOf(cell).join("\n"))).filter((cells) => cells.length === 6);
    const lostIn = (cells: readonly string[]): number => Math.round(Number((cells[4] ?? "").replace(",", ".")) * 100);
    // The head of the result and of each list of lost points: what is of note in the text, the rest in the annex.
    const [, first = 0, second = 0] = rows.flatMap(([one], at) => (one === "STT" || one === "Kết quả" ? [at] : []));
    const [large, small] = [rows.slice(first + 1, second).map(lostIn), rows.slice(second + 1).map(lostIn)];
    expect([Math.min(...large) >= 50, Math.max(...small) < 50, small.length > 0]).toEqual([true, true, true]);
    for (const cells of [...rows.slice(first + 1, second), ...rows.slice(second + 1)]) expect(cells[5]).not.toBe("");
    const lost = [...large, ...small].reduce((sum, one) => sum + one, 0);
    expect(words.find((one) => one.startsWith("Ngoài ra,"))).toContain(`${String(small.length)} tiêu chí`);
    expect(lost).toBe(lacking);
  });

  it("is nobody else's: another unit's people are told that there is none", async () => {
    expect((await get("cham.stc", "/units/SNV/notice")).statusCode).toBe(404);
    expect((await get("truong.stc", "/units/SNV/notice")).statusCode).toBe(404);
    expect((await get("officer", "/units/SNV/notice")).statusCode).toBe(200);
    expect((await get("officer", "/units/NOWHERE/notice")).statusCode).toBe(404);
  });
});

const ofCampaign = (as: string, path: string) => house.app.inject({ method: "GET", url: `/api/v1/campaigns/${house.campaignId}${path}`, headers: { authorization: `Bearer ${as}` } });
const isWhole = (document: string): void => {
  expect(paragraphsOf(document).filter((one) => /[{}]|undefined/.test(one))).toEqual([]);
  expect(document.includes("</w:tbl><w:tbl>")).toBe(false);
};

describe("papers of the files", () => {
  it("the unit's report has every criterion that it scores itself, on sheets that lie on their side", async () => {
    const answer = await ofCampaign("cham.stc", `/units/${house.unitId("STC")}/report`);
    expect(answer.statusCode).toBe(200);
    const document = partOf(answer.rawPayload, "word/document.xml");
    isWhole(document);
    expect(document.match(/w:orient="(?:portrait|landscape)"/g)).toEqual(['w:orient="portrait"', 'w:orient="landscape"']);
    const words = paragraphsOf(document);
    for (const { code } of ownOf("STC")) expect([code, words.includes(code)]).toEqual([code, true]);
    // Each content stands above its criteria with what they come to.
    expect(words.slice(words.indexOf("Căn cứ, tài liệu kiểm chứng") + 1, words.indexOf("1.1.1")).slice(0, 2)).toEqual(["1", "Kết quả thực hiện nhiệm vụ theo chức năng"]);
    expect((await ofCampaign("cham.snv", `/units/${house.unitId("STC")}/report`)).statusCode).toBe(404);
  });

  it("the certificate of a receipt has its hash and the ledger's head", async () => {
    const answer = await ofCampaign("truong.stc", `/units/${house.unitId("STC")}/receipts/self-scoring`);
    const document = partOf(answer.rawPayload, "word/document.xml");
    isWhole(document);
    const file = (await house.send("officer", "GET", `/campaigns/${house.campaignId}/units/${house.unitId("STC")}/assessment`)).json as { receipts: { part: string; hash: string }[] };
    expect(document.includes(file.receipts.find((one) => one.part === "self-scoring")?.hash ?? "none")).toBe(true);
  });

  it.each(["1", "2"])("minutes and changed points of round %s count every criterion that was appraised, each change with its reason", async (round) => {
    const minutes = await ofCampaign("officer", `/rounds/${round}/papers/minutes`);
    const document = partOf(minutes.rawPayload, "word/document.xml");
    isWhole(document);
    const counts = /đã thẩm định (\d+) lượt tiêu chí của (\d+) cơ quan, đơn vị(?: \([^)]*\))?: giữ nguyên (\d+), thay đổi điểm (\d+), còn ý kiến khác nhau chưa thống nhất (\d+), chưa có kết quả (\d+)/.exec(paragraphsOf(document).join(" ")) ?? [];
    const [all = 0, , kept = 0, changed = 0, disputed = 0, missing = 0] = counts.slice(1).map(Number);
    expect(all).toBe(kept + changed + disputed + missing);
    const { rows } = await house.test.superuser.query<{ count: number }>("select count(distinct (unit, criterion)) from congtam.assessment_entry where campaign = $1 and step = $2", [house.campaignId, `appraisal-${round}`]);
    expect(all).toBe(rows[0]?.count);
    const sheet = partOf((await ofCampaign("officer", `/rounds/${round}/papers/changes-workbook`)).rawPayload, "xl/worksheets/sheet1.xml");
    expect(sheet.match(/<row /g)?.length).toBe(changed + 1);
    expect((await ofCampaign("hd.stp", `/rounds/${round}/papers/minutes`)).statusCode).toBe(401);
    // Mẫu 1.9: when, where and who, by name where the house knows it, else on a dotted line.
    const words = paragraphsOf(document);
    for (const [start, says] of [["Thời gian bắt đầu: ", "…… giờ …… phút"], ["Địa điểm: ", "……"], ["- Ông (bà) chair", "Chủ tịch Hội đồng thẩm định, chủ trì"], ["Vắng mặt", "……"], ["Thư ký", "……"], ["Cuộc họp kết thúc vào ", "thông qua./."]] as const) expect([start, words.find((one) => one.startsWith(start))]).toEqual([start, expect.stringContaining(says)]);
    expect(words.filter((one) => one.endsWith(": thành viên;")).length).toBeGreaterThan(0);
    expect(words.slice(words.indexOf("THƯ KÝ"))).toEqual(expect.arrayContaining(["CHỦ TRÌ", "CHỦ TỊCH HỘI ĐỒNG", "chair"]));
  });
});

describe("the letterhead", () => {
  it("stands above every paper once it is set, and is in the ledger", async () => {
    const { json, etag } = await house.send("officer", "GET", "/document-settings");
    expect([json["letterhead"], etag]).toEqual([null, "0"]);
    const letterhead = { authority: "Ủy ban nhân dân tỉnh Gia Lai", shortAuthority: "UBND tỉnh Gia Lai", organ: ["Ủy ban nhân dân", "tỉnh Gia Lai"], place: "Gia Lai", chair: { title: "Chủ tịch", name: "Phạm Văn C", signing: "deputy", ownTitle: "Phó Chủ tịch" }, standing: { name: "Sở Nội vụ", head: { title: "Giám đốc", name: "" } }, council: "Hội đồng đánh giá", marks: { decision: "{số}/QĐ-UBND", proposal: "{số}/TTr-SNV", notice: "{số}/TB-SNV", report: "{số}/BC", minutes: "{số}/BB", list: "{số}/DS" }, digits: 3, grounds: [] };
    expect((await house.send("officer", "PUT", "/document-settings", { ...letterhead, marks: { ...letterhead.marks, decision: "QĐ-UBND" } }, "0")).status).toBe(422);
    const nameless = await house.send("officer", "PUT", "/document-settings", { ...letterhead, chair: { ...letterhead.chair, ownTitle: "" } }, "0");
    expect([nameless.status, (nameless.json["errors"] as { pointer: string }[]).map((one) => one.pointer)]).toEqual([422, ["/chair/ownTitle"]]);
    expect((await house.send("officer", "PUT", "/document-settings", letterhead, "0")).status).toBe(200);
    expect((await house.send("officer", "PUT", "/document-settings", letterhead, "0")).status).toBe(412);
    const words = paragraphsOf(partOf(await paper("decision"), "word/document.xml"));
    expect(words).toContain("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI");
    expect(words).toContain("Phạm Văn C");
    expect(words.find((one) => one.startsWith("KT. CHỦ TỊCH"))?.endsWith("PHÓ CHỦ TỊCH")).toBe(true);
    const { rows } = await house.test.superuser.query<{ count: number }>("select count(*) from congtam.audit_entry where action = 'documents.settings-changed'");
    expect(rows[0]?.count).toBe(1);
  });
});

describe("a clerk's template", () => {
  const own = async (): Promise<PizZip> => new PizZip((await house.app.inject({ method: "GET", url: "/api/v1/document-templates/decision/file", headers: { authorization: "Bearer officer" } })).rawPayload);
  const changed = async (edit: (document: string) => string): Promise<string> => {
    const zip = await own();
    zip.file("word/document.xml", edit(zip.file("word/document.xml")?.asText() ?? ""));
    return zip.generate({ type: "base64" });
  };
  const put = (content: string, seen: string) => house.send("officer", "PUT", "/document-templates/decision", { name: "Quyết định của tỉnh.docx", content }, seen);
  const messages = ({ json }: { readonly json: Record<string, unknown> }) => (json["errors"] as { message: string }[]).map((one) => one.message);

  it("replaces the program's own from then on, and the way back is kept as well", async () => {
    const { status, etag } = await put(await changed((document) => document.replace("Quyết định này có hiệu lực kể từ ngày ký.", "Quyết định này có hiệu lực từ ngày 01/01/2026.")), "0");
    expect([status, etag]).toEqual([200, "1"]);
    const has = async (words: string) => paragraphsOf(partOf(await paper("decision"), "word/document.xml")).some((one) => one.includes(words));
    expect(await has("có hiệu lực từ ngày 01/01/2026")).toBe(true);
    expect((await house.send("officer", "POST", "/document-templates/decision/reset", undefined, "1")).status).toBe(200);
    expect(await has("có hiệu lực kể từ ngày ký")).toBe(true);
  });

  it("is told which of its places is wrong, and which was meant", async () => {
    const wrong = await put(await changed((document) => document.replace("{tên đơn vị}", "{ten don vi}").replace("{NGƯỜI QUYẾT ĐỊNH}", "{người ký thay}")), "2");
    expect(wrong.status).toBe(422);
    expect(messages(wrong)).toEqual(expect.arrayContaining([expect.stringContaining("{ten don vi}. Có phải {tên đơn vị}?")]));
    const open = await put(await changed((document) => document.replace("{/phụ lục mức}", "")), "2");
    expect(messages(open)).toEqual(["Danh sách {#phụ lục mức} chưa được đóng bằng {/phụ lục mức}."]);
    expect(messages(await put(Buffer.from("chỉ là chữ").toString("base64"), "2"))).toEqual(["Tệp không phải văn bản Word (.docx) đọc được."]);
  });

  it("may hold no macro, nothing that is fetched from elsewhere, no way to write raw XML, and reaches no name but those of the paper", async () => {
    const zip = await own();
    zip.file("word/vbaProject.bin", "x");
    expect(messages(await put(zip.generate({ type: "base64" }), "2"))).toEqual([expect.stringContaining("macro")]);
    const linked = await own();
    const rels = linked.file("word/_rels/document.xml.rels")?.asText() ?? "";
    linked.file("word/_rels/document.xml.rels", rels.replace("</Relationships>", '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://169.254.169.254/x.png" TargetMode="External"/></Relationships>'));
    expect(messages(await put(linked.generate({ type: "base64" }), "2"))).toEqual([expect.stringContaining("trỏ tới")]);
    expect(messages(await put(await changed((document) => document.replace("{NGƯỜI QUYẾT ĐỊNH}", "{constructor}")), "2"))).toEqual([expect.stringContaining("{constructor}")]);
    expect(messages(await put(await changed((document) => document.replace("{NGƯỜI QUYẾT ĐỊNH}", "{@NGƯỜI QUYẾT ĐỊNH}")), "2"))).toEqual([expect.stringContaining("@")]);
    expect((await house.send("cham.stc", "PUT", "/document-templates/decision", { name: "x", content: "AAAA" }, "2")).status).toBe(403);
  });
});
