import { z } from "zod";
import { condition } from "./condition.ts";
import { indexSet } from "./index-set.ts";
import { code, flag, key, list, monthDay, percentage, pointsText, rule, text } from "./scalar.ts";

/**
 * A regulation as data: index sets, ratios, levels with conditions and quotas, tie-breaks, rounding, calendar
 * and roles. `docs/regulation-format.md` explains it to the people who write it. Schema first: every type
 * about regulations is inferred from here.
 */

const object = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape, { error: "object" });

const source = object({
  abbreviation: text.describe("Viết tắt đứng trước số điều, ví dụ NĐ 335"),
  title: text.describe("Tên đầy đủ của văn bản"),
});

const countField = object({
  key,
  title: text,
  atLeast: z.string({ error: "count" }).regex(/^\d{1,9}$/, "count").optional().describe("Số nhỏ nhất được nhập"),
  atMost: key.optional().describe("Không lớn hơn số đếm nào đứng trước nó"),
});

const factFields = { key, title: text, ...rule };

/** What is known of a unit besides its scores. */
const fact = z.discriminatedUnion(
  "type",
  [
    object({ ...factFields, type: z.literal("boolean"), default: flag.optional().describe("Giá trị khi không ghi; bỏ trống: bắt buộc phải ghi") }),
    object({ ...factFields, type: z.literal("counts"), fields: list(countField) }),
    object({ ...factFields, type: z.literal("level"), ratio: key.describe("Mức của tỷ lệ nào") }),
    object({ ...factFields, type: z.literal("text") }),
  ],
  { error: "fact-type" },
);
export type Fact = z.output<typeof fact>;

const contentTieBreak = object({ content: code.describe("So điểm của nội dung này"), ...rule });
const decision = object({
  by: text.describe("Ai quyết định"),
  required: flag.describe("true: còn bằng nhau thì phải có quyết định; false: được đồng hạng, quyết định chỉ khi cần"),
  ...rule,
});

const ratio = object({
  key,
  title: text,
  contents: list(code).describe("Các nội dung tính vào tỷ lệ này"),
  ...rule,
  tieBreaks: z.array(contentTieBreak, { error: "list" }).max(20, "list").default([]),
  decision: decision.optional(),
});
export type Ratio = z.output<typeof ratio>;

const quota = object({
  share: percentage.describe("Không quá bao nhiêu phần trăm"),
  base: z.enum(["levelOrBetter", "levelOnly", "all"], { error: "one-of" }).describe("Tính trên các đơn vị ở mức baseLevel trở lên, đúng mức đó, hay trên tất cả"),
  baseLevel: key.optional(),
  group: key.optional().describe("Tính riêng trong từng nhóm theo dữ kiện này"),
  ...rule,
});

const level = object({
  key,
  title: text,
  ...rule,
  when: condition,
  testedFirst: flag.optional().describe("Xét trước mọi mức khác"),
  quota: quota.optional(),
});
export type Level = z.output<typeof level>;

const classification = object({
  ratio: key,
  title: text,
  ...rule,
  levels: list(level).describe("Từ mức cao nhất đến mức thấp nhất"),
  ceiling: object({ fact: key.describe("Dữ kiện ghi mức không được vượt"), ...rule }).optional(),
  forceMajeure: object({ fact: key, level: key.describe("Mức mà lý do bất khả kháng làm cho phải xem xét"), ...rule }).optional(),
  gap: object(rule).optional().describe("Văn bản có khoảng trống: trường hợp không thuộc mức nào thì người có thẩm quyền quyết định"),
});
export type Classification = z.output<typeof classification>;

const stage = object({
  key,
  title: text,
  from: monthDay.optional(),
  to: monthDay.optional().describe("Đến hết ngày"),
  before: monthDay.optional().describe("Trước ngày (hết ngày hôm trước)"),
  nextYear: flag.optional().describe("Ngày cuối thuộc năm sau"),
  ...rule,
});

const role = object({ key, title: text, ...rule });

