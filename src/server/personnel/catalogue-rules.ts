import type { CatalogueState } from "../../contract/personnel-catalogue-parts.ts";
import type { Role } from "../../contract/route.ts";
import { type Bilingual, Problem } from "../platform/index.ts";
import type { StepRecord } from "./catalogue-list-queries.ts";

/** Who may see a list and what may be done with it. Pure. */

type List = { readonly unitId: string | null; readonly state: CatalogueState };

/** They see every list before it is approved: who merges, who decides, who checks. */
const OVERSEERS: readonly Role[] = ["programme-officer", "chairman", "vice-chairman", "auditor"];

export const overseesLists = (roles: readonly Role[]): boolean => roles.some((role) => OVERSEERS.includes(role));
const isOwn = ({ unitId }: List, own: readonly string[]): boolean => unitId !== null && own.includes(unitId);

/** What is approved is for everybody; a unit's list is for its own people until then. */
export const isSeen = (list: List, roles: readonly Role[], own: readonly string[]): boolean => list.state === "approved" || overseesLists(roles) || isOwn(list, own);

export type Act = "edit" | "send" | "take-back" | "return" | "approve" | "renew";
/** `posts` are the units of somebody's posts, `own` these and those above them. */
type Who = { readonly roles: readonly Role[]; readonly posts: readonly string[]; readonly own: readonly string[]; readonly personId: string; readonly steps: readonly StepRecord[]; readonly isNewest: boolean };

/** Whoever heads an office of it does not head the unit. */
const heads = (list: List, { roles, posts }: Who): boolean => isOwn(list, posts) && roles.includes("unit-head");
/** A unit's list is prepared by its own people and sent by its head; the province's by the department alone (plan IV.2.1, IV.2.2). */
const prepares = (list: List, who: Who): boolean => (list.unitId === null ? who.roles.includes("programme-officer") : heads(list, who) || (isOwn(list, who.own) && who.roles.includes("personnel-officer")));
const sends = (list: List, who: Who): boolean => (list.unitId === null ? prepares(list, who) : heads(list, who));
/** The department looks at the units' lists, the Chairman at the department's. */
const judges = ({ unitId }: List, { roles }: Who): boolean => roles.includes(unitId === null ? "chairman" : "programme-officer");

const senderOf = (steps: readonly StepRecord[]): string | undefined => steps.findLast(({ step }) => step.kind === "send")?.by;

export function mayWith(list: List, who: Who): ReadonlySet<Act> {
  const isOpen = list.state === "draft" || list.state === "returned";
  const isSent = list.state === "sent";
  const isOver = list.state === "accepted" || list.state === "approved";
  const acts: readonly (readonly [Act, boolean])[] = [
    ["edit", isOpen && prepares(list, who)],
    ["send", isOpen && sends(list, who)],
    ["take-back", isSent && sends(list, who)],
    ["return", isSent && judges(list, who)],
    // Nobody approves what they sent themselves.
    ["approve", isSent && list.unitId === null && judges(list, who) && senderOf(who.steps) !== who.personId],
    ["renew", isOver && who.isNewest && prepares(list, who)],
  ];
  return new Set(acts.flatMap(([act, may]) => (may ? [act] : [])));
}

const NOT_NOW: Readonly<Record<Act, Bilingual>> = {
  edit: { vi: "Danh mục đã gửi hoặc đã được phê duyệt nên không sửa được nữa.", en: "The list was sent or approved and does not change any more." },
  send: { vi: "Danh mục không ở tình trạng gửi được, hoặc người gửi phải là thủ trưởng đơn vị.", en: "The list cannot be sent now, or the unit's head has to send it." },
  "take-back": { vi: "Chỉ rút lại được danh mục đã gửi và chưa được tiếp nhận.", en: "Only a list that was sent and not yet taken can be taken back." },
  return: { vi: "Chỉ trả lại được danh mục đang chờ xem xét.", en: "Only a list that waits can be returned." },
  approve: { vi: "Danh mục không chờ phê duyệt, hoặc người phê duyệt chính là người trình.", en: "The list does not wait for approval, or whoever approves has sent it." },
  renew: { vi: "Phiên bản mới chỉ bắt đầu được từ phiên bản mới nhất đã xong.", en: "A new version begins from the newest one that is finished." },
};

/** Refuses what may not be done now: 403 where the role would never do, 409 where it is not the time. */
export function requireMay(list: List, who: Who, act: Act): void {
  if (mayWith(list, who).has(act)) return;
  const everMay = act === "return" || act === "approve" ? judges(list, who) : act === "send" || act === "take-back" ? sends(list, who) : prepares(list, who);
  throw new Problem(everMay ? "conflict" : "not-allowed", { detail: NOT_NOW[act] });
}

/** From which day an approved version may count: after the one before it, and, unless it is the first, not before today, so that no work that was assigned loses its line. */
export function dayFault(from: string, today: string, last: string | null): Bilingual | undefined {
  if (last === null) return undefined;
  if (from <= last) return { vi: `Ngày áp dụng phải sau ngày ${last} của phiên bản trước.`, en: `It has to begin after ${last}, when the version before began.` };
  return from < today ? { vi: "Ngày áp dụng phải từ hôm nay trở đi.", en: "It must not begin before today." } : undefined;
}
