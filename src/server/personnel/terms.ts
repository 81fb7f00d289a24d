import type { Regulation } from "../../scoring/regulation/schema.ts";
import { Problem } from "../platform/index.ts";

/** The days, months and shares of the regulation on people; the program has none of its own. */

type Named = NonNullable<Regulation["terms"]>;
export type Terms = Readonly<Record<keyof Named, number>>;

export function termsOf({ terms }: Pick<Regulation, "terms">): Terms {
  if (terms === undefined) throw new Problem("conflict", { detail: { vi: "Phiên bản quy định này chưa ghi thời hạn và giới hạn (phần terms); hãy nhập phiên bản có đủ.", en: "This version of the regulation has no terms; bring in one that has." } });
  const { daysToSend, daysToAnswer, leastMonths, mostGroups, mostShare, reviewFrom, reviewTo, retentionYears } = terms;
  const number = ({ value }: Named["daysToSend"]): number => Number(value);
  return { daysToSend: number(daysToSend), daysToAnswer: number(daysToAnswer), leastMonths: number(leastMonths), mostGroups: number(mostGroups), mostShare: number(mostShare), reviewFrom: number(reviewFrom), reviewTo: number(reviewTo), retentionYears: number(retentionYears) };
}
