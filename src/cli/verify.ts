import { join } from "node:path";
import { ledgerConnection } from "./ledger.ts";
import type { Language } from "../scoring/fault-text.ts";
import { evidenceSettings, verifyStoreAt } from "../server/evidence/index.ts";
import { type LedgerReport, verifyLedgerAt } from "../server/audit/index.ts";
import { portalSubjects } from "../server/portal/index.ts";
import { planSubjects, type Reconciliation, reconcileAt, type ReplayReport, replayResultsAt } from "../server/result/index.ts";
import { verifySurveysAt } from "../server/survey/index.ts";
import { type Bilingual, ownFolder, readConfig, StartFailure } from "../server/platform/index.ts";

type VerifyOptions = { readonly database?: string; readonly heads?: string; readonly key?: string; readonly witness?: string; readonly copy?: string; readonly lang?: Language };

/** What one look found: the faults, and what to say when there is none. */
type Look = { readonly faults: readonly Bilingual[]; readonly well: Bilingual };

const FAULT = 1;
const UNUSABLE = 2;

function ledgerLook({ entries, heads, lastHead, faults }: LedgerReport): Look {
  const [count, signed, last, at] = [String(entries), String(heads), String(lastHead?.seq), lastHead?.at ?? ""];
  return { faults: faults.map((one) => one.words), well: { vi: `${count} bản ghi, ${signed} đầu chuỗi đã ký, bản ghi cuối được ký là ${last} lúc ${at}`, en: `${count} entries, ${signed} signed heads, the last one at entry ${last}, ${at}` } };
}

function tableLook({ rows, differences, more }: Reconciliation): Look {
  const unlisted = { vi: `còn ${String(more)} dòng khác với sổ kiểm toán`, en: `${String(more)} more rows differ from the ledger` };
  return { faults: [...differences.map((one) => one.words), ...(more === 0 ? [] : [unlisted])], well: { vi: `${String(rows)} dòng dữ liệu khớp với sổ`, en: `${String(rows)} rows agree with it` } };
}

const resultLook = ({ replayed, faults }: ReplayReport): Look => ({ faults, well: { vi: `${String(replayed)} kết quả đã công bố tính lại đúng`, en: `${String(replayed)} published results replayed` } });
const surveyLook = ({ surveys, ballots, faults }: Awaited<ReturnType<typeof verifySurveysAt>>): Look => ({ faults, well: { vi: `${String(ballots)} phiếu của ${String(surveys)} khảo sát đếm lại đúng`, en: `${String(ballots)} ballots of ${String(surveys)} surveys counted again` } });

function storeLook({ files, faults, guard: { keepsVersions, isLocked } }: Awaited<ReturnType<typeof verifyStoreAt>>): Look {
  const kept = { vi: `${keepsVersions ? ", kho giữ cả phiên bản cũ" : ""}${isLocked ? ", kho khóa không cho sửa, xóa" : ""}`, en: `${keepsVersions ? ", the store keeps what is overwritten" : ""}${isLocked ? ", the store locks what it holds" : ""}` };
  return { faults, well: { vi: `${String(files)} tệp tài liệu nguyên vẹn trong kho${kept.vi}`, en: `${String(files)} files of evidence are whole${kept.en}` } };
}


/** One line when all is well, else one line per fault. */
function verifyText(looks: readonly Look[], language: Language): string {
  const faults = looks.flatMap((one) => one.faults);
  if (faults.length > 0) return faults.map((words) => `${language === "vi" ? "LỖI" : "FAULT"}: ${words[language]}\n`).join("");
  return `OK: ${looks.map((one) => one.well[language]).join("; ")}\n`;
}

/** `congtam verify`: checks the audit ledger against itself and its signed heads, the tables beside it against the ledger, computes every published result again from it, counts every survey again and reads every file of evidence. Status 0, 1 for a fault, 2 when it could not look. */
export async function verifyCommand({ database, heads, key, witness, copy, lang = "vi" }: VerifyOptions): Promise<number> {
  try {
    const config = readConfig(process.env);
    const { DATABASE_URL, AUDIT_KEY_FILE } = config;
    const folder = ownFolder(config);
    const connection = ledgerConnection(folder, database ?? DATABASE_URL);
    const ledger = await verifyLedgerAt(connection, heads ?? join(folder, "ledger-heads.jsonl"), key ?? AUDIT_KEY_FILE ?? join(folder, "ledger.key"), { witness, copy });
    // What differs from a broken ledger is worth knowing still; what it says of results and surveys is worth nothing.
    const tables = await reconcileAt(connection, async (tx) => [...portalSubjects(), ...(await planSubjects(tx))]);
    const results = ledger.ok ? await replayResultsAt(connection) : { replayed: 0, faults: [] };
    const surveys = ledger.ok ? await verifySurveysAt(connection) : { surveys: 0, ballots: 0, faults: [] };
    const store = await verifyStoreAt(connection, evidenceSettings(config, folder));
    const looks = [ledgerLook(ledger), tableLook(tables), resultLook(results), surveyLook(surveys), storeLook(store)];
    process.stdout.write(verifyText(looks, lang));
    return ledger.ok && looks.every((one) => one.faults.length === 0) ? 0 : FAULT;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return UNUSABLE;
  }
}
