import { z } from "zod";
import { dayOf } from "../../../server/organisation/index.ts";
import type { Actor, Transaction } from "../../../server/platform/index.ts";
import { act, LABEL } from "../loading.ts";
import type { GiaLai } from "./gia-lai.ts";
import type { Official } from "./people.ts";
import { daysAfter, selfScoresOf, type SentTask, tasksOf } from "./quarter-lines.ts";
import { actUnderWay } from "./under-way.ts";
import { PROVINCE, STAFFED } from "./structure.ts";

/** Two quarters of work of everybody: assigned, done and accepted, self-scored, confirmed, met about and made known; the present quarter is under way. */

const STAFF = "gia-lai-2026-staff";
/** As another program sends them; each parcel is a source of its own, of which nothing was known before. */
const SOURCE = "minh-hoa";
const AT_ONCE = 2000;
const MONTHS_OF_QUARTER = 3;
const QUARTERS = 4;

type Quarter = { readonly id: string; readonly from: string; readonly to: string };
const quarterOf = (year: number, quarter: number): Quarter => {
  const first = (quarter - 1) * MONTHS_OF_QUARTER + 1;
  const day = (month: number): string => (month > 12 ? `${String(year + 1)}-01-01` : `${String(year)}-${String(month).padStart(2, "0")}-01`);
  return { id: `${String(year)}-Q${String(quarter)}`, from: day(first), to: day(first + MONTHS_OF_QUARTER) };
};

/** Somebody without an account acts as the person who holds the post. */
const standIn = ({ personId, name }: Official, unitId: string): Actor => ({ accountId: "demonstration", personId, name, roles: [], unitIds: [unitId], sessionId: "" });

/** Of the communes and wards that have no offices here these many have begun, with the second quarter. */
const BEGUN = 12;
const isLocal = (unit: string): boolean => /^\d/.test(unit);
const WITH_OFFICES = new Set(STAFFED.map((one) => one.unit));

/** Who takes part in a quarter. */
function begunIn(isFirst: boolean, officials: readonly Official[]): (one: Official) => boolean {
  const locals = [...new Set(officials.map((one) => one.unit).filter((unit) => isLocal(unit) && !unit.includes(".") && !WITH_OFFICES.has(unit)))];
  const begun = new Set(locals.slice(0, BEGUN));
  return ({ unit }) => !locals.includes(unit) || (!isFirst && begun.has(unit));
}

/** The two quarters before the one of a day, and that one. */
export function quartersUpTo(day: string): readonly [Quarter, Quarter, Quarter] {
  const at = Number(day.slice(0, 4)) * QUARTERS + Math.floor((Number(day.slice(5, 7)) - 1) / MONTHS_OF_QUARTER);
  const nth = (count: number): Quarter => quarterOf(Math.floor(count / QUARTERS), (count % QUARTERS) + 1);
  return [nth(at - 2), nth(at - 1), nth(at)];
}

type Member = { readonly one: Official; readonly seed: number };
type Staff = { readonly people: readonly Official[]; readonly superiorOf: (one: Official) => Official; readonly actorOf: (one: Official) => Actor };

/** Everybody but the province's own leaders, subordinates before those who lead them. */
function staffOf(giaLai: GiaLai): Staff {
  const heads = new Map(giaLai.officials.filter((one) => one.kind === "head").map((one) => [one.unit, one]));
  const headOf = (unit: string): Official => {
    const head = heads.get(unit);
    if (head === undefined) throw new RangeError(`${unit} has no head`);
    return head;
  };
  const above = (unit: string): string => (unit.includes(".") ? (unit.split(".")[0] ?? "") : PROVINCE.code);
  const depth = ({ unit, kind }: Official): number => (unit.includes(".") ? 0 : 10) + { officer: 0, deputy: 1, head: 2 }[kind];
  return {
    people: giaLai.officials.filter((one) => one.unit !== PROVINCE.code).toSorted((a, b) => depth(a) - depth(b)),
    superiorOf: (one) => headOf(one.kind === "head" ? above(one.unit) : one.unit),
    actorOf: (one) => standIn(one, giaLai.unit(one.unit)),
  };
}

/** Deputies are in charge of offices, or of some of the officers, from the first day of the year. */
async function giveFields(giaLai: GiaLai, moment: Transaction, { people, superiorOf, actorOf }: Staff, from: string): Promise<void> {
  const offices = [...new Set(giaLai.officials.map((one) => one.unit))].filter((unit) => unit.includes("."));
  for (const deputy of people.filter((one) => one.kind === "deputy")) {
    const peers = people.filter((one) => one.kind === "deputy" && one.unit === deputy.unit).length;
    const units = offices.filter((unit, at) => unit.startsWith(`${deputy.unit}.`) && at % peers === deputy.nth).map((unit) => giaLai.unit(unit));
    const officers = people.filter((one) => one.kind === "officer" && one.unit === deputy.unit && one.nth % 2 === 0).map((one) => one.personId);
    await act(giaLai, moment, actorOf(superiorOf(deputy)), "personnel.setRemit", { params: { personId: deputy.personId }, body: { units, people: officers, from } });
  }
}

async function open(giaLai: GiaLai, moment: Transaction, { id }: Quarter): Promise<void> {
  await act(giaLai, moment, giaLai.actor("sonoivu"), "personnel.openPeriod", { body: { id, regulationVersionId: giaLai.regulations.staff } });
}

