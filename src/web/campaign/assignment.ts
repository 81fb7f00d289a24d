import type { z } from "zod";
import type { listAppraisers, listAssignments, readCoverage } from "../../contract/campaign-setup.ts";

/** The matrix of people and contents, and what chosen cells mean. */

export type Assignment = z.output<typeof listAssignments.response>["items"][number];
export type Appraiser = z.output<typeof listAppraisers.response>["items"][number];
export type Content = z.output<typeof readCoverage.response>["items"][number];

/** A cell: "person content". */
export const cellKey = (personId: string, content: string): string => `${personId} ${content}`;
export const cellOf = (key: string): { readonly personId: string; readonly content: string } => {
  const [personId = "", content = ""] = key.split(" ");
  return { personId, content };
};

/** The content under which a code stands: its own or an ancestor's. */
export const contentOf = (code: string, contents: readonly { readonly code: string }[]): string | undefined => contents.find((one) => code === one.code || code.startsWith(`${one.code}.`))?.code;

/** The assignments of an index by cell. */
export const byCell = (assignments: readonly Assignment[], index: string, contents: readonly Content[]): ReadonlyMap<string, readonly Assignment[]> => Map.groupBy(assignments.filter((one) => one.index === index), (one) => cellKey(one.personId, contentOf(one.code, contents) ?? one.code));

export type CellState = { readonly kind: "none" } | { readonly kind: "all" } | { readonly kind: "some"; readonly count: number } | { readonly kind: "parts"; readonly count: number };

/** What a cell says in a word: the whole content for all units, for some, or parts of it only. */
export function cellState(content: string, held: readonly Assignment[]): CellState {
  if (held.length === 0) return { kind: "none" };
  const whole = held.filter((one) => one.code === content);
  if (whole.some((one) => one.unitId === null)) return { kind: "all" };
  return whole.length > 0 ? { kind: "some", count: whole.length } : { kind: "parts", count: new Set(held.map((one) => one.code)).size };
}

type Wanted = { personId: string; index: string; codes: string[]; unitIds: string[] | null };

/** What is to be assigned for the chosen cells: one item a person; `part` stands for the content where only one is chosen. */
export function itemsOf(cells: Iterable<string>, index: string, { part, unitIds }: { readonly part: string; readonly unitIds: readonly string[] | null }): Wanted[] {
  const byPerson = Map.groupBy([...cells].map(cellOf), (one) => one.personId);
  return [...byPerson].map(([personId, own]) => ({ personId, index, codes: part === "" ? own.map((one) => one.content) : [part], unitIds: unitIds === null ? null : [...unitIds] }));
}

/** Which cell an arrow leads to. */
export function neighbour(at: { readonly row: number; readonly column: number }, key: string, size: { readonly rows: number; readonly columns: number }): { readonly row: number; readonly column: number } | undefined {
  const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const step = steps[key];
  if (step === undefined) return undefined;
  const [row, column] = [at.row + step[0], at.column + step[1]];
  return row < 0 || column < 0 || row >= size.rows || column >= size.columns ? undefined : { row, column };
}
