import type { Tongue, Words } from "../../contract/questionnaire.ts";
import { DEVICE_WORDS, WORDS } from "./page-words.ts";

/** HTML from strings: everything that comes from outside goes through `escaped`. */

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");

/** Which of the two languages of the pages goes with a language of the questions. */
export const pageLanguage = (tongue: Tongue): "vi" | "en" => (tongue === "en" ? "en" : "vi");

export function say(tongue: Tongue, key: keyof typeof WORDS, numbers: Readonly<Record<string, number>> = {}): string {
  let text: string = WORDS[key][pageLanguage(tongue)];
  for (const [name, n] of Object.entries(numbers)) text = text.replaceAll(`{${name}}`, String(n));
  return escaped(text);
}

/** A question's words where they were translated, else the Vietnamese ones; as text alone. */
export const plainIn = (words: Words, tongue: Tongue): string => escaped(words[tongue] ?? words.vi);

/** The same on a page, with the language that they are in where it is not the page's: whoever has it read aloud hears it right. */
export function inTongue(words: Words, tongue: Tongue): string {
  const own = words[tongue] === undefined ? "vi" : tongue;
  return own === pageLanguage(tongue) ? plainIn(words, tongue) : `<span lang="${own}">${plainIn(words, tongue)}</span>`;
}

export const BASE = "/khao-sat";
/** Marks of all receipts of a survey, in parts. */
export const RECEIPTS = `${BASE}/bien-nhan`;
/** Where whoever has no card answers in a stratum. */
export const openAddress = (survey: string, stratum: string): string => `${BASE}/mo?s=${encodeURIComponent(survey)}&t=${encodeURIComponent(stratum)}`;
/** Changes with every change of the sheet, since browsers keep it for a year. */
export const STYLE_PATH = `${BASE}/kieu-5.css`;
/** What browsers may do besides; every page works without it. */
export const SCRIPT_PATH = `${BASE}/phieu-2.js`;

export const STYLE = `
:root{color-scheme:light dark;--ink:#16202a;--paper:#fff;--soft:#eef0ec;--line:#55606b;--brand:#0b6e69;--bad:#b3261e;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e8ecef;--paper:#12171c;--soft:#1a2128;--line:#a3aeb8;--brand:#4db6ac;--bad:#ff8a80;--on:#0b1a1a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:anywhere}
body.large{font-size:1.3rem}
header,main,footer{max-width:44rem;margin:0 auto;padding:.75rem 1rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;border-bottom:1px solid var(--line)}
h1{font-size:1.4em;line-height:1.25;margin:.5rem 0}h2{font-size:1.15em;margin:1.5rem 0 .5rem}
a{color:var(--brand)}header a{display:inline-block;padding:.5rem 0}nav{display:flex;flex-wrap:wrap;gap:0 1rem}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:1rem 0;padding:.5rem .75rem .75rem;min-width:0}
legend{font-weight:600;float:left;width:100%;padding:.25rem 0}legend+*{clear:both}
.help{margin:.25rem 0;font-size:.95em}
label.choice{display:flex;align-items:center;gap:.75rem;min-height:3rem;padding:.25rem .5rem;border-radius:.5rem}
label.choice:has(:checked){background:var(--soft);outline:2px solid var(--brand)}
input[type=radio],input[type=checkbox]{width:1.5rem;height:1.5rem;flex:none;accent-color:var(--brand)}
input[type=text],input[type=number],textarea,select{font:inherit;width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper);color:inherit}
input.code{font-size:1.3em;letter-spacing:.08em;text-transform:uppercase}
label.rank{display:grid;grid-template-columns:1fr 5rem;gap:.5rem;align-items:center;margin:.25rem 0}
button{font:inherit;font-weight:600;min-height:3rem;padding:.5rem 1.5rem;border:1px solid var(--brand);border-radius:.5rem;background:var(--brand);color:var(--on);margin:.5rem .5rem .5rem 0}
button.second{background:var(--paper);color:var(--brand)}button.way{background:none;border:0;color:var(--brand);font-weight:400;text-decoration:underline;margin:0;padding:.5rem 1rem .5rem 0}
:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
.bad{border-color:var(--bad);border-width:2px}.fault{color:var(--bad);font-weight:600;margin:.25rem 0}
.note{background:var(--soft);border-radius:.5rem;padding:.75rem}
.receipt{font-size:1.5em;font-weight:700;letter-spacing:.05em}
ul.list{list-style:none;padding:0}ul.list li{border-bottom:1px solid var(--line);padding:.75rem 0}ul.list a{display:inline-block;padding:.5rem 0;font-weight:600}
details{margin:1rem 0}summary{padding:.5rem 0;font-weight:600}code{overflow-wrap:anywhere}
@media print{header,footer,form{display:none}}
`;

/** Another way to look at the same page. */
export type Way = { readonly href: string; readonly text: string; readonly lang: string };

type Page = { readonly tongue: Tongue; readonly title: string; readonly body: string; readonly isLarge?: boolean; readonly hasScript?: boolean; /** Other languages and larger letters; none in the middle of a form. */ readonly ways?: readonly Way[] };

/** A whole page; title and body are HTML already. */
export function page({ tongue, title, body, isLarge = false, hasScript = false, ways = [] }: Page): string {
  const language = pageLanguage(tongue);
  const links = ways.map(({ href, text, lang }) => `<a href="${escaped(href)}" lang="${lang}">${text}</a>`).join("");
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><link rel="stylesheet" href="${STYLE_PATH}">${hasScript ? `<script src="${SCRIPT_PATH}" defer></script>` : ""}</head><body${isLarge ? ' class="large"' : ""}${hasScript ? Object.entries(DEVICE_WORDS).map(([name, words]) => ` data-${name}="${escaped(words[language])}"`).join("") : ""}><header><a href="${BASE}${tongue === "vi" ? "" : `?l=${tongue}`}">${say(tongue, "survey")}</a>${links === "" ? "" : `<nav aria-label="${say(tongue, "ways")}">${links}</nav>`}</header><main>${body}</main><footer><a href="${BASE}/kiem-tra${tongue === "vi" ? "" : `?l=${tongue}`}">${say(tongue, "checkLink")}</a></footer></body></html>`;
}
