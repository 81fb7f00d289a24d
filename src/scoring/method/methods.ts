import { z } from "zod";
import { answersLeaf, bindAnswers } from "./answers.ts";
import { bandsLeaf, bindBands } from "./bands.ts";
import { bindChecklist, checklistLeaf } from "./checklist.ts";
import { bindChoice, choiceLeaf } from "./choice.ts";
import { bindDeduct, deductLeaf } from "./deduct.ts";
import { bindExternal, externalLeaf } from "./external.ts";
import { bindInverse, inverseLeaf } from "./inverse.ts";
import type { Bound } from "./method.ts";
import { bindOccurrences, occurrencesLeaf } from "./occurrences.ts";
import { bindPoints, pointsLeaf } from "./points.ts";
import { bindRating, ratingLeaf } from "./rating.ts";
import { bindRatio, ratioLeaf } from "./ratio.ts";
import { bindRelative, relativeLeaf } from "./relative.ts";
import { bindSurvey, surveyLeaf } from "./survey.ts";
import { bindWork, workLeaf } from "./work.ts";

/** A leaf: one of the methods with its fields. The list of methods exists once, here. */
export const leaf = z.discriminatedUnion(
  "method",
  [pointsLeaf, choiceLeaf, ratioLeaf, checklistLeaf, occurrencesLeaf, ratingLeaf, surveyLeaf, answersLeaf, deductLeaf, inverseLeaf, externalLeaf, relativeLeaf, bandsLeaf, workLeaf],
  { error: "method" },
);
export type Leaf = z.output<typeof leaf>;

/** The leaf's method, bound to its fields. */
export function bind(one: Leaf): Bound {
  switch (one.method) {
    case "points":
      return bindPoints(one);
    case "choice":
      return bindChoice(one);
    case "ratio":
      return bindRatio(one);
    case "checklist":
      return bindChecklist(one);
    case "occurrences":
      return bindOccurrences(one);
    case "rating":
      return bindRating(one);
    case "survey":
      return bindSurvey(one);
    case "answers":
      return bindAnswers(one);
    case "deduct":
      return bindDeduct(one);
    case "inverse":
      return bindInverse(one);
    case "external":
      return bindExternal(one);
    case "relative":
      return bindRelative(one);
    case "bands":
      return bindBands(one);
    case "work":
      return bindWork(one);
  }
}
