import { LANGUAGES, type Tongue } from "../../contract/questionnaire.ts";
import type { Database, PublicPage, PublicPages } from "../platform/index.ts";
import { admit, type Door, newDoor } from "./admission.ts";
import { type FieldFault, type Fields, readAnswers } from "./answers.ts";
import { cast, type Opened, openForm, openStratum, receiptAgain, reopenForm } from "./casting.ts";
import { FORM_SCRIPT } from "./device/form.ts";
import { WORKER_SCRIPT } from "./device-worker/worker.ts";
import { type Filled, faultList, hiddenHtml, namesIn, stepHtml, stepsOf } from "./form-html.ts";
import { BASE, escaped, inTongue, openAddress, page, plainIn, RECEIPTS, say, SCRIPT_PATH, STYLE, STYLE_PATH } from "./html.ts";
import { interviewerPage } from "./interview-page.ts";
import { newTicket, type Rates, WORK_BITS } from "./open-ticket.ts";
import { type Asked, entrance, isLargeAsked, languageField, one, type Shown, sizeField, tongueOf, wanted, waysAt, waysWithin } from "./page-parts.ts";
import { checkPage, receiptList } from "./receipt-page.ts";
import { isNonce, newNonce, readInterviewerCode } from "./sealing.ts";

/** The pages of respondents: enter a code, answer, get a receipt, check it. Everything works without script. */

type Sent = { readonly nonce: string; readonly at: number; readonly status: number; readonly notice?: "changed" | "more" | "tooSoon" | "busy" | undefined; readonly withFaults: boolean; readonly hidesNew?: ReadonlySet<string> };

function filledOf({ group, rated, card }: Opened, tongue: Tongue, fields: Fields): Filled {
  const { answers, faults } = readAnswers(group.form, fields, rated);
  // Whoever interviews where there is no network cannot ask the server for the next part.
  const form = card.isInterview ? { ...group.form, layout: "page" as const } : group.form;
  return { form, rated, tongue, fields, answers, faults, nameOf: (unit) => rated.choice.find((each) => each.code === unit)?.name ?? unit };
}

/** What stands above the questions; the longer words on the first part only. */
function headHtml({ ticket }: Opened, { tongue, form }: Filled, { at, parts }: { readonly at: number; readonly parts: number | undefined }): string {
  const illustrative = form.illustrative === undefined ? "" : `<p class="note">${inTongue(form.illustrative, tongue)}</p>`;
  const intro = form.intro === undefined ? "" : `<p>${inTongue(form.intro, tongue)}</p>`;
  const openly = ticket === undefined ? "" : `<p class="note"><strong>${say(tongue, "openLabel")}</strong></p>`;
  return `<h1>${inTongue(form.title, tongue)}</h1>${parts === undefined ? "" : `<p>${say(tongue, "step", { n: at + 1, m: parts })}</p>`}${at === 0 ? `${intro}${illustrative}${openly}<p class="note">${say(tongue, "anonymous")}</p>` : ""}`;
}

/** Languages in which something of a form was written; the pages themselves know the first two. */
const tonguesOf = (form: Filled["form"]): Tongue[] => LANGUAGES.filter((tongue) => tongue === "vi" || tongue === "en" || [form.title, ...form.sections.flatMap(({ title, questions }) => [title, ...questions.map((each) => each.text)])].some((words) => words[tongue] !== undefined));

/** Where this form is opened anew. */
const addressOf = ({ code, ticket }: Opened): string => (ticket === undefined ? `${BASE}/phieu?ma=${encodeURIComponent(code)}` : openAddress(ticket.surveyId, ticket.stratum));

