import type { FieldProblem } from "../platform/index.ts";

/** A list of people becomes counts; nothing else of it is looked at, kept or told. */

type Counted = { readonly group: string; readonly unit: string; readonly population: number };
type Read = { readonly strata: readonly Counted[]; readonly faults?: never } | { readonly faults: readonly FieldProblem[] };

const MOST_FAULTS = 20;
const MOST_STRATA = 5000;

/** One line of CSV: fields between commas or semicolons, quoted where they hold one. */
function fieldsOf(line: string, separator: string): string[] {
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i] ?? "";
    if (isQuoted && sign === '"' && line[i + 1] === '"') {
      field += '"';
      i++;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (sign === separator && !isQuoted) {
      fields.push(field.trim());
      field = "";
    } else field += sign;
  }
  return [...fields, field.trim()];
}

const GROUP = ["nhom", "nhóm", "group"];
const UNIT = ["don_vi", "đơn vị", "đơn_vị", "unit"];

const fault = (vi: string, en: string): Read => ({ faults: [{ pointer: "/csv", message: { vi, en } }] });

export function readRespondents(csv: string): Read {
  const lines = csv.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const separator = (lines[0] ?? "").includes(";") ? ";" : ",";
  const head = fieldsOf(lines[0] ?? "", separator).map((one) => one.normalize("NFC").toLowerCase());
  const [group, unit] = [head.findIndex((one) => GROUP.includes(one)), head.findIndex((one) => UNIT.includes(one))];
  if (group === -1 || unit === -1) return fault("Dòng đầu cần có cột nhom và don_vi.", "The first line needs the columns nhom and don_vi.");
  const counts = new Map<string, { group: string; unit: string; population: number }>();
  const faults: FieldProblem[] = [];
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line.trim() === "") continue;
    const fields = fieldsOf(line, separator);
    const [ofGroup = "", ofUnit = ""] = [fields[group], fields[unit]];
    // What stands in the line is not repeated: it may be somebody's name.
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(ofGroup) || ofUnit.length > 60) faults.push({ pointer: "/csv", message: { vi: `Dòng ${String(i + 1)}: cột nhom cần khóa của nhóm (chữ thường, số, gạch nối).`, en: `Line ${String(i + 1)}: the column nhom needs a group's key (lower case letters, digits, hyphens).` } });
    const key = JSON.stringify([ofGroup, ofUnit]);
    const known = counts.get(key) ?? { group: ofGroup, unit: ofUnit, population: 0 };
    counts.set(key, { ...known, population: known.population + 1 });
  }
  if (faults.length > 0) return { faults: faults.slice(0, MOST_FAULTS) };
  if (counts.size === 0) return fault("Danh sách không có dòng nào.", "The list has no lines.");
  if (counts.size > MOST_STRATA) return fault("Danh sách có quá nhiều nhóm và đơn vị.", "The list has too many groups and units.");
  return { strata: [...counts.values()] };
}
