import { FEEDBACK_CATEGORIES, foldFeedback } from "../../contract/feedback.ts";
import type { PublishedUnit } from "./archive.ts";
import { nameOfIndex, unitsOfIndex } from "./edition-parts.ts";
import type { StoredFeedback } from "./feedback-queries.ts";
import { type Given, type GivenFault, type Handed, LONGEST, LONGEST_CONTACT, questionOf } from "./feedback-rules.ts";
import { day } from "./format.ts";
import { crumbs, type Page, type Room } from "./layout.ts";
import { type Markup, markup, type Piece, when } from "./markup.ts";
import type { Commitment, PublishedAnswer } from "./queries.ts";

/** The form of feedback, its receipt, and what came of it. */

type Refusal = "formOld" | "formTaken" | "tooMany" | "tooBusy";
export type FormState = { readonly handed: Handed; readonly token: string; readonly given: Given | undefined; readonly faults: readonly GivenFault[]; readonly refusal: Refusal | undefined; readonly unit: string };

const FIELD_OF: Readonly<Record<GivenFault, string>> = { category: "loai", unit: "dv", short: "noi-dung", long: "noi-dung", contact: "lien-he", answer: "tra-loi", file: "tep" };

const chosen = (is: boolean): Piece => when(is, () => ({ html: " selected" }));

function unitOptions({ archive: { newest: [newest] } }: Room, selected: string): Piece {
  if (newest === undefined) return undefined;
  return newest.regulation.indexes.map((index) => markup`<optgroup label="${nameOfIndex(index).short}">${unitsOfIndex(newest, index.code).map((one: PublishedUnit) => markup`<option value="${one.code}"${chosen(one.code === selected)}>${one.name}</option>`)}</optgroup>`);
}

/** A field that is wrong says so, and is tied to what it says. */
function faultParts({ t }: Room, faults: readonly GivenFault[], field: string): { readonly attributes: Piece; readonly line: Piece } {
  const fault = faults.find((one) => FIELD_OF[one] === field);
  if (fault === undefined) return { attributes: undefined, line: undefined };
  return { attributes: { html: ` aria-invalid="true" aria-describedby="sai-${field}"` }, line: markup`<span class="wrong" id="sai-${field}">${t[`fault.${fault}`]}</span>` };
}

function summary({ t }: Room, faults: readonly GivenFault[]): Piece {
  if (faults.length === 0) return undefined;
  return markup`<div class="notice bad stack" role="alert"><h2>${t.faults}</h2><ul>${faults.map((one) => markup`<li><a href="#${FIELD_OF[one]}">${t[`fault.${one}`]}</a></li>`)}</ul></div>`;
}

function formView(room: Room, { handed, token, given, faults, unit }: FormState): Markup {
  const { t, href } = room;
  const parts = (field: string) => faultParts(room, faults, field);
  const [category, about, text, file, contact, answer] = [parts("loai"), parts("dv"), parts("noi-dung"), parts("tep"), parts("lien-he"), parts("tra-loi")];
  const { one, other } = questionOf(handed);
  return markup`<form class="form" action="${href("/gop-y")}" method="post" enctype="multipart/form-data" novalidate><input type="hidden" name="phieu" value="${token}"><div class="field"><label for="loai">${t.category}</label>${category.line}<select id="loai" name="loai" required${category.attributes}><option value=""></option>${FEEDBACK_CATEGORIES.map((key) => markup`<option value="${key}"${chosen(given?.category === key)}>${t[`category.${key}`]}</option>`)}</select></div><div class="field"><label for="dv">${t.aboutUnit}</label>${about.line}<select id="dv" name="dv" lang="vi"${about.attributes}><option value="">${t.aboutAll}</option>${unitOptions(room, given?.unit ?? unit)}</select></div><div class="field"><label for="noi-dung">${t.feedbackText} <span class="hint">${t.feedbackTextHint}</span></label>${text.line}<textarea id="noi-dung" name="noi-dung" required maxlength="${LONGEST}"${text.attributes}>${given?.text ?? ""}</textarea></div><div class="field"><label for="tep">${t.feedbackFile} <span class="hint">${t.feedbackFileHint}</span></label>${file.line}<input id="tep" name="tep" type="file" accept=".pdf,.jpg,.jpeg,.png"${file.attributes}></div><div class="field"><label for="lien-he">${t.contact} <span class="hint">${t.contactHint}</span></label>${contact.line}<input id="lien-he" name="lien-he" maxlength="${LONGEST_CONTACT}" autocomplete="email" value="${given?.contact ?? ""}"${contact.attributes}></div><div class="check"><input type="checkbox" id="cong-bo" name="cong-bo" value="1"${when(given?.mayPublish === true, () => ({ html: " checked" }))}><label for="cong-bo">${t.mayPublish}</label></div>${when(handed.asks, () => markup`<div class="field"><label for="tra-loi">${t.question(one, other)}</label>${answer.line}<input id="tra-loi" name="tra-loi" inputmode="numeric" maxlength="4" autocomplete="off" required${answer.attributes}></div>`)}<div class="hidden" aria-hidden="true"><label for="trang-web">${t.trap}</label><input id="trang-web" name="trang-web" tabindex="-1" autocomplete="off"></div><p><button>${t.send}</button></p></form>`;
}

