import { join } from "node:path";
import { ledgerConnection } from "./ledger.ts";
import type { Language } from "../scoring/fault-text.ts";
import { evidenceSettings, type StoreReport, verifyStoreAt } from "../server/evidence/index.ts";
import { type LedgerReport, verifyLedgerAt } from "../server/audit/index.ts";
import { type Reconciliation, reconcileAt, type ReplayReport, replayResultsAt } from "../server/result/index.ts";
import { clusterFolder, readConfig, StartFailure } from "../server/platform/index.ts";

type VerifyOptions = { readonly database?: string; readonly heads?: string; readonly key?: string; readonly witness?: string; readonly copy?: string; readonly lang?: Language };

const FAULT = 1;
const UNUSABLE = 2;

/** One line when all is well, else one line per fault. */
function verifyText({ entries, heads, lastHead, faults }: LedgerReport, { rows, differences, more }: Reconciliation, results: ReplayReport, store: StoreReport, language: Language): string {
  const unlisted = { vi: `còn ${String(more)} dòng khác với sổ kiểm toán`, en: `${String(more)} more rows differ from the ledger` };
  const all = [...faults.map((one) => one.words), ...differences.map((one) => one.words), ...(more === 0 ? [] : [unlisted]), ...results.faults, ...store.faults];
  if (all.length > 0) return all.map((words) => `${language === "vi" ? "LỖI" : "FAULT"}: ${words[language]}\n`).join("");
  const [count, signed, last, at] = [String(entries), String(heads), String(lastHead?.seq), lastHead?.at ?? ""];
  return language === "vi" ? `OK: ${count} bản ghi, ${signed} đầu chuỗi đã ký, bản ghi cuối được ký là ${last} lúc ${at}; ${String(rows)} dòng dữ liệu khớp với sổ; ${String(results.replayed)} kết quả đã công bố tính lại đúng; ${String(store.files)} tệp tài liệu nguyên vẹn trong kho\n` : `OK: ${count} entries, ${signed} signed heads, the last one at entry ${last}, ${at}; ${String(rows)} rows agree with it; ${String(results.replayed)} published results replayed; ${String(store.files)} files of evidence are whole\n`;
}

/** `congtam verify`: checks the audit ledger against itself and its signed heads, the tables beside it against the ledger, and computes every published result again from it. Status 0, 1 for a fault, 2 when it could not look. */
export async function verifyCommand({ database, heads, key, witness, copy, lang = "vi" }: VerifyOptions): Promise<number> {
  try {
    const config = readConfig(process.env);
    const { CONGTAM_DATA, DATABASE_URL, AUDIT_KEY_FILE } = config;
    const folder = clusterFolder("demonstration", CONGTAM_DATA);
    const connection = ledgerConnection(folder, database ?? DATABASE_URL);
    const report = await verifyLedgerAt(connection, heads ?? join(folder, "ledger-heads.jsonl"), key ?? AUDIT_KEY_FILE ?? join(folder, "ledger.key"), { witness, copy });
    // What differs from a broken ledger is worth knowing still; what it says of results is worth nothing.
    const tables = await reconcileAt(connection);
    const results = report.ok ? await replayResultsAt(connection) : { replayed: 0, faults: [] };
    const store = await verifyStoreAt(connection, evidenceSettings(config, folder));
    process.stdout.write(verifyText(report, tables, results, store, lang));
    return report.ok && tables.differences.length === 0 && results.faults.length === 0 && store.faults.length === 0 ? 0 : FAULT;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return UNUSABLE;
  }
}