const withoutEvidence = object({
  explanation: flag.describe("true: tiêu chí không có tài liệu kiểm chứng được ghi giải trình thay"),
  required: flag.describe("true: chỉ nộp được khi tiêu chí nào đã tự chấm cũng có tài liệu kiểm chứng hoặc giải trình thay"),
  except: z.array(code, { error: "list" }).max(2000, "list").optional().describe("Tiêu chí, nhóm, nội dung phải có tài liệu, không được giải trình thay"),
  ...rule,
});
const competence = object({
  key,
  title: text,
  tier: z.enum(["agency", "office"], { error: "one-of" }).describe("agency: cơ quan sử dụng công chức; office: đơn vị cấu thành trực tiếp sử dụng"),
  post: z.enum(["head", "deputy", "officer"], { error: "one-of" }).describe("Người đứng đầu, cấp phó hay công chức khác"),
  monitoredBy: z.enum(["chairman", "agency-head", "office-head"], { error: "one-of" }).describe("Ai theo dõi, đánh giá từng kỳ"),
  decidedBy: z.enum(["chairman", "agency-head"], { error: "one-of" }).describe("Ai quyết định mức xếp loại cả năm"),
  replacedBy: z.enum(["chairman", "agency-head"], { error: "one-of" }).describe("Ai ban hành quyết định thay thế khi sau này phát hiện kết quả không chính xác"),
  party: flag.describe("Phải có nhận xét của cấp ủy nơi công tác"),
  chairman: flag.describe("Phải có ý kiến của Chủ tịch trước khi quyết định"),
  ...rule,
});
export type Competence = z.output<typeof competence>;

const term = object({ value: z.string({ error: "count" }).regex(/^[1-9]\d{0,5}$/, "count"), ...rule });
/** Numbers of a regulation on people that are no points: days, months, shares. All of them, or none. */
const terms = object({
  daysToSend: term.describe("Gửi kết quả về Cơ sở dữ liệu quốc gia chậm nhất bao nhiêu ngày"),
  daysToAnswer: term.describe("Trả lời kiến nghị trong bao nhiêu ngày làm việc"),
  leastMonths: term.describe("Công tác trong năm từ bao nhiêu tháng thì được xếp loại"),
  mostGroups: term.describe("Danh mục sản phẩm, công việc có nhiều nhất bao nhiêu nhóm"),
  mostShare: term.describe("Tỷ lệ mức cao nhất được quyết định nâng đến bao nhiêu phần trăm"),
  reviewFrom: term.describe("Rà soát nhiệm vụ của tổ chức từ ngày nào của tháng cuối quý"),
  reviewTo: term.describe("Đến hết ngày nào"),
  retentionYears: term.describe("Lưu hồ sơ bao nhiêu năm khi cơ quan chưa đặt thời hạn khác"),
});

export const regulation = object({
  format: z.literal("1", { error: "format" }),
  id: z.string({ error: "id" }).regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "id").max(60, "id"),
  title: text,
  authority: text.describe("Cơ quan ban hành"),
  year: z.string({ error: "year" }).regex(/^20\d\d$/, "year"),
  illustrative: text.optional().describe("Nếu bộ tiêu chí chỉ để minh họa: lời ghi rõ điều đó"),
  sources: list(source).describe("Văn bản đầu tiên là nguồn chính; điều của nguồn khác có viết tắt đứng trước"),
  scale: pointsText.describe("Tổng điểm tối đa của mỗi Chỉ số"),
  rounding: object({ places: z.literal("2", { error: "rounding" }), mode: z.literal("halfUp", { error: "rounding" }), ...rule }),
  notApplicable: object(rule).describe("Tiêu chí không thuộc chức năng của đơn vị"),
  bonus: object(rule).optional().describe("Điểm cộng tính thế nào vào điểm và mức tối đa"),
  deduction: object(rule).optional().describe("Điểm trừ tính thế nào"),
  withoutEvidence: withoutEvidence.optional().describe("Tiêu chí không có tài liệu kiểm chứng; bỏ trống: không được giải trình thay, không chặn việc nộp"),
  roles: list(role),
  calendar: list(stage),
  facts: z.array(fact, { error: "list" }).max(200, "list").default([]),
  indexes: list(indexSet),
  ratios: list(ratio),
  classifications: list(classification),
  terms: terms.optional().describe("Quy định về người: thời hạn, số tháng, tỷ lệ"),
  competences: list(competence).optional().describe("Quy định về người: ai theo dõi, ai quyết định, phải lấy ý kiến của ai"),
});
export type Regulation = z.output<typeof regulation>;