/** The form, whole or one part of it, with what was filled in. */
function formPage(opened: Opened, filled: Filled, { nonce, at, status, notice, withFaults, hidesNew }: Sent): Shown {
  const { tongue, fields, form } = filled;
  const all = stepsOf(filled);
  const isStepwise = form.layout === "steps";
  const shown = isStepwise ? all.slice(at, at + 1) : all;
  const names = new Set(shown.flatMap((step) => [...namesIn(step)]));
  // What was not on the page before is no fault of whoever filled it in.
  const faults = withFaults ? filled.faults.filter(({ field }) => field === "" || (names.has(field) && hidesNew?.has(field) !== false)) : [];
  const told: Filled = { ...filled, faults };
  const isLast = at >= all.length - 1;
  const buttons = isStepwise ? `${at > 0 ? `<button class="second" name="lam" value="lai">${say(tongue, "back")}</button>` : ""}<button name="lam" value="${isLast ? "gui" : "tiep"}">${say(tongue, isLast ? "send" : "next")}</button>` : `<button name="lam" value="gui">${say(tongue, "send")}</button>`;
  const head = headHtml(opened, filled, { at, parts: isStepwise ? all.length : undefined });
  const questions = shown.map((step) => stepHtml(told, step)).join("");
  const kept = `<input type="hidden" name="ma" value="${escaped(opened.code)}"><input type="hidden" name="dau" value="${nonce}"><input type="hidden" name="ban" value="${String(opened.prepared.number)}"><input type="hidden" name="buoc" value="${String(at)}"><input type="hidden" name="hien" value="${escaped([...names].filter((name) => questions.includes(`name="${escaped(name)}"`)).join(" "))}">${opened.ticket === undefined ? "" : `<input type="hidden" name="cm" value="${escaped(one(fields, "cm"))}">`}<input type="hidden" name="luc" value="${escaped(one(fields, "luc") || opened.stamp)}">${languageField(tongue)}${sizeField(isLargeAsked(fields))}`;
  // The first button is the one that Enter presses; going back, or to another language, must not be it.
  const enter = `<button hidden name="lam" value="${isStepwise && !isLast ? "tiep" : "gui"}"></button>`;
  const isFresh = fields.size <= 2;
  const look = { tongue, isLarge: isLargeAsked(fields), tongues: tonguesOf(form) };
  const forScript = `${isFresh ? " data-moi" : ""}${opened.ticket === undefined || one(fields, "cm") !== "" ? "" : ` data-cong="${String(WORK_BITS)}"`}`;
  const body = `${head}${notice === undefined ? "" : `<p class="note" role="status">${say(tongue, notice)}</p>`}${faultList(told)}<form method="post" action="${BASE}/nop" novalidate${forScript}>${enter}${isFresh ? "" : waysWithin(look)}${kept}${hiddenHtml(fields, names)}${questions}${buttons}</form>`;
  return { status, html: page({ tongue, title: plainIn(form.title, tongue), body, isLarge: form.largeType || isLargeAsked(fields), hasScript: true, ways: isFresh ? waysAt(addressOf(opened), look) : [] }) };
}

function receiptPage(asked: Asked, opened: Opened, receipt: string): Shown {
  const tongue = tongueOf(asked);
  const { thanks } = opened.group.form;
  const body = `<h1>${say(tongue, "thanks")}</h1>${thanks === undefined ? "" : `<p>${inTongue(thanks, tongue)}</p>`}<p>${say(tongue, "receipt")}</p><p class="receipt">${escaped(receipt)}</p><p>${say(tongue, "receiptHelp")}</p>`;
  return { status: 200, html: page({ tongue, title: say(tongue, "thanks"), body, isLarge: opened.group.form.largeType || isLargeAsked(asked.fields), hasScript: true }) };
}

/** Whoever comes without a card gets a ticket, which only the form keeps. */
async function beginOpen(database: Database, pepper: Uint8Array, asked: Asked): Promise<Shown> {
  const tongue = tongueOf(asked);
  const [surveyId, stratum] = [one(asked.fields, "s"), one(asked.fields, "t")];
  const may = await openStratum(database, surveyId, stratum);
  if (may !== "yes") return entrance(asked, may);
  const at = await database.read((tx) => tx.now(), "request");
  return begin(database, pepper, { ...asked, fields: new Map([["ma", [newTicket(pepper, { surveyId, stratum, at: at.getTime() })]], ["l", [tongue]], ...sizeAsked(asked.fields)]) });
}

