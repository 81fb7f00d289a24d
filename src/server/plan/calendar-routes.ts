import { createHash, randomBytes, randomUUID } from "node:crypto";
import { ICalCalendar, ICalEventTransparency } from "ical-generator";
import { addCalendarLink, type Duty, listCalendarLinks, readCalendar, revokeCalendarLink } from "../../contract/plan-work.ts";
import { holdersAmong } from "../identity/index.ts";
import { dayOf, unitNames, unitsOf } from "../organisation/index.ts";
import { actorOf, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { type CalendarLink, holderOfLink, insertLink, linksOf, revokeLink } from "./duplicate-queries.ts";
import { type OtherDues, workIn } from "./work.ts";
import { currentPlan } from "./plans.ts";

/** Deadlines in the calendar program of whoever owes them, by a secret address that can be revoked. */

const self = (): readonly ["self"] => ["self"];
const SECRET_BYTES = 32;
const MOST_LINKS = 10;
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
const viewOf = ({ id, at, revokedAt }: CalendarLink) => ({ id, at: at.toISOString(), revokedAt: revokedAt?.toISOString() ?? null });

const list = query(listCalendarLinks, async (call) => ({ body: { items: (await linksOf(call.tx, actorOf(call).personId)).map(viewOf) } }), self);

const add = command(
  addCalendarLink,
  async (call) => {
    const { tx } = call;
    const { personId: person } = actorOf(call);
    if ((await linksOf(tx, person)).filter((one) => one.revokedAt === null).length >= MOST_LINKS) throw new Problem("conflict", { detail: { vi: "Đã có nhiều liên kết; hãy thu hồi bớt.", en: "There are many links already; revoke some." } });
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    const link = { id: randomUUID(), at: await tx.now() };
    await insertLink(tx, { ...link, secretHash: hashOf(secret), person });
    return { reply: { body: { ...viewOf({ ...link, revokedAt: null }), path: `/api/v1/work-calendar?key=${secret}` } }, audit: [{ action: "plan.calendar-link-made", subject: `person:${person}`, data: { id: link.id, secretHash: hashOf(secret), person, at: link.at.toISOString() } }] };
  },
  self,
);

const revoke = command(
  revokeCalendarLink,
  async (call) => {
    const { tx, params: { linkId } } = call;
    const { personId } = actorOf(call);
    const link = await revokeLink(tx, personId, linkId, await tx.now());
    if (link === undefined) throw new Problem("not-found");
    return { reply: { body: viewOf(link) }, audit: [{ action: "plan.calendar-link-revoked", subject: `person:${personId}`, data: { id: linkId, revokedAt: link.revokedAt?.toISOString() } }] };
  },
  self,
);

const DAY_MS = 86_400_000;
/** How often a program need not look again. */
const HOURS_BETWEEN = 6;
const DONE: ReadonlySet<Duty["state"]> = new Set(["done", "done-late"]);

const ROMAN = ["", "I", "II", "III", "IV"] as const;

/** A period as people say it: "2025-Q1" is quý I năm 2025. */
function periodTold(period: string): string {
  const { year = period, kind = "", number = "" } = /^(?<year>\d{4})(?:-(?:year|(?<kind>[QHqh]?)(?<number>\d{1,2})))?$/.exec(period)?.groups ?? {};
  if (number === "") return `năm ${year}`;
  if (/q/i.test(kind)) return `quý ${ROMAN[Number(number)] ?? number} năm ${year}`;
  if (/h/i.test(kind)) return number === "1" ? `6 tháng đầu năm ${year}` : `6 tháng cuối năm ${year}`;
  return `tháng ${String(Number(number))} năm ${year}`;
}

/** The calendar as text: an event of a whole day for each thing that is due, the same from one fetch to the next. */
export function calendarOf(duties: readonly (Duty & { readonly unitName: string })[], now: Date): string {
  const calendar = new ICalCalendar({ ttl: HOURS_BETWEEN * 3600, name: "Chương trình công tác cải cách hành chính", prodId: { company: "Công Tâm", product: "Chương trình công tác", language: "VI" } });
  for (const one of duties) {
    const start = new Date(`${one.due}T00:00:00Z`);
    calendar.createEvent({
      id: `${one.unitId}.${one.source}.${one.key}.${one.period}@cong-tam`,
      stamp: now,
      start,
      end: new Date(start.getTime() + DAY_MS),
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: `${DONE.has(one.state) ? "✓ " : ""}${one.title}`,
      description: `${one.unitName}\n${one.output}\nKỳ: ${periodTold(one.period)}`,
    });
  }
  // The last line is ended like any other (RFC 5545, 3.1).
  return `${calendar.toString()}\r\n`;
}

/** What the holder of a link owes now: their account, roles and posts are looked at anew each time. */
async function dutiesFor(tx: Transaction, person: string, others: readonly OtherDues[]): Promise<(Duty & { unitName: string })[] | undefined> {
  const holder = (await holdersAmong(tx, [person])).get(person);
  const unitIds = await unitsOf(tx, person);
  if (holder === undefined || !holder.roles.some((role) => role === "unit-head" || role === "unit-scorer" || role === "programme-officer")) return undefined;
  await tx.actAs({ personId: person, roles: holder.roles, unitIds });
  const names = await unitNames(tx, unitIds);
  const thisYear = Number(dayOf(await tx.now()).slice(0, 4));
  const owed: (Duty & { unitName: string })[] = [];
  // What the year before has left stays in the calendar beside this year's.
  for (const year of [thisYear - 1, thisYear]) {
    const plan = await currentPlan(tx, year);
    const duties = plan === undefined ? undefined : (await workIn(tx, plan.planId, others)).duties;
    owed.push(...unitIds.flatMap((unitId) => (duties?.get(unitId) ?? []).map((one) => ({ ...one, unitName: names.get(unitId) ?? "" }))));
  }
  return owed;
}

const give = (others: readonly OtherDues[]): Endpoint =>
  query(readCalendar, async ({ tx, query: { key } }) => {
    const person = await holderOfLink(tx, hashOf(key));
    const duties = person === undefined ? undefined : await dutiesFor(tx, person, others);
    if (duties === undefined) throw new Problem("not-found");
    const text = calendarOf(duties, await tx.now());
    return { file: { name: "chuong-trinh-cong-tac.ics", type: "text/calendar; charset=utf-8", make: async () => new TextEncoder().encode(text) } };
  });

export const calendarEndpoints = (others: readonly OtherDues[]): readonly Endpoint[] => [list, add, revoke, give(others)];
