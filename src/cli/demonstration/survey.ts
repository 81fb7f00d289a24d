import { readFileSync } from "node:fs";
import { type Random, randomFrom } from "../../scoring/example/random.ts";
import { conductSurvey, readDesign, readYaml } from "../../server/survey/index.ts";
import type { Transaction } from "../../server/platform/index.ts";
import { LABEL, type Loading, tell } from "./loading.ts";

/** Surveys of the demonstration: one that was counted, one that anybody can answer. All ballots are made up, and say so. */

type Unit = { readonly code: string; readonly index: string };
type SurveyDesign = ReturnType<typeof readDesign>;
type Questionnaire = SurveyDesign["groups"][number]["form"];
type Answers = NonNullable<Card["answers"]>;
type Card = Parameters<typeof conductSurvey>[2]["cards"][number];

const FOLDER = new URL("../../../questionnaires/", import.meta.url);
const SEED = 766;
const CITIZENS = 14;
const DELEGATES = 12;
const OF_PROVINCE = 75;
const RATED_BY_ONE = 40;
const DAY_MS = 86_400_000;
const DAYS_OPEN = 90;

/** Codes that people can type to see the form: one of each kind. */
export const DEMONSTRATION_CODES = ["MINH-HOA1-2345", "MINH-HOA2-2345", "MINH-HOA3-2345"] as const;

function form(name: string): Questionnaire {
  const read = readYaml(readFileSync(new URL(`${name}.yaml`, FOLDER), "utf8"));
  if (read.faults !== undefined) throw new RangeError(`the questionnaire ${name} has faults: ${JSON.stringify(read.faults)}`);
  return read.form;
}

export const GRADES = { good: "good", fair: "fair", average: "average", poor: "poor" };
const SATISFIED = { 5: "verySatisfied", 4: "satisfied", 3: "neutral", 2: "dissatisfied", 1: "veryDissatisfied" };
type Conversion = { readonly index: string; readonly leaf: string; readonly groups: readonly { readonly group: string }[]; readonly questions: readonly string[]; readonly rule: { readonly kind: "mean" } | { readonly kind: "answers"; readonly options: Readonly<Record<string, string>> } };
const mean = (index: string, leaf: string, group: string, question: string): Conversion => ({ index, leaf, groups: [{ group }], questions: [question], rule: { kind: "mean" } });
const counted = (index: string, leaf: string, question: string, options: Readonly<Record<string, string>>): Conversion => ({ index, leaf, groups: [{ group: "cong-dan" }], questions: [question], rule: { kind: "answers", options } });

/** Which answers become the points of which criterion of content 3. */
export const CONTENT_3: readonly Conversion[] = [
  ...["01", "02"].flatMap((index) => [mean(index, "3.1.1", "dai-bieu-tinh", "ket-qua-cong-tac"), mean(index, "3.1.2", "dai-bieu-tinh", "giai-trinh")]),
  mean("03", "3.1", "dai-bieu-tinh", "ket-qua-cong-tac"),
  mean("03", "3.2.1", "dai-bieu-xa", "nghi-quyet"),
  mean("03", "3.2.2", "dai-bieu-xa", "cu-tri"),
  counted("01", "3.2.1", "thai-do", GRADES),
  counted("01", "3.2.2", "ket-qua", GRADES),
  counted("01", "3.2.3", "chung", SATISFIED),
  counted("02", "3.2.1", "chung", SATISFIED),
  counted("02", "3.2.2", "thai-do", GRADES),
  counted("02", "3.2.3", "minh-bach", GRADES),
  counted("03", "3.3.1", "thai-do", GRADES),
  counted("03", "3.3.2", "chung", SATISFIED),
  counted("03", "3.3.3", "minh-bach", GRADES),
  counted("03", "3.3.4", "chung", SATISFIED),
];

