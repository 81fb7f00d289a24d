import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionsNow, foldRating, isRated, owesReplacement, type RatingStep, stageOfRating, type TakenStep } from "../../contract/personnel-year-steps.ts";
import { checkRegulation, isLoaded } from "../../scoring/regulation/load.ts";
import { openRegulation } from "../../cli/regulations.ts";
import { requireGroups } from "./catalogue-groups.ts";
import { signsOf } from "./spread-rules.ts";
import { termsOf } from "./terms.ts";
import { afterWorkingDays, calendarOf, calendarOfYear, isWorkingDay, statutoryHolidays, workingDaysLeft } from "./year-calendar.ts";
import { computeRound, type Member, spread, withShare, yearPoints } from "./year-points.ts";
import { competenceOf, type FileFacts, partsOf, PROVINCE, roundOf, type Who } from "./year-rules.ts";

const law = openRegulation("gia-lai-2026-staff");
if (!isLoaded(law)) throw new Error("the built-in regulation has faults");
const { daysToAnswer, leastMonths } = termsOf(law.regulation);

const file = (more: Partial<FileFacts> = {}): FileFacts => ({ id: "f", year: 2026, personId: "p", agencyId: "snv", officeId: "cchc", roundId: "snv", competence: "office-officer", title: "", basis: "civil-servant", ...more });
const who = (more: Partial<Who> = {}): Who => ({ personId: "q", roles: [], agencies: [], heads: [], ...more });
const competence = (kind: "head" | "deputy" | "officer", isOfAgency: boolean) => {
  const found = competenceOf(law.regulation, { kind, isOfAgency });
  if (found === undefined) throw new Error("no competence");
  return found;
};
const chairman = who({ roles: ["chairman"] });
const director = who({ roles: ["unit-head"], heads: ["snv"], agencies: ["snv"] });
const officeHead = who({ roles: ["unit-head"], heads: ["cchc"], agencies: ["snv"] });

describe("who decides on whom", () => {
  it("who decides on whom follows the regulation's competences", () => {
    expect([competence("head", true), competence("deputy", true), competence("head", false), competence("officer", false)].map((one) => [one.key, one.decidedBy, one.party, one.chairman])).toEqual([["agency-head", "chairman", true, false], ["agency-deputy", "agency-head", true, true], ["office-head", "agency-head", false, false], ["office-officer", "agency-head", false, false]]);
    expect([roundOf(competence("head", true), "snv"), roundOf(competence("deputy", true), "snv")]).toEqual([PROVINCE, "snv"]);
    expect(partsOf(chairman, file({ competence: "agency-head", officeId: "snv" }), competence("head", true))).toEqual(["decider", "replacer"]);
    expect(partsOf(director, file(), competence("officer", false))).toEqual(["decider"]);
    expect(partsOf(officeHead, file(), competence("officer", false))).toEqual([]);
    expect(partsOf(chairman, file(), competence("deputy", true))).toEqual(["replacer", "chairman"]);
  });

  it("nobody has a part in their own rating but their own", () => {
    const everything = who({ personId: "p", roles: ["chairman", "unit-head", "programme-officer", "personnel-officer"], heads: ["snv", "cchc"], agencies: ["snv"] });
    for (const kind of ["head", "deputy", "officer"] as const) for (const isOfAgency of [true, false]) expect(partsOf(everything, file(), competence(kind, isOfAgency))).toEqual(["self"]);
  });
});

const quarter = (at: number, total: string, general = "25.00") => ({ period: `2026-Q${String(at + 1)}`, months: [at * 3 + 1, at * 3 + 2, at * 3 + 3], general, results: (Number(total) - Number(general)).toFixed(2), total, note: "" });
const member = (fileId: string, total: string, more: Partial<Member> = {}): Member => ({ fileId, name: fileId, basis: "civil-servant", periods: [0, 1, 2, 3].map((at) => quarter(at, total)), state: { facts: { misconduct: false, disciplined: false, unitCorruption: false }, group: "" }, headOf: undefined, ...more });

