import { type Mailing, NOTIFICATION_KINDS, type NotificationKind, type NotificationSettings, notificationSettings } from "../../contract/notification.ts";

/** What holds for somebody who has chosen nothing: an address is missing, so nothing is mailed. */
const AT_FIRST: Mailing = "immediate";

/** Settings as they hold, whatever kinds there were when they were chosen. */
export function settingsFrom(chosen: { readonly address: string | null; readonly language: "vi" | "en"; readonly mail: Partial<Readonly<Record<NotificationKind, Mailing>>> } | undefined): NotificationSettings {
  const mail = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, chosen?.mail[kind] ?? AT_FIRST]));
  return { address: chosen?.address ?? null, language: chosen?.language ?? "vi", mail: notificationSettings.shape.mail.parse(mail) };
}

/** The day whose digest is due, and the moment up to which it tells: 07:00 in Vietnam, which is midnight in UTC. */
export function digestDue(now: Date): { readonly day: string; readonly before: Date } {
  const day = now.toISOString().slice(0, 10);
  return { day, before: new Date(`${day}T00:00:00Z`) };
}

/** Where the next page of an inbox begins: behind this notification, among the unread ("u") or the read ("r"). */
export type Place = { readonly isRead: boolean; readonly id: number };

export const placeText = ({ isRead, id }: Place): string => `${isRead ? "r" : "u"}${String(id)}`;

/** Undefined when no page of ours ends there. */
export function placeFrom(cursor: string): Place | undefined {
  const [, part, id] = /^([ur])(\d{1,15})$/.exec(cursor) ?? [];
  return part === undefined || id === undefined ? undefined : { isRead: part === "r", id: Number(id) };
}

/** What an SMTP server or the line to it said, as far as it decides whether to try again. */
type SendFailure = { readonly code: string | undefined; readonly responseCode: number | undefined };

const OF_THE_LETTER = new Set(["EENVELOPE", "EMESSAGE"]);

/** Whether a letter is refused for good: a 5xx answer to its recipient or its content. What is wrong with the server or with our account there can be put right. */
export const isRefusedForGood = ({ code, responseCode }: SendFailure): boolean => code !== undefined && OF_THE_LETTER.has(code) && responseCode !== undefined && responseCode >= 500;
