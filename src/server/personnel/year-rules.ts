import type { Missing, RatingLine, RoundAction } from "../../contract/personnel-year.ts";
import { barOf, lacksUnitLevel, type LevelBar, type LevelLimits } from "../../contract/personnel-year-levels.ts";
import { type ActionKind, isForParts, mayDoIn, owesReplacement, openComplaint, type PartInRating, RATING_FACTS, verifiesAfterwards, type RatingAction, type RatingLevel, type RatingState } from "../../contract/personnel-year-steps.ts";
import { LEAST_REASON } from "../../contract/prose.ts";
import type { Role } from "../../contract/route.ts";
import type { Competence, Regulation } from "../../scoring/regulation/schema.ts";
import { type Bilingual, type FieldProblem, Problem } from "../platform/index.ts";
import type { Placing, QuotaLine } from "./year-points.ts";

/** Who does what to whose rating, and when it can be decided. No I/O. */

/** The round of those whom the Chairman rates. */
export const PROVINCE = "province";

export type FileFacts = { readonly id: string; readonly year: number; readonly personId: string; readonly agencyId: string; readonly officeId: string; readonly roundId: string; readonly competence: string; readonly title: string; readonly basis: "civil-servant" | "contract" };

/** A post and where it stands in the tree decide the competence: an agency's own posts, or those of an office under it. */
export const competenceOf = (regulation: Pick<Regulation, "competences">, { kind, isOfAgency }: { readonly kind: "head" | "deputy" | "officer"; readonly isOfAgency: boolean }): Competence | undefined =>
  regulation.competences?.find((one) => one.post === kind && one.tier === (isOfAgency ? "agency" : "office"));

export const roundOf = ({ decidedBy }: Pick<Competence, "decidedBy">, agencyId: string): string => (decidedBy === "chairman" ? PROVINCE : agencyId);

export type Who = { readonly personId: string; readonly roles: readonly Role[]; /** Agencies in which somebody has a post, themselves or in an office. */ readonly agencies: readonly string[]; readonly heads: readonly string[] };

const leads = (who: Who, unitId: string): boolean => who.roles.includes("unit-head") && who.heads.includes(unitId);

/** Personnel work is done for a whole agency, wherever in it the officer sits. */
export const isPersonnelOf = ({ roles, agencies }: Pick<Who, "roles" | "agencies">, agencyId: string): boolean => roles.includes("programme-officer") || (roles.includes("personnel-officer") && agencies.includes(agencyId));

const holds = (who: Who, holder: "chairman" | "agency-head", file: FileFacts): boolean => (holder === "chairman" ? who.roles.includes("chairman") : leads(who, file.agencyId));

/** Who somebody is to a file. Whoever it is about has no other part in it, whatever their posts and roles. */
export function partsOf(who: Who, file: FileFacts, competence: Competence): PartInRating[] {
  if (who.personId === file.personId) return ["self"];
  const isPersonnel = isPersonnelOf(who, file.agencyId);
  // The Home Affairs department proposes to the Chairman, an agency's own personnel officer to its head.
  const proposes = competence.decidedBy === "chairman" ? who.roles.includes("programme-officer") : isPersonnel;
  return [
    ...(isPersonnel ? ["personnel" as const] : []),
    ...(proposes ? ["proposer" as const] : []),
    ...(holds(who, competence.decidedBy, file) ? ["decider" as const] : []),
    ...(holds(who, competence.replacedBy, file) ? ["replacer" as const] : []),
    ...(competence.chairman && who.roles.includes("chairman") ? ["chairman" as const] : []),
  ];
}

/** The line above: who follows, decides or gives an opinion. They see the file; each look is in the log of reads. */
export const isSuperior = (who: Who, file: FileFacts): boolean => who.personId !== file.personId && (leads(who, file.agencyId) || leads(who, file.officeId) || who.roles.includes("chairman"));

export const sees = (who: Who, file: FileFacts): boolean => who.personId === file.personId || isSuperior(who, file) || isPersonnelOf(who, file.agencyId);

/** Minutes of a meeting on somebody are kept by personnel officers, the head of the unit that met and the head of the agency. */
export const keepsMinutes = (who: Who, file: Pick<FileFacts, "agencyId">, unitId: string): boolean => isPersonnelOf(who, file.agencyId) || who.heads.includes(unitId) || who.heads.includes(file.agencyId);

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

export function requireMay(state: RatingState, kind: ActionKind, parts: readonly PartInRating[]): void {
  if (!isForParts(kind, parts)) throw new Problem("not-allowed");
  if (!mayDoIn(state, kind, parts)) throw conflict("Hồ sơ này đang ở bước khác nên chưa, hoặc không còn, làm được việc này.", "The file is at another step, so this cannot be done yet, or any more.");
}

