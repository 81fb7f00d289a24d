import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

// The rows of a quarter, written down before anything is measured: as another system sends them, and as PostgreSQL copies them.

export const ITEMS = 200;
/** How much of the file of rows is read at once. */
export const READ_BYTES = 262_144;
const PRODUCTS = 40;
export const FROM = "2026-04-01";
const ASSIGNED = ["2026-04-06", "2026-04-20", "2026-05-04", "2026-05-18"];
const DUE = ["2026-04-30", "2026-05-15", "2026-06-10", "2026-06-29"];
const LARGEST = 1_048_576;

export const productOf = (i: number): { id: string; code: string; points: string } => ({ id: `product-${String(i)}`, code: `P${String(i)}`, points: (10 + (i % 9) * 5).toFixed(2) });
export const PRODUCT_COUNT = PRODUCTS;
const coefficientOf = (i: number): number => Math.round((Number(productOf(i).points) / 10) * 10_000);

export type Seat = { readonly person: string; readonly unit: string; readonly head: string };

/** Piece number i of somebody: four in five are accepted by the head, the others done or still to do. */
function piece({ person, unit, head }: Seat, at: number, i: number): { readonly json: string; readonly copied: string } {
  const product = (at * 7 + i * 13) % PRODUCTS;
  const [assignedOn, due] = [ASSIGNED[i % ASSIGNED.length] ?? "", DUE[(i * 3) % DUE.length] ?? ""];
  const day = due < assignedOn ? "2026-06-20" : due;
  const quantity = 1 + ((at + i) % 5);
  const isDone = i % 10 < 9;
  const isAccepted = i % 10 < 8;
  const failures = i % 37 === 0 ? 1 : 0;
  const delays = i % 41 === 0 ? 1 : 0;
  const external = `VB-${String(at)}-${String(i)}`;
  const done = isDone ? `,"done":"${String(quantity)}","doneOn":"${assignedOn}"` : "";
  const accepted = isAccepted ? `,"accepted":"${String(quantity)}","acceptedBy":"${head}","qualityFailures":${String(failures)},"delays":${String(delays)}` : "";
  const { code, id } = productOf(product);
  const json = `{"id":"${external}","personId":"${person}","product":"${code}","quantity":"${String(quantity)}","assignedOn":"${assignedOn}","due":"${day}"${done}${accepted},"reference":"${external}/BC"}\n`;
  const state = isAccepted ? "accepted" : isDone ? "done" : "assigned";
  const units = String(quantity * 100);
  const copied = `${person}\t${unit}\t${id}\t${String(coefficientOf(product))}\t${units}\t${isDone ? units : "0"}\t${isAccepted ? units : "0"}\t${String(isAccepted ? failures : 0)}\t${String(isAccepted ? delays : 0)}\tf\t${state}\t${assignedOn}\t${day}\t${isDone ? assignedOn : String.raw`\N`}\t\\N\t${external}/BC\tvanban\t${external}\n`;
  return { json, copied };
}

/** Writes both files; people follow each other as a task system would export them, by person. */
export async function writeRows(seats: readonly Seat[], files: { readonly json: string; readonly copied: string }, period: string): Promise<void> {
  const outs = { json: createWriteStream(files.json), copied: createWriteStream(files.copied) };
  const pieces = { json: "", copied: "" };
  const flush = async (): Promise<void> => {
    for (const key of ["json", "copied"] as const) {
      if (!outs[key].write(pieces[key])) await once(outs[key], "drain");
      pieces[key] = "";
    }
  };
  for (const [at, seat] of seats.entries()) {
    for (let i = 0; i < ITEMS; i++) {
      const row = piece(seat, at, i);
      pieces.json += row.json;
      pieces.copied += `${period}\t${row.copied}`;
    }
    if (pieces.json.length > LARGEST) await flush();
  }
  await flush();
  for (const out of Object.values(outs)) {
    out.end();
    await finished(out);
  }
}
