import type { ExplainedStep } from "../../scoring/explain/unit.ts";

/** The code of the criterion that a step is about: what is scored says in which state it is. */
export function criterionIn({ title, values }: ExplainedStep): string | undefined {
  return "state" in values && "rule" in values ? title.split(" ", 1)[0] : undefined;
}

const isContent = ({ values }: ExplainedStep): boolean => "maxPoints" in values;

/** The explanation with the ratio that is asked about at its head, then the contents, then the other ratios. */
export function arranged(step: ExplainedStep, ratioTitle: string): ExplainedStep {
  const own = step.steps.filter((one) => !isContent(one) && one.title === ratioTitle);
  const others = step.steps.filter((one) => !isContent(one) && one.title !== ratioTitle);
  return { ...step, steps: [...own, ...step.steps.filter(isContent), ...others] };
}
