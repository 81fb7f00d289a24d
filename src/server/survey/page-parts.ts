import { LANGUAGES, type Tongue } from "../../contract/questionnaire.ts";
import type { PublicPage } from "../platform/index.ts";
import type { Fields } from "./answers.ts";
import type { Refused } from "./casting.ts";
import { BASE, escaped, page, pageLanguage, say, type Way } from "./html.ts";
import { TONGUE_NAMES } from "./page-words.ts";

/** What all pages of respondents share. */

export type Asked = Parameters<PublicPage["handle"]>[0];
export type Shown = Awaited<ReturnType<PublicPage["handle"]>>;

export const one = (fields: Fields, name: string): string => fields.get(name)?.[0] ?? "";

/** Asked for in the address or the form; Vietnamese comes first whatever the browser prefers. */
export const tongueOf = ({ fields }: Pick<Asked, "fields">): Tongue => LANGUAGES.find((each) => each === one(fields, "l")) ?? "vi";
/** Larger letters were asked for. */
export const isLargeAsked = (fields: Fields): boolean => one(fields, "c") === "1";
export const sizeField = (isLarge: boolean): string => (isLarge ? '<input type="hidden" name="c" value="1">' : "");

/** The same page in other languages and in the other size; `address` may have a question already. */
export function waysAt(address: string, { tongue, isLarge, tongues = ["vi", "en"] }: { readonly tongue: Tongue; readonly isLarge: boolean; readonly tongues?: readonly Tongue[] }): Way[] {
  const at = (l: Tongue, c: boolean): string => {
    const asked = [l === "vi" ? "" : `l=${l}`, c ? "c=1" : ""].filter((each) => each !== "").join("&");
    return asked === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${asked}`;
  };
  const size: Way = { href: at(tongue, !isLarge), text: say(tongue, isLarge ? "smaller" : "larger"), lang: pageLanguage(tongue) };
  return [...tongues.filter((each) => each !== tongue).map((each): Way => ({ href: at(each, isLarge), text: escaped(TONGUE_NAMES[each]), lang: each })), size];
}

/** The same within a form: what was filled in so far goes along. */
export function waysWithin({ tongue, isLarge, tongues }: { readonly tongue: Tongue; readonly isLarge: boolean; readonly tongues: readonly Tongue[] }): string {
  const button = (value: string, text: string, lang: string): string => `<button class="way" name="xem" value="${value}" lang="${lang}">${text}</button>`;
  return `<nav aria-label="${say(tongue, "ways")}">${tongues.filter((each) => each !== tongue).map((each) => button(each, escaped(TONGUE_NAMES[each]), each)).join("")}${button(isLarge ? "c-0" : "c-1", say(tongue, isLarge ? "smaller" : "larger"), pageLanguage(tongue))}</nav>`;
}

/** The fields as they stand after somebody asked for another language or size within the form. */
export function wanted(fields: Fields): Fields {
  const way = one(fields, "xem");
  if (way === "") return fields;
  return new Map([...fields, way.startsWith("c-") ? ["c", [way.slice(2)]] : ["l", [way]]]);
}

export const languageField = (tongue: Tongue): string => (tongue === "vi" ? "" : `<input type="hidden" name="l" value="${tongue}">`);

const STATUS: Readonly<Record<Refused["refused"], number>> = { wrongCode: 404, usedCode: 409, notOpen: 409, over: 409, full: 409, noOpen: 404 };

export function entrance({ fields }: Pick<Asked, "fields">, refused?: Refused["refused"], typed = ""): Shown {
  const [tongue, isLarge] = [tongueOf({ fields }), isLargeAsked(fields)];
  const fault = refused === undefined ? "" : `<p class="fault" role="alert" id="e.ma">${say(tongue, refused)}</p>`;
  const body = `<h1>${say(tongue, "enter")}</h1><form method="post" action="${BASE}/phieu">${languageField(tongue)}${sizeField(isLarge)}${fault}<label for="ma">${say(tongue, "code")}</label><p class="help" id="h.ma">${say(tongue, "codeHelp")}</p><input class="code" type="text" id="ma" name="ma" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required aria-describedby="h.ma${fault === "" ? "" : " e.ma"}" value="${escaped(typed.slice(0, 40))}"><button>${say(tongue, "go")}</button></form><p class="note">${say(tongue, "anonymous")}</p>`;
  return { status: refused === undefined ? 200 : STATUS[refused], html: page({ tongue, title: say(tongue, "survey"), body, isLarge, ways: waysAt(BASE, { tongue, isLarge }) }) };
}
