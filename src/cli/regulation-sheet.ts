import { readIndexSheet } from "../scoring/sheet/index-sheet.ts";
import type { Options } from "./commands.ts";
import { sheetsOf } from "./evaluate-workbook.ts";
import { Unreadable } from "./files.ts";
import { Usage } from "./usage.ts";

/** `regulation from-xlsx`: the sheet that a province circulates as the YAML of an index; doubtful rows are told beside it. */
export async function regulationSheetCommand(name: string | undefined, { index = "01", sheet: wanted }: Options, language: "vi" | "en"): Promise<number> {
  if (name === undefined) throw new Usage("thiếu TỆP.xlsx", "FILE.xlsx is missing");
  const sheets = await sheetsOf(name);
  const sheet = wanted === undefined ? sheets.toSorted((a, b) => b.rows.length - a.rows.length)[0] : sheets.find((one) => one.name === wanted);
  if (sheet === undefined) throw new Unreadable(`${name}: không có trang ${wanted ?? ""}`, `${name}: there is no sheet ${wanted ?? ""}`);
  const read = readIndexSheet(sheet.rows, sheet.merged, { code: index, title: `Chỉ số ${index}`, article: "II.4.b" });
  if (read.why !== undefined) throw new Unreadable(`${name}: trang “${sheet.name}” không có dòng tiêu đề gồm STT, tiêu chí và điểm`, `${name}: sheet "${sheet.name}" has no head with number, criterion and points`);
  for (const { row, ...says } of read.doubts) process.stderr.write(`${sheet.name}, ${language === "vi" ? "dòng" : "row"} ${String(row + 1)}: ${says[language]}\n`);
  process.stdout.write(read.yaml);
  return 0;
}
