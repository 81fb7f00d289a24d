import { createHash } from "node:crypto";
import { compileRegulation } from "../../scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../../scoring/engine/evaluate.ts";
import { resultOf } from "../../scoring/engine/result.ts";
import { sha256OfDocument } from "../../scoring/regulation/canonical.ts";
import { entriesUnder } from "../audit/index.ts";
import { type Bilingual, type Database, openDatabase, type Transaction } from "../platform/index.ts";
import { findRegulation } from "../regulation/index.ts";
import { buildCase } from "./case.ts";
import { evaluateHolding } from "./holding.ts";
import { publishedVersions } from "./queries.ts";
import { lawIn, proposalIn, sourcesFrom } from "./replay-rules.ts";

/** Computing every published result again from the ledger and the law, byte for byte. */

export type ReplayReport = { readonly replayed: number; readonly faults: readonly Bilingual[] };

type Published = Awaited<ReturnType<typeof publishedVersions>>[number];

const fault = ({ campaign, number }: Published, vi: string, en: string): Bilingual => ({ vi: `kết quả ${String(number)} của đợt ${campaign}: ${vi}`, en: `result ${String(number)} of campaign ${campaign}: ${en}` });
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

async function replay(tx: Transaction, version: Published): Promise<Bilingual | undefined> {
  const about = { subject: `campaign:${version.campaign}`, below: `assessment:${version.campaign}/` };
  const law = await findRegulation(tx, version.regulationVersionId);
  if (law === undefined || sha256OfDocument(law.regulation) !== version.regulationSha256) return fault(version, "văn bản quy định đã bị sửa", "the regulation was altered");
  const after = await entriesUnder(tx, { ...about, upTo: Number.MAX_SAFE_INTEGER });
  const proposal = proposalIn(after, version.number);
  if (proposal === undefined) return fault(version, "sổ kiểm toán không có lần trình này", "the ledger knows of no such proposal");
  if (proposal.resultSha256 !== version.resultSha256 || sha256(version.resultText) !== proposal.resultSha256) return fault(version, "kết quả lưu khác kết quả đã trình", "what is kept differs from what was proposed");
  const before = after.filter((one) => one.seq <= version.ledgerSeq);
  if (lawIn(before) !== version.regulationSha256) return fault(version, "tính theo phiên bản quy định khác phiên bản đang áp dụng trong sổ kiểm toán", "computed by another version of the regulation than the one in force in the ledger");
  const engine = compileRegulation(law);
  const held = evaluateHolding(engine, buildCase(engine, sourcesFrom(before, proposal.uncounted), false).input);
  const caseText = isFaulty(held) ? "" : JSON.stringify(held.input);
  if (caseText !== version.caseText) return fault(version, "dữ liệu đầu vào khác với sổ kiểm toán", "what it was computed from differs from the ledger");
  const evaluation = evaluate(engine, JSON.parse(caseText));
  if (isFaulty(evaluation) || JSON.stringify(resultOf(evaluation)) !== version.resultText) return fault(version, "tính lại cho kết quả khác", "computing it again gives another result");
  return undefined;
}

/** Replays all published results, one after another. */
export async function replayResults(database: Database): Promise<ReplayReport> {
  return database.read(async (tx) => {
    const faults: Bilingual[] = [];
    const versions = await publishedVersions(tx);
    for (const version of versions) {
      const found = await replay(tx, version);
      if (found !== undefined) faults.push(found);
    }
    return { replayed: versions.length, faults };
  });
}

/** The same from outside: opens the database, with the application's rights and no more. */
export async function replayResultsAt(connection: Parameters<typeof openDatabase>[0]): Promise<ReplayReport> {
  const database = openDatabase(connection, 1);
  try {
    return await replayResults(database);
  } finally {
    await database.close();
  }
}
