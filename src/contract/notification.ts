import { z } from "zod";
import { grant, id, pageOf, pageQuery, route, time } from "./route.ts";

/** What people are told: an inbox for everybody, e-mail for those who want it. */

export const NOTIFICATION_KINDS = ["stage-opened", "deadline", "reminder", "returned", "submitted", "opinion-requested", "explanation-wanted", "extension-granted", "result-published", "reopening-proposed", "assignment-changed", "handed-up", "amendment", "feedback", "remediation", "plan", "rating", "outbox"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Besides the inbox, which everything enters: at once, gathered in one letter a day, or not at all. */
const mailing = z.enum(["immediate", "digest", "off"]);
export type Mailing = z.output<typeof mailing>;

const words = z.strictObject({ vi: z.string(), en: z.string() });

const notification = z.strictObject({
  id,
  kind: z.enum(NOTIFICATION_KINDS),
  /** What it is about: "campaign:…". */
  subject: z.string(),
  title: words,
  text: words,
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  createdAt: time,
  readAt: time.nullable(),
});

export const notificationSettings = z.strictObject({
  /** Where e-mail goes; null: nowhere. */
  address: z.email().max(254).nullable(),
  language: z.enum(["vi", "en"]),
  mail: z.strictObject({
    "stage-opened": mailing,
    deadline: mailing,
    reminder: mailing,
    returned: mailing,
    submitted: mailing,
    "opinion-requested": mailing,
    "explanation-wanted": mailing,
    "extension-granted": mailing,
    "result-published": mailing,
    "reopening-proposed": mailing,
    "assignment-changed": mailing,
    "handed-up": mailing,
    amendment: mailing,
    feedback: mailing,
    remediation: mailing,
    plan: mailing,
    rating: mailing,
    outbox: mailing,
  } satisfies Readonly<Record<NotificationKind, typeof mailing>>),
});
export type NotificationSettings = z.output<typeof notificationSettings>;

const own = grant("self", "signed-in");
const person = z.strictObject({ personId: id });

export const listNotifications = route({
  operationId: "notification.list",
  method: "GET",
  path: "/notifications",
  summary: { vi: "Thông báo của tôi: chưa đọc trước, mới trước", en: "My notifications: unread first, then newest first" },
  grants: own,
  query: pageQuery.extend({ state: z.enum(["unread", "read"]).optional() }),
  response: pageOf(notification).extend({ unreadCount: z.number().int() }),
});

export const markRead = route({
  operationId: "notification.markRead",
  method: "POST",
  path: "/notifications/{notificationId}/reading",
  summary: { vi: "Đánh dấu đã đọc", en: "Mark as read" },
  grants: own,
  params: z.strictObject({ notificationId: id }),
  problems: ["not-found"],
  response: notification,
});

export const markAllRead = route({
  operationId: "notification.markAllRead",
  method: "POST",
  path: "/notifications/reading-all",
  summary: { vi: "Đánh dấu đã đọc tất cả", en: "Mark all as read" },
  grants: own,
  response: z.strictObject({ count: z.number().int() }),
});

const example = { address: "lan.nguyen@example.gov.vn", language: "vi", mail: Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, "digest"])) };

export const readSettings = route({ operationId: "notification.readSettings", method: "GET", path: "/notification-settings", summary: { vi: "Cách tôi nhận thông báo", en: "How I am notified" }, grants: own, version: "carries", response: notificationSettings });

export const changeSettings = route({
  operationId: "notification.changeSettings",
  method: "PUT",
  path: "/notification-settings",
  summary: { vi: "Đổi cách tôi nhận thông báo", en: "Change how I am notified" },
  grants: own,
  body: notificationSettings,
  version: "requires",
  response: notificationSettings,
  example,
});

export const readSettingsOf = route({
  operationId: "notification.readSettingsOf",
  method: "GET",
  path: "/people/{personId}/notification-settings",
  summary: { vi: "Cách một người nhận thông báo", en: "How a person is notified" },
  grants: grant("any", "administrator"),
  params: person,
  version: "carries",
  problems: ["not-found"],
  response: notificationSettings,
});

export const changeSettingsOf = route({
  operationId: "notification.changeSettingsOf",
  method: "PUT",
  path: "/people/{personId}/notification-settings",
  summary: { vi: "Đặt địa chỉ thư và cách nhận thông báo cho một người", en: "Set a person's address and how they are notified" },
  grants: grant("any", "administrator"),
  params: person,
  body: notificationSettings,
  version: "requires",
  problems: ["not-found"],
  response: notificationSettings,
  example,
});
