import type { Question } from "../../contract/questionnaire.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { readEarlierResults, readQuestionnaireFile, readResultsWorkbook, readTexts } from "../../contract/survey-field.ts";
import { findCampaign, unitsOfCampaign } from "../campaign/index.ts";
import { type Cell, type Row, type Sheet, tableFile } from "../documents/index.ts";
import { peopleNames } from "../organisation/index.ts";
import { type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { countsOf, textsIn } from "./box-queries.ts";
import { enterAsOutsider, enterSurvey } from "./enter.ts";
import { formSheets } from "./questionnaire-sheet.ts";
import { writeYaml } from "./questionnaire-yaml.ts";
import { earlierSurveys } from "./queries.ts";
import { requireCounted, worth } from "./result-routes.ts";
import { nameBook } from "./screening.ts";
import { type Spread, spreadOf, spreadWith, type Total } from "./spread.ts";
import { textPlaces, textsOf } from "./texts.ts";
import type { Worths } from "./worth.ts";

/** What was answered, in other shapes: words, a workbook, beside earlier years; and questionnaires as files. */

type Words = ReadonlyMap<string, string>;

/** The words of each place of a question, by group and place. */
const questionWords = ({ groups }: SurveyDesign): Words => new Map(groups.flatMap(({ key, form }) => form.sections.flatMap((one) => one.questions).flatMap((one) => wordsOf(key, one))));

const wordsOf = (group: string, one: Question): [string, string][] => (one.kind === "matrix" ? one.rows.map((row) => [`${group} ${one.key}.${row.key}`, `${one.text.vi}: ${row.text.vi}`]) : [[`${group} ${one.key}`, one.text.vi]]);

const number = (text: string | null): Cell => (text === null ? null : Number(text));
const head = (...cells: readonly string[]): Row => ({ looks: "head", cells });

function spreadSheet(rows: readonly Spread[], design: SurveyDesign, nameOf: (unit: string) => string): Sheet {
  const words = questionWords(design);
  const groups = new Map(design.groups.map((one) => [one.key, one.title]));
  const options = [...new Set(rows.flatMap((one) => Object.keys(one.counts ?? {})))].toSorted();
  return {
    name: "Phân bố",
    frozen: [1, 2],
    columns: [{ width: 12 }, { width: 34 }, { width: 22 }, { width: 50 }, { width: 10 }, { width: 12, decimals: 2 }, { width: 12, decimals: 2 }, ...options.map(() => ({ width: 9 }))],
    rows: [
      head("Mã", "Cơ quan, đơn vị", "Nhóm", "Câu hỏi", "Trả lời", "Trung bình", "Hài lòng trở lên (%)", ...options),
      ...rows.map(({ channel, unit, respondents, place, answers, mean, topShare, counts }): Row => ({ cells: [unit, nameOf(unit), `${groups.get(respondents) ?? respondents}${channel === "open" ? " (phiếu mở)" : ""}`, words.get(`${respondents} ${place}`) ?? place, answers ?? "< 10", number(mean), number(topShare), ...options.map((one) => (counts === null ? null : (counts[one] ?? 0)))] })),
    ],
  };
}

/** The groups beside each other, over all units. */
function groupSheet(rows: readonly Total[], design: SurveyDesign): Sheet {
  const words = questionWords(design);
  const groups = new Map(design.groups.map((one) => [one.key, one.title]));
  const options = [...new Set(rows.flatMap((one) => Object.keys(one.counts ?? {})))].toSorted();
  return {
    name: "Theo nhóm",
    frozen: [1, 2],
    columns: [{ width: 50 }, { width: 30 }, { width: 10 }, { width: 12, decimals: 2 }, { width: 12, decimals: 2 }, ...options.map(() => ({ width: 9 }))],
    rows: [
      head("Câu hỏi", "Nhóm", "Trả lời", "Trung bình", "Hài lòng trở lên (%)", ...options),
      ...rows.map(({ channel, respondents, place, answers, mean, topShare, counts }): Row => ({ cells: [words.get(`${respondents} ${place}`) ?? place, `${groups.get(respondents) ?? respondents}${channel === "open" ? " (phiếu mở)" : ""}`, answers ?? "< 10", number(mean), number(topShare), ...options.map((one) => (counts === null ? null : (counts[one] ?? 0)))] })),
    ],
  };
}

const worthSheet = ({ items, missing }: Worths): Sheet => ({
  name: "Điểm quy đổi",
  frozen: [1, 2],
  columns: [{ width: 12 }, { width: 34 }, { width: 10 }, { width: 44 }, { width: 10, decimals: 2 }, { width: 10, decimals: 2 }, { width: 10 }, { width: 10 }, { width: 10 }, { width: 12, decimals: 2 }, { width: 60 }],
  rows: [
    head("Mã", "Cơ quan, đơn vị", "Tiêu chí", "Tên tiêu chí", "Điểm", "Tối đa", "Trả lời", "Phiếu", "Phát ra", "Tỷ lệ (%)", "Từ số đếm đến điểm"),
    ...items.map(({ unit, criterion, title, points, maxPoints, converted }): Row => ({ cells: [unit.code, unit.name, criterion, title, number(points), Number(maxPoints), converted.answers, converted.ballots, converted.issued, number(converted.responseRate), converted.reason.vi] })),
    ...missing.map(({ unit, criterion }): Row => ({ cells: [unit, "", criterion, "", null, null, null, null, null, null, "Chưa đến 10 câu trả lời: không quy đổi."] })),
  ],
});

const nameIn = async (tx: Transaction, campaignId: string): Promise<(unit: string) => string> => {
  const names = new Map((await unitsOfCampaign(tx, campaignId)).map((one) => [one.code, one.name]));
  return (unit) => names.get(unit) ?? (unit === "" ? "Câu hỏi chung" : unit);
};

export const analysisRoutes: readonly Endpoint[] = [
  query(readTexts, async (call) => {
    const survey = await enterAsOutsider(call);
    requireCounted(survey);
    const given = { rows: await textsIn(call.tx, survey.id, textPlaces(survey.design)), counts: await countsOf(call.tx, survey.id) };
    const { items, withheld } = textsOf(survey.design, given, nameBook(await peopleNames(call.tx)));
    return { body: { items: items.filter((one) => call.query.unit === undefined || one.unit === call.query.unit), withheld } };
  }),

  query(readEarlierResults, async (call) => {
    const { tx, query: { unit } } = call;
    const survey = await enterAsOutsider(call);
    requireCounted(survey);
    const places = new Set(questionWords(survey.design).keys());
    const owner = (await findCampaign(tx, survey.campaignId))?.ownerUnitId;
    const before = await earlierSurveys(tx, survey);
    const surveys = await Promise.all(
      before.map(async (one) => {
        const campaign = await findCampaign(tx, one.campaignId);
        // Campaigns that units hold among their own offices are theirs to see.
        if (campaign === undefined || campaign.ownerUnitId !== owner) return { id: one.id, title: one.design.title, year: 0, items: [] };
        const rows = spreadOf(await countsOf(tx, one.id), one.design).filter((row) => row.channel === "card" && row.unit === unit && row.mean !== null && places.has(`${row.respondents} ${row.place}`));
        return { id: one.id, title: one.design.title, year: campaign.year, items: rows.map(({ channel: _channel, counts: _counts, ...row }) => row) };
      }),
    );
    return { body: { surveys: surveys.filter((one) => one.items.length > 0) } };
  }),

  query(readResultsWorkbook, async (call) => {
    const survey = await enterAsOutsider(call);
    requireCounted(survey);
    const { items, totals } = spreadWith(await countsOf(call.tx, survey.id), survey.design);
    const sheets = [worthSheet(await worth(call.tx, survey)), spreadSheet(items, survey.design, await nameIn(call.tx, survey.campaignId)), groupSheet(totals, survey.design)];
    return { ...tableFile(`Kết quả ${survey.design.title}`, sheets), shown: [{ campaign: survey.campaignId, unit: null }] };
  }),

  query(readQuestionnaireFile, async (call) => {
    const { design } = await enterSurvey(call);
    const group = design.groups.find((one) => one.key === call.params.group);
    if (group === undefined) throw new Problem("not-found");
    const name = `Phiếu hỏi ${group.title}`;
    if (call.query.format === "xlsx") return tableFile(name, formSheets(group.form));
    const yaml = writeYaml(group.form);
    const { version } = tableFile(name, formSheets(group.form));
    return { file: { name: `${name}.yaml`, type: "application/yaml", make: async () => Buffer.from(yaml) }, ...(version === undefined ? {} : { version: `${version}-yaml` }) };
  }),
];
