import type { KeptRow, Telling } from "../audit/index.ts";
import { listOf, moment, rowOf, told, type ToldRow } from "./told-rows.ts";

/** Which rows of the tables of periodic reports an entry of the ledger tells of. No I/O. */

type Entry = Pick<Telling, "action" | "subject" | "data">;
type Teller = (entry: Entry) => ToldRow[];

export const REPORT_ACTIONS = ["form-kept", "imported", "consolidation-begun", "consolidation-cancelled", "consolidated", "year-entered", "measured-confirmed", "measured-contested"].map((one) => `report.${one}`);

const text = (value: unknown): string => (typeof value === "string" ? value : String(value));
const byKey = (a: KeptRow, b: KeptRow): number => (text(a["key"]) < text(b["key"]) ? -1 : 1);

/** Some of the figures, by their keys. */
const among = (figures: unknown, keys: unknown): KeptRow | undefined => (Array.isArray(keys) ? Object.fromEntries(Object.entries(rowOf(figures)).filter(([key]) => keys.includes(key))) : undefined);

/** A period, its units, and all that was written and done in the reports on it. */
export function tellerOfPeriod(period: string): Teller {
  const versions = new Map<string, number>();
  const counts = new Map<string, number>();
  const after = (of: ReadonlyMap<string, number>, name: string): number => (of.get(name) ?? 0) + 1;
  const cell = (unit: unknown, { key, value, isConfirmed, note = "", source }: KeptRow, { by, at, version }: KeptRow): ToldRow => {
    const name = `${text(unit)} ${text(key)}`;
    const number = typeof version === "number" ? version : after(versions, name);
    versions.set(name, number);
    return told("report_value", { period, unit, key, version: number, value, is_confirmed: isConfirmed, note, source, by, at: moment(at) }, true);
  };
  const stepped = (unit: string, step: KeptRow, { by, at }: KeptRow): ToldRow => {
    const number = after(counts, unit);
    counts.set(unit, number);
    return told("report_step", { period, unit, number, step, by, at: moment(at) });
  };
  const submission = (unit: string, { number, figures, texts, sources, notes = {}, sha256, by, at, inputs }: KeptRow): ToldRow => told("report_submission", { period, unit, number, figures, inputs: among(figures, inputs), texts, sources, notes, sha256, by, at: moment(at) });
  /** Whole reports that were entered at once, with steps of moments that had passed. */
  const entered = (unit: string, { by, figures, texts, steps, loader, inputs }: KeptRow): ToldRow[] => {
    const said = listOf(texts).toSorted(byKey).map((one) => ({ ...one, links: [] }));
    let handedIn = 0;
    return [
      ...Object.entries(rowOf(figures)).map(([key, value]) => cell(unit, { key, value, isConfirmed: true, source: "loaded" }, { by: loader, version: 1 })),
      ...said.map((one): ToldRow => told("report_text", { period, unit, ...one, version: 1, by: loader })),
      ...listOf(steps).flatMap((taken): ToldRow[] => {
        const step = rowOf(taken["step"]);
        if (step["kind"] !== "submit") return [stepped(unit, step, taken)];
        handedIn += 1;
        return [stepped(unit, { ...step, submission: handedIn }, taken), submission(unit, { number: handedIn, figures, texts: said, sources: {}, by, at: taken["at"], inputs })];
      }),
    ];
  };
  return ({ action, subject, data }) => {
    const { by: _by, at: _at, ...rest } = data;
    const unit = subject.slice(subject.lastIndexOf(":") + 1);
    switch (action) {
      case "report.period-opened": {
        const { id, year, kind, form, formNumber, title, hours, units, by, at } = data;
        const { opensAt, dueAt, closesAt } = rowOf(hours);
        return [told("report_period", { id, year, kind, form, form_number: formNumber, title, opens_at: moment(opensAt), due_at: moment(dueAt), closes_at: moment(closesAt), by, at: moment(at) }), ...listOf(units).map((one) => told("report_unit", { period, unit: one["unitId"], code: one["code"], name: one["name"], index_code: one["index"] }))];
      }
      case "report.figure-saved":
        return [cell(unit, data, data)];
      case "report.prefilled":
        return listOf(data["cells"]).map((one) => cell(unit, { ...one, isConfirmed: false }, { by: data["by"], at: data["at"] }));
      case "report.text-saved":
        return [told("report_text", { period, unit, key: data["key"], version: data["version"], text: data["text"], links: data["links"], by: data["by"], at: moment(data["at"]) }, true)];
      case "report.imported": {
        const { id, unit: whose, source, name, dated, sha256, values, changed, by, at } = data;
        return [told("report_import", { id, period, unit: whose, source, name, dated, sha256, rows: values, by, at: moment(at) }), ...listOf(changed).map((one) => cell(one["unit"], one, { by, at, version: Number(one["before"]) + 1 }))];
      }
      case "report.submitted":
        return [submission(unit, data), stepped(unit, { kind: "submit", submission: data["number"], isLate: data["isLate"] }, data)];
      case "report.returned":
      case "report.accepted":
      case "report.extended":
        return [stepped(unit, rest, data)];
      case "report.entered":
        return entered(unit, data);
      default:
        return [];
    }
  };
}

/** Forms, columns of other systems, what was drawn together, indexes over the years, what records say of criteria. */
export function tellerOfReports(): Teller {
  return ({ action, subject, data }) => {
    const id = subject.slice(subject.indexOf(":") + 1);
    const { number, by, at } = data;
    switch (action) {
      case "report.form-kept":
        return [told("report_form", { key: id, number, form: data["form"], sha256: data["sha256"], by, at: moment(at) })];
      case "report.imported":
        return [told("report_mapping", { source: data["source"], number: data["mappingNumber"], mapping: data["mapping"] }, true)];
      case "report.consolidation-begun":
        return [told("report_consolidation", { id, period: data["period"], by, sha256: null, "sha256 of result": null })];
      case "report.consolidation-cancelled":
        return [told("report_consolidation", { id, state: "cancelled" }, true)];
      case "report.consolidated":
        return [told("report_consolidation", { id, state: "done", sha256: data["sha256"], "sha256 of result": data["canonical"] }, true)];
      case "report.year-entered":
        return [told("report_index", { index: data["index"], year: data["year"], unit: data["unit"], number, value: data["value"], rank: data["rank"], of: data["of"], source: data["source"], by, at: moment(at) })];
      case "report.measured-confirmed":
      case "report.measured-contested": {
        const { code, number: _number, ...taken } = data;
        const [campaign, unit] = id.split(":");
        return [told("report_measured", { campaign, unit, code, number, taken, by, at: moment(at) })];
      }
      default:
        return [];
    }
  };
}
