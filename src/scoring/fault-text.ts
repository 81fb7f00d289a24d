import { EXPECTATIONS } from "./expectations.ts";
import type { Fault } from "./fault.ts";

export type Language = "vi" | "en";
type Sentence = { readonly vi: string; readonly en: string };

/** Faults of files and of regulations. `{name}` stands for a parameter, `{expected}` for an expectation. */
const REGULATION_FAULTS: Readonly<Record<string, Sentence>> = {
  "file-missing": { vi: "không có tệp {name}; tên tệp chỉ gồm chữ thường, số, dấu chấm, gạch nối và nằm cùng thư mục", en: "there is no file {name}; names have small letters, digits, points and hyphens, in the same folder" },
  "empty-file": { vi: "tệp không có nội dung", en: "the file is empty" },
  "too-deep": { vi: "lồng nhau quá sâu; tối đa {max} tầng", en: "nested too deeply; at most {max} levels" },
  "too-large": { vi: "quá lớn; tối đa {max} phần tử", en: "too large; at most {max} nodes" },
  "yaml-syntax": { vi: "sai cú pháp YAML; nếu văn bản có dấu hai chấm, dấu # hoặc dấu ngoặc thì đặt cả văn bản trong dấu nháy kép ({detail})", en: "YAML syntax; text with a colon, # or brackets must stand in double quotes ({detail})" },
  "yaml-tab": { vi: "thụt dòng bằng phím Tab; cần dùng dấu cách", en: "indented with a tab; use spaces" },
  "yaml-duplicate-key": { vi: "một khóa được viết hai lần trong cùng một nhóm; cần giữ một", en: "a key is written twice in one mapping; keep one" },
  "yaml-anchor": { vi: "dùng neo hoặc bí danh (&, *); cần viết đầy đủ nội dung", en: "an anchor or alias (&, *) is used; write the content out" },
  "yaml-tag": { vi: "dùng thẻ kiểu (!); không được phép", en: "a tag (!) is used; tags are not allowed" },
  "missing-field": { vi: "thiếu {field}; cần {expected}", en: "{field} is missing; expected {expected}" },
  "unknown-field": { vi: "trường {field} không có trong định dạng; cần bỏ hoặc sửa tên", en: "the field {field} does not exist; remove or rename it" },
  "bad-value": { vi: "giá trị {found} không hợp lệ; cần {expected}", en: "the value {found} is not valid; expected {expected}" },
  "not-one-of": { vi: "{found} không có trong danh sách; cần một trong: {options}", en: "{found} is not in the list; expected one of: {options}" },
  "duplicate-code": { vi: "mã {code} bị trùng; mỗi mã chỉ dùng một lần", en: "the code {code} is used twice; each code once" },
  "duplicate-key": { vi: "khóa {key} bị trùng; mỗi khóa chỉ dùng một lần", en: "the key {key} is used twice; each key once" },
  "code-outside-parent": { vi: "mã {code} không nằm dưới {parent}; cần bắt đầu bằng {parent}.", en: "the code {code} is not under {parent}; it must start with {parent}." },
  sum: { vi: "{code}: điểm tối đa {found} khác tổng các tiêu chí con {sum}", en: "{code}: maxPoints {found} differs from the sum of its criteria {sum}" },
  scale: { vi: "Chỉ số {code}: tổng điểm các nội dung {found} khác thang điểm {scale}", en: "index {code}: the contents add up to {found}, not to the scale {scale}" },
  "maximum-missing": { vi: "{code}: thiếu điểm tối đa (maxPoints)", en: "{code}: maxPoints is missing" },
  "method-needs-maximum": { vi: "{code}: phương pháp này cần điểm tối đa lớn hơn 0", en: "{code}: this method needs maxPoints above 0" },
  "maximum-out-of-reach": { vi: "{code}: không cách chấm nào đạt điểm tối đa {max}", en: "{code}: nothing earns the maximum {max}" },
  "points-above-leaf": { vi: "{code}: {found} điểm vượt điểm tối đa {max}", en: "{code}: {found} points exceed the maximum {max}" },
  "items-sum": { vi: "{code}: tổng điểm các mục {found} khác điểm tối đa {max}", en: "{code}: the items add up to {found}, not to the maximum {max}" },
  "source-method": { vi: "{code}: phương pháp {method} không lấy được giá trị từ nguồn {from}", en: "{code}: the method {method} takes no value from the source {from}" },
  "source-option": { vi: "{code}: nguồn chọn mức {found}, không có trong các mức của tiêu chí", en: "{code}: the source chooses the level {found}, which the criterion does not have" },
  "band-order": { vi: "{code}: khoảng từ {found} không thấp hơn khoảng đứng trên (từ {above}); các khoảng phải giảm dần, không trùng", en: "{code}: the band from {found} is not below the one above it (from {above}); bands must fall and not overlap" },
  "band-bottom": { vi: "{code}: khoảng cuối bắt đầu từ {found}; cần bắt đầu từ {bottom} để giá trị nào cũng có điểm", en: "{code}: the last band starts at {found}; it must start at {bottom} so that every value finds points" },
  "band-negative": { vi: "{code}: khoảng tính theo tỷ lệ không thể bắt đầu từ số âm {found}", en: "{code}: a proportional band cannot start at the negative value {found}" },
  "line-span": { vi: "{code}: đường thẳng phải trải đúng khoảng từ {from} đến {to}", en: "{code}: the line must span its band from {from} to {to}" },
  "target-zero": { vi: "{code}: giá trị {found} phải lớn hơn 0", en: "{code}: the value {found} must be above 0" },
  "scale-order": { vi: "{code}: thang điểm khảo sát từ {min} đến {max} không tăng", en: "{code}: the survey scale from {min} to {max} does not rise" },
  "weight-above-100": { vi: "{code}: trọng số {found} vượt 100%", en: "{code}: the weight {found} exceeds 100 %" },
  "points-each-zero": { vi: "{code}: điểm mỗi lần phải lớn hơn 0", en: "{code}: pointsEach must be above 0" },
  "cap-is-maximum": { vi: "{code}: mức trần {found} phải bằng điểm tối đa {max}", en: "{code}: the cap {found} must equal the maximum {max}" },
  "reading-missing": { vi: "{code}: thiếu lý do của cách hiểu đã chọn", en: "{code}: the reading taken is not explained" },
  "unknown-role": { vi: "vai trò {found} chưa khai báo; đã có: {known}", en: "the role {found} is not declared; declared: {known}" },
  "unknown-ratio": { vi: "không có tỷ lệ {found}", en: "there is no ratio {found}" },
  "unknown-content": { vi: "Chỉ số {index} không có nội dung {found}", en: "index {index} has no content {found}" },
  "unknown-level": { vi: "không có mức {found}; đã có: {known}", en: "there is no level {found}; declared: {known}" },
  "unknown-count": { vi: "không có số đếm {found}; đã có: {known}", en: "there is no count {found}; declared: {known}" },
  "unknown-value": { vi: "{found} không phải giá trị so sánh được; có thể dùng: {known}", en: "{found} is not a value that can be compared; these can: {known}" },
  "comparison-types": { vi: "so sánh {value} ({operator}) không cùng loại giá trị: dữ kiện có/không chỉ dùng equals: true hoặc equals: false, số chỉ so với số", en: "the comparison of {value} ({operator}) mixes types: a boolean takes only equals: true or false, a number only numbers" },
  "ratio-without-levels": { vi: "tỷ lệ {ratio} chưa có mức xếp loại", en: "the ratio {ratio} has no levels" },
  "base-level-unused": { vi: "cơ sở tính là tất cả thì không ghi baseLevel", en: "with base all there must be no baseLevel" },
  "share-range": { vi: "tỷ lệ {found} phải trên 0 và không quá 100", en: "the share {found} must be above 0 and at most 100" },
  "fact-of-type": { vi: "dữ kiện {found} phải được khai báo với loại {type}", en: "the fact {found} must be declared with type {type}" },
  "reserved-name": { vi: "tên {key} là tên dành riêng; cần đặt tên khác cho dữ kiện", en: "the name {key} is reserved; give the fact another name" },
  "quota-needs-decision": { vi: "mức của tỷ lệ {ratio} có hạn mức nhưng tỷ lệ không có decision; cần ghi ai quyết định khi đồng hạng ở chỗ cuối", en: "a level of the ratio {ratio} has a quota but the ratio has no decision; say who decides a tie for the last place" },
  "ratio-without-maximum": { vi: "tỷ lệ {ratio}: ở Chỉ số {index} không có nội dung nào có điểm tối đa", en: "ratio {ratio}: in index {index} none of its contents has a maximum" },
  "content-uncounted": { vi: "nội dung {code} không được tính vào tỷ lệ nào", en: "the content {code} counts in no ratio" },
  "method-in-deduction": { vi: "{code}: phương pháp {method} không dùng được cho điểm trừ; cần points, occurrences, choice hoặc checklist", en: "{code}: the method {method} cannot be used for a deduction; use points, occurrences, choice or checklist" },
  "group-maximum-unused": { vi: "{code}: nhóm trong điểm cộng, điểm trừ không có điểm tối đa riêng; cần bỏ maxPoints", en: "{code}: a group within bonus or deduction has no maximum of its own; remove maxPoints" },
  "units-regulation": { vi: "danh sách đơn vị ghi quy định {found}, cần {expectedId}", en: "the list of units names the regulation {found}, expected {expectedId}" },
  "fact-unused": { vi: "dữ kiện {key} được khai báo nhưng không quy tắc nào dùng", en: "the fact {key} is declared but no rule uses it" },
  "stage-dates": { vi: "bước {key}: cần đúng một ngày cuối (to hoặc before), không sớm hơn ngày đầu", en: "stage {key}: exactly one end (to or before), not earlier than from" },
  "level-unreachable": { vi: "không đơn vị nào có thể đạt mức {level}", en: "no unit can reach the level {level}" },
  "level-order": { vi: "mức {level} bắt đầu ở tỷ lệ thấp hơn mức kém hơn {worse}", en: "the level {level} begins at a lower percent than the worse level {worse}" },
  "level-gap": { vi: "có trường hợp không thuộc mức nào: {example}; cần bổ sung mức hoặc khai báo gap", en: "a case falls between the levels: {example}; add a level or declare gap" },
  "gap-stale": { vi: "đã khai báo gap nhưng các mức không còn khoảng trống", en: "gap is declared but the levels leave none" },
  "too-many-facts": { vi: "điều kiện dùng quá nhiều dữ kiện để kiểm tra hết các trường hợp ({found} trường hợp, tối đa {max})", en: "conditions use too many facts to check every case ({found} cases, at most {max})" },
  "article-form": { vi: "điều khoản {found} không đúng dạng, ví dụ II.5.a; nguồn khác có viết tắt đứng trước ({known})", en: "the article {found} is not of the form II.5.a; other sources go before it ({known})" },
};

