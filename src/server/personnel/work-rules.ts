import type { Acceptance, Assignment } from "../../contract/personnel-work.ts";
import { LEAST_REASON } from "../../contract/prose.ts";
import type { Bilingual, FieldProblem } from "../platform/index.ts";
import { hundredthsOf } from "./amounts.ts";
import type { CatalogueItem } from "./catalogue-queries.ts";
import type { Place } from "./place-rules.ts";
import { daySaid, quantitySaid } from "./said.ts";
import type { Item } from "./work-tables.ts";

/** What holds for assigning, recording and accepting work; days are texts, which compare as they stand. */

const fault = (pointer: string, vi: string, en: string): FieldProblem => ({ pointer, message: { vi, en } });

export type Days = { readonly today: string; readonly from: string; readonly to: string };

/** The work of somebody's unit, or of one above it, or everybody's; of the version in force. */
function productFault(pointer: string, product: CatalogueItem | undefined, line: readonly string[]): FieldProblem[] {
  if (product === undefined || (product.unit !== null && !line.includes(product.unit))) return [fault(pointer, "Không có sản phẩm, công việc này trong danh mục của đơn vị.", "There is no such work in the unit's catalogue.")];
  return product.retired ? [fault(pointer, `${product.code} thuộc phiên bản danh mục không còn hiệu lực; hãy chọn trong danh mục hiện hành.`, `${product.code} is of a version of the catalogue that is not in force; choose from the present one.`)] : [];
}

function dueFault(pointer: string, due: string, { today, to }: Days): FieldProblem[] {
  if (due < today) return [fault(pointer, `Hạn ${daySaid(due)} trước ngày giao ${daySaid(today)}.`, `Due on ${daySaid(due)}, before it is assigned on ${daySaid(today)}.`)];
  return due >= to ? [fault(pointer, `Hạn ${daySaid(due)} nằm sau kỳ này; việc dài hơn thì giao theo phần của từng kỳ (Điều 18.1.c).`, `Due on ${daySaid(due)}, after this period; longer work is assigned in shares of each period (article 18.1.c).`)] : [];
}

function sharesFault(pointer: string, { quantity, people }: Assignment): FieldProblem[] {
  const sum = people.reduce((total, one) => total + hundredthsOf(one.share), 0);
  const [said, whole] = [quantitySaid(sum), quantitySaid(hundredthsOf(quantity))];
  const isTwice = new Set(people.map((one) => one.personId)).size < people.length;
  return [
    ...(isTwice ? [fault(`${pointer}/people`, "Một người được ghi hai lần.", "Somebody is named twice.")] : []),
    ...(sum === hundredthsOf(quantity) ? [] : [fault(`${pointer}/people`, `Các phần cộng lại là ${said.vi}, khác số lượng được giao ${whole.vi}.`, `The shares add up to ${said.en}, not to the quantity of ${whole.en}.`)]),
  ];
}

/** Everything that is wrong with assignments, each with its place. */
export function assignmentFaults(assignments: readonly Assignment[], products: ReadonlyMap<string, CatalogueItem>, places: ReadonlyMap<string, Place>, days: Days): FieldProblem[] {
  return assignments.flatMap((one, i) => {
    const pointer = `/assignments/${String(i)}`;
    const lines = one.people.map(({ personId }) => places.get(personId)?.line ?? []);
    return [...productFault(`${pointer}/productId`, products.get(one.productId), lines.reduce((common, line) => common.filter((unit) => line.includes(unit)), lines[0] ?? [])), ...dueFault(`${pointer}/due`, one.due, days), ...sharesFault(pointer, one)];
  });
}

export const dueFaults = (due: string, days: Days): FieldProblem[] => dueFault("/due", due, days);

function doneOnFault(pointer: string, doneOn: string, since: string, { today, to }: Days): FieldProblem[] {
  if (doneOn < since) return [fault(pointer, `Ngày hoàn thành ${daySaid(doneOn)} trước ngày ${daySaid(since)}.`, `Done on ${daySaid(doneOn)}, before ${daySaid(since)}.`)];
  return doneOn > today || doneOn >= to ? [fault(pointer, `Ngày hoàn thành ${daySaid(doneOn)} ở sau hôm nay hoặc ngoài kỳ.`, `Done on ${daySaid(doneOn)}, after today or outside the period.`)] : [];
}

type Recorded = { readonly done: string; readonly doneOn: string };

