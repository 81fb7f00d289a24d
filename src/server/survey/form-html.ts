import { type Answers, LEVELS, NO_OPINION, type Question, type Questionnaire, type Section, type Sheet, type Tongue } from "../../contract/questionnaire.ts";
import { type FieldFault, fieldName, type Fields, isAsked, type Rated, ratedUnits } from "./answers.ts";
import { escaped, inTongue, pageLanguage, say } from "./html.ts";
import { LEVEL_WORDS } from "./page-words.ts";

/** A questionnaire as a form: every question a group with its name, every fault beside its question. */

export type Filled = { readonly form: Questionnaire; readonly rated: Rated; readonly tongue: Tongue; readonly fields: Fields; readonly answers: Answers; readonly faults: readonly FieldFault[]; readonly nameOf: (unit: string) => string };

type At = Filled & { readonly unit: string | null };

const valuesAt = ({ fields, unit }: At, place: string): readonly string[] => fields.get(fieldName(unit, place)) ?? [];
const attribute = (name: string, isOn: boolean): string => (isOn ? ` ${name}` : "");

function faultAt({ faults, unit, tongue }: At, place: string): string {
  const name = fieldName(unit, place);
  const messages = faults.filter((one) => one.field === name).map((one) => one.message[pageLanguage(tongue)]);
  return messages.length === 0 ? "" : `<p class="fault" id="e.${escaped(name)}">${escaped(messages.join(" "))}</p>`;
}

type Choice = { readonly value: string; readonly label: string };

/** One group of choices; the first one carries the id that a list of faults leads to. */
function choices(at: At, place: string, kind: "radio" | "checkbox", all: readonly Choice[], legend: string): string {
  const name = escaped(fieldName(at.unit, place));
  const chosen = valuesAt(at, place);
  const fault = faultAt(at, place);
  const inputs = all.map(({ value, label }, i) => `<label class="choice"><input type="${kind}" name="${name}" value="${escaped(value)}"${i === 0 ? ` id="${name}"` : ""}${attribute("checked", chosen.includes(value))}><span>${label}</span></label>`).join("");
  return `<fieldset${fault === "" ? "" : ` class="bad" aria-describedby="e.${name}"`}><legend>${legend}</legend>${fault}${inputs}</fieldset>`;
}

const levelChoices = (tongue: Tongue, noOpinion: boolean): Choice[] => (noOpinion ? [...LEVELS, NO_OPINION] : LEVELS).map((value) => ({ value, label: escaped(LEVEL_WORDS[value]?.[pageLanguage(tongue)] ?? value) }));

function field(at: At, one: Extract<Question, { kind: "number" | "text" }>, legend: string): string {
  const name = escaped(fieldName(at.unit, one.key));
  const fault = faultAt(at, one.key);
  const value = escaped(valuesAt(at, one.key)[0] ?? "");
  const said = `aria-label="${legend.replaceAll(/<[^>]*>/g, "")}"${fault === "" ? "" : ` aria-invalid="true" aria-describedby="e.${name}"`}`;
  const input = one.kind === "text" ? `<textarea id="${name}" name="${name}" rows="4" maxlength="${String(one.maxLength)}" ${said}>${value}</textarea>` : `<input type="text" inputmode="numeric" id="${name}" name="${name}" value="${value}" ${said}>`;
  return `<fieldset${fault === "" ? "" : ' class="bad"'}><legend>${legend}</legend>${fault}${input}</fieldset>`;
}

function ranking(at: At, one: Extract<Question, { kind: "ranking" }>, legend: string): string {
  const fault = faultAt(at, one.key);
  const rows = one.options.map((option, i) => {
    const name = escaped(fieldName(at.unit, `${one.key}.${option.key}`));
    return `<label class="rank"><span>${inTongue(option.text, at.tongue)}</span><input type="text" inputmode="numeric" maxlength="1" name="${name}" id="${i === 0 ? escaped(fieldName(at.unit, one.key)) : name}" value="${escaped(valuesAt(at, `${one.key}.${option.key}`)[0] ?? "")}"></label>`;
  });
  return `<fieldset${fault === "" ? "" : ' class="bad"'}><legend>${legend}</legend><p class="help">${say(at.tongue, "rank")}</p>${fault}${rows.join("")}</fieldset>`;
}

