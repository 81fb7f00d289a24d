import type { Bilingual } from "../platform/index.ts";

/** One row of work from another system, checked and written as PostgreSQL copies it: millions pass here, so it is plain and quick. */

type TaskPlace = { readonly unit: string; readonly superior: string | null; readonly line: readonly string[] };

export type TaskGround = {
  /** Where each person is; a text says why nothing is taken for them. */
  readonly people: ReadonlyMap<string, TaskPlace | Bilingual>;
  /** By id and by code: the line of the catalogue, and its coefficient in ten-thousandths. */
  readonly products: ReadonlyMap<string, { readonly id: string; readonly unit: string | null; readonly units: number }>;
  readonly period: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
};

export type TaskFault = { readonly row: number; readonly field: string; readonly message: Bilingual; /** The task by its own id, as far as it has one. */ readonly task: string };

export const COPIED = "(period, person, unit, product, coefficient, assigned, done, accepted, quality_failures, delays, extra, state, assigned_on, due, done_on, output, reference, source, external)";

const QUANTITY = /^\d{1,4}(?:\.\d{1,2})?$/;
const DAY = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const MONTH_ENDS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isDay = (value: unknown): value is string => typeof value === "string" && DAY.test(value) && Number(value.slice(8)) <= (MONTH_ENDS[Number(value.slice(5, 7)) - 1] ?? 0);
/** Hundredths, or -1 for what is no quantity. */
const quantityOf = (value: unknown): number => {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && QUANTITY.test(text) ? Math.round(Number(text) * 100) : -1;
};
const countOf = (value: unknown): number => (value === undefined ? 0 : typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 99 ? value : -1);
const NULL = String.raw`\N`;
/** Among them those that end a field or a row of COPY. */
const SPECIAL = /[\\\p{Cc}]/u;
const escaped = (value: string): string => (SPECIAL.test(value) ? value.replaceAll("\\", String.raw`\\`).replaceAll("\t", " ").replaceAll(/\r?\n|\r/g, " ").replaceAll("\u0000", "") : value);
const wordsOf = (value: unknown): string => (typeof value === "string" && value !== "" ? escaped(value.slice(0, 2000)) : NULL);

const bad = (vi: string, en: string): Bilingual => ({ vi, en });
const WORDS = {
  row: bad("Dòng không phải một việc dạng JSON.", "The row is no task in JSON."),
  id: bad("Cần mã việc, tối đa 200 ký tự.", "The task's own id is needed, at most 200 characters."),
  namesake: bad("Có nhiều người cùng tên này trong đơn vị; hãy ghi mã của người.", "Several people of the unit have this name; write the person's id."),
  quantity: bad("Số lượng lớn hơn 0 và nhỏ hơn 10.000, tối đa hai chữ số thập phân.", "A quantity above 0 and below 10,000 with two decimals at most."),
  assignedOn: bad("Ngày giao: cần ngày dạng YYYY-MM-DD trong kỳ.", "Assigned on: a day as YYYY-MM-DD within the period is needed."),
  dueDay: bad("Hạn: cần ngày dạng YYYY-MM-DD trong kỳ.", "Due: a day as YYYY-MM-DD within the period is needed."),
  due: bad("Hạn trước ngày giao.", "Due before it is assigned."),
  done: bad("Số đã làm từ 0 đến số được giao, kèm ngày hoàn thành trong kỳ.", "What was done is from 0 to what was assigned, with a day within the period."),
  accepted: bad("Số nghiệm thu không quá số đã làm, và do cấp trên trực tiếp của người này nghiệm thu.", "No more is accepted than was done, and by the person's own superior."),
  failures: bad("Số lần chưa đạt: cần số nguyên từ 0 đến 99.", "Failures of quality: a whole number from 0 to 99 is needed."),
  delays: bad("Số lần chậm: cần số nguyên từ 0 đến 99.", "Delays: a whole number from 0 to 99 is needed."),
  late: bad("Hoàn thành sau hạn: cần ghi số lần chậm, hoặc 0 nếu nguyên nhân khách quan đã được xác nhận.", "Done after it was due: count the delay, or write 0 where an objective cause was confirmed."),
} as const;

const LONGEST_SAID = 60;
const said = (value: unknown): string => (typeof value === "string" ? value.slice(0, LONGEST_SAID) : "");
const noPerson = (named: unknown): Bilingual => bad(`Không có người “${said(named)}” trong phạm vi được nhập.`, `There is no “${said(named)}” among those whose work may be imported.`);
const noProduct = (named: unknown): Bilingual => bad(`Không có sản phẩm, công việc “${said(named)}” trong danh mục đang có hiệu lực của đơn vị.`, `There is no work “${said(named)}” in the unit's catalogue that is in force.`);

