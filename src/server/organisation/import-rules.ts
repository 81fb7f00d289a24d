import type { ImportedUnit, ListedUnit } from "../../contract/organisation.ts";
import type { FieldProblem } from "../platform/index.ts";
import { checkedUnits } from "./list-cells.ts";
import { isValidAt, makesCycle, overlap, type UnitFacts } from "./rules.ts";

/** A unit as it stands, with the name that it has on the day of the import. */
export type NamedUnit = UnitFacts & { readonly name: string };

/** What an import would do, or everything that keeps it from being done. */
type ImportPlan = { readonly create: readonly ImportedUnit[]; readonly unchanged: readonly NamedUnit[] } | { readonly faults: readonly FieldProblem[] };

type Field = keyof ImportedUnit;
const at = (i: number, field: Field, message: string): FieldProblem => ({ pointer: `/units/${String(i)}/${field}`, message });

/** What differs between a line and the unit that has its code; a parent that is not given is not compared. */
function differences(line: ImportedUnit, i: number, unit: NamedUnit, parentCode: string | null): FieldProblem[] {
  const differs = (field: Field, now: string | null): FieldProblem => at(i, field, `Đơn vị ${line.code} đã có với giá trị khác (${now ?? "không có"}); hãy sửa đơn vị, không nhập lại.`);
  return [
    ...(line.name === unit.name ? [] : [differs("name", unit.name)]),
    ...(line.index === unit.index ? [] : [differs("index", unit.index)]),
    ...(line.parent === undefined || line.parent === parentCode ? [] : [differs("parent", parentCode)]),
  ];
}

/**
 * Compares the lines with what exists from the day `from` on. Lines are matched by code: equal ones stay, new
 * ones are created, different ones are faults, because a rename or a move is a change with its own day.
 */
export function planImport(given: readonly ListedUnit[], existing: readonly NamedUnit[], from: string): ImportPlan {
  const present = new Map(existing.filter((one) => isValidAt(one, from)).map((one) => [one.code, one]));
  const byId = new Map(existing.map((one) => [one.id, one]));
  const created = { from, to: null };
  const later = new Set(existing.filter((one) => !present.has(one.code) && overlap(one, created)).map((one) => one.code));
  const first = new Map<string, ImportedUnit>();
  const checked = checkedUnits(given);
  const faults: FieldProblem[] = checked.flatMap((one) => one.faults ?? []);
  const lines = checked.flatMap(({ line }, i) => (line === undefined ? [] : [{ i, line }]));
  const unchanged: NamedUnit[] = [];
  const create: ImportedUnit[] = [];
  for (const { i, line } of lines) {
    if (first.has(line.code)) {
      faults.push(at(i, "code", `Mã ${line.code} có hai lần trong danh sách.`));
      continue;
    }
    first.set(line.code, line);
    const unit = present.get(line.code);
    if (unit !== undefined) {
      faults.push(...differences(line, i, unit, unit.parent === null ? null : (byId.get(unit.parent)?.code ?? null)));
      unchanged.push(unit);
    } else if (later.has(line.code)) faults.push(at(i, "code", `Mã ${line.code} thuộc một đơn vị bắt đầu sau ${from}.`));
    else create.push(line);
  }
  faults.push(...parentFaults(lines, first, present));
  return faults.length > 0 ? { faults } : { create, unchanged };
}

/** Parents are named by code, of a line or of a unit that exists; among the lines no circle may arise. */
function parentFaults(lines: readonly { readonly i: number; readonly line: ImportedUnit }[], first: ReadonlyMap<string, ImportedUnit>, present: ReadonlyMap<string, NamedUnit>): FieldProblem[] {
  const parentOf = (code: string) => (present.has(code) ? null : first.get(code)?.parent);
  return lines.flatMap(({ i, line }) => {
    if (line.parent === undefined || line.parent === null || present.has(line.code)) return [];
    if (!first.has(line.parent) && !present.has(line.parent)) return [at(i, "parent", `Không có đơn vị cấp trên ${line.parent}.`)];
    if ((present.get(line.parent)?.to ?? null) !== null) return [at(i, "parent", `Đơn vị cấp trên ${line.parent} đã có ngày kết thúc.`)];
    return makesCycle(line.code, line.parent, parentOf) ? [at(i, "parent", `Đơn vị ${line.code} nằm dưới chính nó.`)] : [];
  });
}