export const answerList = ({ t }: Room, answers: readonly PublishedAnswer[], heading: string): Piece =>
  when(answers.length > 0, () => markup`<section aria-labelledby="da-tra-loi"><h2 id="da-tra-loi">${heading}</h2>${answers.map((one) => markup`<article class="card stack"><p class="small muted">${t[`category.${one.category}`]} · ${day(one.at.toISOString())}</p><div lang="vi"><p><strong>${t.asked}.</strong> ${one.asked}</p><p><strong>${t.answered}.</strong> ${one.answered}</p></div></article>`)}</section>`);

const MOST_SHOWN = 10;

export function pageOfForm(room: Room, state: FormState): Page {
  const { t, href, archive } = room;
  return {
    title: t.feedbackTitle,
    description: t.feedbackLead,
    path: "/gop-y",
    section: "feedback",
    status: state.faults.length > 0 ? 422 : state.refusal === undefined ? 200 : state.refusal === "tooMany" ? 429 : state.refusal === "tooBusy" ? 503 : 409,
    // Each form is one reader's own.
    isPrivate: true,
    isFound: true,
    body: markup`<div class="head"><h1>${t.feedbackTitle}</h1><p>${t.feedbackLead}</p></div><p><a href="${href("/gop-y/theo-doi")}">${t.follow}</a></p>${summary(room, state.faults)}${state.refusal === undefined ? undefined : markup`<div class="notice bad" role="alert"><p>${t[state.refusal]}</p></div>`}${formView(room, state)}${answerList(room, archive.answers.slice(0, MOST_SHOWN), t.answers)}`,
  };
}

export const pageOfReceipt = (room: Room, code: string): Page => ({
  title: room.t.received,
  description: room.t.receivedHelp,
  path: "/gop-y",
  section: "feedback",
  isPrivate: true,
  body: markup`<div class="head"><h1>✓ ${room.t.received}</h1></div><section class="notice good stack"><p>${room.t.receivedCode}</p><p class="big second">${code}</p><p>${room.t.receivedHelp}</p></section><p class="actions"><a href="${room.href("/gop-y/theo-doi")}">${room.t.follow}</a><a href="${room.href("/ket-qua")}">${room.t.home}</a></p>`,
});

type Followed = StoredFeedback & { readonly unitName: string | undefined };

/** `found`: undefined before anything was asked, null when there is none. */
export function pageOfFollowing(room: Room, code: string, found: Followed | null | undefined): Page {
  const { t, href } = room;
  const state = found === null || found === undefined ? undefined : foldFeedback(found.steps);
  // Who was asked, and by when, while the answer is still to come.
  const asked = state?.due === null || state?.due === undefined || (state.state !== "assigned" && state.state !== "replied") || found?.unitName === undefined ? undefined : markup`<p>${t.answeredBy} <strong lang="vi">${found.unitName}</strong> · ${t.answerDue} ${day(state.due)}</p>`;
  const view = state === undefined || found === null || found === undefined ? undefined : markup`<section class="card stack" aria-labelledby="tinh-trang"><h2 id="tinh-trang">${t[`feedback.${state.state}`]}</h2><p class="small muted">${t[`category.${found.category}`]} · ${t.sentOn} ${day(found.at.toISOString())}</p>${asked}<p lang="vi">${found.text}</p>${state.answer === null ? undefined : markup`<p lang="vi"><strong>${t.answered}.</strong> ${state.answer}</p>`}</section>`;
  return {
    title: t.follow,
    description: t.followLead,
    path: "/gop-y/theo-doi",
    section: "feedback",
    isPrivate: true,
    // The form alone is everybody's; what somebody sent is theirs.
    isFound: found === undefined,
    status: found === null ? 404 : 200,
    body: markup`${crumbs(room, [[t.feedback, "/gop-y"], [t.follow, undefined]])}<div class="head"><h1>${t.follow}</h1><p>${t.followLead}</p></div><form class="filters" action="${href("/gop-y/theo-doi")}" method="post"><div class="field grow"><label for="ma">${t.receivedCode}</label><input id="ma" name="ma" value="${code}" maxlength="40" autocomplete="off" spellcheck="false" required></div><button>${t.followGo}</button></form>${found === null ? markup`<div class="notice bad" role="alert"><p>${t.followNone}</p></div>` : view}`,
  };
}

const STATE_WORDS = { confirmed: "stateOpen", remedied: "stateRemedied", "not-remedied": "stateNot" } as const;

/** What a unit promised after a result, as it stands. */
export const commitmentTable = ({ t }: Room, commitments: readonly Commitment[]): Piece =>
  when(commitments.length > 0, () => markup`<section aria-labelledby="cam-ket"><div class="head"><h2 id="cam-ket">${t.commitments}</h2><p class="small muted">${t.commitmentsLead}</p></div><div class="scroll" tabindex="0" role="group" aria-label="${t.commitments}"><table class="by-deed"><thead><tr><th scope="col">${t.criterion}</th><th scope="col">${t.measure}</th><th scope="col">${t.deadline}</th><th scope="col">${t.state}</th></tr></thead><tbody>${commitments.map((one) => markup`<tr><th scope="row" class="wide" lang="vi"><span class="num muted">${one.criterion}</span> ${one.title}</th><td class="wide" lang="vi">${one.measure}</td><td class="num" data-k="${t.deadline}">${day(one.deadline)}</td><td data-k="${t.state}">${t[STATE_WORDS[one.state]]}</td></tr>`)}</tbody></table></div></section>`);