type Given = Readonly<Record<string, unknown>>;
const isGiven = (value: unknown): value is Given => typeof value === "object" && value !== null;
type Wrong = readonly [field: string, message: Bilingual];
type Known = { readonly place: TaskPlace; readonly product: { readonly id: string; readonly units: number }; readonly assigned: number };

const isWithin = (value: unknown, from: string, to: string): value is string => isDay(value) && value >= from && value < to;

/** Who and what a row names. */
function knownOf(one: Given, ground: TaskGround): Known | Wrong {
  const external = one["id"];
  if (typeof external !== "string" || external === "" || external.length > 200) return ["id", WORDS.id];
  const person = one["personId"];
  // A name that several have comes as what is to be said of it.
  if (isGiven(person)) return ["personId", WORDS.namesake];
  const place = ground.people.get(typeof person === "string" ? person : "");
  if (place === undefined) return ["personId", noPerson(person)];
  if ("vi" in place) return ["personId", place];
  const product = ground.products.get(typeof one["product"] === "string" ? one["product"] : "");
  if (product === undefined || (product.unit !== null && !place.line.includes(product.unit))) return ["product", noProduct(one["product"])];
  const assigned = quantityOf(one["quantity"]);
  return assigned <= 0 ? ["quantity", WORDS.quantity] : { place, product, assigned };
}

function daysWrong(one: Given, { from, to }: TaskGround): Wrong | undefined {
  const [assignedOn, due] = [one["assignedOn"], one["due"]];
  if (!isWithin(assignedOn, from, to)) return ["assignedOn", WORDS.assignedOn];
  if (!isDay(due) || due >= to) return ["due", WORDS.dueDay];
  return due < assignedOn ? ["due", WORDS.due] : undefined;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

type Done = { readonly done: number; readonly accepted: number; readonly failures: number; readonly delays: number };

/** What of it was done, and what the superior accepted over there. */
function doneOf(one: Given, { place, assigned }: Known, { to }: TaskGround): Done | Wrong {
  const done = one["done"] === undefined ? 0 : quantityOf(one["done"]);
  if (done < 0 || done > assigned || (done > 0 && !isWithin(one["doneOn"], String(one["assignedOn"]), to))) return ["done", WORDS.done];
  const accepted = one["accepted"] === undefined ? 0 : quantityOf(one["accepted"]);
  const isBySuperior = place.superior !== null && one["acceptedBy"] === place.superior;
  if (accepted < 0 || accepted > done || (accepted > 0 && !isBySuperior)) return ["accepted", WORDS.accepted];
  const [failures, delays] = [countOf(one["qualityFailures"]), countOf(one["delays"])];
  if (failures < 0) return ["qualityFailures", WORDS.failures];
  // As where work is accepted here (article 14.2.c): that it came late is said, never passed over.
  if (accepted > 0 && one["delays"] === undefined && textOf(one["doneOn"]) > textOf(one["due"])) return ["delays", WORDS.late];
  return delays < 0 ? ["delays", WORDS.delays] : { done, accepted, failures, delays };
}

/** The row for COPY, or what is wrong with it. */
export function copyRow(given: unknown, row: number, ground: TaskGround): string | TaskFault {
  if (!isGiven(given)) return { row, field: "", message: WORDS.row, task: "" };
  const fault = ([field, message]: Wrong): TaskFault => ({ row, field, message, task: said(given["id"]) });
  const known = knownOf(given, ground);
  if ("length" in known) return fault(known);
  const wrong = daysWrong(given, ground);
  if (wrong !== undefined) return fault(wrong);
  const of = doneOf(given, known, ground);
  if ("length" in of) return fault(of);
  const state = of.accepted > 0 ? "accepted" : of.done > 0 ? "done" : "assigned";
  const doneOn = of.done > 0 ? textOf(given["doneOn"]) : NULL;
  return `${ground.period}\t${textOf(given["personId"])}\t${known.place.unit}\t${known.product.id}\t${String(known.product.units)}\t${String(known.assigned)}\t${String(of.done)}\t${String(of.accepted)}\t${String(of.failures)}\t${String(of.delays)}\t${given["isUnplanned"] === true ? "t" : "f"}\t${state}\t${textOf(given["assignedOn"])}\t${textOf(given["due"])}\t${doneOn}\t${wordsOf(given["output"])}\t${wordsOf(given["reference"])}\t${ground.source}\t${escaped(textOf(given["id"]))}\n`;
}
