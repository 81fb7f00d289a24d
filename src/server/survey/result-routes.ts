import { convertSurvey, readConversion, readResults } from "../../contract/survey.ts";
import { actorOf, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { countsOf } from "./box-queries.ts";
import { enterAsOutsider, enterSurvey } from "./enter.ts";
import type { Parts } from "./parts.ts";
import { findSurvey, holdAlone, type SurveyNow, turnoutOf } from "./queries.ts";
import { conflict, take } from "./routes.ts";
import { csvOf, spreadWith } from "./spread.ts";
import type { Worths } from "./worth.ts";
import { hashOfWorths, worthIn } from "./worth-in.ts";

/** What the answers come to: how they are spread, what they are worth, and their way into the campaign. */

/** Nobody is told how it stands while answers still come in: that would bend them. */
export function requireCounted({ standing }: SurveyNow): void {
  if (standing.state !== "counted" && standing.state !== "converted") throw conflict("Hòm phiếu còn niêm phong; kết quả có sau khi đóng khảo sát và đếm.", "The box is sealed; results are there once the survey is closed and counted.");
}

export const worth = async (tx: Transaction, survey: SurveyNow): Promise<Worths> => worthIn(tx, survey, await countsOf(tx, survey.id), await turnoutOf(tx, survey.id));

/** What was taken into the points, as whoever has it can check it against the ballots: counts of the box, and every value. */
function summaryOf({ id, design, standing: { counting } }: SurveyNow, { items, missing }: Worths, at: string): string {
  const values = items.map(({ unit, criterion, points, maxPoints, converted: { answers, ballots, issued } }) => ({ unit: unit.code, criterion, points, maxPoints, answers, ballots, issued }));
  return JSON.stringify({ survey: id, title: design.title, at, ballots: counting?.ballots, ballotsSha256: counting?.sha256, countsSha256: counting?.countsSha256, values, missing });
}

/** As long as an entry's note may be. */
const LONGEST_NOTE = 4000;
const LONGEST_TITLE = 300;

export const resultRoutes = ({ keys, takeMeasured }: Parts): Endpoint[] => [
  query(readConversion, async (call) => {
    const survey = await enterAsOutsider(call);
    requireCounted(survey);
    const { items, missing } = await worth(call.tx, survey);
    const shown = items.map(({ unit, criterion, title, converted: { counts: _counts, warnings, ...converted }, points, maxPoints }) => ({ unitId: unit.unitId, unit: unit.code, name: unit.name, criterion, title, points, maxPoints, ...converted, warnings: [...warnings] }));
    return { body: { items: shown, missing: [...missing] }, shown: [{ campaign: survey.campaignId, unit: null }] };
  }),

  query(readResults, async (call) => {
    const survey = await enterAsOutsider(call);
    requireCounted(survey);
    const { unit } = call.query;
    // What may be shown is decided over the whole, whatever part of it is asked for.
    const { items, totals } = spreadWith(await countsOf(call.tx, survey.id), survey.design);
    const rows = items.filter((one) => unit === undefined || one.unit === unit);
    const plain = <T extends { readonly counts: Readonly<Record<string, number>> | null }>(one: T) => ({ ...one, counts: one.counts === null ? null : { ...one.counts } });
    return { body: { items: rows.map(plain), totals: totals.map(plain), csv: csvOf(rows) } };
  }),

  command(convertSurvey, async (call) => {
    const { tx, params, body: { replaces } } = call;
    await enterSurvey(call);
    await holdAlone(tx, params.surveyId);
    const survey = await findSurvey(tx, params.surveyId);
    if (survey === undefined) throw new Problem("not-found");
    requireCounted(survey);
    const all = await worth(tx, survey);
    const { items, missing } = all;
    if (items.length === 0) throw conflict("Khảo sát này không quy đổi ra điểm của tiêu chí nào.", "The survey is worth points of no criterion.");
    const ballots = survey.standing.counting?.ballots ?? 0;
    const now = (await tx.now()).toISOString();
    const { imported, unchanged, audit } = await takeMeasured(
      { tx, actor: call.actor, params: { campaignId: survey.campaignId } },
      {
        source: `Khảo sát: ${survey.design.title.slice(0, LONGEST_TITLE)}; ${String(ballots)} phiếu, mã băm ${survey.standing.counting?.sha256.slice(0, 16) ?? ""}`,
        dated: now.slice(0, 10),
        replaces,
        items: items.map((one) => ({ unit: one.unit.code, code: one.criterion, input: one.converted.input, note: one.converted.reason.vi.slice(0, LONGEST_NOTE) })),
      },
    );
    const sha256 = hashOfWorths(all);
    const summary = summaryOf(survey, all, now);
    const signed = await keys.sign(summary);
    const step = await take(tx, survey, actorOf(call).personId, { kind: "convert", imported, sha256, summary, signature: signed?.signature ?? null, publicKey: signed?.publicKey ?? null });
    return { reply: { body: { imported, unchanged, missing: missing.length, summary, signature: signed?.signature ?? null, publicKey: signed?.publicKey ?? null } }, audit: [step, ...audit] };
  }),
];
