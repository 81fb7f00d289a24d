import type { Actor, AuditEntry, Transaction } from "../platform/index.ts";
import { makeThread } from "../platform/index.ts";
import type { SurveyKeys } from "./keys.ts";
import type { SurveyJobs } from "./survey-thread.ts";

/** What the room is given when the house is wired. */

type Item = { readonly unit: string; readonly code: string; readonly input: Record<string, string | Record<string, number>>; readonly note: string };
type Measured = { readonly source: string; readonly dated: string; readonly replaces: boolean; readonly items: readonly Item[] };

/** Takes values into the files of a campaign, as the room does that keeps them; it stands beside this one. */
export type TakeMeasured = (asked: { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string } }, measured: Measured) => Promise<{ readonly imported: number; readonly unchanged: number; readonly audit: readonly [AuditEntry, ...AuditEntry[]] }>;

export type Parts = { readonly keys: SurveyKeys; readonly takeMeasured: TakeMeasured };

export const surveyThread: ReturnType<typeof makeThread<SurveyJobs>> = makeThread<SurveyJobs>(new URL("survey-thread.ts", import.meta.url));
