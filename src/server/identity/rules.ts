import { SHORTEST_PASSWORD } from "../../contract/identity.ts";
import type { Role } from "../../contract/route.ts";

/** What is decided about signing in; pure, the time is an argument. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const SESSION_SECONDS = 12 * 60 * 60;
const IDLE = 15 * MINUTE;
const IDLE_ADMINISTRATOR = 5 * MINUTE;
const TOUCH_EVERY = MINUTE;
const FRESH = 10 * MINUTE;
const LINK_LIVES = 24 * HOUR;

export const later = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds);
export const sessionEnd = (now: Date): Date => later(now, SESSION_SECONDS * SECOND);
export const linkEnd = (now: Date): Date => later(now, LINK_LIVES);
export const secondsUntil = (end: Date, now: Date): number => Math.max(0, Math.ceil((end.getTime() - now.getTime()) / SECOND));

// Sessions

type SessionTimes = { readonly lastSeen: Date; readonly expiresAt: Date };

/** Whether a session still counts. How long it may rest follows from the roles of this moment. */
export function isAlive({ lastSeen, expiresAt }: SessionTimes, roles: readonly Role[], now: Date): boolean {
  const idle = roles.includes("administrator") ? IDLE_ADMINISTRATOR : IDLE;
  return now < expiresAt && now.getTime() - lastSeen.getTime() < idle;
}

/** Writing at every request would cost more than the minute is worth. */
export const shouldTouch = (lastSeen: Date, now: Date): boolean => now.getTime() - lastSeen.getTime() >= TOUCH_EVERY;

/** Whether the second factor was shown lately enough for a weighty act. */
export const isFresh = (shownAt: Date | null, now: Date): boolean => shownAt !== null && now.getTime() - shownAt.getTime() < FRESH;

// Second factor

/** Roles that decide over others or over the system. */
const GUARDED: readonly Role[] = ["administrator", "council-chair", "council-member", "chairman", "vice-chairman"];
export const needsSecondFactor = (roles: readonly Role[]): boolean => roles.some((role) => GUARDED.includes(role));

type SecondFactor = { readonly waived: boolean; readonly enrolled: boolean; readonly shownAt: Date | null };
type SecondFactorState = "not-needed" | "waived" | "enrolment-needed" | "renewal-needed" | "shown";

export function secondFactorState(granted: readonly Role[], { waived, enrolled, shownAt }: SecondFactor): SecondFactorState {
  if (waived) return "waived";
  if (enrolled && shownAt !== null) return "shown";
  if (enrolled) return "renewal-needed";
  return needsSecondFactor(granted) ? "enrolment-needed" : "not-needed";
}

/**
 * The roles that count in a session: those that ask for a second factor are held back until it was shown, so that
 * a role given during a session, or before the factor was set up, opens nothing yet.
 */
export function rolesThatCount(granted: readonly Role[], factor: SecondFactor): readonly Role[] {
  const isShown = factor.waived || (factor.enrolled && factor.shownAt !== null);
  return isShown ? granted : granted.filter((role) => !GUARDED.includes(role));
}

const STEP = 30 * SECOND;

/** The steps whose code is accepted now (a clock may be half a minute off), without those already used. */
export function acceptedSteps(now: Date, lastUsed: number): number[] {
  const step = Math.floor(now.getTime() / STEP);
  return [step - 1, step, step + 1].filter((one) => one > lastUsed);
}

/** RFC 4226, 5.3: six digits out of an HMAC. */
export function digitsOf(mac: Uint8Array): string {
  const offset = (mac.at(-1) ?? 0) % 16;
  const word = new DataView(mac.buffer, mac.byteOffset + offset, 4).getUint32(0) % 2 ** 31;
  return String(word % 1_000_000).padStart(6, "0");
}

// Passwords

/** The same text whichever way a keyboard composes Vietnamese letters. */
export const normalPassword = (password: string): string => password.normalize("NFC");

export type PasswordFault = "too-short" | "holds-username";

export function passwordFault(password: string, username: string): PasswordFault | undefined {
  const normal = normalPassword(password);
  if (normal.length < SHORTEST_PASSWORD) return "too-short";
  // A long name must not be most of the password; a short one may occur in it by chance.
  const folded = normal.toLowerCase();
  if (folded === username || (username.length >= SHORTEST_PASSWORD && folded.includes(username))) return "holds-username";
  return undefined;
}