describe("points of a year", () => {
  it("are the mean of the periods, rounded half up once; months and quarters count for their months (17.3)", () => {
    expect(yearPoints([quarter(0, "90.00"), quarter(1, "90.01")])?.total).toBe(9001);
    const month = { ...quarter(3, "60.00"), months: [10] };
    expect(yearPoints([quarter(0, "90.00"), month])?.total).toBe(8250);
    expect(yearPoints([])).toBeUndefined();
  });

  it("are shared out over the criteria without a hundredth more or less", () => {
    const maxima = [500, 500, 250, 250, 250, 250, 250, 250, 250, 250];
    fc.assert(fc.property(fc.integer({ min: 0, max: 3000 }), (points) => {
      const shares = spread(points, maxima);
      expect(shares.reduce((sum, one) => sum + one, 0)).toBe(points);
      expect(shares.every((one, at) => one >= 0 && one <= (maxima[at] ?? 0))).toBe(true);
    }));
  });

  it("the engine's percent is the mean, whatever the periods were", () => {
    const points = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 7000 }));
    fc.assert(fc.property(fc.array(points, { minLength: 1, maxLength: 4 }), (given) => {
      const periods = given.map(([general, results], at) => ({ period: String(at), months: [at * 3 + 1, at * 3 + 2, at * 3 + 3], general: (general / 100).toFixed(2), results: (results / 100).toFixed(2), total: ((general + results) / 100).toFixed(2), note: "" }));
      const { byFile } = computeRound(law, [member("A", "0", { periods })], []);
      expect(byFile.get("A")?.percent).toBe(((yearPoints(periods)?.total ?? 0) / 100).toFixed(2));
    }), { numRuns: 50 });
  });

  it("gives 20 % of places within each group of like tasks, 25 % by a decision; people on contract take none", () => {
    const four = ["A", "B", "C", "D"].map((id) => member(id, "95.00"));
    expect(computeRound(law, four, []).quota).toMatchObject([{ base: 4, places: 0 }]);
    expect(computeRound(withShare(law, "25"), four, []).quota).toMatchObject([{ base: 4, places: 1, straddling: ["A", "B", "C", "D"] }]);
    expect(computeRound(withShare(law, "25"), four, [["C", "A", "B", "D"]]).byFile.get("C")?.level).toBe("excellent");
    const groups = computeRound(law, [...Array.from({ length: 5 }, (_, i) => member(`A${String(i)}`, `${String(95 - i)}.00`, { state: { ...member("x", "0").state, group: "văn thư" } })), member("H", "99.00", { basis: "contract" })], []);
    expect(groups.quota.map(({ group, base, places }) => [group, base, places])).toEqual([["văn thư", 5, 1], ["hợp đồng", 1, 0]]);
  });

  it("an overriding case is failed whatever the points (20.4), and a head is never above the unit (20.6)", () => {
    const facts = { misconduct: false, disciplined: true, unitCorruption: false };
    expect(computeRound(law, [member("A", "95.00", { state: { facts, group: "" } })], []).byFile.get("A")?.level).toBe("failed");
    expect(computeRound(law, [member("A", "85.00", { headOf: "completed" })], []).byFile.get("A")?.level).toBe("completed");
  });

  it("a regulation whose share was decided is another regulation, with a hash of its own, that still holds", () => {
    const changed = withShare(law, "25");
    const read = checkRegulation(structuredClone(changed.regulation));
    expect(isLoaded(read) && read.sha256 === changed.sha256 && changed.sha256 !== law.sha256).toBe(true);
  });
});

describe("the calendar", () => {
  const calendar = calendarOf(statutoryHolidays(2026));
  it("counts seven working days without the day of receipt, weekends and holidays (article 22)", () => {
    expect(afterWorkingDays("2026-12-08", daysToAnswer, calendar)).toBe("2026-12-17");
    expect(afterWorkingDays("2026-04-24", daysToAnswer, calendar)).toBe("2026-05-07");
    expect(afterWorkingDays("2026-02-13", 1, calendar)).toBe("2026-02-23");
    expect(isWorkingDay("2026-05-02", new Map([["2026-05-02", "working"]]))).toBe(true);
  });
  it("a complaint of the last days of December does not count New Year's Day; whoever sets the year may say otherwise", () => {
    const settings = { year: 2026, holidays: statutoryHolidays(2026) };
    expect(afterWorkingDays("2026-12-25", daysToAnswer, calendarOfYear(settings))).toBe("2027-01-06");
    expect(afterWorkingDays("2026-12-25", daysToAnswer, calendarOfYear({ ...settings, holidays: [...settings.holidays, { on: "2027-01-01", name: "Làm bù", kind: "working" }] }))).toBe("2027-01-05");
  });
  it("days left go down to nothing on the last day and below it afterwards", () => {
    expect([workingDaysLeft("2026-12-08", "2026-12-17", calendar), workingDaysLeft("2026-12-17", "2026-12-17", calendar), workingDaysLeft("2026-12-21", "2026-12-17", calendar)]).toEqual([7, 0, -2]);
  });
});

