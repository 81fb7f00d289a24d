import { z } from "zod";
import { key, list, text } from "../regulation/scalar.ts";

/** Records from which a criterion takes its value, where somebody keeps them. */

const keys = list(text);

export const recordSource = z
  .discriminatedUnion(
    "from",
    [
      z.strictObject({ from: z.literal("figures"), numerator: keys.describe("Khóa các số liệu cộng thành tử số"), denominator: keys.optional().describe("Khóa các số liệu cộng thành mẫu số") }, { error: "object" }),
      z.strictObject({ from: z.literal("target"), target: text.describe("Khóa của chỉ tiêu trong kế hoạch của năm") }, { error: "object" }),
      z.strictObject({ from: z.literal("late-reports") }, { error: "object" }),
      z.strictObject({ from: z.literal("reports-on-time") }, { error: "object" }),
      z.strictObject({ from: z.literal("tasks"), counts: z.enum(["done", "in-time"], { error: "one-of" }).describe("done: hoàn thành; in-time: hoàn thành đúng hạn") }, { error: "object" }),
      z.strictObject({ from: z.literal("inspection"), met: key, partly: key, notMet: key }, { error: "object" }).describe("Mức được chọn khi kết luận kiểm tra là đạt, đạt một phần, không đạt"),
      z.strictObject({ from: z.literal("survey") }, { error: "object" }),
    ],
    { error: "one-of" },
  )
  .describe("figures: số liệu của báo cáo định kỳ; target: chỉ tiêu của kế hoạch; late-reports: số báo cáo gửi chậm hoặc thiếu; reports-on-time: tỷ lệ báo cáo đúng hạn; tasks: nhiệm vụ của kế hoạch; inspection: kết luận kiểm tra; survey: kết quả khảo sát");
export type RecordSource = z.output<typeof recordSource>;
