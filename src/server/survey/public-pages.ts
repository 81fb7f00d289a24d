import { LANGUAGES, type Tongue } from "../../contract/questionnaire.ts";
import type { Database, PublicPage, PublicPages } from "../platform/index.ts";
import { type FieldFault, type Fields, readAnswers } from "./answers.ts";
import { cast, type Opened, openForm, receiptAgain, type Refused, reopenForm } from "./casting.ts";
import { type Filled, faultList, hiddenHtml, namesIn, stepHtml, stepsOf } from "./form-html.ts";
import { BASE, escaped, inTongue, page, say, STYLE, STYLE_PATH } from "./html.ts";
import { findReceipt, sizesOf, standingOf } from "./queries.ts";
import { isNonce, newNonce, readReceipt, receiptHash } from "./sealing.ts";

/** The pages of respondents: enter a code, answer, get a receipt, check it. Everything works without script. */

type Asked = Parameters<PublicPage["handle"]>[0];
type Shown = Awaited<ReturnType<PublicPage["handle"]>>;

const one = (fields: Fields, name: string): string => fields.get(name)?.[0] ?? "";

/** Asked for in the address or the form; Vietnamese comes first whatever the browser prefers. */
const tongueOf = ({ fields }: Pick<Asked, "fields">): Tongue => LANGUAGES.find((each) => each === one(fields, "l")) ?? "vi";
const otherOf = (tongue: Tongue): string => (tongue === "vi" ? "en" : "vi");
const languageField = (tongue: Tongue): string => (tongue === "vi" ? "" : `<input type="hidden" name="l" value="${tongue}">`);

function entrance(tongue: Tongue, refused?: Refused["refused"], typed = ""): Shown {
  const fault = refused === undefined ? "" : `<p class="fault" role="alert" id="e.ma">${say(tongue, refused)}</p>`;
  const body = `<h1>${say(tongue, "enter")}</h1><form method="post" action="${BASE}/phieu">${languageField(tongue)}${fault}<label for="ma">${say(tongue, "code")}</label><p class="help" id="h.ma">${say(tongue, "codeHelp")}</p><input class="code" type="text" id="ma" name="ma" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required aria-describedby="h.ma${fault === "" ? "" : " e.ma"}" value="${escaped(typed.slice(0, 40))}"><button>${say(tongue, "go")}</button></form><p class="note">${say(tongue, "anonymous")}</p>`;
  const status = refused === undefined ? 200 : refused === "wrongCode" ? 404 : 409;
  return { status, html: page({ tongue, title: say(tongue, "survey"), body, otherAt: `${BASE}?l=${otherOf(tongue)}` }) };
}

type Sent = { readonly nonce: string; readonly at: number; readonly status: number; readonly notice?: "changed" | "more" | undefined; readonly withFaults: boolean; readonly hidesNew?: ReadonlySet<string> };

function filledOf({ group, rated }: Opened, tongue: Tongue, fields: Fields): Filled {
  const { answers, faults } = readAnswers(group.form, fields, rated);
  return { form: group.form, rated, tongue, fields, answers, faults, nameOf: (unit) => rated.choice.find((each) => each.code === unit)?.name ?? unit };
}

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
  const illustrative = form.illustrative === undefined ? "" : `<p class="note">${inTongue(form.illustrative, tongue)}</p>`;
  const head = `<h1>${inTongue(form.title, tongue)}</h1>${isStepwise ? `<p>${say(tongue, "step", { n: at + 1, m: all.length })}</p>` : ""}${at === 0 ? `${form.intro === undefined ? "" : `<p>${inTongue(form.intro, tongue)}</p>`}${illustrative}<p class="note">${say(tongue, "anonymous")}</p>` : ""}`;
  const questions = shown.map((step) => stepHtml(told, step)).join("");
  const kept = `<input type="hidden" name="ma" value="${escaped(opened.code)}"><input type="hidden" name="dau" value="${nonce}"><input type="hidden" name="ban" value="${String(opened.prepared.number)}"><input type="hidden" name="buoc" value="${String(at)}"><input type="hidden" name="hien" value="${escaped([...names].filter((name) => questions.includes(`name="${escaped(name)}"`)).join(" "))}">${languageField(tongue)}`;
  // The first button is the one that Enter presses; going back must not be it.
  const enter = isStepwise ? `<button hidden name="lam" value="${isLast ? "gui" : "tiep"}"></button>` : "";
  const body = `${head}${notice === undefined ? "" : `<p class="note" role="status">${say(tongue, notice)}</p>`}${faultList(told)}<form method="post" action="${BASE}/nop" novalidate>${enter}${kept}${hiddenHtml(fields, names)}${questions}${buttons}</form>`;
  const isFresh = fields.size <= 2;
  return { status, html: page({ tongue, title: inTongue(form.title, tongue), body, isLarge: form.largeType, otherAt: isFresh ? `${BASE}/phieu?ma=${encodeURIComponent(opened.code)}&l=${otherOf(tongue)}` : undefined }) };
}

function receiptPage(tongue: Tongue, opened: Opened, receipt: string): Shown {
  const { thanks } = opened.group.form;
  const body = `<h1>${say(tongue, "thanks")}</h1>${thanks === undefined ? "" : `<p>${inTongue(thanks, tongue)}</p>`}<p>${say(tongue, "receipt")}</p><p class="receipt">${escaped(receipt)}</p><p>${say(tongue, "receiptHelp")}</p>`;
  return { status: 200, html: page({ tongue, title: say(tongue, "thanks"), body, isLarge: opened.group.form.largeType }) };
}

