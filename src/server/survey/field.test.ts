import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { citizen, DESIGN, hidden, NO_LIMITS, openSurveyHouse, receiptIn, type SurveyHouse } from "../../../tests/server/survey-house.ts";
import { newTicket } from "./open-ticket.ts";
import { openSurveyKeys } from "./keys.ts";

/** Around the answers: who issues cards, who carries them, whom one asks again, who comes without one, what was written. */

let house: SurveyHouse;
beforeAll(async () => {
  house = await openSurveyHouse(NO_LIMITS);
}, 60_000);
afterAll(async () => {
  await house.closeAll();
});

const openDesign = { ...DESIGN, open: { group: "cong-dan", cap: 10, mostPerStratum: 30 } };

type Order = { number: number; isOwn: boolean; approved: boolean | null };

describe("cards", () => {
  it("go out only when a second organiser has agreed, once, and whoever ordered them cannot agree", async () => {
    const { id } = await house.openSurvey({ ...DESIGN, title: "Hai người" });
    const ordered = await house.send("POST", "organiser", `/surveys/${id}/orders`, { body: { cards: [{ stratum: "cd-SNV", count: 3 }] } });
    expect((ordered.json["orders"] as Order[])[0]).toMatchObject({ number: 1, isOwn: true, approved: null });
    const issue = () => house.send("POST", "organiser", `/surveys/${id}/batches`, { body: { order: 1, address: "https://congtam.example", withSheets: false } });
    expect((await issue()).status).toBe(409);
    const decide = (as: string, body: object) => house.send("POST", as, `/surveys/${id}/orders/1/decision`, { body });
    expect((await decide("organiser", { approved: true })).status).toBe(409);
    expect((await decide("officer", { approved: true })).status).toBe(403);
    expect((await decide("insider", { approved: true })).status).toBe(403);
    expect((await decide("second", { approved: false })).status).toBe(422);
    expect((await decide("second", { approved: true })).status).toBe(201);
    expect((await decide("second", { approved: false, reason: "Nhầm" })).status).toBe(409);
    expect((await issue()).json["cards"]).toHaveLength(3);
    expect((await issue()).status).toBe(409);
  });

  it("are held by the database too: nobody agrees with themselves, nothing refused is issued", async () => {
    const { id } = await house.openSurvey({ ...DESIGN, title: "Hai người, trong cơ sở dữ liệu" });
    await house.send("POST", "organiser", `/surveys/${id}/orders`, { body: { cards: [{ stratum: "cd-SNV", count: 1 }] } });
    await expect(house.superuser.query("insert into congtam.survey_order_decision select survey, number, true, '', by, now() from congtam.survey_order where survey = $1", [id])).rejects.toThrow("does not approve");
    await house.send("POST", "second", `/surveys/${id}/orders/1/decision`, { body: { approved: false, reason: "Chưa cần" } });
    await expect(house.superuser.query("insert into congtam.survey_issue values ($1, 1, 1)", [id])).rejects.toThrow("not approved");
  });
});

