import type { CycleAction, CycleState, PinnedRegulation, Refusal, Reopening, Stage } from "../../contract/cycle.ts";
import { mayAct } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import type { Bilingual } from "../platform/index.ts";
import type { Rights } from "./standing.ts";

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
  "amendment-open": { vi: "Đang có một sửa đổi quy định chờ chấp thuận; hãy chấp thuận hoặc rút sửa đổi đó trước.", en: "An amendment waits for approval; approve or withdraw it first." },
  "unknown-amendment": { vi: "Không có đề nghị sửa đổi quy định này, hoặc đã được quyết định.", en: "There is no such proposed amendment, or it was decided already." },
  "stage-not-reached": { vi: "Đợt chưa đến giai đoạn này.", en: "The campaign has not reached this stage." },
};

export const refusalWords = (refusal: Refusal): Bilingual => REFUSALS[refusal];

/** The unit that an action is about, if it is about one. */
export const unitOfAction = (action: CycleAction): string | undefined => ("unitId" in action ? action.unitId : undefined);

/**
 * Whether these roles may take this step, for this unit. A unit's head proposes for the own unit only; the gate
 * has let in everybody who might take some step.
 */
export function mayTake(action: CycleAction, { roles, unitIds }: Rights, isOwned: boolean): boolean {
  if (!mayAct(action.kind, roles, isOwned)) return false;
  const onlyHead = action.kind === "propose-reopening" && !roles.includes("programme-officer");
  return !onlyHead || unitIds.includes(action.unitId);
}

/** The council's chair ends the council's own stages; the programme officer all of them. */
export function mayAdvance(stage: Stage, roles: readonly Role[]): boolean {
  return roles.includes("programme-officer") || (roles.includes("council-chair") && (stage === "appraisal-1" || stage === "appraisal-2"));
}

/** The version by which a campaign scores now: of the last approved amendment, else the one from which it was made. */
export const regulationInForce = ({ regulationVersionId, sha256 }: { readonly regulationVersionId: string; readonly sha256: string }, state: CycleState): PinnedRegulation => state.regulation ?? { versionId: regulationVersionId, sha256 };

/** Why a version cannot replace the one in force: it is not frozen or the same, or units would be left without their index. */
export function amendmentFault(version: { readonly id: string; readonly frozenAt: string | null; readonly indexCodes: readonly string[] } | undefined, inForce: PinnedRegulation, used: ReadonlySet<string>): Bilingual | undefined {
  if (typeof version?.frozenAt !== "string") return { vi: "Cần một phiên bản quy định đã khóa.", en: "A frozen version of a regulation is needed." };
  if (version.id === inForce.versionId) return { vi: "Phiên bản này đang được áp dụng; không có gì để sửa đổi.", en: "This version is in force already; there is nothing to amend." };
  const missing = [...used].filter((code) => !version.indexCodes.includes(code)).toSorted().join(", ");
  return missing === "" ? undefined : { vi: `Phiên bản này thiếu Chỉ số mà đợt đánh giá đang dùng: ${missing}.`, en: `This version lacks indexes that the campaign uses: ${missing}.` };
}

/** The proposals of a state, oldest first. */
export const proposalsOf = (state: CycleState): Reopening[] => [...state.proposals.values()].toSorted((a, b) => a.number - b.number);
