import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { questionnaire } from "../../contract/questionnaire.ts";
import type { Role } from "../../contract/route.ts";
import { conversion, surveyDesign, type SurveyDesign } from "../../contract/survey-design.ts";
import { readWorkbook, workbookOf } from "../documents/index.ts";
import { burstsIn, isTooFast } from "./alarms.ts";
import { boardOf } from "./board.ts";
import { convert, type Counts } from "./conversion.ts";
import { designFaults } from "./design-rules.ts";
import { surveyTopics } from "./live.ts";
import { hasWorked, makeOpenTurnstile, RATES, secondsSince, stampOf } from "./open-ticket.ts";
import { formSheets, readFormSheets } from "./questionnaire-sheet.ts";
import { agreementOf, draw } from "./recheck-rules.ts";
import { readRespondents } from "./respondents.ts";
import { nameBook, screened } from "./screening.ts";
import { spreadWith } from "./spread.ts";

const word = (text: string) => ({ vi: text, en: `${text} (en)`, rad: `${text} (rad)`, jra: `${text} (jra)`, cmo: `${text} (cmo)` });
const every = questionnaire.parse({
  title: word("Phiếu đủ loại"),
  intro: { vi: "Mở đầu" },
  layout: "steps",
  largeType: true,
  sections: [
    {
      key: "chung",
      title: word("Chung"),
      intro: { vi: "Lời dẫn" },
      questions: [
        { kind: "units", key: "don-vi", text: word("Đơn vị nào"), most: 3 },
        { kind: "single", key: "da-den", text: word("Đã đến?"), help: { vi: "Trong năm" }, options: [{ key: "1", text: word("Có") }, { key: "2", text: word("Không") }] },
        { kind: "number", key: "may-lan", text: word("Mấy lần"), min: 1, max: 99, when: [{ question: "da-den", is: ["1"] }] },
        { kind: "multiple", key: "cach", text: word("Cách nào"), required: false, most: 2, options: ["web", "ban"].map((key) => ({ key, text: word(key) })), when: [{ question: "da-den", is: ["1", "2"] }, { question: "don-vi", is: ["SNV"] }] },
        { kind: "ranking", key: "thu-tu", text: word("Thứ tự"), options: ["a", "b", "c"].map((key) => ({ key, text: word(key) })) },
        { kind: "text", key: "gop-y", text: word("Góp ý"), required: false, maxLength: 200 },
      ],
    },
    { key: "rieng", title: word("Riêng"), eachUnit: true, questions: [{ kind: "scale", key: "q", text: word("Hài lòng"), noOpinion: false }, { kind: "matrix", key: "m", text: word("Bảng"), rows: [{ key: "r1", text: word("1") }, { key: "r2", text: word("2") }] }] },
  ],
});

describe("the board of a survey that runs", () => {
  const channel = fc.constantFrom<"card" | "open">("card", "open");
  const arrival = fc.record({ channel, stratum: fc.constantFrom("a", "b", "c"), day: fc.constantFrom("2026-11-01", "2026-11-02"), n: fc.integer({ min: 1, max: 99 }) });
  const issue = fc.record({ channel: fc.constant("card" as const), stratum: fc.constantFrom("a", "b", "d"), issued: fc.integer({ min: 1, max: 99 }) });
  const sum = (all: readonly number[]): number => all.reduce((so, one) => so + one, 0);

  it("adds up: by stratum, by day and in all, those without a card apart, strata from which nobody has answered included", () => {
    const issued = fc.uniqueArray(issue, { selector: (one) => one.stratum });
    const arrivals = fc.uniqueArray(arrival, { selector: (one) => `${one.channel} ${one.stratum} ${one.day}` });
    fc.assert(
      fc.property(issued, arrivals, (went, came) => {
        const { sizes, turnout, days, byStratum } = boardOf(went, came);
        expect(sizes).toEqual({ cards: sum(went.map((one) => one.issued)), cast: sum(came.filter((one) => one.channel === "card").map((one) => one.n)), open: sum(came.filter((one) => one.channel === "open").map((one) => one.n)) });
        expect([sum(turnout.map((one) => one.issued)), sum(turnout.map((one) => one.cast)), sum(days.map((one) => one.cast)), sum(byStratum.map((one) => one.n))]).toEqual([sizes.cards, sizes.cast + sizes.open, sizes.cast + sizes.open, sizes.cast + sizes.open]);
        for (const { stratum } of went) expect(turnout.filter((one) => one.stratum === stratum && one.channel === "card")).toHaveLength(1);
        expect(days.map((one) => one.day)).toEqual(days.map((one) => one.day).toSorted());
      }),
    );
  });
});

