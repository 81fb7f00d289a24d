import type { CycleAction, CycleState, Refusal, Reopening, Stage } from "../../contract/cycle.ts";
import { mayAct } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import type { Bilingual } from "../platform/index.ts";

/** Why a step of the cycle is refused, in words that say what would be possible. */
const REFUSALS: Readonly<Record<Refusal, Bilingual>> = {
  "by-result": { vi: "Đợt chuyển sang giai đoạn này khi kết quả được phê duyệt, công bố.", en: "The campaign enters this stage when its result is approved or published." },
  stage: { vi: "Bước này không thực hiện được ở giai đoạn hiện tại của đợt.", en: "This step is not possible in the campaign's present stage." },
  "calendar-missing": { vi: "Đợt chưa có lịch; hãy đặt hạn của các giai đoạn trước khi mở.", en: "The campaign has no calendar; set the ends of its stages before opening it." },
  "calendar-order": { vi: "Hạn của các giai đoạn phải theo thứ tự tăng dần.", en: "The ends of the stages must follow one another." },
  "calendar-past": { vi: "Hạn tự chấm điểm đã qua; cần một thời điểm trong tương lai.", en: "The end of self-scoring has passed; it must lie in the future." },
  "not-next": { vi: "Chỉ chuyển được sang giai đoạn kế tiếp.", en: "Only the next stage may follow." },
  "before-deadline": { vi: "Chưa hết hạn của đơn vị ở giai đoạn này; chỉ chuyển giai đoạn sau thời hạn đã công bố.", en: "The units' time in this stage is not over; the campaign goes on after the announced end." },
  "unknown-proposal": { vi: "Không có đề nghị mở lại này, hoặc đã được quyết định.", en: "There is no such proposal, or it was decided already." },
  "same-person": { vi: "Người đề nghị không được tự chấp thuận; cần một người khác.", en: "Who proposed cannot approve; another person must." },
  "not-later": { vi: "Hạn mới phải muộn hơn hạn đang có và chưa qua.", en: "The new end must be later than the present one and not yet past." },
  "stage-not-reached": { vi: "Đợt chưa đến giai đoạn này.", en: "The campaign has not reached this stage." },
};

export const refusalWords = (refusal: Refusal): Bilingual => REFUSALS[refusal];

/** The unit that an action is about, if it is about one. */
export const unitOfAction = (action: CycleAction): string | undefined => ("unitId" in action ? action.unitId : undefined);

/**
 * Whether these roles may take this step, for this unit. A unit's head proposes for the own unit only; the gate
 * has let in everybody who might take some step.
 */
export function mayTake(action: CycleAction, roles: readonly Role[], ownUnits: readonly string[]): boolean {
  if (!mayAct(action.kind, roles)) return false;
  const onlyHead = action.kind === "propose-reopening" && !roles.includes("programme-officer");
  return !onlyHead || ownUnits.includes(action.unitId);
}

/** The council's chair ends the council's own stages; the programme officer all of them. */
export function mayAdvance(stage: Stage, roles: readonly Role[]): boolean {
  return roles.includes("programme-officer") || (roles.includes("council-chair") && (stage === "appraisal-1" || stage === "appraisal-2"));
}

/** The proposals of a state, oldest first. */
export const proposalsOf = (state: CycleState): Reopening[] => [...state.proposals.values()].toSorted((a, b) => a.number - b.number);
