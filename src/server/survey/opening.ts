import type { Answers } from "../../contract/questionnaire.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { ballotHash, hashOfBallots, hashOfCounts, makeCounter, marksOf, readBallot } from "./box.ts";
import type { Ballot, Count } from "./box-queries.ts";
import type { Channel } from "./queries.ts";
import { opener, shuffled } from "./sealing.ts";

/** Opening the box, which is done in a thread: ten thousand ballots take seconds. */

type SealedBallot = { readonly stratum: string; readonly channel: Channel; readonly sealed: Uint8Array };
type OpenedBallot = Ballot & { readonly answers: Answers };

export function openBallots({ privateKey, design, sealed }: { readonly privateKey: string; readonly design: SurveyDesign; readonly sealed: readonly SealedBallot[] }): OpenedBallot[] {
  const open = opener(privateKey);
  const forms = new Map(design.groups.map((one) => [one.key, one.form]));
  const formOf = new Map(design.strata.map((one) => [one.key, forms.get(one.group)]));
  return sealed.flatMap(({ stratum, channel, sealed: bytes }) => {
    const read = readBallot(open(bytes));
    const form = formOf.get(stratum);
    return read === undefined || form === undefined ? [] : [{ channel, stratum, answers: read.answers, marks: [...marksOf(form, read.answers), ...read.noticed] }];
  });
}

/** All ballots in a random order, with what they come to. */
export function tally({ design, ballots }: { readonly design: SurveyDesign; readonly ballots: readonly OpenedBallot[] }): { readonly ballots: readonly OpenedBallot[]; readonly counts: readonly Count[]; readonly sha256: string; readonly countsSha256: string } {
  const counter = makeCounter(design);
  for (const one of ballots) counter.add(one);
  const counts = counter.counts();
  return { ballots: shuffled(ballots), counts, sha256: hashOfBallots(ballots.map(ballotHash)), countsSha256: hashOfCounts(counts) };
}
