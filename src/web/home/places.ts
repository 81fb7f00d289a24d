import type { PeopleWork, Work } from "../../contract/home.ts";

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

export function placeOfPeople({ kind, periodId, year, place }: Pick<PeopleWork, "kind" | "periodId" | "year" | "place">, personId: string): string {
  const period = periodId ?? "";
  const id = place?.id ?? "";
  const ratings = `/ratings/${String(year)}`;
  switch (kind) {
    case "record":
      return `/work?period=${period}`;
    case "self-score":
      return `/work/${period}/people/${personId}`;
    case "accept":
    case "confirm":
      return `/work/${period}/units/${id}`;
    case "self-review":
      return `/ratings/files/${id}`;
    case "meet":
    case "propose":
    case "give-opinion":
    case "verify":
    case "decide":
      return `${ratings}/rounds/${id}`;
    case "answer-complaint":
    case "replace":
      return `${ratings}/complaints`;
    case "review-lists":
      return "/catalogues";
    case "mend-list":
      return `/catalogues/${id}`;
    case "approve-list":
      return `/catalogues/${id}/decision`;
    case "resend":
      return "/ratings/outbox";
  }
}
