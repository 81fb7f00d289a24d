import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { FEEDBACK_CATEGORIES, type FeedbackCategory } from "../../contract/feedback.ts";

/** Taking feedback from anybody, and from nobody too often. No I/O; the moment is an argument. */

/** A form that was handed out: when, under which name, whether it asks a small question, and that it was we. */
export type Handed = { readonly at: number; readonly name: string; readonly asks: boolean };

const sealOf = (secret: Uint8Array, text: string): string => createHmac("sha256", secret).update(text).digest("base64url");

export const sealed = (secret: Uint8Array, { at, name, asks }: Handed): string => {
  const text = `${String(at)}.${name}.${asks ? "1" : "0"}`;
  return `${text}.${sealOf(secret, text)}`;
};

export function unsealed(secret: Uint8Array, token: string): Handed | undefined {
  const [, text, at, name, asks, seal] = /^((\d{1,15})\.([\w-]{8,64})\.([01]))\.([\w-]{43})$/.exec(token) ?? [];
  if (text === undefined || name === undefined || seal === undefined) return undefined;
  return timingSafeEqual(Buffer.from(sealOf(secret, text)), Buffer.from(seal)) ? { at: Number(at), name, asks: asks === "1" } : undefined;
}

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
/** Nobody reads the form and writes two sentences in less. */
const SOONEST_MS = 3 * SECOND_MS;
const LATEST_MS = 12 * HOUR_MS;

export const isTooFast = ({ at }: Handed, now: Date): boolean => now.getTime() - at < SOONEST_MS;
export const isTooOld = ({ at }: Handed, now: Date): boolean => now.getTime() - at > LATEST_MS;

/** The small question of a form, by its name: two numbers to add. */
export function questionOf({ name }: Pick<Handed, "name">): { readonly one: number; readonly other: number } {
  const [one = 0, other = 0] = createHash("sha256").update(name).digest();
  return { one: (one % 8) + 2, other: (other % 8) + 2 };
}

/** From so many an hour on the forms ask the question; at so many nothing more is taken for a while. */
export const ASKING_FROM = 30;
export const MOST_AN_HOUR = 600;

export type Given = { readonly category: string; readonly unit: string; readonly text: string; readonly contact: string; readonly mayPublish: boolean; readonly answer: string; readonly trap: string; readonly token: string };

const field = (form: URLSearchParams, name: string): string => (form.get(name) ?? "").replaceAll("\r\n", "\n").replaceAll(/(?![\n\t])\p{Cc}/gu, "").trim();

export const givenIn = (form: URLSearchParams): Given => ({
  category: field(form, "loai"),
  unit: field(form, "dv"),
  text: field(form, "noi-dung"),
  contact: field(form, "lien-he"),
  mayPublish: form.get("cong-bo") === "1",
  answer: field(form, "tra-loi"),
  trap: field(form, "trang-web"),
  token: field(form, "phieu"),
});

export const SHORTEST = 10;
export const LONGEST = 4000;
export const LONGEST_CONTACT = 200;

export type GivenFault = "category" | "unit" | "short" | "long" | "contact" | "answer" | "file";

/** Every field that is wrong, at once. */
export function faultsOf(given: Given, handed: Handed | undefined, isUnit: (code: string) => boolean): GivenFault[] {
  const question = handed === undefined ? undefined : questionOf(handed);
  return [
    ...(categoryOf(given.category) === undefined ? ["category" as const] : []),
    ...(given.unit !== "" && !isUnit(given.unit) ? ["unit" as const] : []),
    ...(given.text.length < SHORTEST ? ["short" as const] : []),
    ...(given.text.length > LONGEST ? ["long" as const] : []),
    ...(given.contact.length > LONGEST_CONTACT ? ["contact" as const] : []),
    ...(handed?.asks === true && question !== undefined && given.answer !== String(question.one + question.other) ? ["answer" as const] : []),
  ];
}

export const categoryOf = (text: string): FeedbackCategory | undefined => FEEDBACK_CATEGORIES.find((one) => one === text);

/** Letters that nobody takes for one another when they are read out. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LETTERS = 12;

/** "GY-7K2M-9PQR-X4TA" from random bytes; 59 bits, so that nobody comes upon another's. */
export function codeFrom(random: Uint8Array): string {
  const letters = Array.from(random.slice(0, CODE_LETTERS), (byte) => LETTERS[byte % LETTERS.length] ?? "");
  return `GY-${letters.slice(0, 4).join("")}-${letters.slice(4, 8).join("")}-${letters.slice(8).join("")}`;
}

/** However it was typed. */
export const codeTyped = (text: string): string => {
  const letters = text.toUpperCase().replaceAll(/[^0-9A-Z]/g, "").replace(/^GY/, "").slice(0, CODE_LETTERS);
  return `GY-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
};

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const WINDOW_MS = 10 * 60 * SECOND_MS;
const MOST_PER_WINDOW = 10;
const MOST_REMEMBERED = 50_000;

/**
 * How often one address has sent lately. Addresses are not kept, not even here: only their hashes under a key that the
 * process makes up for itself and nobody else knows, for ten minutes.
 */
export function makeTurnstile(key: Uint8Array, most: number = MOST_PER_WINDOW): (address: string, now: Date) => boolean {
  let began = 0;
  const passed = new Map<string, number>();
  return (address, now) => {
    if (now.getTime() - began >= WINDOW_MS || passed.size >= MOST_REMEMBERED) {
      passed.clear();
      began = now.getTime();
    }
    const who = sealOf(key, address);
    const times = (passed.get(who) ?? 0) + 1;
    passed.set(who, times);
    return times <= most;
  };
}