/** Faults of a case: what was scored. */
const CASE_FAULTS: Readonly<Record<string, Sentence>> = {
  "wrong-regulation": { vi: "dữ liệu ghi quy định {found}, nhưng đang tính theo {expectedId}", en: "the case names the regulation {found}, but {expectedId} is used" },
  "duplicate-unit": { vi: "đơn vị có hai lần trong dữ liệu; mỗi đơn vị một lần", en: "the unit stands twice in the case; each unit once" },
  "unknown-index": { vi: "không có Chỉ số {found}; cần một trong: {known}", en: "there is no index {found}; expected one of: {known}" },
  "unknown-criterion": { vi: "Chỉ số {index} không có tiêu chí này; cần mã của một tiêu chí, nhóm hoặc nội dung của Chỉ số", en: "index {index} has no such criterion; expected the code of a criterion, group or content of the index" },
  "missing-score": { vi: "chưa chấm; cần {method} hoặc điểm trực tiếp", en: "not scored; expected {method} or direct points" },
  "group-scored": { vi: "đây là nhóm tiêu chí; chỉ ghi được notApplicable: true, điểm ghi ở tiêu chí con", en: "this is a group of criteria; only notApplicable: true may stand here, points belong to its leaves" },
  "points-above-maximum": { vi: "{found} điểm vượt mức tối đa; cần từ 0 đến {max}", en: "{found} points are above the maximum; expected 0 to {max}" },
  "zero-denominator": { vi: "mẫu số bằng 0; nếu không phát sinh thì ghi notApplicable: true", en: "the denominator is 0; if nothing was due, mark the criterion notApplicable: true" },
  "zero-best": { vi: "giá trị cao nhất của nhóm bằng 0 nên không so sánh được; ghi notApplicable: true", en: "the best value of the group is 0, so nothing can be compared; mark the criterion notApplicable: true" },
  "nothing-assigned": { vi: "không có sản phẩm, công việc nào được giao (mẫu số bằng 0); ghi notApplicable: true hoặc điểm trực tiếp", en: "nothing was assigned (the denominator is 0); mark it notApplicable: true or give direct points" },
  "no-band": { vi: "tỷ lệ {found} không thuộc khoảng nào", en: "the ratio {found} falls in no band" },
  "below-lowest": { vi: "giá trị {found} thấp hơn mức thấp nhất {min}", en: "the value {found} is below the lowest {min}" },
  "mean-not-of-counts": { vi: "trung bình {found} không khớp với số phiếu theo mức, là {mean}", en: "the mean {found} is not that of the counts, which is {mean}" },
  "outside-scale": { vi: "giá trị {found} ngoài thang; cần từ {min} đến {max}", en: "the value {found} is off the scale; expected {min} to {max}" },
  "too-many-faults": { vi: "hơn {max} lỗi; các đơn vị sau không được kiểm tra tiếp", en: "more than {max} faults; the units after this one were not checked" },
  "given-twice": { vi: "{found} được ghi hai lần; cần một lần", en: "{found} is given twice; expected once" },
  "unknown-fact": { vi: "không có dữ kiện {found}; cần một trong: {known}", en: "there is no fact {found}; expected one of: {known}" },
  "count-order": { vi: "{field} là {found}, lớn hơn {bound} ({max})", en: "{field} is {found}, more than {bound} ({max})" },
  "count-minimum": { vi: "{field} là {found}; cần ít nhất {min}", en: "{field} is {found}; expected at least {min}" },
  "zero-maximum": { vi: "tỷ lệ {ratio}: không còn tiêu chí nào áp dụng nên mức tối đa bằng 0; cần ít nhất một tiêu chí áp dụng", en: "ratio {ratio}: no criterion applies, the maximum is 0; at least one must apply" },
  "decision-ratio": { vi: "không có tỷ lệ {found}; cần một trong: {known}", en: "there is no ratio {found}; expected one of: {known}" },
  "decision-not-allowed": { vi: "quy định không giao quyết định thứ hạng cho tỷ lệ {ratio}; cần bỏ quyết định này", en: "the regulation leaves no order to be decided in the ratio {ratio}; remove the decision" },
  "decision-unknown-unit": { vi: "quyết định nêu đơn vị {found} không có trong dữ liệu; cần mã của đơn vị trong dữ liệu", en: "the decision names the unit {found}, which is not in the case; expected codes of units of the case" },
  "decision-not-tied": { vi: "quyết định xếp {units} nhưng các đơn vị này không bằng nhau; chỉ quyết định giữa các đơn vị còn đồng hạng", en: "the decision orders {units}, which are not tied; only units still tied may be decided" },
  "decision-incomplete": { vi: "quyết định thiếu {units}, cũng đồng hạng; cần nêu đủ các đơn vị đồng hạng", en: "the decision leaves out {units}, tied as well; name all units of the tie" },
  "decision-twice": { vi: "đơn vị {found} được quyết định hai lần; cần một lần", en: "the unit {found} is decided twice; expected once" },
  "decision-short": { vi: "một quyết định cần ít nhất hai đơn vị", en: "a decision needs at least two units" },
};