async function send(giaLai: GiaLai, moment: Transaction, { id }: Quarter, tasks: readonly SentTask[]): Promise<void> {
  const system: Actor = { accountId: "demonstration", personId: "", name: LABEL, roles: ["task-system"], unitIds: [], sessionId: "" };
  for (let at = 0; at < tasks.length; at += AT_ONCE) await act(giaLai, moment, system, "personnel.sendTasks", { params: { periodId: id }, body: { source: `${SOURCE}-${String(at / AT_ONCE + 1)}`, tasks: tasks.slice(at, at + AT_ONCE) } });
}

const versionOf = z.object({ version: z.string() });
const REMARKS = ["Nhất trí với điểm tự chấm; hoàn thành việc được giao trong quý.", "Hoàn thành việc được giao; cần chủ động hơn về tiến độ.", "Chất lượng tham mưu tốt, phối hợp tốt với các phòng."];
const AWAY_EVERY = 97;

/** One form from the first score to the confirmation. */
async function confirmForm(giaLai: GiaLai, moment: Transaction, { id }: Quarter, { superiorOf, actorOf }: Staff, { one, seed }: Member): Promise<void> {
  const params = { periodId: id, personId: one.personId };
  const superior = actorOf(superiorOf(one));
  if (one.kind === "officer" && seed % AWAY_EVERY === 0) {
    await act(giaLai, moment, superior, "personnel.actOnForm", { params, body: { kind: "absent", reason: "Nghỉ thai sản theo Quyết định minh họa." }, seen: "0" });
    return;
  }
  const scored = await act(giaLai, moment, actorOf(one), "personnel.scoreForm", { params, body: { scores: selfScoresOf(seed, id), strengths: "Hoàn thành các việc được giao trong quý (minh họa).", shortcomings: "" }, seen: "0" });
  const handed = await act(giaLai, moment, actorOf(one), "personnel.actOnForm", { params, body: { kind: "hand-in" }, seen: versionOf.parse(scored.body).version });
  const marks = one.kind === "officer" ? {} : { marks: { dd: seed % 9 !== 0, e: true, grounds: "Theo kết quả của đơn vị trong quý." } };
  await act(giaLai, moment, superior, "personnel.actOnForm", { params, body: { kind: "confirm", remark: REMARKS[seed % REMARKS.length], ...marks }, seen: versionOf.parse(handed.body).version });
}

/** Each office meets about the quarter and makes its results known. */
async function makeKnown(giaLai: GiaLai, moment: Transaction, { id, to }: Quarter, { people, actorOf }: Staff): Promise<void> {
  for (const head of people.filter((one) => one.kind === "head" && one.unit.includes("."))) {
    const params = { periodId: id, unitId: giaLai.unit(head.unit) };
    const count = people.filter((one) => one.unit === head.unit).length;
    const secretary = people.find((one) => one.unit === head.unit && one.kind === "officer") ?? head;
    await act(giaLai, moment, actorOf(head), "personnel.actOnUnit", { params, seen: "0", body: { kind: "meeting", on: daysAfter(to, -2), chair: head.name, secretary: secretary.name, attended: count - 1, invited: count, opinions: "Các ý kiến nhất trí với kết quả tự đánh giá (minh họa).", isAdopted: true } });
    await act(giaLai, moment, actorOf(head), "personnel.actOnUnit", { params, seen: "1", body: { kind: "notify", by: "Niêm yết trên trang nội bộ (minh họa)" } });
  }
}

async function finished(giaLai: GiaLai, moment: Transaction, quarter: Quarter, staff: Staff): Promise<void> {
  await open(giaLai, moment, quarter);
  const lines = staff.people.flatMap((one, seed) => tasksOf({ official: one, superior: staff.superiorOf(one).personId, from: quarter.from, to: quarter.to, until: daysAfter(quarter.to, -1) }, seed));
  await send(giaLai, moment, quarter, lines);
  for (const [seed, one] of staff.people.entries()) await confirmForm(giaLai, moment, quarter, staff, { one, seed });
  await makeKnown(giaLai, moment, quarter, staff);
  await act(giaLai, moment, giaLai.actor("sonoivu"), "personnel.actOnPeriod", { params: { periodId: quarter.id }, body: { kind: "close" }, seen: "0" });
}

export async function loadQuarters(giaLai: GiaLai): Promise<void> {
  const moment = giaLai.tx.later();
  const today = dayOf(await moment.now());
  const [first, second, present] = quartersUpTo(today);
  const staff = staffOf(giaLai);
  const begun = { ...staff, people: staff.people.filter(begunIn(false, giaLai.officials)) };
  const since = `${first.id.slice(0, 4)}-01-01`;
  await act(giaLai, moment, giaLai.actor("sonoivu"), "personnel.setGranularity", { body: { regulation: STAFF, from: since, kind: "quarter", reason: "Kế hoạch của tỉnh theo dõi, đánh giá theo quý." } });
  await giveFields(giaLai, moment, begun, since);
  await finished(giaLai, moment, first, { ...staff, people: staff.people.filter(begunIn(true, giaLai.officials)) });
  await finished(giaLai, moment, second, begun);
  await open(giaLai, moment, present);
  const { from, to } = present;
  await send(giaLai, moment, present, begun.people.flatMap((one, seed) => tasksOf({ official: one, superior: begun.superiorOf(one).personId, from, to, until: today }, seed).filter((task) => task.assignedOn <= today)));
  await actUnderWay(giaLai, moment, { ...present, today });
}
