import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import type { Format } from "../../ui/format.ts";
import type { useEvidenceWords } from "../../shell/evidence/words.ts";
import type { Drafts } from "../drafts.ts";
import { draftKey } from "../drafts.ts";
import type { Round } from "../ground.ts";
import { valueText } from "../values.ts";
import { noticedIn, type Row } from "./rows.ts";
import { numberIn, type TableColumn } from "../../shell/table-download.tsx";
import { excelNumber, excelText, tableText } from "./table-text.ts";
import type { useGridWords } from "./words.ts";

/** The columns of the grid: which there are in a round, how wide, what stands in them. */

export const COLUMNS = ["unit", "value", "note", "evidence", "self", "first", "explanation", "others", "mine", "reason", "status"] as const;
export type Column = (typeof COLUMNS)[number];
type Words = ReturnType<typeof useGridWords>;

export const WIDTHS: Readonly<Record<Column, number>> = { unit: 244, value: 90, note: 170, evidence: 72, self: 80, first: 80, explanation: 220, others: 170, mine: 110, reason: 124, status: 146 };
const NUMBERS: readonly Column[] = ["evidence", "self", "first", "mine"];
export const isNumber = (column: Column): boolean => NUMBERS.includes(column);
export const isEditable = (column: Column): column is "mine" | "reason" => column === "mine" || column === "reason";
/** Without these the grid would be none. */
const FIXED: readonly Column[] = ["unit", "mine", "reason"];
export const isFixed = (column: Column): boolean => FIXED.includes(column);

/** The columns that a round has; what others appraised is for the chair. */
export const columnsOf = (round: Round, isChair: boolean): Column[] => COLUMNS.filter((one) => (one === "first" || one === "explanation" ? round === "2" : one === "others" ? isChair : true));

export type Shown = { readonly leaf: CompiledLeaf; readonly round: Round; readonly format: Format; readonly t: Words; readonly ofEvidence: ReturnType<typeof useEvidenceWords>; readonly drafts: Drafts; readonly nameOf: (personId: string | null) => string; readonly personId: string };

/** Points of the others who appraised the criterion in this round. */
const othersOf = ({ criterion }: Row, round: Round, personId: string): Row["criterion"]["appraisals"] => criterion.appraisals.filter((one) => one.round === round && one.by !== personId && one.input !== null);

/** What one says of a row, as it was saved or as it is being typed. */
export const ownText = (row: Row, { leaf, drafts, format }: Pick<Shown, "leaf" | "drafts" | "format">): { readonly points: string; readonly reason: string; readonly isDraft: boolean } => {
  const draft = drafts.all.get(draftKey(row.unitId, leaf.code));
  if (draft !== undefined) return { points: draft.text ?? "", reason: draft.reason, isDraft: true };
  return { points: row.mine?.points === undefined || row.mine.points === null ? "" : format.decimal(row.mine.points), reason: row.mine?.note ?? "", isDraft: false };
};

export function statusOf(row: Row, t: Words): string {
  if (row.criterion.notApplicable !== null) return t("notApplicable");
  const { states } = row;
  const said = states.includes("changed") ? t("status.changed") : states.includes("done") ? t("status.done") : states.includes("to-do") ? t("status.left") : row.isOpen ? t("status.nothing") : t("status.closed");
  return states.includes("disputed") ? `${said} · ${t("status.disputed")}` : said;
}

/** The points of a column of numbers, as they were saved. */
function savedPoints(column: Column, { criterion, before, mine, evidence }: Row): string | null | undefined {
  if (column === "evidence") return String(evidence);
  if (column === "self") return criterion.self?.points;
  if (column === "first") return criterion.outcomes.find((one) => one.round === "1")?.points ?? before?.points;
  return column === "mine" ? mine?.points : undefined;
}

/** How many files, with a sign where one of them wants a second look; or that the unit explains itself instead. */
function evidenceText(row: Row, format: Format, t: Words): string {
  if (row.explainsInstead) return t("explainsInstead");
  return noticedIn(row).length === 0 ? format.count(row.evidence) : `! ${format.count(row.evidence)}`;
}

/** What a pointer that rests on a cell is told: the whole text, and of the files what was noticed. */
export const hintOf = (column: Column, row: Row, shown: Shown): string => (column === "evidence" && noticedIn(row).length > 0 ? noticedIn(row).map((one) => shown.ofEvidence(`finding.${one}`)).join("; ") : cellText(column, row, shown));

/** A cell as text. */
export function cellText(column: Column, row: Row, shown: Shown): string {
  const { leaf, round, format, t } = shown;
  const { self, explanation } = row.criterion;
  const points = (value: string | null | undefined): string => (value === null || value === undefined ? "" : format.decimal(value));
  switch (column) {
    case "unit":
      return row.unitName;
    case "value":
      return valueText(leaf, self?.input ?? null, format, t);
    case "note":
      return self?.note ?? "";
    case "evidence":
      return evidenceText(row, format, t);
    case "self":
    case "first":
      return points(savedPoints(column, row));
    case "explanation":
      return explanation?.note ?? "";
    case "others":
      return othersOf(row, round, shown.personId).map((one) => `${points(one.points)} (${shown.nameOf(one.by)})`).join("; ");
    case "mine":
      return ownText(row, shown).points;
    case "reason":
      return ownText(row, shown).reason;
    case "status":
      return statusOf(row, t);
  }
}

/** Plain decimals stay numbers in a spreadsheet. */
const excelCell = (column: Column, row: Row, shown: Shown): string => (isNumber(column) ? excelNumber(savedPoints(column, row) ?? "") : excelText(cellText(column, row, shown)));

/** The rows and columns that are shown, for a spreadsheet. */
export const excelTable = (columns: readonly Column[], rows: readonly Row[], shown: Shown): string => tableText([columns.map((one) => shown.t(`column.${one}`)), ...rows.map((row) => columns.map((one) => excelCell(one, row, shown)))]);

/** The same as columns of a workbook: numbers as numbers. */
export const workbookColumns = (columns: readonly Column[], shown: Shown): TableColumn<Row>[] => columns.map((column) => ({ title: shown.t(`column.${column}`), of: (row) => (isNumber(column) ? numberIn(savedPoints(column, row)) : cellText(column, row, shown)), ...(isNumber(column) ? { decimals: 2 } : {}) }));
