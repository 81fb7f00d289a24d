import type { Engine } from "../engine/compile.ts";
import type { Preview } from "../engine/preview.ts";
import { contentStep, type ExplainedStep, type Waiting } from "./unit.ts";
import { namesFor, ratioStep, trialStep } from "./why.ts";

/** How one unit stands before rank and quota: contents with their criteria, then each ratio and the levels that were tried. */
export function explainPreview({ scored, facts, ratios }: Preview, engine: Engine, waiting: Waiting): ExplainedStep[] {
  const names = namesFor(engine);
  return [
    ...scored.contents.map((one) => contentStep(one, waiting)),
    ...ratios.map(({ compiled, of, standing }): ExplainedStep => {
      const steps = [ratioStep(of, compiled), ...standing.trials.map((trial) => trialStep(trial, facts.assumed, names))];
      return { title: compiled.ratio.title, article: compiled.ratio.article, text: "Chưa xét thứ hạng và hạn mức của từng mức.", values: {}, steps: steps.map((step) => ({ ...step, title: "", steps: [] })) };
    }),
  ];
}
