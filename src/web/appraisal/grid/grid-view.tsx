import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { usePreferences } from "../../shell/preferences.ts";
import { draftKey } from "../drafts.ts";
import { cellText, type Column, COLUMNS, isEditable, isNumber, type Shown, WIDTHS } from "./columns.ts";
import { type Cursor, useCursor } from "./cursor.ts";
import type { Editing } from "./editing.ts";
import { cellId, GridRow } from "./grid-row.tsx";
import { moved } from "./moves.ts";
import { type Far, isFar, isWritable, type Row, type Sort, SORTS, type View } from "./rows.ts";
import { useGridWords } from "./words.ts";

/** The table itself: rows come as they are scrolled to, keys move as in a spreadsheet, cells are edited in place. */

const HEIGHTS = { comfortable: 44, compact: 34 } as const;
const OVERSCAN = 10;
const ELSEWHERE = { active: undefined, opened: undefined, suggestions: [] as readonly string[] } as const;

type Props = {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly shown: Shown;
  readonly editing: Editing;
  readonly far: Far | undefined;
  readonly view: View;
  readonly suggestions: readonly string[];
  readonly isReadOnly: boolean;
  readonly onSort: (by: Sort["by"]) => void;
  readonly onActive: (row: Row | undefined) => void;
  /** Whether somebody works in the grid: the keys that are pressed are for it. */
  readonly onWork: (isAtWork: boolean) => void;
  readonly onTable: (text: string, at: number) => void;
  readonly onOpenUnit: (row: Row) => void;
  readonly onOpenEvidence: (row: Row) => void;
};