describe("a group over all units", () => {
  const count = (unit: string, respondents: string, n: number, place = "q") => [{ channel: "card" as const, unit, respondents, place, option: "4", n }, { channel: "card" as const, unit, respondents, place: "", option: "ballot", n }];
  const totalsOf = (counts: readonly ReturnType<typeof count>[], conversions: SurveyDesign["conversions"] = []) => spreadWith(counts.flat(), { conversions }).totals.map(({ respondents, answers }) => [respondents, answers]);

  it("is told where it tells of no unit what was hidden there", () => {
    expect(totalsOf([count("A", "x", 20), count("B", "x", 30), count("A", "y", 12)])).toEqual([["x", 50], ["y", 12]]);
    // Three hidden beside thirty: either the thirty go too, or the total does.
    const few = spreadWith([count("A", "x", 30), count("B", "x", 3)].flat(), { conversions: [] });
    const told = [...few.items, ...few.totals].map((one) => one.answers);
    expect(told.filter((one) => one !== null).length).toBeLessThanOrEqual(1);
  });

  it("is not told where a criterion's sum would help to find a hidden number", () => {
    const counts = [count("A", "x", 5), count("A", "y", 5), count("B", "x", 5), count("B", "y", 5), count("C", "x", 40), count("C", "y", 40)];
    const both = conversion.parse({ index: "01", leaf: "3", groups: [{ group: "x" }, { group: "y" }], questions: ["q"], rule: { kind: "mean" } });
    expect(totalsOf(counts)).toEqual([["x", 50], ["y", 50]]);
    expect(totalsOf(counts, [both])).toEqual([["x", null], ["y", null]]);
  });
});

