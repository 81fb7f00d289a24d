import type { ColumnType, Kysely } from "kysely";
import type { KeptFormAction } from "../../contract/personnel-form.ts";
import type { Mapping } from "../../contract/personnel-import.ts";
import type { Granularity, PeriodAction } from "../../contract/personnel-period.ts";
import type { ITEM_STATES, UnitAction } from "../../contract/personnel-work.ts";
import type { Transaction } from "../platform/index.ts";

type Row<T extends object> = { period: string; number: number; at: Date; by: string; action: ColumnType<T, string> };
/** What was written of a piece of work besides the acts of the contract. */
export type ItemEvent = Readonly<Record<string, unknown>> & { readonly kind: string };

/** A piece of work as it stands; quantities in hundredths, the coefficient in ten-thousandths. */
export type Item = {
  period: string;
  id: number;
  person: string;
  unit: string;
  product: string;
  coefficient: number;
  assigned: number;
  done: number;
  accepted: number;
  quality_failures: number;
  delays: number;
  excused: number;
  extra: boolean;
  state: (typeof ITEM_STATES)[number];
  assigned_on: string;
  due: string;
  done_on: string | null;
  output: string | null;
  reference: string | null;
  source: string | null;
  external: string | null;
  taken_from: number | null;
  team: number | null;
  version: number;
};

export type PeriodRow = { id: string; regulation_version: string; regulation_sha256: string; index_code: string; from_day: string; to_day: string; months: number; opened_at: Date; opened_by: string };

type WorkTables = {
  "congtam.work_granularity": { regulation: string; from_day: string; kind: Granularity; reason: string; by: string; at: Date };
  "congtam.work_period": PeriodRow;
  "congtam.work_period_action": Row<PeriodAction>;
  "congtam.work_item": Item;
  "congtam.work_event": Row<ItemEvent> & { item: number };
  "congtam.work_import": { id: string; period: string; source: string; at: Date; by: string; added: number; changed: number; unchanged: number; sha256: string; mapping: ColumnType<object | null, string | null> };
  "congtam.work_mapping": { unit: string; source: string; number: number; mapping: ColumnType<Mapping, string>; by: string; at: Date };
  "congtam.work_form_action": Row<KeptFormAction> & { person: string; unit: string };
  "congtam.work_result": { period: string; person: string; unit: string; state: "computed" | "confirmed" | "absent"; general: number | null; results: number | null; total: number | null; level: string | null; parts: ColumnType<Record<string, string>, string, string>; reason: string | null; at: Date };
  "congtam.work_unit_action": Row<UnitAction> & { unit: string };
  "congtam.work_remit": { person: string; number: number; units: string[]; people: string[]; from_day: string; by: string; at: Date };
};

export const work = (tx: Transaction): Kysely<WorkTables> => tx.tables<WorkTables>();

/** Whether an insertion that may meet a row of the same number added one. */
export const isAdded = (answer: { readonly numInsertedOrUpdatedRows?: bigint | undefined }): boolean => (answer.numInsertedOrUpdatedRows ?? 0n) > 0n;