export const FAULT_TEXTS: Readonly<Record<string, Sentence>> = { ...REGULATION_FAULTS, ...CASE_FAULTS };

/** Names and lists come from the input; a line stays a line that can be read. */
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** A key of an expectation becomes its words; other parameters stand as they are. */
function filled(sentence: string, fault: Fault, language: Language): string {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = fault.params[name] ?? "";
    return name === "expected" ? (EXPECTATIONS[value]?.[language] ?? value) : cut(value, 240);
  });
}

/** In YAML a field that nobody meant mostly comes from a comma in a text. */
const COMMA_HINT: Sentence = { vi: " (văn bản có dấu phẩy trong {} phải đặt trong dấu nháy kép)", en: " (text with a comma inside {} must stand in double quotes)" };

/** The sentence of a fault without its place. */
function faultSentence(fault: Fault, language: Language): string {
  const sentence = FAULT_TEXTS[fault.code];
  const words = sentence === undefined ? fault.code : filled(sentence[language], fault, language);
  return fault.code === "unknown-field" && fault.place.file !== undefined ? `${words}${COMMA_HINT[language]}` : words;
}

/** What is wrong, without where: for a form that shows it beside its field. */
export const faultWords = (fault: Fault): Sentence => ({ vi: oneLine(faultSentence(fault, "vi")), en: oneLine(faultSentence(fault, "en")) });

/** Where, in one word group: "index-01.yaml:12", "SNV 1.1 points", "units.0.code". */
function placeText(fault: Fault): string {
  const { file, line, unit, criterion, path } = fault.place;
  if (file !== undefined) return `${file}:${String(line ?? 1)}`;
  const field = path === undefined || path.length === 0 ? undefined : path.map((step) => cut(String(step), 60)).join(".");
  return [unit, criterion, field].filter((part) => part !== undefined).map((part) => cut(part, 240)).join(" ");
}

/** One line for one fault: place, code, sentence. Never contains a line break. */
export function faultLine(fault: Fault, language: Language): string {
  const place = placeText(fault);
  const line = `${place === "" ? "" : `${place}: `}${fault.code}: ${faultSentence(fault, language)}`;
  return oneLine(line);
}

const LONGEST_LINE = 1800;

/** A text as one line of bounded length: what people or files typed may carry line breaks and control characters to a terminal. */
export function oneLine(text: string): string {
  return cut(text, LONGEST_LINE).replace(/[\p{Cc}\u2028\u2029]/gu, "·");
}
