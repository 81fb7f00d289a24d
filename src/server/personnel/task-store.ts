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
  const places = units === undefined ? (await provinceOn(tx, day)).places : await placesOn(tx, { units }, day);
  const confirmed = new Set((await resultsOf(tx, { periods: [period.id], units })).flatMap((one) => (one.state === "computed" ? [] : [one.person])));
  const products: TaskGround["products"] = new Map(
    (await catalogueItemsOn(tx, day)).flatMap((item) => {
      const coefficient = coefficientUnits(item.coefficient);
      const known = { id: item.id, unit: item.unit, units: coefficient ?? 0 };
      return coefficient === undefined ? [] : [[item.id, known] as const, [item.code, known] as const];
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

const refusal = (faults: readonly TaskFault[], total: number): Problem =>
  new Problem("invalid-input", { detail: { vi: `${String(total)} dòng có lỗi; chưa nhận dòng nào.`, en: `${String(total)} rows have faults; none was taken.` }, fields: faults.map((one) => ({ pointer: `/tasks/${String(one.row - 1)}/${one.field}`, message: { vi: `Dòng ${String(one.row)}: ${one.message.vi}`, en: `Row ${String(one.row)}: ${one.message.en}` } })) });

type Sending = { readonly by: string; readonly mapping?: Mapping | undefined };

type Copied = { readonly count: number; readonly wrong: number; readonly faults: readonly TaskFault[]; readonly sha256: string };

/** Hands rows on as fast as they are taken; after the first fault the others are only looked at. */
async function copyAll(copy: Writable, ended: Promise<unknown>, rows: AsyncIterable<unknown> | Iterable<unknown>, ground: TaskGround): Promise<Copied> {
  const hash = createHash("sha256");
  const faults: TaskFault[] = [];
  let [count, wrong, piece] = [0, 0, ""];
  const flush = async (): Promise<void> => {
    hash.update(piece);
    if (wrong === 0 && !copy.write(piece)) await Promise.race([once(copy, "drain"), ended]);
    piece = "";
  };
  for await (const given of rows) {
    count++;
    const row = copyRow(given, count, ground);
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
export async function storeTasks(tx: Transaction, rows: AsyncIterable<unknown> | Iterable<unknown>, ground: TaskGround, { by, mapping }: Sending): Promise<{ readonly outcome: ImportOutcome; readonly audit: AuditEntry }> {
  const { period, source } = ground;
  const isKnown = await hasSent(tx, period, source);
  if (isKnown) await stage(tx);
  const copy = await copyTasks(tx, period, isKnown);
  const ended = finished(copy).then(() => undefined, (error: unknown) => twice(error) ?? error);
  const { count, wrong, faults, sha256 } = await copyAll(copy, ended, rows, ground);
  if (wrong > 0 || count === 0) {
    copy.destroy(new Error("rows with faults"));
    await ended;
    throw count === 0 ? new Problem("invalid-input", { detail: { vi: "Không có dòng nào.", en: "There is no row." } }) : refusal(faults, wrong);
  }
  copy.end();
  const failure = await ended;
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error("the rows were not stored", { cause: failure });
  const counts = isKnown ? await merged(tx) : { added: count, changed: 0, unchanged: 0 };
  const outcome = { importId: randomUUID(), ...counts, sha256 };
  await insertImport(tx, { id: outcome.importId, period, source, by, ...counts, sha256 }, mapping);
  return { outcome, audit: { action: "personnel.tasks-imported", subject: `work-period:${period}`, data: { ...outcome, source, by, mapping: mapping ?? null } } };
}