describe("interviewers", () => {
  it("have one code that opens all their interviews; some are asked again, and how far that agrees is told of each", async () => {
    const own = await house.openSurvey({ ...DESIGN, title: "Phỏng vấn" });
    const issued = await house.issue(own.id, [{ stratum: "cd-SNV", count: 4, interviewer: "Điều tra viên 01" }, { stratum: "cd-STC", count: 3, interviewer: "Điều tra viên 02" }, { stratum: "cd-SNV", count: 1 }]);
    expect(issued["cards"]).toHaveLength(1);
    const people = issued["interviewers"] as { label: string; code: string; interviews: number }[];
    expect(people.map((one) => [one.label, one.interviews])).toEqual([["Điều tra viên 01", 4], ["Điều tra viên 02", 3]]);
    const list = await house.get(`/dieu-tra?ma=${(people[0]?.code ?? "").toLowerCase()}`);
    expect(list.status).toBe(200);
    // Typed where respondents type theirs, it leads to the same list.
    expect((await house.post("/phieu", { ma: people[0]?.code ?? "" })).html).toBe(list.html);
    const codes = [...list.html.matchAll(/phieu\?ma=([0-9A-Z-]+)"/g)].map((one) => one[1] ?? "");
    expect(codes).toHaveLength(4);
    // A form in parts is one page for whoever may have no network between them.
    const steps = await house.openSurvey({ ...DESIGN, title: "Phỏng vấn từng phần", groups: DESIGN.groups.map((one) => ({ ...one, form: { ...one.form, layout: "steps" as const } })) });
    const inParts = await house.issue(steps.id, [{ stratum: "cd-SNV", count: 1, interviewer: "Điều tra viên 03" }, { stratum: "cd-SNV", count: 1 }], true);
    const [{ code: own03 = "" } = {}] = inParts["interviewers"] as { code?: string }[];
    const [, link = ""] = /href="\/khao-sat(\/phieu\?ma=[^"]+)"/.exec((await house.get(`/dieu-tra?ma=${own03}`)).html) ?? [];
    const [{ code: card = "" } = {}] = inParts["cards"] as { code?: string }[];
    expect([(await house.get(link)).html.includes('value="tiep"'), (await house.get(`/phieu?ma=${card}`)).html.includes('value="tiep"')]).toEqual([false, true]);
    // Nothing in the database gives them.
    expect((await house.superuser.query("select from congtam.survey_interviewer where label like '%' || $1 || '%'", [codes[0]])).rowCount).toBe(0);
    for (const code of codes.slice(0, 3)) await house.answer(code, citizen("SNV", "4", "good"));
    expect((await house.get(`/dieu-tra?ma=${people[0]?.code ?? ""}`)).html.match(/đã gửi<\/span>/g)).toHaveLength(3);
    expect((await house.get("/dieu-tra?ma=0000-0000-0000-0000")).status).toBe(404);

    const drawn = await house.send("POST", "organiser", `/surveys/${own.id}/rechecks`, { body: { percent: 50 } });
    const items = drawn.json["items"] as { round: number; interviewer: string; number: number }[];
    // Half of three, rounded up; nothing of the second, who has not begun.
    expect(items).toHaveLength(2);
    const record = (item: (typeof items)[number] | undefined, outcome: string, version = 0) => house.send("POST", "organiser", `/surveys/${own.id}/rechecks/1/outcomes`, { body: { interviewer: item?.interviewer, number: item?.number, outcome, version } });
    expect((await record(items[0], "agrees")).status).toBe(201);
    expect((await record(items[0], "differs")).status).toBe(409);
    const { json } = await record(items[1], "not-interviewed");
    expect((json["interviewers"] as object[])[0]).toMatchObject({ label: "Điều tra viên 01", assigned: 4, done: 3, drawn: 2, agrees: 1, notInterviewed: 1, agreement: "50.00" });
    expect((await house.send("POST", "organiser", `/surveys/${own.id}/rechecks/1/outcomes`, { body: { interviewer: items[0]?.interviewer, number: 4, outcome: "agrees", version: 0 } })).status).toBe(422);
    // The rest is drawn next, then nothing is left.
    expect((await house.send("POST", "organiser", `/surveys/${own.id}/rechecks`, { body: { percent: 100 } })).status).toBe(201);
    expect((await house.send("POST", "organiser", `/surveys/${own.id}/rechecks`, { body: { percent: 100 } })).status).toBe(409);
    expect((await house.send("GET", "insider", `/surveys/${own.id}/rechecks`)).status).toBe(403);

    await house.step(own.id, { kind: "close" });
    const counted = await house.count(own.id);
    // Sent within a second of being opened; marked, and counted all the same.
    expect(counted).toMatchObject({ counted: { ballots: 3 } });
    expect(counted["alarms"]).toContainEqual({ kind: "too-fast", stratum: null, day: null, count: 3 });
  });
});

describe("who comes without a card", () => {
  it("is counted apart, labelled, and weighs no more than decided", async () => {
    const own = await house.openSurvey({ ...openDesign, title: "Phiếu mở" });
    for (const code of await own.cards("cd-SNV", 10)) await house.answer(code, citizen("SNV", "5", "good"));
    const openly = async (level: string, grade: string): Promise<string> => {
      const { html } = await house.get(`/mo?s=${own.id}&t=cd-SNV`);
      expect(html).toContain("được tính riêng");
      return (await house.post("/nop", { ma: hidden(html, "ma"), dau: hidden(html, "dau"), ban: hidden(html, "ban"), luc: hidden(html, "luc"), lam: "gui", ...citizen("SNV", level, grade) })).html;
    };
    for (let i = 0; i < 30; i++) expect(receiptIn(await openly("1", "poor"))).not.toBe("");
    expect(await openly("1", "poor")).toContain("Đã nhận đủ số phiếu mở");
    expect((await house.get(`/mo?s=${own.id}&t=db`)).status).toBe(404);
    expect((await house.get("/mo?s=nowhere&t=cd-SNV")).status).toBe(404);
    const { json } = await house.send("GET", "organiser", `/surveys/${own.id}`);
    expect(json).toMatchObject({ cast: 10, open: 30, alarms: [{ kind: "full", stratum: "cd-SNV" }] });
    await house.step(own.id, { kind: "close" });
    const { alarms } = await house.count(own.id);
    expect((alarms as { kind: string; count: number }[]).filter((one) => ["no-work", "same-place"].includes(one.kind)).map((one) => [one.kind, one.count])).toEqual([["no-work", 30], ["same-place", 25]]);
    const { json: conversion } = await house.send("GET", "organiser", `/surveys/${own.id}/conversion`);
    const items = conversion["items"] as { criterion: string; points: string; input: object; reason: { vi: string } }[];
    // Ten cards "good"; of thirty open "poor" a tenth of all may count: floor(10 × 10 / 90) = 1 answer.
    expect(items.find((one) => one.criterion === "3.2.1")).toMatchObject({ input: { counts: { good: 10, poor: 1 } } });
    expect(items.find((one) => one.criterion === "3.2.1")?.reason.vi).toContain("thêm 30 câu trả lời của phiếu mở, nặng không quá 10%");
    const { json: results } = await house.send("GET", "organiser", `/surveys/${own.id}/results?unit=SNV`);
    expect((results["items"] as { channel: string; place: string; answers: number }[]).filter((one) => one.place === "chung").map((one) => [one.channel, one.answers])).toEqual([["card", 10], ["open", 30]]);
  });

  it("brings a ticket of ours, of this form, once", async () => {
    const own = await house.openSurvey({ ...openDesign, title: "Vé" });
    const { html } = await house.get(`/mo?s=${own.id}&t=cd-STC`);
    const fields = { ma: hidden(html, "ma"), dau: hidden(html, "dau"), ban: hidden(html, "ban"), lam: "gui", ...citizen("STC", "4", "good") };
    expect((await house.post("/nop", { ...fields, ma: `${fields.ma.slice(0, -1)}${fields.ma.endsWith("A") ? "B" : "A"}` })).status).toBe(404);
    const receipts = await Promise.all(Array.from({ length: 4 }, () => house.post("/nop", fields)));
    expect(new Set(receipts.map((one) => receiptIn(one.html))).size).toBe(1);
    expect((await house.post("/nop", { ...fields, dau: "A".repeat(22) })).status).toBe(409);
    const old = newTicket(openSurveyKeys(house.keyFolder).pepper, { surveyId: own.id, stratum: "cd-STC", at: 0 });
    const back = await house.post("/nop", { ...fields, ma: old });
    expect([back.status, hidden(back.html, "ma") === old]).toEqual([409, false]);
    expect(back.html).toMatch(/name="u\.STC\.chung" value="4"[^>]* checked/);
  });
});

