import { join } from "node:path";
import type { Language } from "../scoring/fault-text.ts";
import { type LedgerReport, verifyLedgerAt } from "../server/audit/index.ts";
import { type ReplayReport, replayResultsAt } from "../server/result/index.ts";
import { clusterFolder, readConfig, StartFailure } from "../server/platform/index.ts";

type VerifyOptions = { readonly database?: string; readonly heads?: string; readonly key?: string; readonly lang?: Language };

const FAULT = 1;
const UNUSABLE = 2;

/** Where `congtam serve` keeps its own database when it is given none. */
const ownDatabase = (folder: string) => ({ host: folder, database: "congtam", user: "postgres" });

/** One line when all is well, else one line per fault. */
function verifyText({ entries, heads, lastHead, faults }: LedgerReport, results: ReplayReport, language: Language): string {
  const all = [...faults.map((one) => one.words), ...results.faults];
  if (all.length > 0) return all.map((words) => `${language === "vi" ? "LỖI" : "FAULT"}: ${words[language]}\n`).join("");
  const [count, signed, last, at] = [String(entries), String(heads), String(lastHead?.seq), lastHead?.at ?? ""];
  return language === "vi" ? `OK: ${count} bản ghi, ${signed} đầu chuỗi đã ký, bản ghi cuối được ký là ${last} lúc ${at}; ${String(results.replayed)} kết quả đã công bố tính lại đúng\n` : `OK: ${count} entries, ${signed} signed heads, the last one at entry ${last}, ${at}; ${String(results.replayed)} published results replayed\n`;
}

/** `congtam verify`: checks the audit ledger against itself and its signed heads, and computes every published result again from it. Status 0, 1 for a fault, 2 when it could not look. */
export async function verifyCommand({ database, heads, key, lang = "vi" }: VerifyOptions): Promise<number> {
  try {
    const { CONGTAM_DATA, DATABASE_URL, AUDIT_KEY_FILE } = readConfig(process.env);
    const folder = clusterFolder("demonstration", CONGTAM_DATA);
    const url = database ?? DATABASE_URL;
    const connection = url === undefined ? ownDatabase(folder) : { connectionString: url };
    const report = await verifyLedgerAt(connection, heads ?? join(folder, "ledger-heads.jsonl"), key ?? AUDIT_KEY_FILE ?? join(folder, "ledger.key"));
    // What a broken ledger says of results is worth nothing.
    const results = report.ok ? await replayResultsAt(connection) : { replayed: 0, faults: [] };
    process.stdout.write(verifyText(report, results, lang));
    return report.ok && results.faults.length === 0 ? 0 : FAULT;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return UNUSABLE;
  }
}
