import { Button, Checkbox, Input } from "antd";
import { type ReactNode, useState } from "react";
import { Chips } from "../../ui/chips.tsx";
import { useFormat } from "../../ui/format.ts";
import { type Column, isFixed } from "./columns.ts";
import { type Far, type Filter, FILTERS, isIn, type Row, type View } from "./rows.ts";
import { useGridWords } from "./words.ts";

/** Filters in words with their counts, search, choice of columns, what can be done with what is shown. */

/** Filters that say nothing where there is none of it. */
const ALWAYS: readonly Filter[] = ["all", "left", "changed"];

type Props = {
  readonly rows: readonly Row[];
  readonly view: View;
  readonly far: Far | undefined;
  readonly columns: readonly Column[];
  readonly hidden: ReadonlySet<Column>;
  readonly agreeCount: number;
  readonly onView: (view: View) => void;
  readonly onHide: (hidden: ReadonlySet<Column>) => void;
  readonly onCopy: () => Promise<void>;
  readonly onAgree: () => void;
  readonly download: ReactNode;
};

function Filters({ rows, view, far, onView }: Pick<Props, "rows" | "view" | "far" | "onView">): ReactNode {
  const t = useGridWords();
  const options = FILTERS.map((key) => ({ key, word: t(`filter.${key}`), count: rows.filter((row) => isIn(key, row, far)).length })).filter(({ key, count }) => count > 0 || ALWAYS.includes(key) || key === view.filter);
  const choose = (key: string): void => {
    const filter = FILTERS.find((one) => one === key);
    if (filter !== undefined) onView({ ...view, filter });
  };
  return <Chips label={t("filters")} options={options} chosen={view.filter} onChoose={choose} />;
}

function Columns({ columns, hidden, onHide }: Pick<Props, "columns" | "hidden" | "onHide">): ReactNode {
  const t = useGridWords();
  return (
    <details className="grid-columns">
      <summary>{t("columns")}</summary>
      <div className="card">
        {columns.filter((one) => !isFixed(one)).map((column) => (
          <Checkbox
            key={column}
            checked={!hidden.has(column)}
            onChange={(event) => {
              const next = new Set(hidden);
              if (event.target.checked) next.delete(column);
              else next.add(column);
              onHide(next);
            }}
          >
            {t(`column.${column}`)}
          </Checkbox>
        ))}
      </div>
    </details>
  );
}

export function Toolbar(props: Props): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const { view, far, agreeCount, onView, onCopy, onAgree } = props;
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await onCopy();
    setCopied(true);
  };
  return (
    <div className="grid-tools no-print">
      <Filters {...props} />
      {view.filter === "outliers" && far !== undefined ? <p className="small muted">{t("farHelp", { median: format.decimal(far.median), distance: format.decimal(far.distance) })}</p> : null}
      <div className="row">
        <Input.Search
          className="grid-search"
          allowClear
          aria-label={t("search")}
          placeholder={t("search")}
          value={view.search}
          onChange={(event) => {
            onView({ ...view, search: event.target.value });
          }}
        />
        <Button disabled={agreeCount === 0} onClick={onAgree}>
          {t("agreeMany", { count: format.count(agreeCount) })}
        </Button>
        <Button
          onClick={() => {
            void copy();
          }}
        >
          {isCopied ? t("copied") : t("copy")}
        </Button>
        {props.download}
        <Columns {...props} />
      </div>
    </div>
  );
}