/** What is wrong with what an officer says was done of a piece of work. */
export function recordFaults(pointer: string, { done, doneOn }: Recorded, item: Item, days: Days): FieldProblem[] {
  if (item.state !== "assigned" && item.state !== "done") return [fault(pointer, "Việc này đã nghiệm thu hoặc đã báo không làm được.", "This work was accepted or handed back.")];
  const more = hundredthsOf(done) > item.assigned ? [fault(`${pointer}/done`, `Nhiều hơn số lượng được giao (${quantitySaid(item.assigned).vi}); phần làm thêm ghi là việc đột xuất.`, `More than was assigned (${quantitySaid(item.assigned).en}); what was done besides is recorded as unplanned work.`)] : [];
  return [...more, ...doneOnFault(`${pointer}/doneOn`, doneOn, item.assigned_on, days)];
}

/** The same for work outside the plan. */
export const unplannedFaults = (pointer: string, { productId, doneOn }: { readonly productId: string; readonly doneOn: string }, products: ReadonlyMap<string, CatalogueItem>, place: Place, days: Days): FieldProblem[] => [
  ...productFault(`${pointer}/productId`, products.get(productId), place.line),
  ...doneOnFault(`${pointer}/doneOn`, doneOn, days.from, days),
];

/** What is wrong with an acceptance. Work that came late is either a delay or has an objective cause that is confirmed. */
export function acceptanceFaults(pointer: string, given: Acceptance, item: Item): FieldProblem[] {
  if (item.state !== "done") return [fault(pointer, "Việc này chưa được ghi kết quả hoặc đã nghiệm thu.", "Nothing was recorded of this work, or it was accepted already.")];
  const isLate = item.done_on !== null && item.done_on > item.due;
  return [
    ...(hundredthsOf(given.accepted) > item.done ? [fault(`${pointer}/accepted`, `Nhiều hơn số lượng đã ghi kết quả (${quantitySaid(item.done).vi}).`, `More than what was recorded as done (${quantitySaid(item.done).en}).`)] : []),
    ...(isLate && given.delays + given.excused === 0 ? [fault(`${pointer}/delays`, `Hoàn thành ngày ${daySaid(item.done_on ?? "")}, sau hạn ${daySaid(item.due)}: cần ghi số lần chậm, hoặc xác nhận nguyên nhân khách quan.`, `Done on ${daySaid(item.done_on ?? "")}, after ${daySaid(item.due)}: count the delay, or confirm an objective cause.`)] : []),
    ...(given.excused > 0 && given.note.length < LEAST_REASON ? [fault(`${pointer}/note`, "Xác nhận nguyên nhân khách quan cần ghi rõ nguyên nhân.", "An objective cause is confirmed by naming it.")] : []),
  ];
}

/** Why a piece takes no file any more: what was accepted was accepted as it was. */
export const fileRefusal = (state: Item["state"]): Bilingual | undefined => {
  if (state === "accepted") return { vi: "Việc này đã nghiệm thu nên không nhận thêm tệp; cấp trên xem lại nghiệm thu trước.", en: "The work was accepted and takes no more files; the superior reconsiders it first." };
  return state === "handed-back" ? { vi: "Việc này đã báo không làm được nên không nhận tệp.", en: "The work was handed back and takes no files." } : undefined;
};

type Step = "return" | "hand-back" | "pass-on" | "reconsider";
const FROM: Readonly<Record<Step, readonly Item["state"][]>> = { return: ["done"], "hand-back": ["assigned", "done"], "pass-on": ["handed-back"], reconsider: ["accepted"] };
const BY: Readonly<Record<Step, "self" | "superior">> = { return: "superior", "hand-back": "self", "pass-on": "superior", reconsider: "superior" };

/** Whose act it is; a person's own and the superior's are never the same. */
export const sideOf = (step: Step): "self" | "superior" => BY[step];

/** Why an act does not fit where a piece of work stands. */
export const stepRefusal = (step: Step, state: Item["state"]): Bilingual | undefined => (FROM[step].includes(state) ? undefined : { vi: "Việc này không ở trạng thái làm được như vậy.", en: "The work is not in a state in which this can be done." });

/** What stands of a piece after an act; what a pass-on adds is another person's piece. */
export function afterStep(step: Step, item: Item): Item {
  const nothing = { accepted: 0, quality_failures: 0, delays: 0, excused: 0 };
  switch (step) {
    case "return":
      return { ...item, ...nothing, state: "assigned", done: 0, done_on: null };

    case "hand-back":
      return { ...item, ...nothing, state: "handed-back", done: 0, done_on: null };

    case "reconsider":
      return { ...item, ...nothing, state: "done" };

    case "pass-on":
      return item;

  }
}

/** Past its day and not recorded yet, planned or not. */
export const isOverdue = ({ state, due }: Pick<Item, "state" | "due">, today: string): boolean => state === "assigned" && due < today;
