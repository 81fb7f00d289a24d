import { type Archive, EMPTY } from "./archive.ts";
import { inLanguage, type Page, type Room } from "./layout.ts";
import { markup } from "./markup.ts";
import { languageOfPath } from "./way.ts";
import { WORDS } from "./words.ts";

/** What a page is made with, and the two pages for when there is none. */

export const roomFor = (archive: Archive, path: string): Room => {
  const { language } = languageOfPath(path);
  return { language, t: WORDS[language], archive, href: (to) => inLanguage(language, to) };
};

/** The same for all that is not there, whether it never was or is still to come. */
export const notFound = ({ t, href }: Room): Page => ({ title: t.notFound, description: t.notFoundHelp, path: "/ket-qua", section: undefined, status: 404, body: markup`<div class="head"><h1>${t.notFound}</h1><p>${t.notFoundHelp}</p></div><p><a href="${href("/ket-qua")}">${t.home}</a></p>` });

/** The house is full or has failed; nothing is read for this page. */
export function failed(status: number, path: string): { readonly room: Room; readonly page: Page } {
  const room = roomFor(EMPTY, path);
  const { t, href } = room;
  return { room, page: { title: t.failed, description: t.failedHelp, path: "/ket-qua", section: undefined, status, body: markup`<div class="head"><h1>${t.failed}</h1><p>${t.failedHelp}</p></div><p><a href="${href("/ket-qua")}">${t.home}</a></p>` } };
}
