import type { Fault } from "../../scoring/fault.ts";
import { faultWords } from "../../scoring/fault-text.ts";
import type { Bilingual } from "../platform/index.ts";

/** What a method's fault wants of somebody who fills in a cell or a line, in their words and with their decimal comma. No I/O. */

/** `expected` finishes "cần …"; `suggestion` is a sentence. */
type Wanted = { readonly expected: Bilingual; readonly suggestion: Bilingual };

const NUMBERS: Readonly<Record<string, Bilingual>> = {
  amount: { vi: "một số từ 0 trở lên, ví dụ 12,5", en: "a number of 0 or more, such as 12.5" },
  decimal: { vi: "một số, ví dụ 12,5", en: "a number, such as 12.5" },
  count: { vi: "một số nguyên từ 0 trở lên", en: "a whole number of 0 or more" },
  "points-value": { vi: "số điểm từ 0, nhiều nhất hai chữ số sau dấu phẩy, ví dụ 2,25", en: "points of 0 or more with two decimals at most, such as 2.25" },
};
const AS_NUMBER: Bilingual = { vi: "Nhập là số trong ô, ví dụ 12,5; không kèm chữ hay đơn vị tính.", en: "Enter it as a number in the cell, such as 12.5, without words or a unit of measure." };
/** Typed with a point where the computer writes commas, "12.5" has become the 12th of May. */
const A_DAY: Bilingual = { vi: "Excel đã đổi số thành ngày; hãy định dạng lại ô là Số rồi nhập lại, ví dụ 12,5.", en: "Excel has made a day of the number; format the cell as a number and enter it again, such as 12.5." };
const COMPLETE: Bilingual = { vi: "Nhập đủ các ô của tiêu chí, hoặc để trống tất cả.", en: "Fill in all cells of the criterion, or leave all of them empty." };
const LOOK_AGAIN: Bilingual = { vi: "Xem lại số đã nhập.", en: "Look again at what was entered." };

const here = (number: string): string => number.replaceAll(/(\d)\.(\d)/g, "$1,$2");

const between = (from: string, to: string, unit: Bilingual): Bilingual => ({ vi: `từ ${here(from)} đến ${here(to)}${unit.vi}`, en: `${from} to ${to}${unit.en}` });

/** As it was written, without the quotes of a text. */
export const foundIn = ({ params }: Fault): string => (params["found"] ?? "").replace(/^"(.*)"$/, "$1");

/** Undefined: no more is known than the fault's own sentence. */
export function wantedBy(one: Fault): Wanted | undefined {
  const { code, params } = one;
  const number = NUMBERS[params["expected"] ?? ""];
  switch (code) {
    case "bad-value":
      return number === undefined ? undefined : { expected: number, suggestion: /^\d{4}-\d\d-\d\d$/.test(foundIn(one)) ? A_DAY : AS_NUMBER };
    case "missing-field":
      return number === undefined ? undefined : { expected: number, suggestion: COMPLETE };
    case "points-above-maximum":
      return { expected: between("0", params["max"] ?? "", { vi: " điểm", en: " points" }), suggestion: LOOK_AGAIN };
    case "outside-scale":
      return { expected: between(params["min"] ?? "", params["max"] ?? "", { vi: "", en: "" }), suggestion: LOOK_AGAIN };
    case "below-lowest":
      return { expected: { vi: `giá trị từ ${here(params["min"] ?? "")} trở lên`, en: `a value of ${params["min"] ?? ""} or more` }, suggestion: LOOK_AGAIN };
    case "no-band":
      return { expected: { vi: `tỷ lệ thuộc một khoảng của thang điểm (đang là ${here(foundIn(one))})`, en: `a share within a band of the scale (it is ${foundIn(one)})` }, suggestion: LOOK_AGAIN };
    case "zero-denominator":
      return one.place.path?.[0] === "counts"
        ? { expected: { vi: "ít nhất một phiếu trả lời", en: "at least one answer" }, suggestion: LOOK_AGAIN }
        : { expected: { vi: "mẫu số lớn hơn 0", en: "a denominator above 0" }, suggestion: { vi: "Nếu trong năm không phát sinh, hãy để trống và đề nghị ghi “không áp dụng”.", en: "If nothing was due this year, leave it empty and ask for “not applicable”." } };
    case "zero-best":
      return { expected: { vi: "giá trị lớn hơn 0 để so sánh được", en: "a value above 0, to compare with" }, suggestion: LOOK_AGAIN };
    default:
      return undefined;
  }
}

/** A decimal comma comes here only from a program: forms and workbooks have read theirs. Its author needs the rule of the format. */
const isOfProgram = (one: Fault): boolean => one.code === "bad-value" && /^-?\d+,\d+$/.test(foundIn(one));

/** One sentence for who sees what they typed beside it, or nothing but it. */
export function wantedWords(one: Fault): Bilingual {
  const wanted = isOfProgram(one) ? undefined : wantedBy(one);
  if (wanted === undefined) return faultWords(one);
  const found = one.code === "missing-field" || one.code === "no-band" ? "" : foundIn(one);
  const { expected } = wanted;
  return { vi: found === "" ? `Cần ${expected.vi}.` : `“${here(found)}” chưa đúng; cần ${expected.vi}.`, en: found === "" ? `Expected ${expected.en}.` : `"${found}" is not right; expected ${expected.en}.` };
}
