import { useDeferredValue, useMemo } from "react";
import type { IndexLine } from "../ui/engine.ts";
import { type Foresight, foresee } from "../ui/foresight.ts";
import { type Criterion, inputsOf, marksOf, type Status, statusOf } from "./file-model.ts";
import type { Draft, Slot } from "./saving.ts";
import type { UnitFile } from "./use-file.ts";

type Overview = { readonly byCode: ReadonlyMap<string, Criterion>; readonly statuses: ReadonlyMap<string, Status>; readonly foresight: Foresight };

/** Where each criterion stands, with what is on the screen. */
export function useOverview({ file, engine, lines }: UnitFile, slots: ReadonlyMap<string, Slot>): Overview {
  const drafts = useMemo(() => new Map<string, Draft>([...slots].map(([code, { draft }]) => [code, draft])), [slots]);
  const byCode = useMemo(() => new Map(file.criteria.map((one) => [one.code, one])), [file]);
  const leaves = useMemo(() => lines.flatMap(({ leaf }) => (leaf === undefined ? [] : [leaf])), [lines]);
  const isExplaining = file.stage === "explanation";
  // The whole unit is judged and counted again a moment after the field has shown what was typed.
  const late = useDeferredValue(drafts);
  const statuses = useMemo(
    () =>
      new Map<string, Status>(
        leaves.flatMap((leaf) => {
          const criterion = byCode.get(leaf.code);
          return criterion === undefined ? [] : [[leaf.code, statusOf(leaf, criterion, late.get(leaf.code), isExplaining)] as const];
        }),
      ),
    [leaves, byCode, late, isExplaining],
  );
  const foresight = useMemo(() => foresee(engine, file.index, inputsOf(file, late), marksOf(file)), [engine, file, late]);
  return { byCode, statuses, foresight };
}

/** The headings above a line. */
export function headingsOf(lines: readonly IndexLine[], code: string): IndexLine[] {
  const above: IndexLine[] = [];
  for (const line of lines) {
    if (line.code === code && line.leaf !== undefined) return above.filter(({ depth }) => depth < line.depth);
    if (line.leaf === undefined) above.splice(line.depth, above.length, line);
  }
  return [];
}
