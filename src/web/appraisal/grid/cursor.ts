import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Leave } from "./cell-editor.tsx";
import { type Column, isEditable, ownText, type Shown } from "./columns.ts";
import type { Editing } from "./editing.ts";
import { cellId, type Opened, type RowActions } from "./grid-row.tsx";
import type { Place } from "./moves.ts";
import { isWritable, type Row, type View } from "./rows.ts";

/** The active cell of the grid: where it is, what is open in it, where it goes next. */

const STEPS: Readonly<Record<Leave, readonly [down: number, right: number]>> = { down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1], stay: [0, 0] };

type Given = {
  readonly rows: readonly Row[];
  readonly view: View;
  readonly columns: readonly Column[];
  readonly shown: Shown;
  readonly editing: Editing;
  readonly isReadOnly: boolean;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly scrollTo: (at: number) => void;
  readonly onTable: (text: string, at: number) => void;
};

/** Where one wanted to be. It is a unit's cell: should the rows change, the cell goes with its unit. */
type Wanted = Place & { readonly unitId: string | undefined; readonly view: View };

/** Where that is now. A list that was filtered or sorted anew begins at its top; columns that are hidden take the place with them. */
function placeOf({ unitId, view, at, column }: Wanted, { rows, columns, view: now }: Pick<Given, "rows" | "columns" | "view">): Place {
  const found = unitId === undefined ? -1 : rows.findIndex((one) => one.unitId === unitId);
  return { at: view === now ? (found === -1 ? Math.min(at, Math.max(0, rows.length - 1)) : found) : 0, column: columns.includes(column) ? column : "mine" };
}

export type Cursor = {
  readonly place: Place;
  readonly opened: Opened | undefined;
  readonly row: Row | undefined;
  readonly actions: RowActions;
  readonly go: (next: Place) => void;
  /** Opens the active cell; with a text instead of what stands in it. */
  readonly open: (text?: string) => void;
  readonly step: (leave: Leave) => void;
};

/** The same functions for as long as the grid stands, so that rows need not be drawn for every step of the active cell. */
function useStable(actions: RowActions): RowActions {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  return useMemo<RowActions>(
    () => ({
      point: (...given) => {
        latest.current.point(...given);
      },
      keep: (...given) => {
        latest.current.keep(...given);
      },
      cancel: () => {
        latest.current.cancel();
      },
      table: (...given) => {
        latest.current.table(...given);
      },
    }),
    [],
  );
}

export function useCursor(given: Given): Cursor {
  const { rows, view, columns, shown, editing, isReadOnly, box, scrollTo, onTable } = given;
  const [wanted, setWanted] = useState<Wanted>({ at: 0, unitId: rows[0]?.unitId, view, column: "mine" });
  const [opened, setOpened] = useState<Opened>();
  const place = placeOf(wanted, given);
  const row = rows[place.at];
  const setPlace = (next: Place): void => {
    setWanted({ ...next, unitId: rows[next.at]?.unitId, view });
  };
  const toGrid = (): void => {
    box.current?.focus({ preventScroll: true });
  };
  const go = (next: Place): void => {
    setPlace(next);
    setOpened(undefined);
    scrollTo(next.at);
    const id = cellId(rows[next.at]?.unitId ?? "", next.column);
    document.querySelector(`#${CSS.escape(id)}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const openAt = (one: Row | undefined, column: Column, text?: string): void => {
    if (isReadOnly || one === undefined || !isWritable(one) || !isEditable(column)) return;
    const own = ownText(one, shown);
    setOpened({ unitId: one.unitId, column, text: text ?? (column === "mine" ? own.points : own.reason) });
  };
  const stepFrom = (from: Place, leave: Leave): void => {
    const [down, right] = STEPS[leave];
    const column = columns[Math.min(columns.length - 1, Math.max(0, columns.indexOf(from.column) + right))] ?? from.column;
    go({ at: Math.min(rows.length - 1, Math.max(0, from.at + down)), column });
  };
  const actions = useStable({
    point: (at, column, opens) => {
      toGrid();
      go({ at, column });
      if (opens) openAt(rows[at], column);
    },
    keep: (one, column, text, leave) => {
      const at = rows.findIndex(({ unitId }) => unitId === one.unitId);
      setOpened(undefined);
      if (column === "reason") editing.reason(one, text);
      else if (editing.points(one, text) === "needs-reason" && leave !== "stay") {
        // Points that differ are not saved without a reason: its field comes at once.
        setPlace({ at, column: "reason" });
        setOpened({ unitId: one.unitId, column: "reason", text: ownText(one, shown).reason });
        return;
      }
      if (leave === "stay") return;
      stepFrom({ at, column: column === "reason" && leave === "down" ? "mine" : column }, leave);
      toGrid();
    },
    cancel: () => {
      setOpened(undefined);
      toGrid();
    },
    table: (text, at) => {
      setOpened(undefined);
      onTable(text, at);
    },
  });
  return {
    place,
    opened: opened?.unitId === row?.unitId ? opened : undefined,
    row,
    actions,
    go,
    open: (text) => {
      openAt(row, place.column, text);
    },
    step: (leave) => {
      stepFrom(place, leave);
    },
  };
}