/** What has to be there before anybody decides, by the competence that holds for the person. */
export function missingOf(state: RatingState, competence: Competence, { hasPoints, hasMoved }: { readonly hasPoints: boolean; readonly hasMoved: boolean }): Missing[] {
  const wants: readonly (readonly [Missing, boolean])[] = [
    ["periods", !hasPoints],
    // Whoever is away for good reason is rated on the time worked (article 19.3).
    ["self-review", state.selfReview === null && state.absence === null],
    ["meeting", state.meetingId === null],
    ["party-opinion", competence.party && state.party === null],
    ["chairman-opinion", competence.chairman && state.chairman === null],
    ["proposal", state.proposal === null],
    ["verification", state.open > 0],
    ["transfer", hasMoved],
  ];
  return wants.filter(([, isMissing]) => isMissing).map(([what]) => what);
}

export const LEVEL_WORDS: Readonly<Record<RatingLevel, string>> = { excellent: "Hoàn thành xuất sắc nhiệm vụ", good: "Hoàn thành tốt nhiệm vụ", completed: "Hoàn thành nhiệm vụ", failed: "Không hoàn thành nhiệm vụ" };

/** Of one person in a decision. */
type ToDecide = { readonly level: RatingLevel; readonly reason: string };
type Standing = { readonly isRated: boolean; readonly missing: readonly Missing[] };

const fault = (pointer: string, vi: string, en: string, expected?: string): FieldProblem => ({ pointer, message: { vi, en }, ...(expected === undefined ? {} : { expected }) });

const BARS: Readonly<Record<Exclude<LevelBar, "months" | "no-points" | "tie">, { readonly article: string } & Bilingual>> = {
  fact: { article: "20.4", vi: "có trường hợp không hoàn thành nhiệm vụ", en: "an overriding case holds" },
  points: { article: "20", vi: "chưa đủ điểm", en: "the points do not reach it" },
  "head-of": { article: "20.6", vi: "không cao hơn mức của tổ chức do người này đứng đầu", en: "not above the level of the unit headed" },
  quota: { article: "20.5", vi: "hết chỗ trong hạn mức", en: "no place is left" },
};

function barFault(bar: LevelBar, computed: RatingLevel | null, pointer: string): FieldProblem {
  if (bar === "months") return fault(pointer, "Công tác trong năm chưa đủ 06 tháng nên không xếp loại (Điều 11.1).", "Less than six months in the year: no rating (article 11.1).");
  if (bar === "no-points" || computed === null) return bar === "tie" ? fault(pointer, "Bằng điểm ở chỗ cuối của mức xuất sắc: hãy quyết định thứ tự trước (Điều 20.5).", "Tied for the last place of excellent: decide the order first (article 20.5).") : fault(pointer, "Chưa có điểm của kỳ nào trong năm.", "There are no points of the year yet.");
  if (bar === "tie") throw new RangeError("a tie that has a level");
  const { article, vi, en } = BARS[bar];
  return fault(pointer, `Điểm, điều kiện và hạn mức chỉ cho phép đến mức “${LEVEL_WORDS[computed]}”: ${vi} (Điều ${article}).`, `Points, conditions and places allow at most “${computed}”: ${en} (article ${article}).`, computed);
}

/** Why a level cannot be proposed, or with `isDecided` decided, by the rule that the page goes by as well. */
export function levelFault({ level, reason }: ToDecide, limits: LevelLimits, pointer: string, isDecided = true): FieldProblem | undefined {
  const bar = barOf(level, limits);
  if (bar !== undefined) return barFault(bar, limits.computed, `${pointer}/level`);
  const isHeads = isDecided && lacksUnitLevel(limits);
  if ((level !== limits.computed || isHeads) && reason.length < LEAST_REASON) return fault(`${pointer}/reason`, isHeads ? "Tổ chức do người này đứng đầu chưa được xếp loại: hãy ghi lý do vẫn quyết định (Điều 20.6)." : "Thấp hơn mức tính được: hãy ghi lý do.", isHeads ? "The unit headed is not rated yet: give a reason to decide all the same (article 20.6)." : "Lower than computed: give a reason.", `≥ ${String(LEAST_REASON)}`);
  return undefined;
}

export const MISSING_WORDS: Readonly<Record<Missing, Bilingual>> = {
  periods: { vi: "chưa có kết quả theo dõi của kỳ nào", en: "no period's result" },
  "self-review": { vi: "chưa tự xếp loại (Mẫu số 02)", en: "no self-review (form 02)" },
  meeting: { vi: "chưa có biên bản cuộc họp", en: "no minutes of the meeting" },
  "party-opinion": { vi: "chưa có nhận xét của cấp ủy", en: "no opinion of the Party committee" },
  "chairman-opinion": { vi: "chưa có ý kiến của Chủ tịch UBND tỉnh", en: "no opinion of the Chairman" },
  proposal: { vi: "chưa có đề xuất mức xếp loại", en: "no proposal" },
  verification: { vi: "có đơn thư, phản ánh chưa xác minh", en: "something raised is not verified" },
  transfer: { vi: "người này đã chuyển công tác; hồ sơ phải được tiếp nhận ở nơi công tác hiện nay (Điều 19.1)", en: "the person works elsewhere now; the file is to be taken over there (article 19.1)" },
};

