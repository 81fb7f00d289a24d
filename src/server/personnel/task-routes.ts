import { parse } from "csv-parse/sync";
import { Readable } from "node:stream";
import { importTasks, type Mapping, previewImport, sendTasks, streamTasks, TASK_FIELDS, type TaskField } from "../../contract/personnel-import.ts";
import { readSheets } from "../documents/index.ts";
import { actorOf, command, type Endpoint, passage, Problem, query, type Transaction } from "../platform/index.ts";
import { unitsUnder } from "../organisation/index.ts";
import { insertMapping, newestMapping } from "./mapping-queries.ts";
import { requireOpen, requirePeriod } from "./period-queries.ts";
import { hiddenUnless, todayOf } from "./places.ts";
import { relationsToUnit } from "./board-routes.ts";
import { groundOf, storeTasks } from "./task-store.ts";

/** Work from other systems: some tasks at a time, a stream of any number, a file with a mapping. */

const send = command(sendTasks, async (call) => {
  const { tx, params, body } = call;
  const period = await requireOpen(tx, params.periodId);
  const { outcome, audit } = await storeTasks(tx, body.tasks, await groundOf(tx, period, body.source), { by: actorOf(call).accountId });
  return { reply: { body: outcome }, audit: [audit] };
});

const LONGEST_LINE = 16 * 1024;

/** The lines of a stream as values; what is no JSON is a row with a fault. */
async function* linesOf(stream: Readable): AsyncIterable<unknown> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of stream as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new Problem("too-large");
    for (const line of lines) if (line !== "") yield parsed(line);
  }
  if (rest.trim() !== "") yield parsed(rest);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const stream = passage(streamTasks, async (call) => {
  const { params } = call;
  const by = actorOf(call).accountId;
  await requirePeriod(call.tx, params.periodId);
  return {
    pass: async ({ incoming, commit }) => {
      const outcome = await commit(async (tx) => {
        const period = await requireOpen(tx, params.periodId);
        const stored = await storeTasks(tx, linesOf(incoming), await groundOf(tx, period, params.source), { by });
        return { audit: [stored.audit], result: stored.outcome };
      });
      return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: Readable.from([JSON.stringify(outcome)]) };
    },
  };
});

type Cells = Readonly<Record<string, unknown>>;
/** The rows of a file that say anything, each with where whoever opens the file sees it. */
type Table = readonly { readonly line: number; readonly cells: Cells }[];

const saysAnything = (cells: Cells): boolean => Object.values(cells).some((value) => value !== undefined && value !== null && (typeof value !== "string" || value.trim() !== ""));
const tableFrom = (rows: readonly Cells[], first: number): Table => rows.map((cells, at) => ({ line: first + at, cells })).filter((one) => saysAnything(one.cells));
/** Below the row that names the columns. */
const BELOW_HEAD = 2;

const bad = (vi: string, en: string): Problem => new Problem("invalid-input", { fields: [{ pointer: "/content", message: { vi, en } }] });

/** The rows of a workbook's first sheet under the names of its first row. */
async function sheetRows(bytes: Buffer): Promise<Table> {
  const [first] = (await readSheets(new Uint8Array(bytes))) ?? [];
  if (first === undefined) throw bad("Tệp không đọc được như một bảng tính Excel.", "The file cannot be read as a workbook.");
  const rows = [...first.rows.values()].map((row) => [...row.values()].map((value) => (value === null ? "" : String(value))));
  const [head = [], ...others] = rows;
  return tableFrom(others.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""]))), BELOW_HEAD);
}

/** A list, or the only list that an answer of another program holds. */
function listIn(read: unknown): readonly unknown[] {
  if (Array.isArray(read)) return read;
  const lists: readonly (readonly unknown[])[] = typeof read === "object" && read !== null ? Object.values(read).filter((one): one is readonly unknown[] => Array.isArray(one)) : [];
  return lists.length === 1 ? (lists[0] ?? []) : [];
}

async function tableOf(format: "csv" | "xlsx" | "json", content: string): Promise<Table> {
  const bytes = Buffer.from(content, "base64");
  if (format === "xlsx") return sheetRows(bytes);
  try {
    if (format === "csv") return tableFrom(parse(bytes, { columns: true, bom: true, trim: true, delimiter: [",", ";", "\t"], relax_column_count: true }), BELOW_HEAD);
    return tableFrom(listIn(JSON.parse(bytes.toString("utf8"))).filter((one): one is Cells => typeof one === "object" && one !== null), 1);
  } catch {
    throw bad("Tệp không đọc được theo định dạng đã chọn.", "The file cannot be read in the chosen format.");
  }
}

