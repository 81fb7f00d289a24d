import type { KeptRow, Telling } from "../audit/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { Table, ToldRow } from "./told-rows.ts";

/** Something that is compared as one: what the ledger tells of it, and the rows that there are. */
export type Subject = { readonly tellings: (tx: Transaction) => AsyncIterable<Telling>; readonly kept: (tx: Transaction) => Promise<Partial<Record<Table, readonly KeptRow[]>>>; readonly toldBy: (entry: Telling) => readonly ToldRow[] };