function questionHtml(at: At, one: Question): string {
  const { tongue } = at;
  const help = one.help === undefined ? "" : `<p class="help">${inTongue(one.help, tongue)}</p>`;
  const legend = `${inTongue(one.text, tongue)}${one.required ? "" : ` <small>(${say(tongue, "optional")})</small>`}`;
  switch (one.kind) {
    case "scale":
      return help + choices(at, one.key, "radio", levelChoices(tongue, one.noOpinion), legend);
    case "matrix":
      return `<h3>${legend}</h3>${help}${one.rows.map((row) => choices(at, `${one.key}.${row.key}`, "radio", levelChoices(tongue, one.noOpinion), inTongue(row.text, tongue))).join("")}`;
    case "single":
      return help + choices(at, one.key, "radio", one.options.map((each) => ({ value: each.key, label: inTongue(each.text, tongue) })), legend);
    case "multiple":
      return `${help}${one.most === undefined ? "" : `<p class="help">${say(tongue, "most", { n: one.most })}</p>`}${choices(at, one.key, "checkbox", one.options.map((each) => ({ value: each.key, label: inTongue(each.text, tongue) })), legend)}`;
    case "units":
      return `${help}${one.most === 1 ? "" : `<p class="help">${say(tongue, "most", { n: one.most })}</p>`}${choices(at, one.key, one.most === 1 ? "radio" : "checkbox", at.rated.choice.map((each) => ({ value: each.code, label: escaped(each.name) })), legend)}`;
    case "number":
    case "text":
      return help + field(at, one, legend);
    case "ranking":
      return help + ranking(at, one, legend);
  }
}

/** A section with those of its questions that are asked, given what was answered. */
function sectionHtml(at: At, { title, intro, questions }: Section): string {
  const own: Sheet = at.unit === null ? at.answers.common : (at.answers.units[at.unit] ?? {});
  const asked = questions.filter((one) => isAsked(one, at.answers.common, own) && !(one.kind === "units" && at.rated.fixed !== null));
  if (asked.length === 0) return "";
  const heading = at.unit === null ? inTongue(title, at.tongue) : `${inTongue(title, at.tongue)}: ${escaped(at.nameOf(at.unit))}`;
  return `<section><h2>${heading}</h2>${intro === undefined ? "" : `<p>${inTongue(intro, at.tongue)}</p>`}${asked.map((one) => questionHtml(at, one)).join("")}</section>`;
}

/** A part of the form that is shown at once. */
export type Step = { readonly section: Section; readonly unit: string | null };

/** The parts in order: a section that is asked of each unit comes once for each. */
export function stepsOf({ form, rated, answers }: Pick<Filled, "form" | "rated" | "answers">): Step[] {
  const units = ratedUnits(form, rated, answers);
  return form.sections.flatMap((section): Step[] => (section.eachUnit ? units.map((unit) => ({ section, unit })) : [{ section, unit: null }]));
}

export const stepHtml = (filled: Filled, { section, unit }: Step): string => sectionHtml({ ...filled, unit }, section);

/** The names of the fields that a part asks for. */
export function namesIn({ section, unit }: Step): ReadonlySet<string> {
  return new Set(section.questions.flatMap((one) => (one.kind === "matrix" ? one.rows.map((row) => `${one.key}.${row.key}`) : one.kind === "ranking" ? [one.key, ...one.options.map((each) => `${one.key}.${each.key}`)] : [one.key])).map((place) => fieldName(unit, place)));
}

/** What was filled in on parts that are not shown now travels along, unseen. */
export const hiddenHtml = (fields: Fields, shown: ReadonlySet<string>): string =>
  [...fields].filter(([name]) => /^[cu]\./.test(name) && !shown.has(name)).flatMap(([name, values]) => values.map((value) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)).join("");

/** What is wrong, each with a link to its question. */
export function faultList({ faults, tongue }: Pick<Filled, "faults" | "tongue">): string {
  if (faults.length === 0) return "";
  const named = [...new Set(faults.filter((one) => one.field === "").map((one) => one.message[pageLanguage(tongue)]))];
  const links = faults.filter((one) => one.field !== "").slice(0, 5).map((one) => `<li><a href="#${encodeURIComponent(one.field)}">${escaped(one.message[pageLanguage(tongue)])}</a></li>`);
  return `<div class="note" role="alert"><p class="fault">${say(tongue, "faults", { n: faults.length })}</p><ul>${links.join("")}${named.map((one) => `<li>${escaped(one)}</li>`).join("")}</ul></div>`;
}
