import { type Bilingual, type Database, openDatabase, StartFailure } from "../platform/index.ts";
import { type HeadsRead, readHeads, type SignedHead } from "./heads-file.ts";
import { copyFaults } from "./copy.ts";
import { type Keyring, readKeyring } from "./keyring.ts";
import { walkLedger } from "./ledger.ts";
import { hashesAt } from "./queries.ts";
import { firstUnlike, GENESIS, type LedgerFault } from "./rules.ts";
import { readWitness, witnessAt } from "./witness.ts";

/** What is wrong, in words for a person; `seq` names the row, `line` the line of the heads file. */
export type ReportedFault = { readonly why: LedgerFault["why"] | "no-heads" | "bad-head" | "bad-copy"; readonly seq?: number; readonly line?: number; readonly words: Bilingual };

export type LedgerReport = {
  readonly ok: boolean;
  /** Rows that were checked, up to the first fault. */
  readonly entries: number;
  /** Signed heads that were checked. */
  readonly heads: number;
  /** Until here the ledger is covered by a signature. */
  readonly lastHead: SignedHead | undefined;
  readonly faults: readonly ReportedFault[];
};

function wordsOf(fault: LedgerFault): Bilingual {
  const row = String(fault.seq);
  switch (fault.why) {
    case "altered":
      return { vi: `bản ghi ${row} đã bị sửa`, en: `entry ${row} was altered` };
    case "missing":
      return { vi: `bản ghi ${row} đã bị xóa`, en: `entry ${row} is missing` };
    case "swapped": {
      const as = fault.writtenAs === undefined ? undefined : String(fault.writtenAs);
      return { vi: `bản ghi ${row} bị đổi chỗ${as === undefined ? "" : ` (vốn là bản ghi ${as})`}`, en: `entry ${row} is out of place${as === undefined ? "" : ` (it was written as ${as})`}` };
    }
    case "cut":
      return { vi: `sổ kiểm toán bị cắt từ bản ghi ${row}; đầu chuỗi đã ký tới ${String(fault.signed)}`, en: `the ledger is cut from entry ${row} on; a head was signed at ${String(fault.signed)}` };
    case "rewritten":
      return { vi: `sổ kiểm toán bị viết lại trong khoảng sau bản ghi ${String(fault.after)} đến bản ghi ${row}: khác đầu chuỗi đã ký`, en: `the ledger was rewritten after entry ${String(fault.after)}, up to entry ${row}: it differs from the signed head` };
  }
}

const reported = (fault: LedgerFault): ReportedFault => ({ why: fault.why, seq: fault.seq, words: wordsOf(fault) });

/** The heads file's own faults, the first of each kind. */
function headFaults({ count, badLines, contradicted }: HeadsRead): ReportedFault[] {
  const faults: ReportedFault[] = [];
  const [line] = badLines;
  const [seq] = contradicted;
  if (line !== undefined) faults.push({ why: "bad-head", line, words: { vi: `dòng ${String(line)} của tệp đầu chuỗi không đúng chữ ký (${String(badLines.length)} dòng)`, en: `line ${String(line)} of the heads file is not rightly signed (${String(badLines.length)} lines)` } });
  if (seq !== undefined) faults.push({ why: "rewritten", seq, words: { vi: `bản ghi ${String(seq)} đã được ký với hai mã băm khác nhau`, en: `entry ${String(seq)} was signed with two different hashes` } });
  // Without a head a ledger that was cut or written anew looks whole.
  if (count === 0 && line === undefined) faults.push({ why: "no-heads", words: { vi: "không có đầu chuỗi đã ký để đối chiếu", en: "there is no signed head to compare with" } });
  return faults;
}

/** Checks the chain row by row against itself and against the signed heads. */
export async function verifyLedger(database: Database, headsFile: string, ring: Keyring): Promise<LedgerReport> {
  // Heads first: one that is signed while the ledger is read would reach beyond what is seen of it.
  const heads = await readHeads(headsFile, ring);
  const walk = await database.read((tx) => walkLedger(tx, GENESIS, heads.signed));
  const faults = [...(walk.fault === undefined ? [] : [reported(walk.fault)]), ...headFaults(heads)];
  return { ok: faults.length === 0, entries: walk.last.seq, heads: heads.count, lastHead: heads.last, faults };
}

const SEQS_AT_ONCE = 10_000;

/**
 * Compares the ledger with the heads that a witness holds. Who has the database and the signing key can write both anew,
 * ledger and heads, and nothing in the house shows it; what the witness holds was signed before.
 */
async function witnessFaults(database: Database, place: string, ring: Keyring): Promise<ReportedFault[]> {
  const witness = witnessAt(place);
  const heads = await readWitness(witness, ring);
  const seqs = [...heads.signed.keys()];
  const unlike = await database.read(async (tx) => {
    const hashes = new Map<number, string>();
    for (let i = 0; i < seqs.length; i += SEQS_AT_ONCE) for (const [seq, hash] of await hashesAt(tx, seqs.slice(i, i + SEQS_AT_ONCE))) hashes.set(seq, hash);
    return firstUnlike(heads.signed, hashes);
  });
  const faults = [...(unlike === undefined ? [] : [reported(unlike)]), ...headFaults(heads)];
  return faults.map((one) => ({ ...one, words: { vi: `nhân chứng ${witness.name}: ${one.words.vi}`, en: `witness ${witness.name}: ${one.words.en}` } }));
}

/** What is kept elsewhere, to compare the ledger with. */
export type Elsewhere = { readonly witness?: string | undefined; readonly copy?: string | undefined };

/** The same from outside: opens the database, with the application's rights and no more. */
export async function verifyLedgerAt(connection: Parameters<typeof openDatabase>[0], headsFile: string, keyFile: string, { witness, copy }: Elsewhere = {}): Promise<LedgerReport> {
  const ring = readKeyring(keyFile);
  const database = openDatabase(connection, 1);
  try {
    if (!(await database.answers())) throw new StartFailure("Không kết nối được cơ sở dữ liệu. Hãy kiểm tra địa chỉ và quyền của tài khoản.");
    const report = await verifyLedger(database, headsFile, ring);
    const more = [...(witness === undefined ? [] : await witnessFaults(database, witness, ring)), ...(copy === undefined ? [] : await copyFaults(database, copy))];
    return more.length === 0 ? report : { ...report, ok: false, faults: [...report.faults, ...more] };
  } finally {
    await database.close();
  }
}