async function begin(database: Database, pepper: Uint8Array, asked: Asked): Promise<Shown> {
  const tongue = tongueOf(asked);
  const typed = one(asked.fields, "ma");
  const opened = await openForm(database, pepper, typed);
  if ("refused" in opened) return entrance(tongue, opened.refused, opened.refused === "wrongCode" ? typed : "");
  return formPage(opened, filledOf(opened, tongue, new Map()), { nonce: newNonce(), at: 0, status: 200, withFaults: false });
}

const INPUTS = new Set(["ma", "dau", "ban", "buoc", "hien", "l", "lam"]);
const strange = (fields: Fields): FieldFault[] => ([...fields.keys()].every((name) => INPUTS.has(name) || /^[cu]\./.test(name)) && ["ma", "dau", "ban", "lam"].every((name) => (fields.get(name)?.length ?? 0) <= 1) ? [] : [{ field: "", message: { vi: "Phiếu gửi lên có trường không thuộc phiếu này; hãy mở lại phiếu.", en: "The form has a field that does not belong to it; please open it again." } }]);

/** The form again, another part of it, or undefined when it may go into the box. */
function returned(opened: Opened, filled: Filled, fields: Fields, nonce: string): Shown | undefined {
  const steps = stepsOf(filled);
  const isStepwise = filled.form.layout === "steps";
  const at = Math.max(0, Math.min(Math.trunc(Number(one(fields, "buoc"))) || 0, steps.length - 1));
  if (!isNonce(nonce) || one(fields, "ban") !== String(opened.prepared.number)) return formPage(opened, filled, { nonce: newNonce(), at, status: 409, notice: "changed", withFaults: false });
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
async function submit(database: Database, pepper: Uint8Array, asked: Asked): Promise<Shown> {
  const tongue = tongueOf(asked);
  const { fields } = asked;
  const opened = await reopenForm(database, pepper, one(fields, "ma"));
  if ("refused" in opened) return entrance(tongue, opened.refused);
  const nonce = one(fields, "dau");
  const again = isNonce(nonce) ? receiptAgain(opened, nonce) : undefined;
  if (again !== undefined) return receiptPage(tongue, opened, again);
  if (opened.card.receipt !== null) return entrance(tongue, "usedCode");
  const read = filledOf(opened, tongue, fields);
  const filled: Filled = { ...read, faults: [...strange(fields), ...read.faults] };
  const shown = returned(opened, filled, fields, nonce);
  if (shown !== undefined) return shown;
  const done = await cast(database, opened, nonce, filled.answers);
  return "refused" in done ? entrance(tongue, done.refused) : receiptPage(tongue, opened, done.receipt);
}

async function check(database: Database, asked: Asked): Promise<Shown> {
  const tongue = tongueOf(asked);
  const typed = one(asked.fields, "bn");
  const receipt = readReceipt(typed);
  const found = await database.read(async (tx) => {
    const kept = receipt === undefined ? undefined : await findReceipt(tx, receiptHash(receipt));
    if (kept === undefined) return undefined;
    const sizes = (await sizesOf(tx, [kept.surveyId])).get(kept.surveyId) ?? { cards: 0, cast: 0 };
    return { sizes, counting: (await standingOf(tx, kept.surveyId)).counting };
  }, "request");
  const figures = found === undefined ? "" : found.counting === undefined ? say(tongue, "figuresSealed", found.sizes) : say(tongue, "figures", { ...found.sizes, ballots: found.counting.ballots });
  const answer = typed === "" ? "" : found === undefined ? `<p class="fault" role="alert">${say(tongue, "unknownReceipt")}</p>` : `<p class="note" role="status"><strong>${say(tongue, found.counting === undefined ? "inBox" : "counted")}</strong> ${figures}</p>`;
  const body = `<h1>${say(tongue, "check")}</h1>${answer}<form method="post" action="${BASE}/kiem-tra">${languageField(tongue)}<label for="bn">${say(tongue, "receipt")}</label><p class="help" id="h.bn">${say(tongue, "checkHelp")}</p><input class="code" type="text" id="bn" name="bn" autocomplete="off" spellcheck="false" maxlength="60" required aria-describedby="h.bn" value="${escaped(typed.slice(0, 60))}"><button>${say(tongue, "look")}</button></form>`;
  return { status: typed !== "" && found === undefined ? 404 : 200, html: page({ tongue, title: say(tongue, "check"), body, otherAt: `${BASE}/kiem-tra?l=${otherOf(tongue)}` }) };
}

function failure(status: number, message: string, language: "vi" | "en"): string {
  const body = `<h1>${say(language, "failed")}</h1><p>${escaped(message)}</p><p>${say(language, status === 413 ? "tooLarge" : "tryAgain")}</p>`;
  return page({ tongue: language, title: say(language, "failed"), body });
}

/** All of them over a database; without the secret of the cards no code is ever right. */
export function surveyPages(database: Database, pepper: Uint8Array): PublicPages {
  const pages: PublicPage[] = [
    { operationId: "survey.page", method: "GET", path: BASE, handle: async (asked) => entrance(tongueOf(asked)) },
    { operationId: "survey.style", method: "GET", path: STYLE_PATH, handle: async () => ({ type: "text/css; charset=utf-8", text: STYLE }) },
    { operationId: "survey.form", method: "GET", path: `${BASE}/phieu`, handle: (asked) => begin(database, pepper, asked) },
    { operationId: "survey.form", method: "POST", path: `${BASE}/phieu`, handle: (asked) => begin(database, pepper, asked) },
    { operationId: "survey.submit", method: "POST", path: `${BASE}/nop`, handle: (asked) => submit(database, pepper, asked) },
    { operationId: "survey.receipt", method: "GET", path: `${BASE}/kiem-tra`, handle: (asked) => check(database, asked) },
    { operationId: "survey.receipt", method: "POST", path: `${BASE}/kiem-tra`, handle: (asked) => check(database, asked) },
  ];
  return { pages, failure };
}