/** Why nothing can be decided of a person yet. */
export function readinessFault({ isRated: isToRate, missing }: Pick<Standing, "isRated" | "missing">, pointer: string): FieldProblem | undefined {
  if (!isToRate) return fault(pointer, "Công tác trong năm chưa đủ 06 tháng nên không xếp loại (Điều 11.1).", "Less than six months in the year: no rating (article 11.1).");
  if (missing.length === 0) return undefined;
  return fault(pointer, `Chưa đủ hồ sơ: ${missing.map((one) => MISSING_WORDS[one].vi).join("; ")}.`, `Not ready: ${missing.map((one) => MISSING_WORDS[one].en).join("; ")}.`);
}

/** What a round's own steps have come to. */
export type RoundState = { readonly share: { readonly share: string; readonly reason: string } | undefined; readonly orders: readonly (readonly string[])[]; readonly contract: { readonly isIncluded: boolean; readonly personIds: readonly string[]; readonly paper: string } };
const NO_CONTRACT = { isIncluded: false, personIds: [], paper: "" };

export function foldRound(steps: readonly RoundAction[]): RoundState {
  const share = steps.findLast((one) => one.kind === "share");
  const contract = steps.findLast((one) => one.kind === "contract-staff");
  return {
    share: share?.kind === "share" ? { share: share.share, reason: share.reason } : undefined,
    orders: steps.flatMap((one) => (one.kind === "order" ? [one.fileIds] : [])),
    contract: contract?.kind === "contract-staff" ? { isIncluded: contract.isIncluded, personIds: contract.personIds, paper: contract.paper } : NO_CONTRACT,
  };
}

/** Orders that still speak of people who are tied; points may have changed since. */
export const ordersThatHold = (orders: readonly (readonly string[])[], quota: readonly QuotaLine[]): (readonly string[])[] =>
  quota.flatMap(({ straddling }) => {
    const order = orders.findLast((one) => one.length === straddling.length && one.every((id) => straddling.includes(id)));
    return order === undefined || straddling.length === 0 ? [] : [order];
  });

/** What the texts of an action ask for besides their shape. */
export function actionFault(action: RatingAction, standing: { readonly periodsComplete: boolean; readonly limits: LevelLimits; readonly state: RatingState }): FieldProblem | undefined {
  // What is found before there is an answer the answer itself says.
  if (action.kind === "verify" && action.changes === true && !verifiesAfterwards(standing.state)) return fault("/changes", "Kiến nghị chưa được trả lời: kết luận đúng, sai ghi ở phần trả lời.", "The complaint has no answer yet: the answer says whether it is right.");
  if (action.kind !== "propose") return undefined;
  if (!standing.periodsComplete && action.reason.length < LEAST_REASON) return fault("/reason", "Chưa đủ kết quả các kỳ trong năm: hãy ghi lý do vẫn đề xuất.", "Not every period of the year has a result: give a reason to propose all the same.", "≥ 10");
  return levelFault({ level: action.level, reason: action.reason }, standing.limits, "", false);
}

export const stillOpen = (state: RatingState): boolean => openComplaint(state) !== undefined || owesReplacement(state);

type Gate = RatingLine["gates"][number];
const FACT_WORDS = { misconduct: ["20.4.b", "Bị kết luận suy thoái, vi phạm điều đảng viên không được làm hoặc trách nhiệm nêu gương"], disciplined: ["20.4.c", "Bị kỷ luật từ khiển trách trở lên do vi phạm trong hoạt động công vụ"], unitCorruption: ["20.4.d", "Đơn vị phụ trách có tham ô, tham nhũng, lãng phí bị xử lý"] } as const;

/** What the level is held against besides the points, for the person who decides. */
export function gatesOf(state: RatingState, { months, isRated: isToRate, placing, headOf, isHead }: { readonly months: number; readonly isRated: boolean; readonly placing: Placing | undefined; readonly headOf: RatingLevel | undefined; readonly isHead: boolean }): Gate[] {
  const facts = RATING_FACTS.filter((key) => state.facts[key]).map((key): Gate => ({ kind: "fact", article: FACT_WORDS[key][0], text: FACT_WORDS[key][1], holdsBack: true }));
  const unit: Gate[] = isHead ? [{ kind: "head-of", article: "20.6", text: headOf === undefined ? "Tổ chức do người này đứng đầu chưa được xếp loại" : `Tổ chức do người này đứng đầu: ${LEVEL_WORDS[headOf]}`, holdsBack: headOf !== "excellent" }] : [];
  // Before the first period of the year is confirmed nobody knows how long somebody will have worked.
  const time: Gate[] = months === 0 || isToRate ? [] : [{ kind: "months", article: "11.1", text: `Mới có kết quả theo dõi của ${String(months)} tháng trong năm, chưa đủ 06 tháng`, holdsBack: true }];
  const places: Gate[] = placing?.isHeldByQuota === true ? [{ kind: "quota", article: "20.5", text: "Đủ điểm mức xuất sắc nhưng hết chỗ trong hạn mức", holdsBack: true }] : [];
  return [...time, ...facts, ...unit, ...places];
}
