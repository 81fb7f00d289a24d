import { randomFrom, type Random } from "../../../scoring/example/random.ts";
import { COMMON, OWN } from "./catalogue-lines.ts";
import type { Official } from "./people.ts";
import { WARD } from "./structure.ts";

/** What each of the invented people was given in a quarter and what became of it; the same on every machine. */

/** One task as the authority's task system sends it. */
export type SentTask = { readonly id: string; readonly personId: string; readonly product: string; readonly quantity: string; readonly assignedOn: string; readonly due: string; readonly done?: string; readonly doneOn?: string; readonly reference?: string; readonly isUnplanned?: boolean; readonly accepted?: string; readonly qualityFailures?: number; readonly delays?: number; readonly acceptedBy?: string };

const SEED = 17;
const DAY_MS = 86_400_000;
export const daysAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const two = (at: number): string => String(at + 1).padStart(2, "0");
const coded = (letters: string, own: string): string[] => (OWN[own] ?? []).map((_line, at) => `${letters}.${two(at)}`);
/** What an agency does besides what everybody does; the codes are those of the catalogue in force. */
const PARTICULAR: Readonly<Record<string, readonly string[]>> = { SNV: coded("NV", "SNV"), STC: coded("TC", "STC"), SKHCN: coded("KHCN", "SKHCN"), [WARD]: coded("P", "WARD") };
/** Work of heads and deputies; that of everybody, without the two drafts that few have. */
const OF_LEADERS = COMMON.flatMap(([name], at) => (/^(?:Chỉ đạo|Rà soát|Kế hoạch công tác|Báo cáo quý)/.test(name) ? [`DC.${two(at)}`] : []));
const OF_EVERYBODY = COMMON.flatMap(([name], at) => (/^(?:Dự thảo|Chỉ đạo|Rà soát|Kế hoạch công tác)/.test(name) ? [] : [`DC.${two(at)}`]));

/** How somebody works, in percent of the tasks: some very well, most steadily, one in forty hardly at all. */
type Manner = { readonly undone: number; readonly faulty: number; readonly late: number };
const STEADY: Manner = { undone: 12, faulty: 14, late: 18 };
const MANNERS: readonly Manner[] = [{ undone: 0, faulty: 3, late: 3 }, STEADY, STEADY, { undone: 7, faulty: 8, late: 10 }, { undone: 18, faulty: 18, late: 22 }, { undone: 26, faulty: 25, late: 30 }];
const HARDLY: Manner = { undone: 70, faulty: 60, late: 70 };
const ONE_IN = 40;

const PERCENT = 100;
const happens = (random: Random, percent: number): boolean => random.between(1, PERCENT) <= percent;

type Given = { readonly official: Official; readonly superior: string; readonly from: string; readonly to: string; /** Nothing was done after this day. */ readonly until: string };
type Task = Pick<SentTask, "id" | "personId" | "product" | "quantity" | "assignedOn" | "due">;

function outcome(random: Random, manner: Manner, task: Task, { superior, to, until }: Given): Partial<SentTask> {
  const isLate = happens(random, manner.late);
  const doneOn = daysAfter(task.due, isLate ? random.between(1, 6) : -random.between(0, 3));
  const happened = doneOn < task.assignedOn ? task.assignedOn : doneOn >= to ? daysAfter(to, -1) : doneOn;
  if (happens(random, manner.undone) || happened > until) return {};
  const whole = Number(task.quantity);
  const done = whole > 3 && happens(random, manner.undone * 2) ? whole - 1 : whole;
  const said = { done: String(done), doneOn: happened, reference: `${String(random.between(10, 990))}/BC (minh họa)` };
  // The last two weeks of what is under way wait for the head.
  if (until < daysAfter(to, -1) && happened > daysAfter(until, -14)) return said;
  return { ...said, accepted: String(done), acceptedBy: superior, ...(happened > task.due ? { delays: 1 } : {}), ...(happens(random, manner.faulty) ? { qualityFailures: 1 } : {}) };
}

const ITEMS = { officer: 8, deputy: 6, head: 6 } as const;

/** Everything of one person's quarter. */
export function tasksOf(given: Given, seed: number): SentTask[] {
  const { official, from, to } = given;
  const random = randomFrom(SEED * seed + (Date.parse(from) / DAY_MS));
  const agency = official.unit.split(".")[0] ?? "";
  const own = PARTICULAR[agency] ?? [];
  const products = official.kind === "officer" ? [...own, ...own, ...OF_EVERYBODY] : [...OF_LEADERS, ...OF_LEADERS, ...OF_EVERYBODY];
  const manner = seed % ONE_IN === ONE_IN - 1 && official.kind === "officer" ? HARDLY : (MANNERS[seed % MANNERS.length] ?? STEADY);
  const length = daysBetween(from, to);
  return Array.from({ length: ITEMS[official.kind] }, (_one, at): SentTask => {
    const assigned = random.between(0, length - 25);
    const task = { id: `${from.slice(0, 7)}-${String(seed)}-${String(at + 1)}`, personId: official.personId, product: products[random.between(0, products.length - 1)] ?? "DC.01", quantity: String(random.between(1, 8)), assignedOn: daysAfter(from, assigned), due: daysAfter(from, assigned + random.between(8, 24)) };
    return { ...task, ...outcome(random, manner, task, given), ...(happens(random, 6) ? { isUnplanned: true } : {}) };
  });
}

const GENERAL = { "1.1.1": 500, "1.1.2": 500, "1.2.1": 250, "1.2.2": 250, "1.2.3": 250, "1.2.4": 250, "1.3.1": 250, "1.3.2": 250, "1.3.3": 250, "1.3.4": 250 } as const;
const STEP = 25;

/** The general criteria as somebody scored themselves. */
export function selfScoresOf(seed: number, period: string): Record<string, string> {
  const random = randomFrom(SEED * seed + (period.codePointAt(period.length - 1) ?? 0));
  // Whoever works less well knows it, more or less.
  const modesty = Math.ceil((seed % MANNERS.length) / 2);
  return Object.fromEntries(Object.entries(GENERAL).map(([code, most]) => [code, ((most - STEP * random.between(modesty, modesty + 2)) / PERCENT).toFixed(2)]));
}
