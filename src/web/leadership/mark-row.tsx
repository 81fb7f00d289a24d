import { Button } from "antd";
import { memo, type ReactNode } from "react";
import { useFormat } from "../ui/format.ts";
import { type Cell, shownMark } from "./marking.ts";
import { MarkScale } from "./mark-scale.tsx";
import { useMarksWords } from "./words.ts";

export type Criterion = { readonly code: string; readonly title: string; readonly max: string };
export type MarkedUnit = { readonly unitId: string; readonly unitCode: string; readonly name: string; readonly index: string; readonly criteria: readonly Criterion[] };

type CellActs = {
  readonly isOpen: boolean;
  readonly onMark: (cell: Cell, mark: string | null) => void;
  readonly onSettle: (cell: Cell, choice: "mine" | "theirs") => void;
};
type CellProps = CellActs & { readonly unit: MarkedUnit; readonly criterion: Criterion; readonly cell: Cell; readonly showsTitle: boolean };

function Conflict({ cell, onSettle }: Pick<CellProps, "cell" | "onSettle">): ReactNode {
  const t = useMarksWords();
  const format = useFormat();
  const said = (mark: string | null | undefined): string => (mark === null || mark === undefined ? t("noMark") : format.decimal(mark));
  const both = { mine: said(shownMark(cell)), theirs: said(cell.theirs?.mark) };
  return (
    <div className="refusal mark-conflict" role="alert">
      <p>{t("conflict", both)}</p>
      <div className="row">
        <Button
          onClick={() => {
            onSettle(cell, "mine");
          }}
        >
          {t("useMine", both)}
        </Button>
        <Button
          onClick={() => {
            onSettle(cell, "theirs");
          }}
        >
          {t("useTheirs", both)}
        </Button>
      </div>
    </div>
  );
}

function CellViewPlain({ unit, criterion, cell, showsTitle, isOpen, onMark, onSettle }: CellProps): ReactNode {
  const t = useMarksWords();
  const format = useFormat();
  const label = t("markOf", { title: criterion.title, unit: unit.name, max: format.decimal(criterion.max) });
  return (
    <div className="mark-cell">
      {showsTitle ? <span className="small muted mark-title">{criterion.title}</span> : null}
      <MarkScale cell={cell} max={criterion.max} label={label} isOpen={isOpen} onMark={onMark} />
      <span className={`small mark-state mark-state-${cell.state}`}>{cell.state === "idle" ? null : t(`state.${cell.state}`)}</span>
      {cell.state === "conflict" ? <Conflict cell={cell} onSettle={onSettle} /> : null}
      {cell.refusal === undefined ? null : (
        <p className="refusal mark-conflict" role="alert">
          {cell.refusal}
        </p>
      )}
    </div>
  );
}
const CellView = memo(CellViewPlain);

type RowProps = CellActs & { readonly unit: MarkedUnit; readonly cells: readonly (Cell | undefined)[]; readonly showsTitle: boolean; readonly onOpen: (unit: MarkedUnit) => void };

/** One unit: its name opens what is known of it, its marks stand beside. */
export function MarkRow({ unit, cells, showsTitle, onOpen, ...acts }: RowProps): ReactNode {
  const t = useMarksWords();
  return (
    <li className="mark-row" data-unit={unit.unitId}>
      <button
        type="button"
        className="mark-unit"
        aria-label={t("summary", { unit: unit.name })}
        onClick={() => {
          onOpen(unit);
        }}
      >
        {unit.name}
      </button>
      <div className="mark-cells">
        {unit.criteria.map((criterion, i) => {
          const cell = cells[i];
          return cell === undefined ? null : <CellView key={criterion.code} unit={unit} criterion={criterion} cell={cell} showsTitle={showsTitle} {...acts} />;
        })}
      </div>
    </li>
  );
}
