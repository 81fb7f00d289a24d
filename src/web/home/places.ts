import type { Work } from "../../contract/home.ts";

/** Where each kind of work is done. */
export function placeOf({ kind, campaignId, unit }: Pick<Work, "kind" | "campaignId" | "unit">): string {
  const campaign = `/campaigns/${campaignId}`;
  const file = unit === null ? campaign : `${campaign}/units/${unit.unitId}`;
  switch (kind) {
    case "advance":
      return `${campaign}/advance`;
    case "score":
      return file;
    case "explain":
      return `${file}/explanation`;
    case "review":
    case "submit":
      return `${file}/submit`;
    case "appraise":
      return `${campaign}/appraisal`;
    case "settle":
    case "disputes":
      return `${campaign}/appraisal/sitting`;
    case "mark":
      return `${campaign}/marks`;
    case "answer-opinion":
    case "opinions-out":
      return `${campaign}/opinions`;
    case "approve":
    case "publish":
      return `${campaign}/result/proposal`;
    case "follow":
      return `${campaign}/progress`;
  }
}
