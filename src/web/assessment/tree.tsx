import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type { IndexLine } from "../ui/engine.ts";
import { useFormat } from "../ui/format.ts";
import { type Filter, FILTERS, SIGNS, type Status, visibleLines } from "./file-model.ts";
import { useAssessmentWords } from "./words.ts";
import "./tree.css";

type Props = {
  readonly lines: readonly IndexLine[];
  readonly statuses: ReadonlyMap<string, Status>;
  /** The points on the screen, by code. */
  readonly points: ReadonlyMap<string, string | null>;
  /** Criteria with a score and nothing that proves it. */
  readonly unproved: ReadonlySet<string>;
  readonly selected: string;
  readonly onSelect: (code: string) => void;
  /** Enter: on to the input of the criterion. */
  readonly onEnter: () => void;
  /** Told which criteria are listed: previous and next go through these. */
  readonly onListed: (codes: readonly string[] | undefined) => void;
  /** Where to go when nothing is left. */
  readonly onward: ReactNode;
};

const ROW_PX = 44;
const DEPTH_PX = 12;

type RowProps = { readonly isUnproved: boolean; readonly line: IndexLine; readonly status: Status | undefined; readonly points: string | null; readonly isCollapsed: boolean };

function EveryRow({ line, status, points, isUnproved, isCollapsed }: RowProps): ReactNode {
  const t = useAssessmentWords();
  const format = useFormat();
  if (line.leaf === undefined || status === undefined) {
    return (
      <>
        <span className="desk-tree-sign muted" aria-hidden="true">
          {isCollapsed ? "▸" : "▾"}
        </span>
        <span className="grow desk-tree-group">
          <span className="num">{line.code}</span> {line.title}
        </span>
      </>
    );
  }
  return (
    <>
      <span className={`desk-tree-sign desk-sign-${status}`} aria-hidden="true">
        {SIGNS[status]}
      </span>
      <span className="grow">
        <span className="num">{line.code}</span> {line.title}
        <span className="visually-hidden">, {t(`status.${status}`)}</span>
        {isUnproved ? <span className="desk-tree-unproved">{t("unproved")}</span> : null}
      </span>
      <span className="desk-tree-points num muted">
        {points === null ? (line.max === null ? null : "–") : format.decimal(points)}
        {line.max === null ? null : `/${format.decimal(line.max)}`}
      </span>
    </>
  );
}

/** Drawn anew only when what it shows has changed. */
const Row = memo(EveryRow);

type TreeProps = Omit<Props, "lines" | "onListed" | "onward"> & { readonly visible: readonly IndexLine[]; readonly collapsed: ReadonlySet<string>; readonly onToggle: (code: string) => void };

/** The lines themselves; only those in view are drawn. Arrow keys go through them, Enter on to the input. */
function Lines({ visible, statuses, points, unproved, selected, onSelect, onEnter, collapsed, onToggle }: TreeProps): ReactNode {
  const t = useAssessmentWords();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const isPlaced = useRef(false);
  const [heading, setHeading] = useState<string>();
  const active = heading ?? selected;
  const at = visible.findIndex(({ code }) => code === active);
  const rows = useVirtualizer({ count: visible.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 12, getItemKey: (i) => visible[i]?.code ?? i });
  useEffect(() => {
    if (at !== -1) rows.scrollToIndex(at, { align: isPlaced.current ? "auto" : "center" });
    isPlaced.current = true;
  }, [at, rows]);
  const choose = (line: IndexLine | undefined): void => {
    if (line === undefined) return;
    setHeading(line.leaf === undefined ? line.code : undefined);
    if (line.leaf !== undefined) onSelect(line.code);
  };
  const press = (event: KeyboardEvent): void => {
    const line = visible[at];
    const isHeading = line !== undefined && line.leaf === undefined;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => { choose(visible[Math.min(visible.length - 1, at + 1)]); },
      ArrowUp: () => { choose(visible[Math.max(0, at - 1)]); },
      Home: () => { choose(visible[0]); },
      End: () => { choose(visible.at(-1)); },
      ArrowLeft: () => { if (isHeading && !collapsed.has(line.code)) onToggle(line.code); },
      ArrowRight: () => { if (isHeading && collapsed.has(line.code)) onToggle(line.code); },
      Enter: () => { if (isHeading) onToggle(line.code); else onEnter(); },
    };
    const move = moves[event.key];
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move();
  };
  return (
    <div ref={scroller} className="desk-tree" role="tree" tabIndex={0} aria-label={t("criteria")} aria-activedescendant={at === -1 ? undefined : `${id}-${active}`} onKeyDown={press}>
      <div role="presentation" style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const line = visible[index];
          if (line === undefined) return null;
          return (
            // The keys of the whole tree are heard above.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={key}
              id={`${id}-${line.code}`}
              ref={rows.measureElement}
              data-index={index}
              role="treeitem"
              className={line.code === active ? "desk-tree-line desk-tree-active" : "desk-tree-line"}
              aria-level={line.depth + 1}
              aria-selected={line.code === selected}
              aria-expanded={line.leaf === undefined ? !collapsed.has(line.code) : undefined}
              style={{ transform: `translateY(${String(start)}px)`, paddingInlineStart: 10 + line.depth * DEPTH_PX }}
              onClick={() => {
                choose(line);
                if (line.leaf === undefined) onToggle(line.code);
              }}
            >
              <Row line={line} status={statuses.get(line.code)} points={points.get(line.code) ?? null} isUnproved={unproved.has(line.code)} isCollapsed={collapsed.has(line.code)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The criteria of the index with where each stands: searched with marks or without, or only those that are left. */
function EveryCriteriaTree({ lines, statuses, unproved, onListed, onward, ...rest }: Props): ReactNode {
  const t = useAssessmentWords();
  const [typed, setTyped] = useState("");
  const [filter, setFilter] = useState<Filter>("all");
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const counts = useMemo(() => {
    const count = (...wanted: readonly Status[]): number => [...statuses.values()].filter((one) => wanted.includes(one)).length;
    return { all: statuses.size, left: count("missing", "wrong"), unproved: unproved.size, contested: count("contested") };
  }, [statuses, unproved]);
  const visible = useMemo(() => visibleLines(lines, statuses, { filter, typed, collapsed, unproved }), [lines, statuses, filter, typed, collapsed, unproved]);
  const isNarrowed = filter !== "all" || typed.trim() !== "";
  useEffect(() => {
    onListed(isNarrowed ? visible.flatMap((one) => (one.leaf === undefined ? [] : [one.code])) : undefined);
  }, [isNarrowed, visible, onListed]);
  const toggle = (code: string): void => {
    const next = new Set(collapsed);
    if (!next.delete(code)) next.add(code);
    setCollapsed(next);
  };
  return (
    <div className="desk-list">
      <input
        type="search"
        className="desk-search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
      <div className="desk-filters" role="group" aria-label={t("show")}>
        {FILTERS.filter((one) => (one !== "contested" && one !== "unproved") || counts[one] > 0).map((one) => (
          <button key={one} type="button" aria-pressed={filter === one} onClick={() => { setFilter(one); }}>
            {t(`filter.${one}`, { count: counts[one] })}
          </button>
        ))}
      </div>
      {visible.length === 0 ? <div className="muted desk-list-none">{filter === "left" && typed === "" ? <>{t("nothingLeft")} {onward}</> : t("nothingFound")}</div> : <Lines visible={visible} statuses={statuses} unproved={unproved} collapsed={collapsed} onToggle={toggle} {...rest} />}
    </div>
  );
}

/** Drawn anew only when what it shows has changed. */
export const CriteriaTree = memo(EveryCriteriaTree);