const DAY_HERE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const NUMBERS: readonly TaskField[] = ["qualityFailures", "delays"];

/** A cell as a row of the API has it: days as people write them here, decimal commas, marks of yes. */
function cellOf(field: TaskField, value: unknown): unknown {
  const text = String(typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : "").trim();
  if (text === "") return undefined;
  const [, day = "", month = "", year = ""] = DAY_HERE.exec(text) ?? [];
  if (year !== "") return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (NUMBERS.includes(field)) return Number(text);
  if (field === "isUnplanned") return ["x", "true", "1", "có", "yes"].includes(text.toLowerCase());
  return field === "quantity" || field === "done" || field === "accepted" ? text.replace(",", ".") : text;
}

const NAMES_PEOPLE: readonly TaskField[] = ["personId", "acceptedBy"];

/** Rows as the API takes them; a name of several people is left as it is and told as a fault of its row. */
function* mapped(table: Table, { columns }: Mapping, { personOf }: Pick<Awaited<ReturnType<typeof groundOf>>, "personOf">): Generator<Readonly<Record<string, unknown>>> {
  const valueOf = (field: TaskField, value: unknown): unknown => (NAMES_PEOPLE.includes(field) && typeof value === "string" ? personOf(value) : value);
  for (const { cells } of table) yield Object.fromEntries(TASK_FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [[field, valueOf(field, cellOf(field, cells[columns[field]]))] as const])).filter(([, value]) => value !== undefined));
}

async function mappingFor(tx: Transaction, unit: string, source: string, given: Mapping | undefined, by: string): Promise<Mapping> {
  const kept = await newestMapping(tx, unit, source);
  if (given !== undefined) {
    if (JSON.stringify(given) !== JSON.stringify(kept?.mapping)) await insertMapping(tx, { unit, source, number: (kept?.number ?? 0) + 1, mapping: given, by });
    return given;
  }
  if (kept === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/mapping", message: { vi: "Lần đầu cần ghép cột của tệp với thông tin của việc.", en: "The first time it has to be said which column means what." } }] });
  return kept.mapping;
}

const bring = command(
  importTasks,
  async (call) => {
    const { tx, params, body } = call;
    const period = await requireOpen(tx, params.periodId);
    const by = actorOf(call).personId;
    const mapping = await mappingFor(tx, body.unitId, body.source, body.mapping, by);
    const ground = await groundOf(tx, period, body.source, await unitsUnder(tx, [body.unitId], await todayOf(tx)));
    const table = await tableOf(body.format, body.content);
    const { outcome, audit } = await storeTasks(tx, mapped(table, mapping, ground), ground, { by, mapping, lineOf: (row) => table[row - 1]?.line ?? row });
    return { reply: { body: outcome }, audit: [audit] };
  },
  async (call) => hiddenUnless((await relationsToUnit(call.tx, call.actor, call.body.unitId, "act")).filter((one) => one === "own-unit"), call.actor),
);

const MOST_SAMPLES = 5;
const LONGEST_CELL = 80;

/** The file as it would be read: people name its columns before anything is written. */
const preview = query(
  previewImport,
  async (call) => {
    const { tx, params, body } = call;
    await requirePeriod(tx, params.periodId);
    const table = await tableOf(body.format, body.content);
    const columns = [...new Set(table.slice(0, MOST_SAMPLES).flatMap(({ cells }) => Object.keys(cells)))];
    const kept = (await newestMapping(tx, body.unitId, body.source))?.mapping;
    // A mapping of columns that the file does not have is none.
    const fits = kept !== undefined && Object.values(kept.columns).every((column) => columns.includes(column));
    const shown = (value: unknown): string => String(typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : "").slice(0, LONGEST_CELL);
    return { body: { rows: table.length, columns, sample: table.slice(0, MOST_SAMPLES).map(({ cells }) => columns.map((column) => shown(cells[column]))), mapping: fits ? kept : null } };
  },
  async (call) => hiddenUnless((await relationsToUnit(call.tx, call.actor, call.body.unitId, "act")).filter((one) => one === "own-unit"), call.actor),
);

export const taskEndpoints: readonly Endpoint[] = [send, stream, bring, preview];