describe("numbers of the regulation", () => {
  it("a catalogue has as many groups as the regulation allows (13.1.a)", () => {
    const frames = (count: number) => Array.from({ length: count }, (_, at) => ({ group: at + 1, from: "1", to: "2" }));
    expect(() => { requireGroups(frames(5), law.regulation.terms); }).not.toThrow();
    expect(() => { requireGroups(frames(6), law.regulation.terms); }).toThrow();
    const { terms } = law.regulation;
    expect(() => { requireGroups(frames(6), terms === undefined ? undefined : { ...terms, mostGroups: { ...terms.mostGroups, value: "6" } }); }).not.toThrow();
  });

  it("stand there alone: without them nothing is guessed", () => {
    expect(() => termsOf({ terms: undefined })).toThrow("no terms");
  });
});

describe("how points are spread", () => {
  const signs = (points: readonly number[], levels: readonly string[]) => signsOf({ points, whole: [3000, 5000, 6000, 7500, 8000, 8500, 9000, 9500, 9900], levels, isLate: false });
  it("a unit in which everybody is alike, or far from the others, is to be looked at; of few people nothing follows", () => {
    const five = [7000, 7500, 8000, 8500, 8900];
    expect(signs(five, ["good", "good", "good", "good", "completed"])).toEqual([]);
    expect(signs(five, five.map(() => "completed"))).toEqual(["one-level"]);
    expect(signs(five, five.map(() => "excellent"))).toEqual(["all-excellent"]);
    expect(signs([7500, 7510, 7520, 7500, 7490], ["good", "good", "good", "good", "completed"])).toEqual(["flat"]);
    expect(signs([1000, 2000, 1500, 2500, 3000], ["failed", "failed", "failed", "failed", "completed"])).toEqual(["far-below"]);
    expect(signs([9000, 9000, 9000, 9000], five.map(() => "excellent"))).toEqual([]);
  });
});

describe("a file", () => {
  const taken = (...steps: RatingStep[]): TakenStep[] => steps.map((step, at) => ({ number: at + 1, at: `2026-12-0${String(at + 1)}T00:00:00Z`, by: "x", step }));
  const decision = { kind: "decide", level: "good", number: "1/QĐ", on: "2026-12-01", handling: "", publication: "electronic", reason: "", percent: "80.00", computed: "good", caseSha256: "" } as const;
  it("opens no step twice: one complaint at a time, none before a decision", () => {
    expect(actionsNow(foldRating([]), ["self"])).toEqual(["self-review"]);
    expect(actionsNow(foldRating(taken(decision)), ["self"])).toEqual(["complain"]);
    const complained = foldRating(taken(decision, { kind: "complain", text: "Không nhất trí." }));
    expect([actionsNow(complained, ["self"]), actionsNow(complained, ["decider"])]).toEqual([[], ["verify", "answer"]]);
    expect(stageOfRating(complained)).toBe("complained");
  });
  it("a complaint is verified before its answer or after it; found wrong afterwards, another decision is due (article 22)", () => {
    const finding = "Biên bản họp cho thấy điểm bị cộng nhầm.";
    const answered = [decision, { kind: "complain", text: "Không nhất trí." }, { kind: "answer", text: "Giữ nguyên kết quả.", changes: false }] as const;
    expect(actionsNow(foldRating(taken(...answered)), ["decider"])).toEqual(["verify"]);
    const wrong = foldRating(taken(...answered, { kind: "verify", finding, paper: null, changes: true }));
    expect([wrong.complaints[0]?.verified, wrong.complaints[0]?.afterwards?.finding, owesReplacement(wrong), stageOfRating(wrong), actionsNow(wrong, ["decider"])]).toEqual([true, finding, true, "complained", ["replace"]]);
    const held = foldRating(taken(...answered, { kind: "verify", finding, paper: null, changes: false }));
    expect([owesReplacement(held), stageOfRating(held), actionsNow(held, ["self"]), actionsNow(held, ["decider"])]).toEqual([false, "decided", ["complain"], []]);
    const before = foldRating(taken(decision, { kind: "complain", text: "Không nhất trí." }, { kind: "verify", finding, paper: null }, { kind: "answer", text: "Kiến nghị đúng.", changes: true }));
    expect([before.complaints[0]?.afterwards, owesReplacement(before)]).toEqual([null, true]);
  });
  it("is not rated under six months, unless the rest was sick or maternity leave (articles 11.1, 11.2)", () => {
    const away = (months: number, cause: "unpaid-leave" | "sick" | "maternity") => ({ kind: "absence" as const, months, cause, paper: { number: "1", on: "2026-01-01", about: "x" } });
    expect([isRated(6, null, leastMonths), isRated(5, null, leastMonths), isRated(5, away(5, "unpaid-leave"), leastMonths), isRated(3, away(3, "maternity"), leastMonths), isRated(3, away(6, "unpaid-leave"), leastMonths)]).toEqual([true, false, false, true, true]);
  });
});
