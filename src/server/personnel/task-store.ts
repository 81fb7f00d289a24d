import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { Writable } from "node:stream";
import type { ImportOutcome, Mapping } from "../../contract/personnel-import.ts";
import { type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { coefficientUnits } from "./amounts.ts";
import { catalogueItemsOn } from "./catalogue-queries.ts";
import { resultsOf } from "./form-queries.ts";
import type { Period } from "./period-queries.ts";
import type { Place } from "./place-rules.ts";
import { dayWithin, placesOn, placeWords, provinceOn, todayOf } from "./places.ts";
import { copyTasks, type Counts, hasSent, insertImport, merge, stage } from "./task-queries.ts";
import { copyRow, type TaskFault, type TaskGround } from "./task-row.ts";

/** Rows of other systems into the tables: all of them or none, by COPY, with memory that does not grow with them. */

const MOST_FAULTS = 100;
/** How much is gathered before it is handed on. */
const PIECE = 128 * 1024;

const CONFIRMED = { vi: "Phiếu của người này trong kỳ đã xác nhận.", en: "This person's form of the period is confirmed." };

const plainName = (name: string): string => name.normalize("NFC").toLowerCase().replaceAll(/\s+/g, " ").trim();
/** Stands for a name that several have. */
const NAMESAKES = { isNamesake: true } as const;

/** Exports of other programs know people by their names: who is the only one of a name is meant by it. */
function byName(places: ReadonlyMap<string, Pick<Place, "name">>): (given: string) => string | typeof NAMESAKES {
  const named = Map.groupBy(places, ([, { name }]) => plainName(name));
  return (given) => {
    const [first, ...others] = places.has(given) ? [] : (named.get(plainName(given)) ?? []);
    return first === undefined ? given : others.length === 0 ? first[0] : NAMESAKES;
  };
}

/** Whom and what rows may name: everybody, or the people of some units. */
export async function groundOf(tx: Transaction, period: Period, source: string, units?: readonly string[]): Promise<TaskGround & { readonly personOf: ReturnType<typeof byName> }> {
  const day = dayWithin(period, await todayOf(tx));
  const places = units === undefined ? await provinceOn(tx, day) : await placesOn(tx, { units }, day);
  const confirmed = new Set((await resultsOf(tx, { periods: [period.id], units })).flatMap((one) => (one.state === "computed" ? [] : [one.person])));
  const products: TaskGround["products"] = new Map(
    (await catalogueItemsOn(tx, day)).flatMap((item) => {
      const coefficient = coefficientUnits(item.coefficient);
      const known = { id: item.id, unit: item.unit, units: coefficient ?? 0 };
      // Work without a code is known by its id alone; else a row that names no work would be that one.
      return coefficient === undefined ? [] : [[item.id, known] as const, ...(item.code === "" ? [] : [[item.code, known] as const])];
    }),
  );
  const people: TaskGround["people"] = new Map(
    [...places].map(([person, place]) => [person, confirmed.has(person) ? CONFIRMED : place.fault === undefined ? { unit: place.unit, superior: place.superior, line: place.line } : placeWords(place.name, place.fault)]),
  );
  return { people, products, period: period.id, source, from: period.from, to: period.to, personOf: byName(places) };
}

/** A task that stands twice among the rows. */
function twice(error: unknown): Problem | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const detail = error instanceof Error && "detail" in error ? String(error.detail) : "";
  if (code !== "23505" && code !== "21000") return undefined;
  const which = /[=]\([^,]*, [^,]*, (.*)\)/.exec(detail)?.[1] ?? "";
  return new Problem("invalid-input", { detail: { vi: `Một việc được ghi hai lần${which === "" ? "" : `: ${which}`}.`, en: `A task stands twice${which === "" ? "" : `: ${which}`}.` } });
}

type Line = (row: number) => number;

/** Every fault by its row, in a file by the row that whoever opens it sees, and by the task. */
function refusal(faults: readonly TaskFault[], total: number, lineOf: Line): Problem {
  const fields = faults.map(({ row, field, message, task }) => {
    const which = `${String(lineOf(row))}${task === "" ? "" : ` (${task})`}`;
    return { pointer: `/tasks/${String(row - 1)}/${field}`, message: { vi: `Dòng ${which}: ${message.vi}`, en: `Row ${which}: ${message.en}` } };
  });
  return new Problem("invalid-input", { detail: { vi: `${String(total)} dòng có lỗi; chưa nhận dòng nào.`, en: `${String(total)} rows have faults; none was taken.` }, fields });
}

