import { z } from "zod";
import type { Decision } from "../../contract/personnel-year-steps.ts";

/** Sending results to the national database of civil servants: when again, what an answer means. No I/O. */

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** At the latest so many days after there is a result, as the regulation has it. */
export const dueAt = (from: Date, { daysToSend }: { readonly daysToSend: number }): Date => new Date(from.getTime() + daysToSend * DAY_MS);
/** A day before it is late somebody is told. */
export const ALARM_BEFORE_MS = DAY_MS;

const FIRST_PAUSE_MS = MINUTE_MS;
const LONGEST_PAUSE_MS = 6 * HOUR_MS;
/** Somewhat more than three days; then a person looks, while there is still time. */
export const MOST_TRIES = 20;

/** After so many tries, how long until the next: doubled each time, never more than six hours. */
export const pauseAfter = (tries: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(Math.max(0, tries - 1), 30));

/** What came back, or why nothing did. */
export type Answered = { readonly status: number; readonly text: string } | { readonly failure: string };
export type Outcome = { readonly outcome: "sent"; readonly status: number; readonly receipt: string } | { readonly outcome: "again" | "refused"; readonly status: number | null; readonly detail: string };

const receiptIn = z.object({ receipt: z.string().trim().min(1).max(200).regex(/^\P{C}*$/u) });

function receiptOf(text: string): string | undefined {
  try {
    return receiptIn.safeParse(JSON.parse(text)).data?.receipt;
  } catch {
    return undefined;
  }
}

const CONFLICT = 409;
/** Not our fault, or not for good: later it may be taken. */
const FOR_A_WHILE = new Set([401, 403, 404, 408, 421, 425, 429]);
const LONGEST_DETAIL = 300;
const readable = (text: string): string => text.replaceAll(/\p{C}+/gu, " ").slice(0, LONGEST_DETAIL);

/**
 * Taken only with a receipt that can be read. An answer that is none leaves open whether it was taken: it is sent again
 * under the same key, and whoever has it already says so (409 with the receipt of the first time).
 */
export function outcomeOf(answered: Answered): Outcome {
  if ("failure" in answered) return { outcome: "again", status: null, detail: readable(answered.failure) };
  const { status, text } = answered;
  const receipt = receiptOf(text);
  const isTaken = (status >= 200 && status < 300) || status === CONFLICT;
  if (isTaken && receipt !== undefined) return { outcome: "sent", status, receipt };
  if (isTaken) return { outcome: "again", status, detail: `câu trả lời không có biên nhận đọc được: ${readable(text)}` };
  const isForGood = status >= 400 && status < 500 && !FOR_A_WHILE.has(status);
  return { outcome: isForGood ? "refused" : "again", status, detail: readable(text) };
}

export type Next = { readonly state: "sent" | "waiting" | "dead"; readonly nextAt: Date | null };

/** Where an item stands after a try. */
export function nextOf({ outcome }: Pick<Outcome, "outcome">, tries: number, now: Date): Next {
  if (outcome === "sent") return { state: "sent", nextAt: null };
  if (outcome === "refused" || tries >= MOST_TRIES) return { state: "dead", nextAt: null };
  return { state: "waiting", nextAt: new Date(now.getTime() + pauseAfter(tries)) };
}

type RatingPayload = { readonly kind: "rating"; readonly person: { readonly id: string; readonly name: string }; readonly agency: { readonly code: string; readonly name: string }; readonly year: number; readonly level: string; readonly points: string; readonly decision: { readonly number: string; readonly on: string }; readonly replaces: string | null; readonly regulation: { readonly id: string; readonly sha256: string } };

type About = Pick<RatingPayload, "person" | "agency" | "year" | "regulation">;

/** What the national database is told of a decision; of what people wrote nothing leaves the house. */
export function ratingPayload(about: About, decisions: readonly Decision[]): RatingPayload | undefined {
  const last = decisions.at(-1);
  if (last === undefined) return undefined;
  return { kind: "rating", ...about, level: last.level, points: last.percent, decision: { number: last.number, on: last.on }, replaces: decisions.at(-2)?.number ?? null };
}