// Failed attempts

export type AttemptKind = "account" | "address";
export type Attempts = { readonly failures: number; readonly firstAt: Date; readonly lastAt: Date; readonly lockedUntil: Date | null };

/**
 * An account is forgotten a day after its last failure. An address is often a whole office: it may fail more
 * often, and is forgotten a quarter of an hour after its first failure.
 */
const PATIENCE = {
  account: { free: 5, forgottenAfter: 24 * HOUR, since: "lastAt" },
  address: { free: 30, forgottenAfter: 15 * MINUTE, since: "firstAt" },
} as const satisfies Record<AttemptKind, { free: number; forgottenAfter: number; since: "firstAt" | "lastAt" }>;
const FIRST_DELAY = 15 * SECOND;
const LONGEST_DELAY = 15 * MINUTE;
/** Rows older than this decide nothing any more. */
export const attemptsForgottenBefore = (now: Date): Date => later(now, -PATIENCE.account.forgottenAfter);

/** How long nothing is tried after so many failures: 15 s, 30 s, 1 min … 15 min. */
export function delayAfter(kind: AttemptKind, failures: number): number {
  const beyond = failures - PATIENCE[kind].free;
  return beyond < 0 ? 0 : Math.min(FIRST_DELAY * 2 ** Math.min(beyond, 10), LONGEST_DELAY);
}

/** The count after one more failure. */
export function afterFailure(kind: AttemptKind, before: Attempts | undefined, now: Date): Attempts {
  const { forgottenAfter, since } = PATIENCE[kind];
  const counts = before !== undefined && before.failures > 0 && now.getTime() - before[since].getTime() < forgottenAfter;
  const failures = (counts ? before.failures : 0) + 1;
  const delay = delayAfter(kind, failures);
  return { failures, firstAt: counts ? before.firstAt : now, lastAt: now, lockedUntil: delay === 0 ? null : later(now, delay) };
}

/** The count after the right password. The row stays, so that who waits for it finds it. */
export const noFailures = (now: Date): Attempts => ({ failures: 0, firstAt: now, lastAt: now, lockedUntil: null });

/** The moment until which nothing is tried, or undefined. */
export function lockedUntil(all: readonly (Attempts | undefined)[], now: Date): Date | undefined {
  const ends = all.flatMap((one) => {
    const end = one?.lockedUntil ?? now;
    return end > now ? [end] : [];
  });
  return ends.toSorted((a, b) => b.getTime() - a.getTime())[0];
}

/** What counts as one address: a single IPv4 address, or the /64 that one IPv6 subscriber has to itself. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(":")) return mapped ?? address;
  const [head = "", tail] = address.toLowerCase().split("::", 2);
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0"), ...right];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}

// Roles

export type GrantWanted = { readonly role: Role; readonly to: Date | null };
export type GrantHeld = { readonly id: number; readonly role: Role; readonly to: Date | null };
export type RoleFault = "own-account" | "administrator-alone" | "twice" | "past";

/**
 * Whether these roles may be given. Who runs the system takes no part in scoring: the administrator's role stands
 * alone, on all accounts of the person together, and nobody changes their own roles.
 */
export function roleFault(wanted: readonly GrantWanted[], elsewhere: readonly Role[], isOwn: boolean, now: Date): RoleFault | undefined {
  if (isOwn) return "own-account";
  const roles = wanted.map(({ role }) => role);
  if (new Set(roles).size < roles.length) return "twice";
  if (wanted.some(({ to }) => to !== null && to <= now)) return "past";
  const all = new Set([...roles, ...elsewhere]);
  return all.has("administrator") && all.size > 1 ? "administrator-alone" : undefined;
}

/** What ends and what begins, so that the wanted roles are held; what stays keeps its beginning. */
export function roleChange(held: readonly GrantHeld[], wanted: readonly GrantWanted[]): { readonly ending: readonly GrantHeld[]; readonly beginning: readonly GrantWanted[] } {
  const isSame = (a: GrantWanted, b: GrantWanted) => a.role === b.role && a.to?.getTime() === b.to?.getTime();
  return { ending: held.filter((one) => !wanted.some((other) => isSame(one, other))), beginning: wanted.filter((one) => !held.some((other) => isSame(one, other))) };
}
