import type { Condition } from "../regulation/condition.ts";
import type { Classification } from "../regulation/schema.ts";

/** A threshold of the regulation: where it stands on the scale of 0 to 100, and the level that begins there. */
export type Threshold = { readonly at: string; readonly level: string; readonly title: string };

/** The percent from which a condition holds; conditions on anything else do not move it. */
function percentFrom(when: Condition): string | undefined {
  if ("all" in when) return when.all.map((one) => percentFrom(one)).find((one) => one !== undefined);
  if ("any" in when || "not" in when || when.value !== "percent") return undefined;
  const from = when.atLeast ?? when.above;
  return typeof from === "string" && /^\d/.test(from) ? from : undefined;
}

/** With two decimals, as percents are written everywhere. */
const padded = (plain: string): string => {
  const [whole = "0", rest = ""] = plain.split(".");
  return `${whole}.${rest.padEnd(2, "0")}`;
};

/** Where on the scale of a ratio its levels begin, by the regulation's own conditions. */
export function thresholdsOf({ levels }: Classification): Threshold[] {
  return levels.flatMap(({ key, title, when }) => {
    const at = percentFrom(when);
    return at === undefined ? [] : [{ at: padded(at), level: key, title }];
  });
}
