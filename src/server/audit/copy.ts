import { z } from "zod";
import { type Bilingual, type Database, openDatabase, StartFailure } from "../platform/index.ts";
import { wholeLines } from "./heads-file.ts";
import { hashesAt, readBounds, readRows } from "./queries.ts";
import { isIntact, type StoredRow } from "./rules.ts";

/** A copy of the ledger outside its database: one entry a line, in order, from a number on. */

const ROWS_AT_ONCE = 1000;

/** The data stands as the database writes it, so that nothing of it is lost on the way. */
const lineOf = ({ data, ...row }: StoredRow): string => `${JSON.stringify(row).slice(0, -1)},"data":${data ?? "null"}}\n`;

/** Hands over every entry with a number above `since`, as it stands at one moment; some hundred are in memory at a time. */
export async function exportLedgerAt(connection: Parameters<typeof openDatabase>[0], since: number, write: (lines: string) => Promise<void>): Promise<void> {
  const database = openDatabase(connection, 1);
  try {
    if (!(await database.answers())) throw new StartFailure("Không kết nối được cơ sở dữ liệu. Hãy kiểm tra địa chỉ và quyền của tài khoản.");
    await database.read(async (tx) => {
      const { highest } = await readBounds(tx);
      for (let from = since + 1; from <= highest; from += ROWS_AT_ONCE) await write((await readRows(tx, from, Math.min(from + ROWS_AT_ONCE - 1, highest))).map(lineOf).join(""));
    });
  } finally {
    await database.close();
  }
}

const text = z.string().nullable();
const copied = z.strictObject({ seq: z.int(), at: text, by: text, action: text, subject: text, data: z.unknown(), previous: text, hash: text });

/** A line of the copy; undefined when it is not as it was when the entry was written. */
function readLine(line: string): StoredRow | undefined {
  try {
    const row = copied.parse(JSON.parse(line));
    const read = { ...row, data: JSON.stringify(row.data) };
    return isIntact(read) ? read : undefined;
  } catch {
    // Not JSON, or no entry.
    return undefined;
  }
}

/** What a copy shows about the ledger, or about itself; `seq` names the entry, `line` the copy's line. */
type CopyFault = { readonly why: "bad-copy" | "missing" | "altered"; readonly seq?: number; readonly line?: number; readonly words: Bilingual };

async function unlikeIn(database: Database, rows: readonly StoredRow[]): Promise<CopyFault | undefined> {
  const hashes = await database.read((tx) => hashesAt(tx, rows.map((one) => one.seq)));
  const unlike = rows.find((one) => hashes.get(one.seq) !== one.hash);
  if (unlike === undefined) return undefined;
  const { seq } = unlike;
  if (!hashes.has(seq)) return { why: "missing", seq, words: { vi: `bản ghi ${String(seq)} có trong bản sao và không còn trong sổ kiểm toán`, en: `entry ${String(seq)} is in the copy and no longer in the ledger` } };
  return { why: "altered", seq, words: { vi: `bản ghi ${String(seq)} trong sổ kiểm toán khác bản sao`, en: `entry ${String(seq)} of the ledger differs from the copy` } };
}

/** The first entry that the copy has otherwise than the ledger; the copy may hold a part of it, and parts of it twice. */
export async function copyFaults(database: Database, file: string): Promise<CopyFault[]> {
  let rows: StoredRow[] = [];
  let line = 0;
  try {
    for await (const one of wholeLines(file)) {
      line++;
      const row = readLine(one);
      if (row === undefined) return [{ why: "bad-copy", line, words: { vi: `dòng ${String(line)} của bản sao đã bị sửa hoặc không phải bản ghi của sổ`, en: `line ${String(line)} of the copy was altered or is no entry` } }];
      rows.push(row);
      if (rows.length < ROWS_AT_ONCE) continue;
      const unlike = await unlikeIn(database, rows);
      if (unlike !== undefined) return [unlike];
      rows = [];
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
    throw new StartFailure(`Không đọc được bản sao ${file} (${error.message.slice(0, 160)}).`);
  }
  // An empty file shows nothing, and looks as if all were well.
  if (line === 0) return [{ why: "bad-copy", line: 1, words: { vi: "bản sao không có bản ghi nào", en: "the copy holds no entry" } }];
  return [(await unlikeIn(database, rows)) ?? []].flat();
}
