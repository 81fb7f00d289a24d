import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { citizen, DESIGN, hidden, openSurveyHouse, receiptIn, type SurveyHouse } from "../../../tests/server/survey-house.ts";

let house: SurveyHouse;
let survey: Awaited<ReturnType<SurveyHouse["openSurvey"]>>;
const boxes = () => readdirSync(house.keyFolder).filter((name) => name.endsWith(".box")).length;

beforeAll(async () => {
  house = await openSurveyHouse();
  survey = await house.openSurvey(DESIGN);
}, 60_000);
afterAll(async () => {
  await house.closeAll();
});

describe("answering", () => {
  it("leads from a card to the form, to a receipt, and to where the receipt is known", async () => {
    const [code = ""] = await survey.cards("cd-SNV", 1);
    const form = await house.get(`/phieu?ma=${code.toLowerCase().replaceAll("-", " ")}`);
    expect(form.status).toBe(200);
    expect(form.html).toContain("Đơn vị SNV");
    const receipt = await house.answer(code, citizen("SNV", "4", "good"));
    expect(receipt).toMatch(/^[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}$/);
    const checked = await house.post("/kiem-tra", { bn: receipt.toLowerCase() });
    expect([checked.status, checked.html]).toEqual([200, expect.stringContaining("đã nằm trong hòm phiếu")]);
    expect((await house.post("/kiem-tra", { bn: "00000-00000-00000-00000" })).status).toBe(404);
    const again = await house.get(`/phieu?ma=${code}`);
    expect([again.status, again.html]).toEqual([409, expect.stringContaining("đã được dùng")]);
  });

  it("keeps what was filled in when something is missing, and names it", async () => {
    const [code = ""] = await survey.cards("cd-SNV", 1);
    const { html } = await house.get(`/phieu?ma=${code}`);
    const all = citizen("SNV", "4", "good");
    const { "u.SNV.chung": _left, ...most } = all;
    const back = await house.post("/nop", { ma: code, dau: hidden(html, "dau"), ban: hidden(html, "ban"), hien: Object.keys(all).join(" "), lam: "gui", ...most, "u.SNV.gop-y": '<script>"& 🙂 שלום \u{202E}x' });
    expect(back.status).toBe(422);
    expect(back.html).toContain('href="#u.SNV.chung"');
    expect(back.html).toContain("&lt;script&gt;&quot;&amp; 🙂 שלום \u{202E}x</textarea>");
    expect(back.html).toMatch(/name="u\.SNV\.thai-do" value="good"[^>]* checked/);
  });

  it("shows what is asked besides when an answer asks for it, without blaming anybody", async () => {
    const [code = ""] = await survey.cards("cd-SNV", 1);
    const { html } = await house.get(`/phieu?ma=${code}`);
    expect(html).not.toContain("c.truc-tuyen");
    const more = await house.post("/nop", { ma: code, dau: hidden(html, "dau"), ban: hidden(html, "ban"), hien: hidden(html, "hien"), lam: "gui", ...citizen("SNV", "4", "good"), "c.da-giao-dich": "online" });
    expect([more.status, more.html]).toEqual([200, expect.stringContaining('name="c.truc-tuyen"')]);
    expect(more.html).not.toContain('class="fault"');
    const sent = await house.post("/nop", { ma: code, dau: hidden(more.html, "dau"), ban: hidden(more.html, "ban"), hien: hidden(more.html, "hien"), lam: "gui", ...citizen("SNV", "4", "good"), "c.da-giao-dich": "online", "c.truc-tuyen": "yes" });
    expect(receiptIn(sent.html)).not.toBe("");
  });

  it("goes step by step where the questionnaire says so, back and forth, with nothing lost", async () => {
    const [code = ""] = await survey.cards("db", 1);
    const first = await house.get(`/phieu?ma=${code}&l=en`);
    expect(first.html).toContain("Part 1 of 1");
    const kept = { ma: code, dau: hidden(first.html, "dau"), ban: hidden(first.html, "ban"), l: "en" };
    const unit = await house.post("/nop", { ...kept, buoc: "0", lam: "gui", "c.don-vi": ["SNV", "STC"] });
    expect(unit.html).toContain("Part 2 of 3");
    const second = await house.post("/nop", { ...kept, buoc: "1", lam: "tiep", hien: hidden(unit.html, "hien"), "c.don-vi": ["SNV", "STC"], "u.SNV.ket-qua-cong-tac": "5" });
    expect([second.status, second.html]).toEqual([422, expect.stringContaining('id="e.u.SNV.giai-trinh"')]);
    const filled = { "c.don-vi": ["SNV", "STC"], "u.SNV.ket-qua-cong-tac": "5", "u.SNV.giai-trinh": "4" };
    const third = await house.post("/nop", { ...kept, buoc: "1", lam: "tiep", ...filled });
    expect(third.html).toContain("Part 3 of 3");
    const back = await house.post("/nop", { ...kept, buoc: "2", lam: "lai", ...filled });
    expect(back.html).toMatch(/name="u\.SNV\.giai-trinh" value="4"[^>]* checked/);
    const done = await house.post("/nop", { ...kept, buoc: "2", lam: "gui", ...filled, "u.STC.ket-qua-cong-tac": "2", "u.STC.giai-trinh": "none" });
    expect([done.status, receiptIn(done.html)]).toEqual([200, expect.stringMatching(/.{23}/)]);
  });

  it("takes a form that was sent again, for which the answer was lost, once and with the same receipt", async () => {
    const [code = ""] = await survey.cards("cd-STC", 1);
    const { html } = await house.get(`/phieu?ma=${code}`);
    const fields = { ma: code, dau: hidden(html, "dau"), ban: hidden(html, "ban"), lam: "gui", ...citizen("STC", "3", "fair") };
    const answers = await Promise.all(Array.from({ length: 5 }, () => house.post("/nop", fields)));
    expect(new Set(answers.map((one) => receiptIn(one.html))).size).toBe(1);
    expect(receiptIn(answers[0]?.html ?? "")).not.toBe("");
    expect((await house.post("/nop", { ...fields, dau: "A".repeat(22) })).status).toBe(409);
  });

  it("is light: one page, one sheet and one script, together under 30 kB, and a strict policy", async () => {
    const [code = ""] = await survey.cards("cd-SNV", 1);
    const { html, headers } = await house.get(`/phieu?ma=${code}`);
    expect(html).not.toMatch(/<img|style=| on\w+=/);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/khao-sat/phieu-2.js" defer>']);
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    const [sheet, script] = await Promise.all(["/kieu-5.css", "/phieu-2.js"].map(async (path) => (await house.get(path)).html));
    expect([html, sheet, script].reduce((sum, text) => sum + gzipSync(text ?? "").length, 0)).toBeLessThan(30 * 1024);
    expect(headers["set-cookie"]).toBeUndefined();
    expect(html.match(/<link [^>]*>/g)).toHaveLength(1);
    const packed = await house.room.app.inject({ method: "GET", url: `/khao-sat/phieu?ma=${code}`, headers: { "accept-encoding": "gzip, br" } });
    expect([packed.headers["content-encoding"], packed.headers.vary, packed.rawPayload.length < html.length / 3]).toEqual(["gzip", "accept-encoding", true]);
    expect(gunzipSync(packed.rawPayload).toString()).toContain('class="choice"');
  });

  it("speaks every language that somebody wrote, says which one a text is in, and has larger letters for who asks", async () => {
    const [first, ...groups] = DESIGN.groups;
    if (first === undefined) throw new Error("no group");
    const form = { ...first.form, title: { vi: "Phiếu hỏi", rad: "Hră êmuh" }, sections: first.form.sections.map((one, i) => (i === 0 ? { ...one, title: { vi: "Lần đến gần nhất" } } : one)) };
    const own = await house.openSurvey({ ...DESIGN, groups: [{ ...first, form }, ...groups], title: "Khảo sát nhiều tiếng" });
    const [code = ""] = await own.cards("cd-SNV", 1);
    const { html } = await house.get(`/phieu?ma=${code}`);
    expect(html).toMatch(/<nav [^>]*><a href="\/khao-sat\/phieu\?ma=[^"]*&amp;l=en" lang="en">English<\/a><a href="[^"]*&amp;l=rad" lang="rad">Ê Đê<\/a><a href="[^"]*&amp;c=1" lang="vi">Chữ to<\/a><\/nav>/);
    const inEde = (await house.get(`/phieu?ma=${code}&l=rad`)).html;
    expect(inEde).toContain('<html lang="vi">');
    expect(inEde).toContain('<h1><span lang="rad">Hră êmuh</span></h1>');
    expect((await house.get(`/phieu?ma=${code}&l=en`)).html).toContain('<h2><span lang="vi">Lần đến gần nhất</span></h2>');
    expect(html).not.toContain('class="large"');
    const large = (await house.get(`/phieu?ma=${code}&c=1`)).html;
    expect(large).toContain('class="large"');
    const sent = await house.post("/nop", { ma: code, dau: hidden(large, "dau"), ban: hidden(large, "ban"), c: hidden(large, "c"), lam: "gui", ...citizen("SNV", "4", "good") });
    expect([receiptIn(sent.html) === "", sent.html.includes('class="large"')]).toEqual([false, true]);
  });

  it("changes language and size in the middle of a form, and keeps what was filled in", async () => {
    const own = await house.openSurvey({ ...DESIGN, title: "Đổi tiếng giữa chừng" });
    const [code = ""] = await own.cards("cd-SNV", 1);
    const { html } = await house.get(`/phieu?ma=${code}`);
    const kept = { ma: code, dau: hidden(html, "dau"), ban: hidden(html, "ban"), hien: hidden(html, "hien"), ...citizen("SNV", "4", "good"), "c.da-giao-dich": "online" };
    const more = await house.post("/nop", { ...kept, lam: "gui" });
    // Enter sends the form, not another language.
    expect(more.html).toMatch(/<form [^>]*><button hidden name="lam" value="gui"><\/button><nav /);
    const english = await house.post("/nop", { ...kept, xem: "en" });
    expect([english.status, english.html.includes('<html lang="en">'), english.html.includes('value="online" checked'), english.html.includes("fault")]).toEqual([200, true, true, false]);
    const large = await house.post("/nop", { ...kept, l: "en", xem: "c-1" });
    expect([large.html.includes('class="large"'), large.html.includes('<html lang="en">'), hidden(large.html, "c"), large.html.includes('value="c-0"')]).toEqual([true, true, "1", true]);
  });
});

