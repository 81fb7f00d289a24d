import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AMENDMENT_STATES } from "../../contract/cycle.ts";
import { NOTIFICATION_KINDS } from "../../contract/notification.ts";
import { letterOf } from "./letter.ts";
import { digestDue, isRefusedForGood, placeFrom, placeText, settingsFrom } from "./rules.ts";
import { wordsOf } from "./words.ts";

describe("the digest that is due", () => {
  it.each([
    ["2026-12-14T23:59:59.999Z", "2026-12-14"],
    ["2026-12-15T00:00:00Z", "2026-12-15"],
    ["2026-12-15T16:00:00Z", "2026-12-15"],
  ])("at %s is that of 07:00 in Vietnam on %s", (now, day) => {
    expect(digestDue(new Date(now))).toEqual({ day, before: new Date(`${day}T07:00:00+07:00`) });
  });
});

describe("a place in an inbox", () => {
  it("is read as it was written, and nothing else is a place", () => {
    fc.assert(fc.property(fc.boolean(), fc.integer({ min: 0, max: 1e14 }), (isRead, id) => {
      expect(placeFrom(placeText({ isRead, id }))).toEqual({ isRead, id });
    }));
    for (const other of ["", "u", "x1", "u-1", "u1.5", "u1 ", "u1234567890123456"]) expect(placeFrom(other)).toBeUndefined();
  });
});

describe("settings", () => {
  it("mean at once where nothing was chosen, also for kinds that came later", () => {
    expect(settingsFrom(undefined)).toMatchObject({ address: null, language: "vi" });
    const { mail } = settingsFrom({ address: "a@b.vn", language: "en", mail: { returned: "off" } });
    expect(NOTIFICATION_KINDS.map((kind) => mail[kind])).toEqual(NOTIFICATION_KINDS.map((kind) => (kind === "returned" ? "off" : "immediate")));
  });
});

describe("a refusal", () => {
  it.each([
    [{ code: "EENVELOPE", responseCode: 550 }, true],
    [{ code: "EMESSAGE", responseCode: 554 }, true],
    [{ code: "EENVELOPE", responseCode: 451 }, false],
    [{ code: "EAUTH", responseCode: 535 }, false],
    [{ code: "ECONNECTION", responseCode: undefined }, false],
    [{ code: undefined, responseCode: 550 }, false],
  ])("%j is for good: %s", (failure, isForGood) => {
    expect(isRefusedForGood(failure)).toBe(isForGood);
  });
});

describe("words", () => {
  const until = "2026-12-15T17:30:00Z";
  const data = { campaign: "Đợt 2026", unit: "Sở Nội vụ", stage: "explanation", days: 3, until, state: "approved", replacement: 2, step: "received", year: 2026, count: 2, due: "2026-03-15", name: "Nguyễn Văn A", waiting: 2, dead: 1 };
  const steps: Readonly<Partial<Record<(typeof NOTIFICATION_KINDS)[number], string>>> = { remediation: "overdue", plan: "near", rating: "decided" };
  const fields: Readonly<Record<(typeof NOTIFICATION_KINDS)[number], readonly (keyof typeof data)[]>> = {
    "stage-opened": ["campaign", "stage", "until"],
    deadline: ["campaign", "stage", "days", "until"],
    returned: ["campaign", "unit"],
    submitted: ["campaign", "unit"],
    "opinion-requested": ["campaign", "until"],
    "explanation-wanted": ["campaign", "unit", "until"],
    reminder: ["campaign", "unit", "stage", "until"],
    "extension-granted": ["campaign", "unit", "stage", "until"],
    "result-published": ["campaign", "replacement"],
    "reopening-proposed": ["campaign", "unit", "stage", "until"],
    "assignment-changed": ["campaign"],
    "handed-up": ["campaign", "unit"],
    amendment: ["campaign", "state"],
    feedback: ["unit", "step"],
    remediation: ["campaign", "unit", "step"],
    plan: ["step", "unit", "year", "count", "due"],
    rating: ["name", "year", "step"],
    outbox: ["waiting", "dead"],
  };

  it.each(NOTIFICATION_KINDS)("%s names in both languages what it is about", (kind) => {
    const given = Object.fromEntries(fields[kind].map((name) => [name, name === "step" ? (steps[kind] ?? data.step) : data[name]]));
    const { title, text } = wordsOf(kind, given);
    for (const language of ["vi", "en"] as const) {
      const whole = `${title[language]} ${text[language]}`;
      for (const one of [...(fields[kind].includes("campaign") ? ["Đợt 2026"] : []), ...(fields[kind].includes("unit") ? ["Sở Nội vụ"] : [])]) expect(whole).toContain(one);
      // A moment is told by Vietnam's clock, where it is already the next day.
      expect(whole.includes("16/12/2026")).toBe(fields[kind].includes("until"));
      expect(whole).not.toMatch(/undefined|null|\{/);
    }
    expect(text.vi).not.toBe(text.en);
  });
});

describe("words of one kind", () => {
  it("a replaced result is not told like a first one, one of before replacements were told still has its words", () => {
    const [first, again, old] = [{ campaign: "Đợt", replacement: null }, { campaign: "Đợt", replacement: 2 }, { campaign: "Đợt" }].map((data) => wordsOf("result-published", data));
    expect(old).toEqual(first);
    expect([first?.title.vi, again?.title.vi]).toEqual(["Đợt: kết quả đã công bố", "Đợt: kết quả được công bố lại"]);
    expect(again?.text.vi).toContain("phiên bản 2");
  });

  it("each state of an amendment has its own", () => {
    expect(new Set(AMENDMENT_STATES.map((state) => wordsOf("amendment", { campaign: "Đợt", state }).text.vi)).size).toBe(3);
  });
});

describe("a letter", () => {
  const piece = fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 100 }), fc.constantFrom("<script>", "</h2>", '"', "'", "&", "\r\nBcc: x@y.vn", "\u202E", "\u2028", "\0", "😀", "ệ"));
  const anything = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join("").slice(0, 500));

  it("whatever names hold: a subject of one line, a text without control characters, no markup but our own", () => {
    fc.assert(
      fc.property(anything, anything, fc.constantFrom("vi" as const, "en" as const), fc.boolean(), (campaign, unit, language, isDigest) => {
        const { subject, text, html } = letterOf([{ kind: "returned", data: { campaign, unit } }], language, "https://x.example/congtam", isDigest);
        expect(subject).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect([...html.matchAll(/<[^>]*>?/g)].map(([tag]) => tag).join("")).toBe(`<!doctype html><html lang="${language}"><meta charset="utf-8"><title></title><h2></h2><p></p><p><a href="https://x.example/congtam/notifications"></a></p><p><small></small></p></html>`);
      }),
    );
  });

  it("of very many notifications tells the first ones and how many more there are", () => {
    const told = Array.from({ length: 60 }, (_, i) => ({ kind: "result-published" as const, data: { campaign: `Đợt ${String(i)}` } }));
    const { subject, text } = letterOf(told, "vi", "https://x.example", true);
    expect(subject).toBe("[Công Tâm] 60 thông báo chưa đọc");
    expect(text).toContain("Đợt 49: ");
    expect(text).not.toContain("Đợt 50: ");
    expect(text).toContain("và 10 thông báo khác");
  });
});