describe("what people wrote, and files", () => {
  it("lists words without people in them, where ten answered; a workbook and earlier surveys tell the rest", async () => {
    const own = await house.openSurvey({ ...DESIGN, title: "Góp ý" });
    await house.superuser.query("insert into congtam.person (id, name, folded) values ('binh', 'Trần Thị Bình', 'tran thi binh')");
    const notes = ["Chị Hoa rất tận tình", "gọi 0905 123 456 gặp tran thi binh", "tốt"];
    for (const [i, code] of (await own.cards("cd-SNV", 10)).entries()) await house.answer(code, { ...citizen("SNV", "4", "good"), "u.SNV.gop-y": notes[i] ?? "" });
    const [few = ""] = await own.cards("cd-STC", 1);
    await house.answer(few, { ...citizen("STC", "2", "poor"), "u.STC.gop-y": "chỉ một người" });
    await house.step(own.id, { kind: "close" });
    expect((await house.send("GET", "organiser", `/surveys/${own.id}/texts`)).status).toBe(409);
    await house.count(own.id);
    const { json } = await house.send("GET", "auditor", `/surveys/${own.id}/texts`);
    expect(json).toMatchObject({ withheld: 1, items: [{ text: "Chị […] rất tận tình", isScreened: true }, { text: "gọi […] gặp […]" }, { text: "tốt", isScreened: false }] });
    expect((await house.send("GET", "officer", `/surveys/${own.id}/texts`)).status).toBe(403);
    const workbook = await house.room.app.inject({ method: "GET", url: `/api/v1/surveys/${own.id}/results/workbook`, headers: { authorization: "Bearer organiser" } });
    expect([workbook.statusCode, workbook.rawPayload.subarray(0, 2).toString()]).toEqual([200, "PK"]);
    const { json: earlier } = await house.send("GET", "organiser", `/surveys/${own.id}/earlier-results?unit=SNV`);
    expect((earlier["surveys"] as { title: string }[]).map((one) => one.title)).toContain("Phiếu mở");
  });

  it("takes a questionnaire out as a workbook and in again, the same; and counts a list of people from one", async () => {
    const { id } = await house.openSurvey({ ...DESIGN, title: "Phiếu hỏi" });
    const file = await house.room.app.inject({ method: "GET", url: `/api/v1/surveys/${id}/questionnaires/cong-dan`, headers: { authorization: "Bearer organiser" } });
    const read = await house.send("POST", "organiser", "/questionnaires/reading", { body: { workbook: file.rawPayload.toString("base64") } });
    expect(read.json["form"]).toEqual(DESIGN.groups[0]?.form);
    const yaml = readFileSync(new URL("../../../questionnaires/doanh-nghiep.yaml", import.meta.url), "utf8");
    const first = await house.send("POST", "organiser", "/questionnaires/reading", { body: { yaml } });
    const again = await house.send("POST", "organiser", "/questionnaires/reading", { body: { yaml: first.json["yaml"] } });
    expect(again.json["form"]).toEqual(first.json["form"]);
    expect((await house.send("POST", "organiser", "/questionnaires/reading", { body: { workbook: "AAAA" } })).status).toBe(422);
    expect((await house.send("POST", "organiser", "/respondent-counts", { body: { workbook: file.rawPayload.toString("base64"), error: "0.05" } })).status).toBe(422);
  });
});