function designFor(title: string, units: readonly Unit[]): SurveyDesign {
  return readDesign({
    title,
    intro: LABEL,
    groups: [
      { key: "cong-dan", title: "Người dân, tổ chức", form: form("cong-dan") },
      { key: "dai-bieu-tinh", title: "Đại biểu HĐND tỉnh", form: form("dai-bieu-tinh") },
      { key: "dai-bieu-xa", title: "Đại biểu HĐND xã, phường", form: form("dai-bieu-xa") },
    ],
    strata: [
      { key: "dai-bieu-tinh", group: "dai-bieu-tinh", unit: null, population: 75, sample: OF_PROVINCE },
      ...units.map(({ code }) => ({ key: `cong-dan-${code}`, group: "cong-dan", unit: code, population: 2000, sample: CITIZENS })),
      ...units.filter((one) => one.index === "03").map(({ code }) => ({ key: `dai-bieu-${code}`, group: "dai-bieu-xa", unit: code, population: 25, sample: DELEGATES })),
    ],
    conversions: CONTENT_3,
  });
}

const STEPS = ["5", "5", "4", "4", "4", "3", "2", "1", "none"] as const;
const MARKS = ["good", "good", "fair", "fair", "average", "poor"] as const;

/** What somebody made up says of a unit: most are content, some units more than others. */
function sheetFor({ sections }: Questionnaire, random: Random, mood: number): Answers["common"] {
  const pick = (from: readonly string[]): string => from[Math.min(from.length - 1, Math.max(0, random.between(0, from.length - 1) - (random.between(0, 3) < mood ? 1 : 0)))] ?? "";
  return Object.fromEntries(sections.filter((one) => one.eachUnit).flatMap(({ questions }) => questions.flatMap((one): [string, string][] => (one.kind === "scale" ? [[one.key, pick(STEPS)]] : one.kind === "single" ? [[one.key, pick(MARKS)]] : []))));
}

function cardsFor({ groups, strata }: SurveyDesign, units: readonly Unit[], share: number): Card[] {
  const random = randomFrom(SEED);
  const forms = new Map(groups.map((one) => [one.key, one.form]));
  const moods = new Map(units.map(({ code }, i) => [code, i % 4]));
  const answersFor = (group: string, unit: string | null): Answers | undefined => {
    const asked = forms.get(group);
    if (asked === undefined || random.between(1, 100) > share) return undefined;
    const rated = unit === null ? Array.from({ length: RATED_BY_ONE }, () => units[random.between(0, units.length - 1)]?.code ?? "") : [unit];
    const codes = [...new Set(rated)];
    return { common: unit === null ? { "don-vi": codes } : { "da-giao-dich": "desk" }, units: Object.fromEntries(codes.map((code) => [code, sheetFor(asked, random, moods.get(code) ?? 0)])) };
  };
  return strata.flatMap(({ key, group, unit, sample }) =>
    Array.from({ length: sample }, (): Card => {
      const answers = answersFor(group, unit);
      return answers === undefined ? { stratum: key } : { stratum: key, answers };
    }),
  );
}

/** Whoever passes by may answer the second one; shown apart, worth nothing in points. */
const OPENLY = { group: "cong-dan", cap: 0, mostPerStratum: 500 };

/** One survey that is over, ready to be taken into the points, and one that is open. */
export async function loadSurveys(loading: Loading, moment: Transaction, campaignId: string, units: readonly Unit[]): Promise<void> {
  const by = loading.actor("khaosat").personId;
  const agreed = loading.actor("khaosat.duyet").personId;
  const closesAt = new Date((await moment.now()).getTime() + DAYS_OPEN * DAY_MS).toISOString();
  const { surveyKeys } = loading.rooms;
  const over = designFor("Khảo sát năm 2025, đợt 1 (minh họa)", units);
  const first = await conductSurvey(moment, surveyKeys, { campaignId, design: over, by, agreed, closesAt, cards: cardsFor(over, units, 88), isCounted: true });
  await tell(moment, first.entries);
  if (!surveyKeys.canOpen) return;
  const some = units.slice(0, 3);
  const open = designFor("Khảo sát năm 2025, đợt 2 (minh họa)", some);
  const shown = [`cong-dan-${some[0]?.code ?? ""}`, "dai-bieu-tinh", `cong-dan-${some[1]?.code ?? ""}`];
  const cards: Card[] = [...DEMONSTRATION_CODES.map((code, i) => ({ stratum: shown[i] ?? "", code })), ...cardsFor(open, some, 40)];
  const second = await conductSurvey(moment, surveyKeys, { campaignId, design: { ...open, open: OPENLY, conversions: open.conversions.filter((one) => some.some((unit) => unit.index === one.index)) }, by, agreed, closesAt, cards, isCounted: false });
  await tell(moment, second.entries);
}
