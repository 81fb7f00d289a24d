import type { SurveyState } from "../../contract/survey.ts";

/** What people did with a survey; where it stands is the fold of it. */

type Opening = { readonly kind: "open"; readonly closesAt: string; readonly publicKey: string; readonly design: number };
export type Counting = { readonly kind: "count"; readonly ballots: number; readonly unreadable: number; readonly marked: number; readonly sha256: string; readonly countsSha256: string };
/** What was taken into the points, in words of its own and signed. */
type Converting = { readonly kind: "convert"; readonly imported: number; readonly sha256: string; readonly summary: string; readonly signature: string | null; readonly publicKey: string | null };
export type SurveyAction = Opening | { readonly kind: "close" } | Counting | Converting;
export type RecordedSurveyAction = { readonly number: number; readonly at: string; readonly by: string; readonly action: SurveyAction };

export type SurveyStanding = { readonly state: SurveyState; readonly version: number; readonly last: SurveyAction["kind"] | undefined; readonly opening: Opening | undefined; readonly counting: Counting | undefined; readonly converting: Converting | undefined };

const AFTER = { open: "open", close: "closed", count: "counted", convert: "converted" } as const;

export function foldSurvey(actions: readonly RecordedSurveyAction[]): SurveyStanding {
  const last = actions.at(-1);
  const done = actions.map((one) => one.action);
  return {
    state: last === undefined ? "draft" : AFTER[last.action.kind],
    version: last?.number ?? 0,
    last: last?.action.kind,
    opening: done.find((one) => one.kind === "open"),
    counting: done.find((one) => one.kind === "count"),
    converting: done.findLast((one) => one.kind === "convert"),
  };
}

/** Whether ballots are taken at this moment. */
export const isTaking = ({ state, opening }: SurveyStanding, now: string): boolean => state === "open" && opening !== undefined && now < opening.closesAt;
