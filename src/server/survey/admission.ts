import type { Answers } from "../../contract/questionnaire.ts";
import type { Database } from "../platform/index.ts";
import { isTooFast, type Mark } from "./alarms.ts";
import type { Fields } from "./answers.ts";
import type { Opened } from "./casting.ts";
import { noteAlarm } from "./field-queries.ts";
import { tellTogether } from "./live.ts";
import { hasWorked, LATEST_MS, makeOpenTurnstile, RATES, type Rates, secondsSince, type Turnstile } from "./open-ticket.ts";

/** Who gets to the box at this moment, and what is noticed on the way. Cards always do: they are few. */

export type Door = { readonly database: Database; readonly pepper: Uint8Array; readonly turnstile: Turnstile; readonly soonestMs: number; /** Ballots have come in; whoever follows the survey is told after a while. */ readonly tell: (surveyId: string) => void };
export const newDoor = (database: Database, pepper: Uint8Array, rates: Rates = RATES): Door => ({ database, pepper, turnstile: makeOpenTurnstile(rates), soonestMs: rates.soonestMs, tell: tellTogether(database) });

type Entry = { readonly noticed: readonly Mark[]; readonly refused?: undefined } | { readonly refused: "tooSoon" | "changed" | "busy" };
type Sent = { readonly fields: Fields; readonly answers: Answers; readonly address: string };

const answersIn = ({ common, units }: Answers): number => [common, ...Object.values(units)].reduce((sum, sheet) => sum + Object.keys(sheet).length, 0);

/**
 * By the server's clock, or less where the device says so: what waited for a network was not being answered. A form that
 * does not say when it was opened was altered, and says nothing for itself.
 */
function secondsFor(pepper: Uint8Array, { code, now }: Opened, fields: Fields): number {
  const since = secondsSince(pepper, code, fields.get("luc")?.[0] ?? "", now);
  const told = fields.get("giay")?.[0] ?? "";
  return since === undefined ? 0 : /^\d{1,6}$/.test(told) ? Math.min(since, Number(told)) : since;
}

export async function admit({ database, pepper, turnstile, soonestMs }: Door, opened: Opened, { fields, answers, address }: Sent): Promise<Entry> {
  const { ticket, code, now, card } = opened;
  const seconds = secondsFor(pepper, opened, fields);
  const hurried: Mark[] = (card.isInterview || ticket !== undefined) && isTooFast(answersIn(answers), seconds) ? ["too-fast"] : [];
  if (ticket === undefined) return { noticed: hurried };
  if (now - ticket.at > LATEST_MS) return { refused: "changed" };
  if (now - ticket.at < soonestMs) return { refused: "tooSoon" };
  const worked = hasWorked(code, fields.get("cm")?.[0] ?? "");
  const { isWelcome, isMarked } = turnstile({ surveyId: card.surveyId, address, now, hasWorked: worked });
  if (!isWelcome) {
    await database.transaction((tx) => noteAlarm(tx, card.surveyId, card.stratum, "flood"), "request");
    return { refused: "busy" };
  }
  return { noticed: [...hurried, ...(isMarked ? ["same-place" as const] : []), ...(worked ? [] : ["no-work" as const])] };
}
