import type { Stage } from "../../src/contract/cycle.ts";

/**
 * In which stages of a campaign each change is possible, written down by hand and apart from the rooms. What is not
 * named is refused with 409 whoever asks. `reached`: the change succeeds in these stages when nothing else is missing;
 * otherwise it may still be refused there for another reason (nothing was proposed, nothing is tied).
 */
type When = { readonly stages: readonly Stage[]; readonly reached: boolean };

const in_ = (...stages: readonly Stage[]): When => ({ stages, reached: true });
const atMost = (...stages: readonly Stage[]): When => ({ stages, reached: false });
const BEFORE_CONSOLIDATION = ["draft", "self-scoring", "appraisal-1", "explanation", "appraisal-2"] as const;
const FROM_CONSOLIDATION = ["consolidation", "decided", "published"] as const;

export const POSSIBLE: Readonly<Record<string, When>> = {
  "campaign.assign": in_(...BEFORE_CONSOLIDATION),
  "campaign.setMark": in_(...BEFORE_CONSOLIDATION),
  "campaign.setFact": in_(...BEFORE_CONSOLIDATION, "consolidation"),
  "leadership.setRemit": in_(...BEFORE_CONSOLIDATION),
  "leadership.giveMark": in_("self-scoring", "appraisal-1", "explanation", "appraisal-2"),
  "assessment.saveScore": in_("self-scoring"),
  "assessment.act": in_("self-scoring", "explanation"),
  "assessment.saveAppraisal:1": in_("appraisal-1"),
  "assessment.saveAppraisal:2": in_("appraisal-2"),
  "assessment.agree": atMost("appraisal-1", "appraisal-2"),
  "assessment.saveExplanation": in_("explanation"),
  "assessment.import": in_(...BEFORE_CONSOLIDATION, "consolidation"),
  "assessment.askOpinion": in_(...BEFORE_CONSOLIDATION),
  "assessment.correct": in_(...FROM_CONSOLIDATION),
  "result.decide": atMost(...FROM_CONSOLIDATION),
  "result.propose": atMost(...FROM_CONSOLIDATION),
  "result.approve": atMost(...FROM_CONSOLIDATION),
  "result.return": atMost(...FROM_CONSOLIDATION),
  "result.publish": atMost(...FROM_CONSOLIDATION),
};
