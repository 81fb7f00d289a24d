import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { secretFor } from "./sealing.ts";

/**
 * Open participation, without cards: a ticket that we handed out, some work that a browser does while somebody fills in
 * the form, and a turnstile that keeps no address. A phone that computes nothing gets in too, more slowly.
 */

export type Ticket = { readonly surveyId: string; readonly stratum: string; readonly at: number };

const sealedTicket = z.tuple([z.string(), z.string(), z.number()]);
const BEFORE = "mo.";
const sealOf = (pepper: Uint8Array, text: string): string => createHmac("sha256", secretFor("open", pepper)).update(text).digest("base64url");

/** Kept by the form alone; the database hears of it when it is used. */
export function newTicket(pepper: Uint8Array, { surveyId, stratum, at }: Ticket): string {
  const text = `${BEFORE}${Buffer.from(JSON.stringify([surveyId, stratum, at])).toString("base64url")}.${randomBytes(12).toString("base64url")}`;
  return `${text}.${sealOf(pepper, text)}`;
}

export const looksLikeTicket = (typed: string): boolean => typed.startsWith(BEFORE);

export function readTicket(pepper: Uint8Array, typed: string): Ticket | undefined {
  const [, text, body, seal] = /^(mo\.([\w-]{1,400})\.[\w-]{16})\.([\w-]{43})$/.exec(typed) ?? [];
  if (text === undefined || body === undefined || seal === undefined) return undefined;
  if (!timingSafeEqual(Buffer.from(sealOf(pepper, text)), Buffer.from(seal))) return undefined;
  const read = sealedTicket.safeParse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
  return read.success ? { surveyId: read.data[0], stratum: read.data[1], at: read.data[2] } : undefined;
}

/** A used ticket is a card of its own kind. */
export const ticketHash = (pepper: Uint8Array, ticket: string): Buffer => createHmac("sha256", pepper).update(`ticket:${ticket}`).digest();

const stampSeal = (pepper: Uint8Array, code: string, at: string): string => createHmac("sha256", secretFor("stamp", pepper)).update(`${code} ${at}`).digest("base64url").slice(0, 22);

/** When a form was opened; it travels with the form and is kept nowhere. */
export const stampOf = (pepper: Uint8Array, code: string, now: number): string => {
  const at = Math.floor(now / 1000).toString(36);
  return `${at}.${stampSeal(pepper, code, at)}`;
};

/** Seconds since it was opened; undefined when somebody altered it. */
export function secondsSince(pepper: Uint8Array, code: string, stamp: string, now: number): number | undefined {
  const [at = "", seal = ""] = stamp.split(".");
  return /^[0-9a-z]{1,9}$/.test(at) && seal === stampSeal(pepper, code, at) ? Math.max(0, Math.floor(now / 1000) - Number.parseInt(at, 36)) : undefined;
}

/** Zero bits at the beginning of the hash: seconds for a phone, hours for who wants ten thousand. */
export const WORK_BITS = 16;

export function hasWorked(ticket: string, solution: string, bits = WORK_BITS): boolean {
  if (!/^\d{1,12}$/.test(solution)) return false;
  const hash = createHash("sha256").update(`${ticket}:${solution}`).digest();
  return hash.readUInt32BE(0) < 2 ** (32 - bits);
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Nobody reads the form and answers it in less; older ones are handed out anew, with what was filled in. */
const SOONEST_MS = 15 * SECOND_MS;
export const LATEST_MS = 48 * HOUR_MS;

export type Rates = {
  /** From one place within an hour: with work, without. */
  readonly worked: number;
  readonly idle: number;
  /** Without work, of all places together within a minute, for each survey. */
  readonly idleOfAll: number;
  /** A form that comes back sooner was not read. */
  readonly soonestMs: number;
  /** From so many on within a day ballots of one place are marked. */
  readonly marked: number;
};


export const RATES: Rates = { worked: 60, idle: 6, idleOfAll: 12, marked: 5, soonestMs: SOONEST_MS };

const MOST_PLACES = 50_000;

/** Counts of the last while, for names that nobody can read: forgotten one after the other when there are too many. */
function makeCounts(spanMs: number) {
  const counts = new Map<string, { since: number; n: number }>();
  return (name: string, now: number): { readonly n: number; readonly add: () => void } => {
    const known = counts.get(name);
    const fresh = known === undefined || now - known.since >= spanMs ? { since: now, n: 0 } : known;
    return {
      n: fresh.n,
      add: () => {
        counts.delete(name);
        counts.set(name, { since: fresh.since, n: fresh.n + 1 });
        const [oldest] = counts.keys();
        if (counts.size > MOST_PLACES && oldest !== undefined) counts.delete(oldest);
      },
    };
  };
}

export type Turnstile = (asked: { readonly surveyId: string; readonly address: string; readonly now: number; readonly hasWorked: boolean }) => { readonly isWelcome: boolean; readonly isMarked: boolean };

/** In memory, under a key that lives as long as the process: nothing of it can be written down. */
export function makeOpenTurnstile(rates: Rates = RATES): Turnstile {
  const key = randomBytes(32);
  const [hour, day, minute] = [makeCounts(HOUR_MS), makeCounts(24 * HOUR_MS), makeCounts(MINUTE_MS)];
  return ({ surveyId, address, now, hasWorked: worked }) => {
    const place = createHmac("sha256", key).update(`${surveyId} ${address}`).digest("base64");
    const own = hour(place, now);
    const long = day(place, now);
    const all = minute(surveyId, now);
    if (own.n >= (worked ? rates.worked : rates.idle) || (!worked && all.n >= rates.idleOfAll)) return { isWelcome: false, isMarked: true };
    own.add();
    long.add();
    if (!worked) all.add();
    return { isWelcome: true, isMarked: long.n >= rates.marked };
  };
}
