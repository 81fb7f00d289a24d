/** Tables as a spreadsheet takes them: cells between tabs, numbers with a decimal comma, nothing that it would run. */

/** A plain decimal as Excel reads it under Vietnamese settings: without groups, with a comma. */
export const excelNumber = (plain: string): string => plain.replace(".", ",");

/** A text cell: on one line, and never the beginning of a formula. */
export function excelText(text: string): string {
  const line = text.replaceAll(/[\t\r\n]+/g, " ").trim();
  return /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(line) ? `'${line}` : line;
}

export const tableText = (rows: readonly (readonly string[])[]): string => rows.map((cells) => cells.join("\t")).join("\r\n");

/** The rows of what was copied from a spreadsheet; a last empty line is none. */
export function pastedRows(text: string): string[][] {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  if (lines.at(-1)?.trim() === "") lines.pop();
  return lines.map((line) => line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/s, "$1")));
}