describe("who is told that a survey has moved", () => {
  it("is whoever may read how many answered: of units nobody, whatever else they are told", async () => {
    const hears = await surveyTopics["survey"]?.hears({ topic: "survey", data: { campaignId: "c", surveyId: "s" }, facts: { isOwned: false } }, async () => {
      throw new Error("nothing has to be asked");
    });
    const told = (...roles: Role[]) => hears?.({ accountId: "a", personId: "p", sessionId: "s", name: "", roles, unitIds: [] });
    expect([told("survey-officer"), told("programme-officer"), told("auditor")].every((one) => one?.["surveyId"] === "s")).toBe(true);
    expect([told("unit-head"), told("unit-scorer"), told("council-chair"), told("administrator"), told()]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(await surveyTopics["survey"]?.hears({ topic: "survey", data: {}, facts: {} }, async () => {
      throw new Error("nothing has to be asked");
    })).toBeUndefined();
  });
});

describe("a questionnaire as a workbook", () => {
  it("comes back the same, with every kind of question, condition and language", async () => {
    const { sheets } = await readWorkbook(await workbookOf(formSheets(every)));
    expect(readFormSheets(sheets)).toEqual({ form: every });
  });

  it("names the line that is out of place", () => {
    const rows = [["Loại dòng"], ["Phương án", "x", "Có"], ["Câu lạ", "y", "?"]];
    expect(readFormSheets([{ name: "Phiếu", rows: [["Tên phiếu", "A"]], merged: [] }, { name: "Câu hỏi", rows, merged: [] }]).faults?.map(({ message }) => (typeof message === "string" ? message : message.en))).toEqual(['Line 2: the kind "Phương án" is unknown or out of place.', 'Line 3: the kind "Câu lạ" is unknown or out of place.']);
    expect(readFormSheets(undefined).faults).toHaveLength(1);
  });
});

describe("a list of people", () => {
  it("is read as spreadsheets write it: quotes over lines, semicolons, a mark of the encoding", () => {
    expect(readRespondents('\u{FEFF}Nhóm;Đơn vị;Ho ten\r\ncong-dan;SNV;"Nguyễn\r\nVăn ""A"""\r\ncong-dan;SNV;B\r\n\r\ndn;STC;C')).toEqual({ strata: [{ group: "cong-dan", unit: "SNV", population: 2 }, { group: "dn", unit: "STC", population: 1 }] });
    expect(JSON.stringify(readRespondents("nhom,don_vi\nCÔNG DÂN,SNV\n").faults)).toContain("Line 2");
    expect(readRespondents('nhom,don_vi\n"cong-dan,SNV').faults).toHaveLength(1);
    expect(JSON.stringify(readRespondents("nhom,don_vi\nTrần Văn Bí Mật,SNV"))).not.toContain("Bí Mật");
  });
});

describe("words without people in them", () => {
  const book = nameBook(["Phùng Văn Khải", "Nam"]);
  it.each([
    ["Anh Tuấn ở một cửa rất tốt", "Anh […] ở một cửa rất tốt"],
    ["gặp bà Lê Thị Hồng Gấm nhiều lần", "gặp bà […] nhiều lần"],
    ["Phùng văn khải hẹn mãi", "[…] hẹn mãi"],
    ["phung van khai hen mai", "[…] hen mai"],
    ["Nguyễn Văn Tèo đòi tiền", "[…] đòi tiền"],
    ["Y Moan Êban giúp đỡ", "[…] giúp đỡ"],
    ["gọi 0262.3812.345 hoặc +84 905 111 222", "gọi […] hoặc […]"],
    ["cccd 066 089 001 234", "cccd […]"],
    ["thư a.b-c@daklak.gov.vn nhé", "thư […] nhé"],
    ["Sở Nội vụ làm tốt, 15 ngày, năm 2025", "Sở Nội vụ làm tốt, 15 ngày, năm 2025"],
    ["phía nam thị xã, lê bước", "phía nam thị xã, lê bước"],
  ])("%s", (text, expected) => {
    expect(screened(text, book)).toBe(expected);
  });
});

describe("alarms", () => {
  it("sees a day that is far above a stratum's others, and forms that nobody can have asked", () => {
    const days = [{ stratum: "a", day: "2026-01-01", n: 3 }, { stratum: "a", day: "2026-01-02", n: 5 }, { stratum: "a", day: "2026-01-03", n: 40 }, { stratum: "b", day: "2026-01-01", n: 500 }];
    expect(burstsIn(days)).toEqual([{ kind: "burst", stratum: "a", day: "2026-01-03", count: 40 }]);
    expect([isTooFast(30, 59), isTooFast(30, 60), isTooFast(4, 0)]).toEqual([true, false, false]);
  });

  it("knows when a form was opened, of this card alone and unaltered", () => {
    const stamp = stampOf(new Uint8Array(32), "CODE", 1_000_000_000_000);
    expect(secondsSince(new Uint8Array(32), "CODE", stamp, 1_000_000_061_000)).toBe(61);
    expect(secondsSince(new Uint8Array(32), "OTHER", stamp, 1_000_000_061_000)).toBeUndefined();
    expect(secondsSince(new Uint8Array(32), "CODE", `0${stamp.slice(1)}`, 1_000_000_061_000)).toBeUndefined();
  });
});

describe("open participation", () => {
  it("takes work for what it is", () => {
    const solution = Array.from({ length: 100_000 }, (_, i) => String(i)).find((one) => createHash("sha256").update(`ticket:${one}`).digest().readUInt16BE(0) < 16) ?? "";
    expect([hasWorked("ticket", solution, 12), hasWorked("other", solution, 12), hasWorked("ticket", "x", 0 + 12)]).toEqual([true, false, false]);
  });

  it("lets a place in so often an hour, those without work fewer and all of them together so many a minute", () => {
    const go = makeOpenTurnstile({ ...RATES, worked: 3, idle: 2, idleOfAll: 4, marked: 2 });
    const at = (address: string, worked: boolean, now = 0) => go({ surveyId: "s", address, now, hasWorked: worked });
    expect([at("a", true), at("a", true), at("a", true), at("a", true)].map((one) => [one.isWelcome, one.isMarked])).toEqual([[true, false], [true, false], [true, true], [false, true]]);
    expect([at("b", false), at("b", false), at("b", false)].map((one) => one.isWelcome)).toEqual([true, true, false]);
    expect([at("c", false), at("d", false), at("e", false), at("e", true)].map((one) => one.isWelcome)).toEqual([true, true, false, true]);
    expect(at("a", true, 3_600_000).isWelcome).toBe(true);
  });

  const rule = conversion.parse({ index: "01", leaf: "x", groups: [{ group: "g" }], questions: ["q"], rule: { kind: "mean" } });
  const tally = (counts: Counts) => new Map([["g", new Map([["q", counts]])]]);
  it("never moves a mean by more than the cap, whatever comes in", () => {
    const some = fc.record({ 1: fc.nat(200), 2: fc.nat(200), 3: fc.nat(200), 4: fc.nat(200), 5: fc.nat(200) });
    fc.assert(
      fc.property(some, some, fc.integer({ min: 0, max: 20 }), (cards, open, cap) => {
        const asked = { issued: 1000, ballots: 500 };
        const alone = convert(rule, tally(cards), asked);
        const both = convert(rule, tally(cards), asked, { openly: { group: "g", cap, tally: tally(open) } });
        const moved = Math.abs(Number(both?.input["mean"] ?? 0) - Number(alone?.input["mean"] ?? 0));
        expect(moved).toBeLessThanOrEqual((4 * cap) / 100 + 1e-9);
      }),
    );
  });
});

describe("asking again", () => {
  const visit = (interviewer: string, number: number, isDone = true) => ({ card: Buffer.from(`${interviewer}${String(number)}`), interviewer: Buffer.from(interviewer), label: interviewer, number, stratum: "s", isDone });
  it("draws a share of what each has done, at least one, and nobody twice", () => {
    const visits = [...Array.from({ length: 10 }, (_, i) => visit("A", i + 1)), visit("B", 1), visit("B", 2, false)];
    expect(draw(visits, new Set(), 25, (items) => [...items]).map((one) => `${one.label}${String(one.number)}`)).toEqual(["A1", "A2", "A3", "B1"]);
    expect(draw(visits, new Set([Buffer.from("B1").toString("hex")]), 100, (items) => [...items]).filter((one) => one.label === "B")).toEqual([]);
  });

  it("counts only those who were reached", () => {
    expect(agreementOf([{ outcome: "agrees" }, { outcome: "agrees" }, { outcome: "differs" }, { outcome: "not-reached" }, { outcome: null }])).toEqual({ drawn: 5, agrees: 2, differs: 1, notInterviewed: 0, notReached: 1, agreement: "66.67" });
    expect(agreementOf([{ outcome: "not-reached" }]).agreement).toBeNull();
  });
});

describe("a design", () => {
  it("is refused where two values of one question would tell a small group by their difference", () => {
    const group = (key: string) => ({ key, title: key, form: { title: { vi: "P" }, sections: [{ key: "s", title: { vi: "S" }, questions: [{ kind: "scale", key: "q", text: { vi: "?" } }] }] } });
    const convertTo = (leaf: string, ...groups: string[]) => ({ index: "01", leaf, groups: groups.map((one) => ({ group: one })), questions: ["q"], rule: { kind: "mean" } });
    const of = (conversions: readonly object[]): SurveyDesign => surveyDesign.parse({ title: "D", groups: ["g", "h"].map(group), strata: [{ key: "s", group: "g", unit: null, population: 10, sample: 10 }], conversions, open: { group: "none" } });
    const faults = (conversions: readonly object[]) => designFaults(of(conversions), { units: new Set(), engine: { indexes: new Map() } as never }).map((one) => one.at);
    expect(faults([convertTo("a", "g"), convertTo("b", "g", "h")]).filter((one) => one === "conversions/1")).toHaveLength(2);
    expect(faults([convertTo("a", "g"), convertTo("b", "h")]).filter((one) => one === "conversions/1")).toHaveLength(1);
    expect(faults([])).toEqual(["open"]);
  });
});
