import type { Formula, Party, SumOf, Target, Task, Threshold, Timing } from "../../contract/plan-content.ts";
import type { PlanVersion } from "../../contract/plan.ts";
import { useUnitNameByCode } from "./units.ts";
import { useFormat } from "../ui/format.ts";
import { usePlanWords } from "./words.ts";

/** A plan's data as people read it. */

const SIGNS: Readonly<Record<Threshold["compare"], string>> = { ">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=" };

export type Said = {
  readonly party: (party: Party) => string;
  readonly parties: (parties: readonly Party[]) => string;
  readonly threshold: (target: Pick<Target, "threshold" | "unitOfMeasure">) => string;
  readonly baseline: (baseline: Target["baseline"]) => string;
  readonly timing: (timing: Timing) => string;
  readonly byReport: (task: Pick<Task, "doneBy">) => string;
  readonly formula: (formula: Formula) => string;
};

const sumText = ({ plus, minus }: SumOf): string => [...plus.map((one, at) => `${at === 0 ? "" : "+ "}${"figure" in one ? one.figure : one.target}`), ...minus.map((one) => `− ${"figure" in one ? one.figure : one.target}`)].join(" ");

export function useSaid(): Said {
  const t = usePlanWords();
  const format = useFormat();
  const nameOf = useUnitNameByCode();
  const party = (one: Party): string => {
    switch (one.kind) {
      case "all":
        return t("everybody");
      case "index":
        return t("index", { index: one.index });
      case "unit":
        return one.named === undefined ? nameOf(one.code) : t("named", { name: nameOf(one.code), named: one.named });
      case "other":
        return one.name;
    }
  };
  const plain = (value: string): string => format.decimal(value);
  return {
    party,
    parties: (parties) => parties.map(party).join("; "),
    threshold: ({ threshold, unitOfMeasure }) => {
      if (threshold === null) return t("noThreshold");
      const value = `${SIGNS[threshold.compare]} ${plain(threshold.value)}`;
      if (threshold.of === "value") return unitOfMeasure === "%" ? `${value}%` : `${value} ${unitOfMeasure}`;
      return threshold.of === "change-percent" ? `${value}${t("change-percent")}` : `${value} ${unitOfMeasure} ${t("change")}`;
    },
    baseline: (baseline) => (baseline === null ? "–" : baseline.value === null ? t("unknownBaseline", { period: baseline.period }) : `${baseline.period}: ${plain(baseline.value)}`),
    timing: (timing) => {
      if (timing.kind === "once") return t("once", { day: format.day(timing.due) });
      return timing.kind === "throughout" ? t("throughout") : t(`every.${timing.every}`, { day: timing.onDay });
    },
    byReport: ({ doneBy }) => (doneBy === "report" ? t("byReport") : ""),
    formula: (formula) => (formula.kind === "sum" ? sumText(formula.of) : `(${sumText(formula.of)}) ÷ (${sumText(formula.to)})${formula.times === "100" ? " × 100" : ""}`),
  };
}

/** By which decision a version holds. */
export function useIssued(): (version: PlanVersion | undefined) => string {
  const t = usePlanWords();
  const format = useFormat();
  return (version) => {
    const decision = version?.decision ?? null;
    return decision === null ? t("notIssued") : t("issued", { decision: t("decision", { number: decision.number, day: format.day(decision.on) }) });
  };
}
