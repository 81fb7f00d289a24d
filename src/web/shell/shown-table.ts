import type { Language } from "../ui/language.ts";

/** A table of the page as rows of words and numbers: what people see in it, and nothing of how it is drawn. */

type Value = string | number | null;
type Cell = { readonly value: Value; readonly decimals: number };
type ShownTable = { readonly columns: readonly { readonly title: string; readonly decimals: number }[]; readonly rows: readonly (readonly Value[])[] };

/** Only for the eye, or to be pressed. */
const NO_WORDS = "button, svg, [aria-hidden='true'], [role='progressbar']";
const BLOCKS = "div, p, li, br, ul, ol, dl, dt, dd, summary";

/** What somebody has chosen or typed in a control is not in its text. */
function valueOf(control: Element): string {
  if (control instanceof HTMLInputElement) return control.type === "checkbox" || control.type === "radio" ? (control.checked ? "x" : "") : control.value;
  if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.text ?? "";
  return control instanceof HTMLTextAreaElement ? control.value : "";
}

function wordsOf(cell: Element): string {
  const copy = document.createElement("div");
  copy.append(...Array.from(cell.childNodes, (node) => node.cloneNode(true)));
  const controls = Array.from(cell.querySelectorAll("input, select, textarea"), valueOf);
  for (const [at, control] of [...copy.querySelectorAll("input, select, textarea")].entries()) control.replaceWith(controls[at] ?? "");
  for (const one of copy.querySelectorAll(NO_WORDS)) one.remove();
  for (const block of copy.querySelectorAll(BLOCKS)) {
    block.before("\n");
    block.after("\n");
  }
  return copy.textContent.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim()).filter((line) => line !== "").join("\n");
}

const GROUPED = { vi: /^([-+−]?)(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d{1,6}))?$/, en: /^([-+−]?)(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d{1,6}))?$/ } as const;

/** "−1.234,50" as a number with its decimals; undefined: these are words. */
export function numberShown(language: Language, words: string): { readonly value: number; readonly decimals: number } | undefined {
  const [, sign = "", whole = "", rest = ""] = GROUPED[language].exec(words) ?? [];
  if (whole === "") return undefined;
  const plain = Number(`${whole.replaceAll(/[.,]/g, "")}${rest === "" ? "" : `.${rest}`}`);
  return { value: sign === "" || sign === "+" ? plain : -plain, decimals: rest.length };
}

function cellOf(language: Language, cell: HTMLTableCellElement): Cell {
  const words = wordsOf(cell);
  const number = cell.classList.contains("num") ? numberShown(language, words) : undefined;
  return number ?? { value: words === "" ? null : words, decimals: 0 };
}

const EMPTY: Cell = { value: null, decimals: 0 };

/** Rows of a part of the table; a cell over several rows stands in each of them, one over several columns in its first. */
function gridOf(language: Language, rows: readonly HTMLTableRowElement[], isHead: boolean): Cell[][] {
  const grid: (Cell | undefined)[][] = rows.map(() => []);
  for (const [at, row] of rows.entries()) {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[at]?.[column] !== undefined) column++;
      const held = cellOf(language, cell);
      for (let down = 0; down < cell.rowSpan && at + down < rows.length; down++) {
        for (let across = 0; across < cell.colSpan; across++) (grid[at + down] ?? [])[column + across] = (across === 0 || isHead) && !(isHead && down > 0) ? held : EMPTY;
      }
      column += cell.colSpan;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? EMPTY));
}

/** Columns without a word in any row are of buttons, and stay here. */
export function shownTable(language: Language, table: HTMLTableElement): ShownTable {
  const heads = gridOf(language, [...(table.tHead?.rows ?? [])], true);
  const body = gridOf(language, [...[...table.tBodies].flatMap((part) => [...part.rows]), ...(table.tFoot?.rows ?? [])], false);
  const count = Math.max(0, ...[...heads, ...body].map((row) => row.length));
  const columns = Array.from({ length: count }, (_none, at) => ({ at, title: [...new Set(heads.flatMap((row) => (row[at]?.value === null ? [] : [String(row[at]?.value ?? "")])))].filter((one) => one !== "").join(" · "), decimals: Math.max(0, ...body.map((row) => row[at]?.decimals ?? 0)) }));
  const kept = columns.filter(({ at }) => body.some((row) => (row[at]?.value ?? null) !== null));
  return { columns: kept.map(({ title, decimals }) => ({ title, decimals })), rows: body.map((row) => kept.map(({ at }) => row[at]?.value ?? null)) };
}
