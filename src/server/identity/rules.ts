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

/** Level 3 of information systems: who has not signed in for 45 days must be let in anew. */
const IDLE_ACCOUNT = 45 * 24 * HOUR;
export const isIdleAccount = (activeAt: Date, now: Date): boolean => now.getTime() - activeAt.getTime() >= IDLE_ACCOUNT;
/** Accounts that were active after this are not idle. */
export const idleSince = (now: Date): Date => later(now, -IDLE_ACCOUNT);

/** Whether the second factor was shown lately enough for a weighty act. */
export const isFresh = (shownAt: Date | null, now: Date): boolean => shownAt !== null && now.getTime() - shownAt.getTime() < FRESH;

// Second factor

/** Roles that decide over others or over the system. */
const GUARDED: readonly Role[] = ["administrator", "council-chair", "council-member", "chairman", "vice-chairman"];
export const needsSecondFactor = (roles: readonly Role[]): boolean => roles.some((role) => GUARDED.includes(role));

/** Where a session was opened: with our own password, or at the authority's provider. */
export type Via = "password" | "oidc";

type SecondFactor = { readonly waived: boolean; readonly enrolled: boolean; readonly shownAt: Date | null; readonly via: Via };
type SecondFactorState = "not-needed" | "waived" | "enrolment-needed" | "renewal-needed" | "shown";

/** Our own code, or one that the provider vouches for. */
const isShown = ({ enrolled, shownAt, via }: SecondFactor): boolean => shownAt !== null && (enrolled || via === "oidc");

export function secondFactorState(granted: readonly Role[], factor: SecondFactor): SecondFactorState {
  const { waived, enrolled } = factor;
  if (waived) return "waived";
  if (isShown(factor)) return "shown";
  if (enrolled) return "renewal-needed";
  return needsSecondFactor(granted) ? "enrolment-needed" : "not-needed";
}

/**
 * The roles that count in a session: those that ask for a second factor are held back until it was shown, so that
 * a role given during a session, or before the factor was set up, opens nothing yet.
 */
export function rolesThatCount(granted: readonly Role[], factor: SecondFactor): readonly Role[] {
  return factor.waived || isShown(factor) ? granted : granted.filter((role) => !GUARDED.includes(role));
}

/**
 * Ways of proving oneself (RFC 8176) that are, or go with, something one has: several factors, a one-time code, a
 * hardware key, a smart card. A text message is not among them, nor is `acr`, whose words each provider makes up.
 * Only what the provider says itself counts; there is no setting that would say it in its place.
 */
const STRONG_METHODS = ["mfa", "otp", "hwk", "sc"];

/** When the person showed the provider a second factor; null when it does not say so. A clock ahead of ours gains nothing. */
export function provedAt({ amr, auth_time }: { readonly amr?: unknown; readonly auth_time?: unknown }, now: Date): Date | null {
  const isStrong = Array.isArray(amr) && amr.some((one) => STRONG_METHODS.includes(String(one)));
  if (!isStrong || typeof auth_time !== "number") return null;
  return new Date(Math.min(auth_time * SECOND, now.getTime()));
}

const OIDC_ATTEMPT_LIVES = 10 * MINUTE;
export const oidcAttemptEnd = (now: Date): Date => later(now, OIDC_ATTEMPT_LIVES);
/** How long ago, in seconds, somebody may have signed in at the provider; before a weighty act it must be lately. */
export const longestSinceSignIn = (isAgain: boolean): number => (isAgain ? FRESH / SECOND : SESSION_SECONDS);

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

/** An administrator's new password is none of so many before. */
export const PASSWORDS_REMEMBERED = 10;

// Keys of other systems

/** A year from now at most: keys that nobody remembers must not live on. */
export function lastKeyEnd(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end;
}

export type KeyFault = "guarded" | "not-held" | "twice" | "expired" | "too-long";

/** A key opens some of what its account may, for a year at most, and never what asks people for a second factor. */
export function keyFault({ roles, expiresAt }: { readonly roles: readonly Role[]; readonly expiresAt: Date }, granted: readonly Role[], now: Date): KeyFault | undefined {
  if (needsSecondFactor(roles)) return "guarded";
  if (new Set(roles).size < roles.length) return "twice";
  if (!roles.every((role) => granted.includes(role))) return "not-held";
  if (expiresAt <= now) return "expired";
  return expiresAt > lastKeyEnd(now) ? "too-long" : undefined;
}

/** What a key opens now: what it was given for, as far as its account still has it. */
export const rolesOfKey = (ofKey: readonly Role[], granted: readonly Role[]): Role[] => ofKey.filter((role) => granted.includes(role) && !GUARDED.includes(role));

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
export type RoleFault = "own-account" | "administrator-alone" | "twice" | "past" | "service-guarded";

/** Whose roles are to change. */
type Holder = { readonly isOwn?: boolean; readonly isService?: boolean };

/**
 * Whether these roles may be given. Another system cannot show a second factor, so it has no role that asks for one. Who runs the system takes no part in scoring: the administrator's role stands
 * alone, on all accounts of the person together, and nobody changes their own roles.
 */
export function roleFault(wanted: readonly GrantWanted[], elsewhere: readonly Role[], { isOwn = false, isService = false }: Holder, now: Date): RoleFault | undefined {
  if (isOwn) return "own-account";
  const roles = wanted.map(({ role }) => role);
  if (new Set(roles).size < roles.length) return "twice";
  if (wanted.some(({ to }) => to !== null && to <= now)) return "past";
  if (isService && needsSecondFactor(roles)) return "service-guarded";
  const all = new Set([...roles, ...elsewhere]);
  return all.has("administrator") && all.size > 1 ? "administrator-alone" : undefined;
}

/** What ends and what begins, so that the wanted roles are held; what stays keeps its beginning. */
export function roleChange(held: readonly GrantHeld[], wanted: readonly GrantWanted[]): { readonly ending: readonly GrantHeld[]; readonly beginning: readonly GrantWanted[] } {
  const isSame = (a: GrantWanted, b: GrantWanted) => a.role === b.role && a.to?.getTime() === b.to?.getTime();
  return { ending: held.filter((one) => !wanted.some((other) => isSame(one, other))), beginning: wanted.filter((one) => !held.some((other) => isSame(one, other))) };
}
