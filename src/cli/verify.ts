import { join } from "node:path";
import type { Language } from "../scoring/fault-text.ts";
import { type LedgerReport, verifyLedgerAt } from "../server/audit/index.ts";
import { clusterFolder, readConfig, StartFailure } from "../server/platform/index.ts";

type VerifyOptions = { readonly database?: string; readonly heads?: string; readonly key?: string; readonly lang?: Language };

const FAULT = 1;
const UNUSABLE = 2;

/** Where `congtam serve` keeps its own database when it is given none. */
const ownDatabase = (folder: string) => ({ host: folder, database: "congtam", user: "postgres" });

/** One line when all is well, else one line per fault. */
function verifyText({ ok, entries, heads, lastHead, faults }: LedgerReport, language: Language): string {
  if (!ok) return faults.map(({ words }) => `${language === "vi" ? "LỖI" : "FAULT"}: ${words[language]}\n`).join("");
  const [count, signed, last, at] = [String(entries), String(heads), String(lastHead?.seq), lastHead?.at ?? ""];
  return language === "vi" ? `OK: ${count} bản ghi, ${signed} đầu chuỗi đã ký, bản ghi cuối được ký là ${last} lúc ${at}\n` : `OK: ${count} entries, ${signed} signed heads, the last one at entry ${last}, ${at}\n`;
}

/** `congtam verify`: checks the audit ledger against itself and its signed heads. Status 0, 1 for a fault, 2 when it could not look. */
export async function verifyCommand({ database, heads, key, lang = "vi" }: VerifyOptions): Promise<number> {
  try {
    const { CONGTAM_DATA, DATABASE_URL, AUDIT_KEY_FILE } = readConfig(process.env);
    const folder = clusterFolder("demonstration", CONGTAM_DATA);
    const url = database ?? DATABASE_URL;
    const report = await verifyLedgerAt(url === undefined ? ownDatabase(folder) : { connectionString: url }, heads ?? join(folder, "ledger-heads.jsonl"), key ?? AUDIT_KEY_FILE ?? join(folder, "ledger.key"));
    process.stdout.write(verifyText(report, lang));
    return report.ok ? 0 : FAULT;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return UNUSABLE;
  }
}