function Head({ columns, sort, onSort }: Pick<Props, "columns" | "onSort"> & { readonly sort: Sort }): ReactNode {
  const t = useGridWords();
  return (
    <div role="row" aria-rowindex={1} className="grid-head">
      {columns.map((column, i) => {
        const by = SORTS.find((one) => one === column);
        const isSorted = by !== undefined && sort.by === by;
        return (
          <div key={column} role="columnheader" aria-colindex={i + 1} aria-sort={isSorted ? (sort.isDown ? "descending" : "ascending") : undefined} className={`grid-cell ${isNumber(column) ? "num" : ""} ${column === "unit" ? "grid-first" : column === "reason" ? "grid-wide" : ""}`} style={{ width: WIDTHS[column] }}>
            {by === undefined ? (
              t(`column.${column}`)
            ) : (
              <button
                type="button"
                onClick={() => {
                  onSort(by);
                }}
              >
                {t(`column.${column}`)} <span aria-hidden="true">{isSorted ? (sort.isDown ? "↓" : "↑") : ""}</span>
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** What a key does in the active cell, besides moving. */
function act(event: KeyboardEvent, cursor: Cursor, { editing, isReadOnly, onOpenUnit, onOpenEvidence }: Props): void {
  const { row, place: { column } } = cursor;
  if (row === undefined || event.ctrlKey || event.metaKey) return;
  const isText = event.key.length === 1 && isEditable(column);
  if (event.key === "=") {
    event.preventDefault();
    if (!isReadOnly && isWritable(row)) editing.agree(row);
    cursor.step("down");
  } else if (event.key === "Enter" && column === "unit") onOpenUnit(row);
  else if (event.key === "Enter" && column === "evidence") onOpenEvidence(row);
  else if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    cursor.open();
  } else if (isText || event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    cursor.open(isText ? event.key : "");
  }
}

/** Several cells are for the preview, one is typed into the active cell. */
function takePasted(event: ClipboardEvent, cursor: Cursor, onTable: Props["onTable"]): void {
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain");
  if (/[\t\n\r]/.test(text.trim())) onTable(text, cursor.place.at);
  else cursor.open(text.trim());
}

/** The cell that was clicked; a second click opens it. */
function point(event: MouseEvent, { place, actions, opened }: Cursor, { rows, onOpenEvidence }: Pick<Props, "rows" | "onOpenEvidence">): void {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-column]") : null;
  const column = COLUMNS.find((one) => one === cell?.dataset["column"]);
  if (cell === null || column === undefined || event.button !== 0) return;
  const at = Number(cell.dataset["at"]);
  const isHere = at === place.at && column === place.column;
  if (isHere && opened !== undefined) return;
  event.preventDefault();
  const isAgain = isHere || event.detail > 1;
  const row = rows[at];
  actions.point(at, column, isAgain);
  if (isAgain && column === "evidence" && row !== undefined) onOpenEvidence(row);
}

export function GridView(props: Props): ReactNode {
  const t = useGridWords();
  const { rows, view, columns, shown, editing, far, suggestions, isReadOnly, onActive, onWork, onTable } = props;
  const height = HEIGHTS[usePreferences().density];
  const box = useRef<HTMLDivElement>(null);
  const scrollTo = useRef<(at: number) => void>(undefined);
  const cursor = useCursor({ rows, view, columns, shown, editing, isReadOnly, box, onTable, scrollTo: (at) => scrollTo.current?.(at) });
  const { place, row: active } = cursor;
  // The active row stays though it is out of sight: what is being typed stands in it.
  const rangeExtractor = (range: Range): number[] => [...new Set([...defaultRangeExtractor(range), ...(active === undefined ? [] : [place.at])])].toSorted((one, other) => one - other);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => height, overscan: OVERSCAN, scrollPaddingStart: height, scrollPaddingEnd: height, rangeExtractor });
  useEffect(() => {
    scrollTo.current = virtual.scrollToIndex;
    virtual.scrollToOffset(0);
  }, [view, virtual]);
  useEffect(() => {
    virtual.measure();
  }, [height, virtual]);
  useEffect(() => {
    onActive(active);
  }, [active, onActive]);
  const press = (event: KeyboardEvent): void => {
    if (event.target !== box.current || event.altKey) return;
    const page = Math.max(1, Math.floor(box.current.clientHeight / height) - 2);
    const next = moved(event, place, rows.length, columns, page);
    if (next === undefined) {
      act(event, cursor, props);
      return;
    }
    event.preventDefault();
    cursor.go(next);
  };
  const width = columns.reduce((sum, one) => sum + WIDTHS[one], 0);
  return (
    <div
      ref={box}
      role="grid"
      className="grid-box"
      tabIndex={0}
      aria-label={t("gridLabel")}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={active === undefined ? undefined : cellId(active.unitId, place.column)}
      onMouseDown={(event) => {
        point(event, cursor, props);
      }}
      onKeyDown={press}
      onFocus={() => {
        onWork(true);
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Another window's turn: whoever comes back types on in the same cell.
        const isElsewhere = !currentTarget.contains(relatedTarget) && !currentTarget.contains(document.activeElement);
        if (isElsewhere) onWork(false);
      }}
      onPaste={(event) => {
        if (event.target === box.current && !isReadOnly) takePasted(event, cursor, onTable);
      }}
      onCopy={(event) => {
        if (event.target !== box.current || active === undefined) return;
        event.preventDefault();
        event.clipboardData.setData("text/plain", cellText(place.column, active, shown));
      }}
    >
      <div role="rowgroup" style={{ width }} className="grid-top">
        <Head columns={columns} sort={view.sort} onSort={props.onSort} />
      </div>
      <div role="rowgroup" className="grid-body" style={{ width, height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().flatMap(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return [];
          const own = index === place.at ? { active: place.column, opened: cursor.opened, suggestions } : ELSEWHERE;
          return [<GridRow key={row.unitId} row={row} at={index} top={start} columns={columns} shown={shown} draft={shown.drafts.all.get(draftKey(row.unitId, shown.leaf.code))} status={editing.statuses.get(row.unitId)} isFar={isFar(row, far)} actions={cursor.actions} {...own} />];
        })}
      </div>
    </div>
  );
}
