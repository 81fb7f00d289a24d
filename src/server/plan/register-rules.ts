import type { RegisterBody, RegisterEntry } from "../../contract/plan-register.ts";
import type { Row, Sheet } from "../documents/index.ts";

/** What the registers come to. Pure. */

type Stored = Omit<RegisterEntry, "at" | "version"> & { readonly at: Date; readonly number: number };
export const viewOf = ({ id, unitId, year, body, isWithdrawn, at, by, number }: Stored): RegisterEntry => ({ id, unitId, year, body, isWithdrawn, at: at.toISOString(), by, version: String(number) });
export const yearOfDay = (iso: string): number => Number(iso.slice(0, 4));

type Entry = { readonly unitId: string; readonly body: RegisterBody; readonly isWithdrawn: boolean };
export type RegisterCounts = { readonly unitId: string; readonly initiatives: number; readonly recognised: number; readonly replicated: number; readonly rewards: number; readonly communications: number };

/** By unit, of what was within these days and not withdrawn; of communication the pieces, not the entries. */
export function countsOf(entries: readonly Entry[], { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined } = {}): RegisterCounts[] {
  const counted = entries.filter(({ body, isWithdrawn }) => !isWithdrawn && (from === undefined || body.on >= from) && (to === undefined || body.on <= to));
  return [...Map.groupBy(counted, (one) => one.unitId)].map(([unitId, own]) => {
    const initiatives = own.flatMap(({ body }) => (body.kind === "initiative" ? [body] : []));
    return {
      unitId,
      initiatives: initiatives.length,
      recognised: initiatives.filter((one) => one.recognised !== null).length,
      replicated: initiatives.filter((one) => one.replicatedBy.length > 0).length,
      rewards: own.filter(({ body }) => body.kind === "reward").length,
      communications: own.reduce((sum, { body }) => sum + (body.kind === "communication" ? body.count : 0), 0),
    };
  });
}

type Named = Entry & { readonly unitName: string };
const comma = (number: string): string => number.replace(".", ",");
const day = (iso: string): string => iso.split("-").toReversed().join("/");
const paper = (decision: { readonly number: string; readonly on: string; readonly issuer: string } | null): string => (decision === null ? "" : `${decision.number} ngày ${day(decision.on)} của ${decision.issuer}`);

function sheet<K extends RegisterBody["kind"]>(entries: readonly Named[], kind: K, name: string, columns: readonly (readonly [string, number])[], cells: (body: Extract<RegisterBody, { kind: K }>) => readonly (string | number | null)[]): Sheet {
  const isKind = (body: RegisterBody): body is Extract<RegisterBody, { kind: K }> => body.kind === kind;
  const rows = entries.flatMap(({ body, unitName, isWithdrawn }): Row[] => (isWithdrawn || !isKind(body) ? [] : [{ cells: [unitName, day(body.on), body.title, ...cells(body)] }]));
  const head: readonly (readonly [string, number])[] = [["Cơ quan, đơn vị", 34], ["Ngày", 12], ["Tên, nội dung", 44], ...columns];
  return { name, columns: head.map(([, width]) => ({ width })), frozen: [1, 0], rows: [{ cells: head.map(([title]) => title), looks: "head" }, ...rows] };
}

export const registerSheets = (entries: readonly Named[], nameOf: (unitId: string) => string): Sheet[] => [
  sheet(entries, "initiative", "Sáng kiến", [["Mô tả", 50], ["Hiệu quả đo được", 34], ["Quyết định công nhận", 30], ["Đơn vị nhân rộng", 34]], (one) => [one.text, one.effect === null ? "" : `${one.effect.measure}: ${comma(one.effect.before)} → ${comma(one.effect.after)} ${one.effect.unitOfMeasure}`, paper(one.recognised), one.replicatedBy.map(nameOf).join("; ")]),
  sheet(entries, "reward", "Khen thưởng", [["Tặng cho", 30], ["Tập thể, cá nhân", 16], ["Quyết định", 30]], (one) => [one.to, one.isCollective ? "Tập thể" : "Cá nhân", paper(one.decision)]),
  sheet(entries, "communication", "Tuyên truyền", [["Hình thức", 24], ["Số lượng", 12], ["Số người tiếp cận", 16]], (one) => [one.channel, one.count, one.reach]),
];
