import { unitsOfCampaign } from "../campaign/index.ts";
import type { Database } from "../platform/index.ts";
import { interviewsOf } from "./field-queries.ts";
import { BASE, escaped, page, say } from "./html.ts";
import { type Asked, entrance, one, type Shown, tongueOf } from "./page-parts.ts";
import { findSurvey } from "./queries.ts";
import { codeOfInterview, interviewerHash, readInterviewerCode } from "./sealing.ts";

/** The list of an interviewer: every interview that was given out, with its form; it works without script, and with one also where there is no network. */
export async function interviewerPage(database: Database, pepper: Uint8Array, asked: Asked): Promise<Shown> {
  const tongue = tongueOf(asked);
  const code = readInterviewerCode(one(asked.fields, "ma"));
  const found = await database.read(async (tx) => {
    const interviews = code === undefined ? [] : await interviewsOf(tx, interviewerHash(pepper, code));
    const [first] = interviews;
    const survey = first === undefined ? undefined : await findSurvey(tx, first.surveyId);
    return { interviews, survey, names: new Map(survey === undefined ? [] : (await unitsOfCampaign(tx, survey.campaignId)).map((each) => [each.code, each.name])) };
  }, "request");
  const { interviews, survey, names } = found;
  const [first] = interviews;
  if (code === undefined || first === undefined || survey === undefined) return entrance(asked, "wrongCode");
  const strata = new Map(survey.design.strata.map((each) => [each.key, each]));
  const groups = new Map(survey.design.groups.map((each) => [each.key, each.title]));
  const rows = interviews.map(({ number, stratum, isDone }) => {
    const own = codeOfInterview(code, number);
    const what = [groups.get(strata.get(stratum)?.group ?? "") ?? "", names.get(strata.get(stratum)?.unit ?? "") ?? ""].filter((each) => each !== "").join(" · ");
    const title = `${String(number)}. ${escaped(what)}`;
    return `<li data-phieu="${escaped(own)}">${isDone ? title : `<a href="${BASE}/phieu?ma=${escaped(own)}">${title}</a>`} <span data-trang-thai>${say(tongue, isDone ? "interviewDone" : "interviewLeft")}</span></li>`;
  });
  const body = `<h1>${say(tongue, "interviews")}</h1><p>${escaped(survey.design.title)} · ${escaped(first.label)}</p><p class="note">${say(tongue, "interviewsHelp")}</p><ul class="list" data-dieu-tra>${rows.join("")}</ul>`;
  return { status: 200, html: page({ tongue, title: say(tongue, "interviews"), body, hasScript: true }) };
}