const sizeAsked = (fields: Fields): [string, string[]][] => (isLargeAsked(fields) ? [["c", ["1"]]] : []);

async function begin(database: Database, pepper: Uint8Array, asked: Asked): Promise<Shown> {
  const tongue = tongueOf(asked);
  const typed = one(asked.fields, "ma");
  // An interviewer's code is longer than a card's and opens the list of interviews.
  if (readInterviewerCode(typed) !== undefined) return interviewerPage(database, pepper, asked);
  const opened = await openForm(database, pepper, typed);
  if ("refused" in opened) return entrance(asked, opened.refused, opened.refused === "wrongCode" ? typed : "");
  return formPage(opened, filledOf(opened, tongue, new Map(sizeAsked(asked.fields))), { nonce: newNonce(), at: 0, status: 200, withFaults: false });
}

const INPUTS = new Set(["ma", "dau", "ban", "buoc", "hien", "l", "lam", "cm", "luc", "giay", "c", "xem"]);
const strange = (fields: Fields): FieldFault[] => ([...fields.keys()].every((name) => INPUTS.has(name) || /^[cu]\./.test(name)) && ["ma", "dau", "ban", "lam"].every((name) => (fields.get(name)?.length ?? 0) <= 1) ? [] : [{ field: "", message: { vi: "Phiếu gửi lên có trường không thuộc phiếu này; hãy mở lại phiếu.", en: "The form has a field that does not belong to it; please open it again." } }]);

/** The form again, another part of it, or undefined when it may go into the box. */
function returned(opened: Opened, filled: Filled, fields: Fields, nonce: string): Shown | undefined {
  const steps = stepsOf(filled);
  const isStepwise = filled.form.layout === "steps";
  const isOnlyLookedAt = fields.has("xem");
  const at = Math.max(0, Math.min(Math.trunc(Number(one(fields, "buoc"))) || 0, steps.length - 1));
  if (!isNonce(nonce) || one(fields, "ban") !== String(opened.prepared.number)) return formPage(opened, filled, { nonce: newNonce(), at, status: 409, notice: "changed", withFaults: false });
  if (isOnlyLookedAt) return formPage(opened, filled, { nonce, at, status: 200, withFaults: false });
  if (isStepwise && one(fields, "lam") === "lai") return formPage(opened, filled, { nonce, at: Math.max(0, at - 1), status: 200, withFaults: false });
  const known = new Set(one(fields, "hien").split(" "));
  const here = steps[at] === undefined ? new Set<string>() : namesIn(steps[at]);
  if (filled.faults.some(({ field }) => field === "" || here.has(field) || !isStepwise)) {
    const isOnlyNew = filled.faults.every(({ field }) => field !== "" && !known.has(field) && one(fields, field) === "");
    return formPage(opened, filled, { nonce, at, status: isOnlyNew ? 200 : 422, notice: isOnlyNew ? "more" : undefined, withFaults: true, hidesNew: known });
  }
  if (isStepwise && at < steps.length - 1) return formPage(opened, filled, { nonce, at: at + 1, status: 200, withFaults: false });
  const [first] = filled.faults;
  return first === undefined ? undefined : formPage(opened, filled, { nonce, at: Math.max(0, steps.findIndex((step) => namesIn(step).has(first.field))), status: 422, withFaults: true });
}