describe("organising", () => {
  it("is for nobody of a unit that is rated, and shows no answer to the programme", async () => {
    expect((await house.send("POST", "insider", "/surveys", { body: { campaignId: house.campaignId, design: DESIGN } })).status).toBe(403);
    expect((await house.send("GET", "insider", `/surveys/${survey.id}/results`)).status).toBe(403);
    expect((await house.send("GET", "officer", `/surveys/${survey.id}/results`)).status).toBe(403);
    expect((await house.send("GET", "head", `/surveys/${survey.id}`)).status).toBe(403);
  });

  it("tells nothing while the box is sealed, and nobody changes what is asked", async () => {
    expect((await house.send("GET", "organiser", `/surveys/${survey.id}/results`)).status).toBe(409);
    expect((await house.send("GET", "auditor", `/surveys/${survey.id}/conversion`)).status).toBe(409);
    expect((await house.send("POST", "officer", `/surveys/${survey.id}/conversion`, { body: {} })).status).toBe(409);
    const { json } = await house.send("GET", "organiser", `/surveys/${survey.id}`);
    expect((await house.send("PUT", "organiser", `/surveys/${survey.id}/design`, { body: DESIGN, seen: String(json["version"]) })).status).toBe(409);
    expect((await house.send("POST", "organiser", `/surveys/${survey.id}/count`)).status).toBe(409);
  });

  it("says where a design cannot be opened", async () => {
    const broken = { ...DESIGN, strata: [], conversions: [{ ...DESIGN.conversions[0], questions: ["nowhere"] }, { ...DESIGN.conversions[0], leaf: "1.1.1" }] };
    const { json } = await house.send("POST", "organiser", "/surveys", { body: { campaignId: house.campaignId, design: broken } });
    expect((json["faults"] as { at: string }[]).map((one) => one.at)).toEqual(["strata", "conversions/0", "conversions/1"]);
    expect(await house.step(String(json["id"]), { kind: "open", closesAt: "2099-01-01T00:00:00.000Z" })).toBe(422);
  });

  it("draws sheets with cards", async () => {
    const issued = await house.issue(survey.id, [{ stratum: "cd-SNV", count: 12 }], true);
    const pdf = Buffer.from(String(issued["sheets"]), "base64");
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(2);
    expect(JSON.stringify(house.room.recorded)).not.toContain((issued["cards"] as { code: string }[])[0]?.code);
  });

  it("draws posters for open forms, one for each stratum, while the survey is open", async () => {
    const own = await house.openSurvey({ ...DESIGN, open: { group: "cong-dan", cap: 5, mostPerStratum: 100 }, title: "Khảo sát mở" });
    const posters = (as: string, id: string, more = "") => house.room.app.inject({ method: "GET", url: `/api/v1/surveys/${id}/posters?address=https://congtam.example/${more}`, headers: { authorization: `Bearer ${as}` } });
    const all = await posters("organiser", own.id);
    expect([all.statusCode, all.headers["content-type"], all.rawPayload.toString("latin1").match(/\/Type \/Page\b/g)?.length]).toEqual([200, "application/pdf", 2]);
    const one = await posters("organiser", own.id, "&stratum=cd-STC");
    expect(one.rawPayload.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(decodeURIComponent(String(one.headers["content-disposition"]))).toContain("Đơn vị STC.pdf");
    expect([(await posters("officer", own.id)).statusCode, (await posters("insider", own.id)).statusCode, (await posters("organiser", own.id, "&stratum=db")).statusCode, (await posters("organiser", survey.id)).statusCode]).toEqual([403, 403, 404, 409]);
  });
});

describe("from the box to the points", () => {
  it("closes, counts, destroys the key and turns counts into points, whose reason tells the counts", async () => {
    const own = await house.openSurvey({ ...DESIGN, title: "Khảo sát đếm" });
    const sealed = boxes();
    const citizens = await own.cards("cd-SNV", 12);
    const receipts: string[] = [];
    for (const [i, code] of citizens.slice(0, 10).entries()) receipts.push(await house.answer(code, citizen("SNV", i < 5 ? "5" : "3", i < 6 ? "good" : "poor")));
    const [left = "", ...delegates] = await own.cards("db", 12);
    for (const code of delegates) await house.answer(code, { "c.don-vi": ["SNV"], "u.SNV.ket-qua-cong-tac": "4", "u.SNV.giai-trinh": code === delegates[0] ? "none" : "5" });
    expect(await house.step(own.id, { kind: "close" })).toBe(201);
    expect((await house.get(`/phieu?ma=${left}`)).html).toContain("đã kết thúc");
    const counted = await house.count(own.id);
    expect(counted).toMatchObject({ state: "counted", counted: { ballots: 21, unreadable: 0, marked: 10 } });
    expect(boxes()).toBe(sealed - 1);
    expect((await house.superuser.query("select from congtam.survey_cast where survey = $1 and sealed is not null", [own.id])).rowCount).toBe(0);

    const { json } = await house.send("GET", "organiser", `/surveys/${own.id}/conversion`);
    const items = json["items"] as { criterion: string; points: string; answers: number; responseRate: string }[];
    // Delegates: mean 4 → 2 × 3/4; mean 5 → 2. Citizens: 2.5 × 60 %, twice; 3 × (5 × 100 + 5 × 50)/10 %.
    expect(items.map((one) => [one.criterion, one.points, one.answers])).toEqual([["3.1.1", "1.50", 11], ["3.1.2", "2.00", 10], ["3.2.1", "1.50", 10], ["3.2.2", "1.50", 10], ["3.2.3", "2.25", 10]]);
    expect(items[2]?.responseRate).toBe("83.33");
    expect(json["missing"]).toHaveLength(5);

    expect((await house.send("POST", "organiser", `/surveys/${own.id}/conversion`, { body: {} })).status).toBe(403);
    const taken = await house.send("POST", "officer", `/surveys/${own.id}/conversion`, { body: {} });
    expect([taken.status, taken.json]).toMatchObject([201, { imported: 5, unchanged: 0, missing: 5 }]);
    const { rows } = await house.superuser.query<{ input: unknown; note: string; source: string }>("select input, note, source from congtam.assessment_entry where criterion = '3.1.2' and step = 'import'");
    expect(rows[0]?.input).toEqual({ mean: "5", counts: { 1: "0", 2: "0", 3: "0", 4: "0", 5: "10" } });
    expect(rows[0]?.note).toContain("5: 10");

    const { json: results } = await house.send("GET", "auditor", `/surveys/${own.id}/results`);
    const rowsShown = results["items"] as { respondents: string; answers: number | null }[];
    expect(rowsShown.filter((one) => one.respondents === "dai-bieu").every((one) => one.answers === null || one.answers >= 10)).toBe(true);
    await expectReceiptsListed(own.id, receipts);
    const checked = await house.post("/kiem-tra", { bn: await receiptOfFirst(own.id) });
    expect(checked.status).toBe(404);
  });
});

/** Every receipt leads to a public list with its mark, which whoever has it can compute; there is no list of a sealed box. */
async function expectReceiptsListed(id: string, receipts: readonly string[]): Promise<void> {
  for (const receipt of receipts) {
    const mark = createHash("sha256").update(`receipt-hash:${receipt.replaceAll("-", "")}`).digest("hex");
    const { html } = await house.post("/kiem-tra", { bn: receipt });
    expect(html).toContain("đã được tính");
    expect(html).toContain(mark);
    const list = await house.get(`/bien-nhan?s=${id}&p=${mark.slice(0, 2)}`);
    expect([list.status, list.headers["content-type"]]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(list.html.split("\n").filter((line) => line.startsWith(mark.slice(0, 2)))).toContain(mark);
    expect(list.html).toContain("00 đến ff cộng lại là 21 phiếu");
  }
  expect((await house.get(`/bien-nhan?s=${survey.id}&p=00`)).status).toBe(404);
  expect((await house.get(`/bien-nhan?s=${id}&p=xx`)).status).toBe(404);
  const all: string[] = [];
  for (let i = 0; i < 256; i++) all.push(...(await house.get(`/bien-nhan?s=${id}&p=${i.toString(16).padStart(2, "0")}`)).html.split("\n").filter((line) => /^[0-9a-f]{64}$/.test(line)));
  expect(all).toHaveLength(21);
}

/** Nobody can make a receipt from what the database has. */
async function receiptOfFirst(id: string): Promise<string> {
  const { rows } = await house.superuser.query<{ receipt: Buffer }>("select receipt from congtam.survey_cast where survey = $1", [id]);
  return rows[0]?.receipt.toString("hex").slice(0, 20) ?? "";
}
