import type { PostKind } from "../../contract/organisation.ts";
import { type Bilingual, type FieldProblem, Problem } from "../platform/index.ts";

/** What holds for units and posts in time. Days are texts (YYYY-MM-DD), which compare as they stand. */

/** From its first day to the day before `to`; null means without a planned end. */
export type Period = { readonly from: string; readonly to: string | null };

export type UnitFacts = Period & { readonly id: string; readonly code: string; readonly parent: string | null; readonly index: string | null };
export type NameFacts = Period & { readonly name: string };
export type PostFacts = Period & { readonly unit: string; readonly person: string; readonly kind: PostKind };
export type LinkFacts = { readonly unit: string; readonly successor: string; readonly on: string };

const AHEAD_OF_UTC_MS = 7 * 60 * 60 * 1000;

/** The day in Viet Nam, where clocks have stood seven hours ahead of UTC without summer time since 1975. */
export const dayOf = (now: Date): string => new Date(now.getTime() + AHEAD_OF_UTC_MS).toISOString().slice(0, 10);

const DAY_MS = 24 * 60 * 60 * 1000;
export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

export const isValidAt = (period: Period, day: string): boolean => period.from <= day && (period.to === null || day < period.to);
export const overlap = (a: Period, b: Period): boolean => (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);
const contains = (outer: Period, inner: Period): boolean => outer.from <= inner.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));

export const yearOf = (year: number): Period => ({ from: `${String(year)}-01-01`, to: `${String(year + 1)}-01-01` });