type Sending = { readonly by: string; readonly mapping?: Mapping | undefined; /** Where a row stands in the file that it is of. */ readonly lineOf?: Line };
const AS_SENT: Line = (row) => row;

/** So many rows are remembered by their tasks, to say which one comes again; of more the database says that one does. */
const MOST_REMEMBERED = 100_000;

/** What is wrong with a row that names the task of one before it. */
function makeAgain(lineOf: Line): (given: unknown, row: number) => TaskFault | undefined {
  const seen = new Map<string, number>();
  return (given, row) => {
    const task = typeof given === "object" && given !== null ? (given as { readonly id?: unknown }).id : undefined;
    if (typeof task !== "string" || seen.size >= MOST_REMEMBERED) return undefined;
    const before = seen.get(task);
    if (before === undefined) seen.set(task, row);
    return before === undefined ? undefined : { row, field: "id", task: "", message: { vi: `Mã việc ${task} đã có ở dòng ${String(lineOf(before))}.`, en: `The task ${task} stands in row ${String(lineOf(before))} already.` } };
  };
}

type Copied = { readonly count: number; readonly wrong: number; readonly faults: readonly TaskFault[]; readonly sha256: string };

/** Hands rows on as fast as they are taken; after the first fault the others are only looked at. */
async function copyAll(copy: Writable, ended: Promise<unknown>, rows: AsyncIterable<unknown> | Iterable<unknown>, ground: TaskGround, lineOf: Line): Promise<Copied> {
  const hash = createHash("sha256");
  const faults: TaskFault[] = [];
  const again = makeAgain(lineOf);
  let [count, wrong, piece] = [0, 0, ""];
  const flush = async (): Promise<void> => {
    hash.update(piece);
    if (wrong === 0 && !copy.write(piece)) await Promise.race([once(copy, "drain"), ended]);
    piece = "";
  };
  for await (const given of rows) {
    count++;
    const row = again(given, count) ?? copyRow(given, count, ground);
    if (typeof row === "string") piece += row;
    else {
      wrong++;
      if (faults.length < MOST_FAULTS) faults.push(row);
    }
    if (piece.length > PIECE) await flush();
  }
  await flush();
  return { count, wrong, faults, sha256: hash.digest("hex") };
}

async function merged(tx: Transaction): Promise<Counts> {
  try {
    return await merge(tx);
  } catch (error) {
    const told = twice(error);
    if (told !== undefined) throw told;
    throw error;
  }
}

/** Takes all rows, or throws with every fault by row (the first hundred, and how many there are). */
export async function storeTasks(tx: Transaction, rows: AsyncIterable<unknown> | Iterable<unknown>, ground: TaskGround, { by, mapping, lineOf = AS_SENT }: Sending): Promise<{ readonly outcome: ImportOutcome; readonly audit: AuditEntry }> {
  const { period, source } = ground;
  const isKnown = await hasSent(tx, period, source);
  if (isKnown) await stage(tx);
  const copy = await copyTasks(tx, period, isKnown);
  const ended = finished(copy).then(() => undefined, (error: unknown) => twice(error) ?? error);
  const { count, wrong, faults, sha256 } = await copyAll(copy, ended, rows, ground, lineOf);
  if (wrong > 0 || count === 0) {
    copy.destroy(new Error("rows with faults"));
    await ended;
    throw count === 0 ? new Problem("invalid-input", { detail: { vi: "Không có dòng nào.", en: "There is no row." } }) : refusal(faults, wrong, lineOf);
  }
  copy.end();
  const failure = await ended;
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error("the rows were not stored", { cause: failure });
  const counts = isKnown ? await merged(tx) : { added: count, changed: 0, unchanged: 0 };
  const outcome = { importId: randomUUID(), ...counts, sha256 };
  await insertImport(tx, { id: outcome.importId, period, source, by, ...counts, sha256 }, mapping);
  return { outcome, audit: { action: "personnel.tasks-imported", subject: `work-period:${period}`, data: { ...outcome, source, by, mapping: mapping ?? null } } };
}
