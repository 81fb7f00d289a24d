import type { ReportMapping } from "../../contract/plan-report.ts";
import type { Transaction } from "../platform/index.ts";
import { asJson, type Link } from "./report-queries.ts";

/** What was handed in, word for word, and what was read from other systems' tables. */

export type SubmittedText = { readonly key: string; readonly text: string; readonly links: readonly Link[] };
/** Figures in whole hundredths. */
export type Submission = { readonly period: string; readonly unit: string; readonly number: number; readonly figures: Readonly<Record<string, number>>; readonly inputs: Readonly<Record<string, number>>; readonly texts: readonly SubmittedText[]; readonly sources: Readonly<Record<string, string>>; /** What was said of figures that were asked about. */ readonly notes?: Readonly<Record<string, string>>; readonly sha256: string; readonly by: string; readonly at: Date };
type Row = { period: string; unit: string; number: number; figures: Record<string, number>; inputs: Record<string, number>; texts: SubmittedText[]; sources: Record<string, string>; notes: Record<string, string>; sha256: string; by: string; at: Date };
type SubmissionTables = {
  "congtam.report_submission": Row;
  "congtam.report_mapping": { source: string; number: number; mapping: ReportMapping; by: string; at: Date };
  "congtam.report_import": { id: string; period: string; unit: string | null; source: string; name: string; dated: string; sha256: string; rows: unknown; by: string; at: Date };
};
const tables = (tx: Transaction) => tx.tables<SubmissionTables>();

const ROWS_AT_ONCE = 200;

export async function insertSubmissions(tx: Transaction, submissions: readonly Submission[]): Promise<void> {
  for (let from = 0; from < submissions.length; from += ROWS_AT_ONCE) {
    const rows = submissions.slice(from, from + ROWS_AT_ONCE).map((one) => ({ ...one, figures: asJson({ ...one.figures }), inputs: asJson({ ...one.inputs }), texts: asJson([...one.texts]), sources: asJson({ ...one.sources }), notes: asJson({ ...one.notes }) }));
    await tables(tx).insertInto("congtam.report_submission").values(rows).execute();
  }
}

export type Whole = Pick<Submission, "period" | "unit" | "number" | "figures" | "texts" | "sha256" | "at" | "sources">;

/** The newest copy of each unit's report on these periods. */
export const newestSubmissions = (tx: Transaction, periods: readonly string[], units?: readonly string[]): Promise<Whole[]> =>
  periods.length === 0
    ? Promise.resolve([])
    : tables(tx)
        .selectFrom("congtam.report_submission")
        .distinctOn(["period", "unit"])
        .select(["period", "unit", "number", "figures", "texts", "sha256", "at", "sources"])
        .where("period", "in", periods)
        .$if(units !== undefined, (query) => query.where("unit", "in", [...(units ?? []), ""]))
        .orderBy("period")
        .orderBy("unit")
        .orderBy("number", "desc")
        .execute();

export type Inputs = Pick<Submission, "period" | "unit" | "number" | "inputs" | "at">;
/** Only what measures are computed from. */
export const newestInputs = (tx: Transaction, periods: readonly string[]): Promise<Inputs[]> =>
  periods.length === 0 ? Promise.resolve([]) : tables(tx).selectFrom("congtam.report_submission").distinctOn(["period", "unit"]).select(["period", "unit", "number", "inputs", "at"]).where("period", "in", periods).orderBy("period").orderBy("unit").orderBy("number", "desc").execute();

/** How many units have handed in, by period. */
export async function submittedCounts(tx: Transaction): Promise<Map<string, number>> {
  const rows = await tables(tx).selectFrom("congtam.report_submission").select(({ fn }) => ["period", fn.count<number>("unit").distinct().as("units")]).groupBy("period").execute();
  return new Map(rows.map((one) => [one.period, one.units]));
}

export async function newestMapping(tx: Transaction, source: string): Promise<{ readonly number: number; readonly mapping: ReportMapping } | undefined> {
  return tables(tx).selectFrom("congtam.report_mapping").select(["number", "mapping"]).where("source", "=", source).orderBy("number", "desc").limit(1).executeTakeFirst();
}

export const insertMapping = async (tx: Transaction, source: string, number: number, mapping: ReportMapping, by: string): Promise<void> => {
  await tables(tx).insertInto("congtam.report_mapping").values({ source, number, mapping: asJson(mapping), by, at: await tx.now() }).onConflict((on) => on.doNothing()).execute();
};

export const insertImport = async (tx: Transaction, taken: Omit<SubmissionTables["congtam.report_import"], "at">): Promise<void> => {
  await tables(tx).insertInto("congtam.report_import").values({ ...taken, rows: asJson(taken.rows), at: await tx.now() }).execute();
};