/** Small letters without diacritics and with one kind of apostrophe, as people type when they search. */
export const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[đĐ]/g, "d")
    .replaceAll(/[‘’ʼ`´]/g, "'")
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** The name on a day: before the first one starts the first, otherwise the last that has started. */
export const nameAt = (names: readonly NameFacts[], day: string): string => (names.findLast((one) => one.from <= day) ?? names[0])?.name ?? "";

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** A field that is well formed but does not fit what is already there. */
function misfit(pointer: string, words: Bilingual): Problem {
  return new Problem("invalid-input", { detail: words, fields: [{ pointer, message: words.vi } satisfies FieldProblem] });
}

/** Codes may be used again after a unit has ended, never by two units at once. */
export function requireFreeCode(code: string, period: Period, others: readonly UnitFacts[]): void {
  if (others.some((one) => one.code === code && overlap(one, period))) throw conflict(`Mã ${code} đang thuộc một đơn vị khác.`, `The code ${code} belongs to another unit.`);
}

type ParentOf = (unit: string) => string | null | undefined;

/** Whether `unit` would stand under itself with this parent. */
export function makesCycle(unit: string, parent: string | null, parentOf: ParentOf): boolean {
  const seen = new Set<string>();
  // A tree that somehow has a cycle already must not hold up the question.
  for (let current = parent; current !== null && !seen.has(current); current = parentOf(current) ?? null) {
    if (current === unit) return true;
    seen.add(current);
  }
  return false;
}

/** A unit stands only under one that exists on that day and goes on, and never under itself. */
export function requireParent(unit: string, parent: string | null, on: string, tree: ReadonlyMap<string, UnitFacts>): void {
  if (parent === null) return;
  const above = tree.get(parent);
  if (above === undefined || !isValidAt(above, on)) throw misfit("/parent", { vi: "Không có đơn vị cấp trên này vào ngày đó.", en: "There is no such parent unit on that day." });
  // Otherwise its end would leave this one under nothing.
  if (above.to !== null) throw misfit("/parent", { vi: `Đơn vị cấp trên này kết thúc từ ${above.to}.`, en: `This parent unit ends on ${above.to}.` });
  if (makesCycle(unit, parent, (one) => tree.get(one)?.parent)) throw misfit("/parent", { vi: "Đơn vị không thể nằm dưới chính nó.", en: "A unit cannot stand under itself." });
}

/** What a renaming does: nothing, a correction of a name that starts on the same day, or a new name from that day. */
export function planRenaming(unit: Period, names: readonly NameFacts[], name: string, on: string): "none" | "correct" | "follow" {
  const last = names.at(-1);
  if (last === undefined || last.name === name) return "none";
  if (!isValidAt(unit, on)) throw misfit("/on", { vi: "Vào ngày này đơn vị không tồn tại.", en: "The unit does not exist on this day." });
  if (on < last.from) throw misfit("/on", { vi: `Tên hiện có bắt đầu từ ${last.from}; tên mới không thể có trước đó.`, en: `The present name starts on ${last.from}; a new one cannot start before it.` });
  return on === last.from ? "correct" : "follow";
}

type Merging = {
  readonly unit: UnitFacts;
  readonly into: UnitFacts | undefined;
  readonly on: string;
  readonly children: readonly UnitFacts[];
  /** Links to the unit from those that it continues. */
  readonly incoming: readonly LinkFacts[];
  readonly posts: readonly PostFacts[];
};

/** A unit is merged once, on a day on which both exist, into one that goes on, with nothing left under it. */
export function requireMerging({ unit, into, on, children, incoming, posts }: Merging): void {
  if (into === undefined) throw misfit("/into", { vi: "Không có đơn vị nhận sáp nhập này.", en: "There is no such unit to merge into." });
  if (into.id === unit.id) throw misfit("/into", { vi: "Đơn vị không thể sáp nhập vào chính nó.", en: "A unit cannot merge into itself." });
  if (unit.to !== null) throw conflict(`Đơn vị đã kết thúc từ ${unit.to}.`, `The unit has ended on ${unit.to}.`);
  if (into.to !== null) throw conflict(`Đơn vị nhận sáp nhập kết thúc từ ${into.to}.`, `The unit to merge into ends on ${into.to}.`);
  // A unit that existed for no day would have no history to link.
  if (on <= unit.from || !isValidAt(into, on)) throw misfit("/on", { vi: "Vào ngày này chưa có đủ cả hai đơn vị.", en: "The two units do not both exist on this day." });
  if (incoming.some((one) => on <= one.on)) throw misfit("/on", { vi: "Trước ngày này đơn vị còn nhận sáp nhập đơn vị khác; cần ngày muộn hơn.", en: "Another unit merges into this one on or after this day; choose a later one." });
  const below = children.filter((one) => one.to === null || one.to > on);
  if (below.length > 0) throw conflict(`Cần chuyển trước các đơn vị trực thuộc: ${codes(below)}.`, `Move the units under it first: ${codes(below)}.`);
  if (posts.some((one) => one.from >= on)) throw conflict("Có vị trí bắt đầu từ ngày sáp nhập trở đi.", "A post starts on the day of the merger or later.");
}

const MOST_NAMED = 10;
const codes = (units: readonly UnitFacts[]): string => `${units.slice(0, MOST_NAMED).map((one) => one.code).join(", ")}${units.length > MOST_NAMED ? ", …" : ""}`;

/** A post lies within its unit's time; a unit has one head at a time, and nobody the same post twice at once. */
export function requirePost(post: PostFacts, unit: UnitFacts | undefined, others: readonly PostFacts[]): void {
  if (unit === undefined) throw misfit("/unit", { vi: "Không có đơn vị này.", en: "There is no such unit." });
  if (post.to !== null && post.to <= post.from) throw misfit("/to", { vi: "Ngày kết thúc phải sau ngày bắt đầu.", en: "The end must come after the start." });
  if (!contains(unit, post)) throw misfit("/from", { vi: "Thời gian giữ vị trí nằm ngoài thời gian đơn vị tồn tại.", en: "The post lies outside the time of its unit." });
  const together = others.filter((one) => one.unit === post.unit && one.kind === post.kind && overlap(one, post));
  if (post.kind === "head" && together.length > 0) throw conflict("Đơn vị đã có người đứng đầu trong thời gian này.", "The unit has a head during this time.");
  if (together.some((one) => one.person === post.person)) throw conflict("Người này đã giữ vị trí đó trong thời gian này.", "This person has that post during this time.");
}

/** An end may be set, or brought forward while it lies ahead; what has ended stays as it was. */
export function requireEnding(post: Period, on: string, today: string): void {
  if (post.to !== null && (post.to <= today || post.to <= on)) throw conflict(`Vị trí này đã kết thúc từ ${post.to}.`, `This post has ended on ${post.to}.`);
  if (on <= post.from) throw misfit("/on", { vi: `Vị trí bắt đầu từ ${post.from}; ngày kết thúc phải sau đó.`, en: `The post starts on ${post.from}; its end must come later.` });
}

/**
 * The units to which somebody belongs by posts in these: they themselves, what continues them, and what they
 * continue. Up and down are walked apart: two units that merged into one do not belong to each other's people.
 */
export function withKin(units: readonly string[], links: readonly LinkFacts[]): string[] {
  const reach = (following: (unit: string) => readonly string[]): Set<string> => {
    const found = new Set(units);
    // A set grows while it is walked, so that this reaches everything.
    for (const unit of found) for (const one of following(unit)) found.add(one);
    return found;
  };
  const after = reach((unit) => links.filter((one) => one.unit === unit).map((one) => one.successor));
  const before = reach((unit) => links.filter((one) => one.successor === unit).map((one) => one.unit));
  return [...new Set([...after, ...before])].toSorted();
}