/** Where a form goes that came back: to another part, again to its own, or into the box. */
async function submit(database: Database, pepper: Uint8Array, door: Door, sent: Asked): Promise<Shown> {
  const asked = { ...sent, fields: wanted(sent.fields) };
  const tongue = tongueOf(asked);
  const { fields } = asked;
  const opened = await reopenForm(database, pepper, one(fields, "ma"));
  if ("refused" in opened) return entrance(asked, opened.refused);
  const nonce = one(fields, "dau");
  const again = isNonce(nonce) ? receiptAgain(opened, nonce) : undefined;
  if (again !== undefined) return receiptPage(asked, opened, again);
  if (opened.card.receipt !== null) return entrance(asked, "usedCode");
  const read = filledOf(opened, tongue, fields);
  const filled: Filled = { ...read, faults: [...strange(fields), ...read.faults] };
  const shown = returned(opened, filled, fields, nonce);
  if (shown !== undefined) return shown;
  const entry = await admit(door, opened, { fields, answers: filled.answers, address: asked.address });
  if (entry.refused === "changed" && opened.ticket !== undefined) {
    // Too old to be taken: the same answers under a new ticket.
    const fresh = { ...opened, code: newTicket(pepper, { ...opened.ticket, at: opened.now }) };
    return formPage(fresh, { ...filled, fields: new Map([...fields].filter(([name]) => name !== "cm" && name !== "luc")) }, { nonce, at: 0, status: 409, notice: "changed", withFaults: false });
  }
  if (entry.refused !== undefined) return formPage(opened, filled, { nonce, at: Math.max(0, stepsOf(filled).length - 1), status: entry.refused === "busy" ? 429 : 409, notice: entry.refused, withFaults: false });
  const done = await cast(database, opened, nonce, filled.answers, entry.noticed);
  if (!("refused" in done)) door.tell(opened.card.surveyId);
  return "refused" in done ? entrance(asked, done.refused) : receiptPage(asked, opened, done.receipt);
}

function failure(status: number, message: string, language: "vi" | "en"): string {
  const body = `<h1>${say(language, "failed")}</h1><p>${escaped(message)}</p><p>${say(language, status === 413 ? "tooLarge" : "tryAgain")}</p>`;
  return page({ tongue: language, title: say(language, "failed"), body });
}

/** All of them over a database; without the secret of the cards no code is ever right. */
export function surveyPages(database: Database, pepper: Uint8Array, rates?: Rates): PublicPages {
  const door = newDoor(database, pepper, rates);
  const pages: PublicPage[] = [
    { operationId: "survey.page", method: "GET", path: BASE, handle: async (asked) => entrance(asked) },
    { operationId: "survey.style", method: "GET", path: STYLE_PATH, handle: async () => ({ type: "text/css; charset=utf-8", text: STYLE }) },
    { operationId: "survey.form", method: "GET", path: `${BASE}/phieu`, handle: (asked) => begin(database, pepper, asked) },
    { operationId: "survey.form", method: "POST", path: `${BASE}/phieu`, handle: (asked) => begin(database, pepper, asked) },
    { operationId: "survey.submit", method: "POST", path: `${BASE}/nop`, handle: (asked) => submit(database, pepper, door, asked) },
    { operationId: "survey.open", method: "GET", path: `${BASE}/mo`, handle: (asked) => beginOpen(database, pepper, asked) },
    { operationId: "survey.interviews", method: "GET", path: `${BASE}/dieu-tra`, handle: (asked) => interviewerPage(database, pepper, asked) },
    { operationId: "survey.script", method: "GET", path: SCRIPT_PATH, handle: async () => ({ type: "text/javascript; charset=utf-8", text: FORM_SCRIPT }) },
    { operationId: "survey.worker", method: "GET", path: `${BASE}/ngoai-tuyen.js`, handle: async () => ({ type: "text/javascript; charset=utf-8", text: WORKER_SCRIPT }) },
    { operationId: "survey.receipt", method: "GET", path: `${BASE}/kiem-tra`, handle: (asked) => checkPage(database, asked) },
    { operationId: "survey.receipt", method: "POST", path: `${BASE}/kiem-tra`, handle: (asked) => checkPage(database, asked) },
    { operationId: "survey.receipts", method: "GET", path: RECEIPTS, handle: (asked) => receiptList(database, asked) },
  ];
  return { pages, failure };
}

