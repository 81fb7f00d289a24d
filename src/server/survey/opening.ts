import { type Answers, keptAnswers } from "../../contract/questionnaire.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { ballotHash, hashOfBallots, hashOfCounts, makeCounter, marksOf } from "./box.ts";
import type { Ballot, Count } from "./box-queries.ts";
import type { Channel } from "./queries.ts";
import { opener, shuffled } from "./sealing.ts";

/** Opening the box, which is done in a thread: ten thousand ballots take seconds. */

type SealedBallot = { readonly stratum: string; readonly channel: Channel; readonly sealed: Uint8Array };
type OpenedBallot = Ballot & { readonly answers: Answers };

function answersIn(text: string | undefined): Answers | undefined {
  if (text === undefined) return undefined;
  try {
    return keptAnswers.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export function openBallots({ privateKey, design, sealed }: { readonly privateKey: string; readonly design: SurveyDesign; readonly sealed: readonly SealedBallot[] }): OpenedBallot[] {
  const open = opener(privateKey);
  const forms = new Map(design.groups.map((one) => [one.key, one.form]));
  const formOf = new Map(design.strata.map((one) => [one.key, forms.get(one.group)]));
  return sealed.flatMap(({ stratum, channel, sealed: bytes }) => {
    const answers = answersIn(open(bytes));
    const form = formOf.get(stratum);
    return answers === undefined || form === undefined ? [] : [{ channel, stratum, answers, marks: marksOf(form, answers) }];
  });
}

/** All ballots in a random order, with what they come to. */
export function tally({ design, ballots }: { readonly design: SurveyDesign; readonly ballots: readonly OpenedBallot[] }): { readonly ballots: readonly OpenedBallot[]; readonly counts: readonly Count[]; readonly sha256: string; readonly countsSha256: string } {
  const counter = makeCounter(design);
  for (const one of ballots) counter.add(one);
  const counts = counter.counts();
  return { ballots: shuffled(ballots), counts, sha256: hashOfBallots(ballots.map(ballotHash)), countsSha256: hashOfCounts(counts) };
}
