import type { NotificationKind } from "../../contract/notification.ts";
import type { Bilingual } from "../platform/index.ts";
import { type Words, wordsOf } from "./words.ts";

/** Letters from notifications: plain text and simple HTML. Names come from people, so nothing of them is markup or a header. */

export type Letter = { readonly subject: string; readonly text: string; readonly html: string };
type Told = { readonly kind: NotificationKind; readonly data: unknown };

const LONGEST_SUBJECT = 150;
const MOST_IN_DIGEST = 50;

/** One line without control characters or signs that turn the direction of writing. */
const oneLine = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ").trim();

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");

const FOOTER: Bilingual = {
  vi: "Thư tự động của hệ thống Công Tâm; xin không trả lời. Cách nhận thông báo đổi được trong hệ thống.",
  en: "Sent automatically by Công Tâm; please do not reply. How you are notified can be changed there.",
};

type Paragraph = { readonly heading: string; readonly text: string };

function compose(subject: string, paragraphs: readonly Paragraph[], language: "vi" | "en", address: string): Letter {
  // By characters, so that none is cut in two.
  const first = Array.from(new Intl.Segmenter("vi").segment(subject), ({ segment }) => segment).slice(0, LONGEST_SUBJECT).join("");
  const text = [...paragraphs.map((one) => `${one.heading}\n${one.text}`), address, FOOTER[language]].join("\n\n");
  const html = [
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escaped(first)}</title>`,
    ...paragraphs.map((one) => `<h2>${escaped(one.heading)}</h2><p>${escaped(one.text)}</p>`),
    `<p><a href="${escaped(address)}">${escaped(address)}</a></p><p><small>${escaped(FOOTER[language])}</small></p></html>`,
  ].join("\n");
  return { subject: first, text, html };
}

const inLanguage = ({ title, text }: Words, language: "vi" | "en"): Paragraph => ({ heading: oneLine(title[language]), text: oneLine(text[language]) });

/** The page of the house on which everything can be read. */
const inboxAt = (publicUrl: string): string => new URL("notifications", publicUrl.endsWith("/") ? publicUrl : `${publicUrl}/`).href;

/** A letter of one notification, or of several as a digest. */
export function letterOf(told: readonly Told[], language: "vi" | "en", publicUrl: string, isDigest: boolean): Letter {
  const paragraphs = told.slice(0, MOST_IN_DIGEST).map(({ kind, data }) => inLanguage(wordsOf(kind, data), language));
  const more = told.length - paragraphs.length;
  if (more > 0) paragraphs.push({ heading: "…", text: language === "vi" ? `và ${String(more)} thông báo khác` : `and ${String(more)} more` });
  const count = String(told.length);
  const subject = isDigest ? (language === "vi" ? `${count} thông báo chưa đọc` : `${count} unread notifications`) : (paragraphs[0]?.heading ?? "");
  return compose(`[Công Tâm] ${subject}`, paragraphs, language, inboxAt(publicUrl));
}
