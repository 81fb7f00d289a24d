import { Button, Checkbox, Input } from "antd";
import type { ReactNode } from "react";
import type { Cell } from "./marking.ts";
import type { MarksDesk } from "./marks-desk.ts";
import type { View } from "./use-view.ts";
import { useMarksWords } from "./words.ts";

/** What became of everything that was marked, in one line. */
function Saved({ cells }: { readonly cells: readonly Cell[] }): ReactNode {
  const t = useMarksWords();
  const of = (...states: readonly Cell["state"][]): number => cells.filter((one) => states.includes(one.state)).length;
  const [offline, unsettled, moving, saved] = [of("offline"), of("conflict", "refused"), of("waiting", "saving"), of("saved")];
  const said = offline > 0 ? t("offline", { count: offline }) : unsettled > 0 ? t("unsettled", { count: unsettled }) : moving > 0 ? t("state.saving") : saved > 0 ? t("allSaved") : "";
  return (
    <span role="status" className={offline + unsettled > 0 ? "mark-state-offline" : "mark-state-saved"}>
      {said}
    </span>
  );
}


type Group = { readonly index: string; readonly title: string; readonly left: number };

function Groups({ groups, now, onGroup }: { readonly groups: readonly Group[]; readonly now: string; readonly onGroup: (index: string) => void }): ReactNode {
  const t = useMarksWords();
  return (
    <div className="mark-groups" role="group" aria-label={t("groups")}>
      {groups.map(({ index, title, left }) => (
        <button
          key={index}
          type="button"
          aria-pressed={index === now}
          title={title}
          onClick={() => {
            onGroup(index);
          }}
        >
          {title.split(":", 1)[0]} <span className="small">{left === 0 ? `✓ ${t("groupDone")}` : t("groupLeft", { left })}</span>
        </button>
      ))}
    </div>
  );
}

export function Filters({ view, isOpen }: { readonly view: View; readonly isOpen: boolean }): ReactNode {
  const t = useMarksWords();
  // Marks that cannot be given take no focus either.
  const next = view.shown.find((one) => view.open.has(one.unitId));
  return (
    <div className="row">
      <Input type="search" className="mark-search" allowClear aria-label={t("search")} placeholder={t("search")} value={view.text} onChange={(event) => { view.setText(event.target.value); }} />
      <Checkbox checked={view.isOnlyLeft} onChange={(event) => { view.filterLeft(event.target.checked); }}>
        {t("onlyLeft")}
      </Checkbox>
      <Button disabled={next === undefined || !isOpen} onClick={() => { document.querySelector<HTMLElement>(`[data-unit="${CSS.escape(next?.unitId ?? "")}"] input`)?.focus(); }}>
        {t("nextLeft")}
      </Button>
    </div>
  );
}

/** How much is left, what became of what was given, and the groups; stays in sight. */
export function Bar({ view, desk }: { readonly view: View; readonly desk: MarksDesk }): ReactNode {
  const t = useMarksWords();
  const all = view.units.length;
  const left = view.open.size;
  return (
    <div className="mark-bar">
      <div className="row">
        <strong className="mark-left" aria-live="polite">
          {left === 0 ? `✓ ${t("done", { all })}` : t("left", { left, all })}
        </strong>
        <progress className="mark-progress" max={all} value={all - left} aria-label={t("title")} />
        <span className="grow" />
        <Saved cells={desk.cells()} />
      </div>
      <Groups groups={view.groups} now={view.group} onGroup={view.handleGroup} />
    </div>
  );
}
