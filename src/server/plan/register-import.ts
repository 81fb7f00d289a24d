import { randomUUID } from "node:crypto";
import { importRegister, type RegisterBody } from "../../contract/plan-register.ts";
import { findUnitsByCode } from "../organisation/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FieldProblem, Problem } from "../platform/index.ts";
import { entriesBetween, insertEntries, type StoredEntry } from "./register-queries.ts";
import { viewOf, yearOfDay } from "./register-rules.ts";

/** What units kept in tables of their own, brought into the registers by the department: all of it or nothing. */

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
/** What makes two entries one: nobody enters the same thing of the same day twice. */
const sameAs = (unitId: string, { kind, title, on }: RegisterBody): string => JSON.stringify([unitId, kind, title.toLowerCase(), on]);

type Given = Call<typeof importRegister>["body"]["entries"][number];

function faultsOf({ unit, body: { on, files, ...body } }: Given, at: number, known: boolean): FieldProblem[] {
  const pointer = (field: string): string => `/entries/${String(at)}/${field}`;
  const year = yearOfDay(on);
  return [
    ...(known ? [] : [{ pointer: pointer("unit"), message: { vi: `Không có đơn vị “${unit}”.`, en: `There is no unit “${unit}”.` } }]),
    ...(year < FIRST_YEAR || year > LAST_YEAR ? [{ pointer: pointer("body/on"), message: { vi: "Năm phải từ 2000 đến 2100.", en: "The year must lie within 2000 and 2100." } }] : []),
    // A table holds neither files nor units that do the same; they are added to the entry.
    ...(files.length > 0 || (body.kind === "initiative" && body.replicatedBy.length > 0) ? [{ pointer: pointer("body/files"), message: { vi: "Tài liệu và đơn vị nhân rộng được thêm ở từng mục.", en: "Files and units that do the same are added to the entry." } }] : []),
  ];
}

async function handleImport({ tx, body: { entries }, actor }: Call<typeof importRegister>): Promise<Change<typeof importRegister>> {
  const { personId: by } = actorOf({ actor });
  const units = new Map((await findUnitsByCode(tx, [...new Set(entries.map((one) => one.unit))])).map((one) => [one.code, one.id]));
  const faults = entries.flatMap((one, at) => faultsOf(one, at, units.has(one.unit)));
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, 500) });
  const years = entries.map((one) => yearOfDay(one.body.on));
  const seen = new Set((await entriesBetween(tx, Math.min(...years), Math.max(...years))).filter((one) => !one.isWithdrawn).map((one) => sameAs(one.unitId, one.body)));
  const at = await tx.now();
  const fresh = entries.flatMap(({ unit, body }): StoredEntry[] => {
    const unitId = units.get(unit) ?? "";
    const name = sameAs(unitId, body);
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ id: randomUUID(), unitId, year: yearOfDay(body.on), number: 1, body, isWithdrawn: false, at, by }];
  });
  await insertEntries(tx, fresh);
  const [first, ...rest] = fresh.map((one) => ({ action: "plan.register-entered", subject: `register:${one.id}`, data: viewOf(one) }));
  if (first === undefined) throw new Problem("conflict", { detail: { vi: "Mọi mục trong bảng đã có trong sổ.", en: "Everything in the table stands in the register already." } });
  return { reply: { body: { entered: fresh.length, unchanged: entries.length - fresh.length } }, audit: [first, ...rest] };
}

export const registerImport: Endpoint = command(importRegister, handleImport);
