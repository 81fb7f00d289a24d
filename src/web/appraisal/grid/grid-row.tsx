import { memo, type ReactNode } from "react";
import { isShort } from "../../ui/fields.tsx";
import type { Draft } from "../drafts.ts";
import { CellEditor, type Leave } from "./cell-editor.tsx";
import { cellText, type Column, hintOf, isNumber, type Shown, WIDTHS } from "./columns.ts";
import type { RowStatus } from "./editing.ts";
import { noticedIn, type Row } from "./rows.ts";
import { useGridWords } from "./words.ts";

/** One unit in the grid. Drawn anew only when something of it has changed, so that scrolling stays light. */

export type Opened = { readonly unitId: string; readonly column: "mine" | "reason"; readonly text: string };
export type RowActions = {
  readonly point: (at: number, column: Column, opens: boolean) => void;
  readonly keep: (row: Row, column: "mine" | "reason", text: string, leave: Leave) => void;
  readonly cancel: () => void;
  readonly table: (text: string, at: number) => void;
};
type Props = {
  readonly row: Row;
  readonly at: number;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly shown: Shown;
  /** Only so that a change of it draws the row anew. */
  readonly draft: Draft | undefined;
  readonly status: RowStatus | undefined;
  readonly active: Column | undefined;
  readonly opened: Opened | undefined;
  readonly suggestions: readonly string[];
  readonly isFar: boolean;
  readonly actions: RowActions;
};

export const cellId = (unitId: string, column: Column): string => `cell-${column}-${unitId}`;

function StatusMark({ status }: { readonly status: RowStatus | undefined }): ReactNode {
  const t = useGridWords();
  if (status === undefined) return null;
  const isBad = status.kind === "refused" || status.kind === "conflict" || status.kind === "fault";
  return <span className={isBad ? "grid-bad" : status.kind === "saved" ? "grid-good" : "muted"}>{t(`saving.${status.kind}`)}</span>;
}

type Looks = Pick<Props, "row" | "draft" | "status" | "active" | "isFar">;

/** What the two columns that are written look like besides their text. */
function writtenClass(column: Column, { row, draft, status }: Looks): (string | false)[] {
  if (column === "reason") return [draft !== undefined && draft.input !== null && isShort(draft.reason) && "grid-wanted"];
  if (column !== "mine") return [];
  const isBad = status !== undefined && ["fault", "refused", "conflict"].includes(status.kind);
  return [row.states.includes("changed") && "grid-changed", draft !== undefined && "grid-draft", isBad && "grid-fault"];
}

function classOf(column: Column, looks: Looks): string {
  const all = ["grid-cell", isNumber(column) && "num", column === looks.active && "grid-active", column === "unit" && "grid-first", column === "self" && looks.isFar && "grid-far", column === "evidence" && noticedIn(looks.row).length > 0 && "grid-far", ...writtenClass(column, looks)];
  return all.filter((one) => one !== false).join(" ");
}

function GridRowView(props: Props): ReactNode {
  const t = useGridWords();
  const { row, at, top, columns, shown, status, opened, suggestions, actions } = props;
  return (
    <div role="row" aria-rowindex={at + 2} className="grid-row" style={{ top }}>
      {columns.map((column, i) => {
        const text = cellText(column, row, shown);
        const isOpen = opened?.column === column;
        return (
          <div
            key={column}
            id={cellId(row.unitId, column)}
            role={column === "unit" ? "rowheader" : "gridcell"}
            aria-colindex={i + 1}
            aria-readonly={column !== "mine" && column !== "reason"}
            aria-selected={column === props.active}
            className={classOf(column, props)}
            style={{ width: WIDTHS[column] }}
            title={hintOf(column, row, shown)}
            data-at={at}
            data-column={column}
          >
            {isOpen ? (
              <CellEditor
                label={t("cellOf", { column: t(`column.${column}`), unit: row.unitName })}
                initial={opened.text}
                isNumber={column === "mine"}
                suggestions={column === "reason" ? suggestions : []}
                onKeep={(kept, leave) => {
                  actions.keep(row, opened.column, kept, leave);
                }}
                onCancel={() => {
                  actions.cancel();
                }}
                onTable={(pasted) => {
                  actions.table(pasted, at);
                }}
              />
            ) : column === "status" ? (
              <>
                {text} <StatusMark status={status} />
              </>
            ) : (
              text
            )}
          </div>
        );
      })}
    </div>
  );
}

export const GridRow = memo(GridRowView);
