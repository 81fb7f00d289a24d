import { Button, Checkbox, Input } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { readProgress } from "../../contract/assessment.ts";
import { LEADER_ROLES, readMarking } from "../../contract/leadership.ts";
import type { Stage } from "../../contract/cycle.ts";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { useCampaign } from "../shell/campaign.ts";
import { useLaw, usePast } from "../shell/past.ts";
import { forget, useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { matches, useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { Bulk } from "./bulk.tsx";
import { type Cell, cellKey, shownMark, shownNote } from "./marking.ts";
import { type MarkedUnit, MarkRow } from "./mark-row.tsx";
import { MarksDesk } from "./marks-desk.ts";
import { UnitSummary } from "./unit-summary.tsx";
import { useMarksWords } from "./words.ts";
import "./marks.css";

type Marking = ReturnType<typeof useMarking>;

/** All units that one marks. */
function useMarking(campaignId: string, isLeader: boolean) {
  return useAll(readMarking, { params: { campaignId } }, { enabled: isLeader });
}

/** The desk of this campaign and person, filled with what the server has. */
function useDesk(campaignId: string, items: NonNullable<Marking["data"]>): MarksDesk {
  const { user } = useSession();
  const desk = useMemo(() => new MarksDesk(campaignId, user.personId), [campaignId, user.personId]);
  useEffect(() => {
    desk.take(items.flatMap(({ unitId, marks }) => marks.map(({ code, mark, note, version, at }) => ({ unitId, code, mark, note, version, at }))));
  }, [desk, items]);
  useSyncExternalStore(desk.subscribe, desk.round);
  return desk;
}

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

const isDone = (unit: MarkedUnit, desk: MarksDesk): boolean =>
  unit.criteria.every(({ code }) => {
    const cell = desk.cell(cellKey(unit.unitId, code));
    return cell !== undefined && shownMark(cell) !== null;
  });

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

type DeskProps = { readonly campaignId: string; readonly items: NonNullable<Marking["data"]>; readonly stage: Stage; readonly versionId: string; readonly year: number; readonly ownerUnitId: string | null };

/** The units in groups, and what of one group is shown. */
function useView(items: DeskProps["items"], versionId: string, desk: MarksDesk) {
  const format = useFormat();
  const law = useLaw(versionId);
  const [chosen, setGroup] = useState<string>();
  const [text, setText] = useState("");
  // Kept as it was when the filter was set: a unit that has just been marked does not vanish from under the finger.
  const [onlyLeft, setOnlyLeft] = useState<ReadonlySet<string>>();
  const units = useMemo(() => items.map(({ unitId, unitCode, name, index, marks }): MarkedUnit => ({ unitId, unitCode, name, index, criteria: marks })).toSorted((one, other) => format.compare(one.name, other.name)), [items, format]);
  const open = new Set(units.filter((one) => !isDone(one, desk)).map((one) => one.unitId));
  const groups = [...Map.groupBy(units, (one) => one.index)].toSorted(([one], [other]) => format.compare(one, other)).map(([index, own]) => ({ index, title: law.data?.indexes.find((one) => one.code === index)?.title ?? index, left: own.filter((one) => open.has(one.unitId)).length }));
  const group = chosen ?? groups[0]?.index ?? "";
  const inGroup = units.filter((one) => one.index === group);
  const shown = inGroup.filter((one) => matches(`${one.name} ${one.unitCode}`, text) && (onlyLeft === undefined || onlyLeft.has(one.unitId)));
  const filterLeft = (isOn: boolean): void => { setOnlyLeft(isOn ? open : undefined); };
  return { units, groups, group, handleGroup: setGroup, inGroup, shown, open, text, setText, isOnlyLeft: onlyLeft !== undefined, filterLeft };
}
type View = ReturnType<typeof useView>;

function Filters({ view }: { readonly view: View }): ReactNode {
  const t = useMarksWords();
  const next = view.shown.find((one) => view.open.has(one.unitId));
  return (
    <div className="row">
      <Input type="search" className="mark-search" allowClear aria-label={t("search")} placeholder={t("search")} value={view.text} onChange={(event) => { view.setText(event.target.value); }} />
      <Checkbox checked={view.isOnlyLeft} onChange={(event) => { view.filterLeft(event.target.checked); }}>
        {t("onlyLeft")}
      </Checkbox>
      <Button disabled={next === undefined} onClick={() => { document.querySelector<HTMLElement>(`[data-unit="${CSS.escape(next?.unitId ?? "")}"] input`)?.focus(); }}>
        {t("nextLeft")}
      </Button>
    </div>
  );
}

/** How much is left, what became of what was given, and the groups; stays in sight. */
function Bar({ view, desk }: { readonly view: View; readonly desk: MarksDesk }): ReactNode {
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

function Summary({ campaignId, year, ownerUnitId, desk, unit, isOpen, onClose }: Pick<DeskProps, "campaignId" | "year" | "ownerUnitId"> & { readonly desk: MarksDesk; readonly unit: MarkedUnit; readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const past = usePast({ year, ownerUnitId });
  const progress = useAll(readProgress, { params: { campaignId } });
  return (
    <UnitSummary
      campaignId={campaignId}
      unit={unit}
      isOpen={isOpen}
      past={past}
      progress={progress.data?.find((one) => one.unitId === unit.unitId)}
      cellOf={(code) => desk.cell(cellKey(unit.unitId, code))}
      onWant={(cell, mark, note) => { desk.mark(cellKey(cell.unitId, cell.code), { mark, note }); }}
      onClose={onClose}
    />
  );
}

function Desk({ campaignId, items, stage, versionId, year, ownerUnitId }: DeskProps): ReactNode {
  const t = useMarksWords();
  const client = useQueryClient();
  const desk = useDesk(campaignId, items);
  const view = useView(items, versionId, desk);
  const first = useRead(readMarking, { params: { campaignId }, query: { limit: 1 } });
  const isOpen = first.data?.body.canMark ?? false;
  const [opened, setOpened] = useState<MarkedUnit>();
  const onMark = useCallback((cell: Cell, mark: string | null) => { desk.mark(cellKey(cell.unitId, cell.code), { mark, note: mark === null ? null : shownNote(cell) }); }, [desk]);
  const onSettle = useCallback((cell: Cell, choice: "mine" | "theirs") => { desk.settle(cellKey(cell.unitId, cell.code), choice); }, [desk]);
  const cellsOf = (unit: MarkedUnit): (Cell | undefined)[] => unit.criteria.map(({ code }) => desk.cell(cellKey(unit.unitId, code)));
  const { inGroup, shown, group } = view;
  return (
    <>
      <Bar view={view} desk={desk} />
      {isOpen ? <p className="small muted mark-help">{t("help")}</p> : first.data === undefined ? null : <Notice title={stage === "draft" ? t("notOpen") : t("closed")} />}
      <Filters view={view} />
      {isOpen ? (
        <Bulk
          key={group}
          campaignId={campaignId}
          criteria={inGroup[0]?.criteria ?? []}
          cells={inGroup.flatMap(cellsOf).filter((one) => one !== undefined)}
          onGiven={(marks) => {
            desk.take(marks);
            void forget(client, ["leadership.marking"]);
          }}
        />
      ) : null}
      {shown.length === 0 ? (
        <Notice title={t("empty")} action={<Button onClick={() => { view.setText(""); view.filterLeft(false); }}>{t("clear")}</Button>}>
          {t("emptyHelp")}
        </Notice>
      ) : (
        <ul className="mark-list">
          {shown.map((unit) => (
            <MarkRow key={unit.unitId} unit={unit} cells={cellsOf(unit)} showsTitle={unit.criteria.length > 1} isOpen={isOpen} onMark={onMark} onSettle={onSettle} onOpen={setOpened} />
          ))}
        </ul>
      )}
      {opened === undefined ? null : <Summary campaignId={campaignId} year={year} ownerUnitId={ownerUnitId} desk={desk} unit={opened} isOpen={isOpen} onClose={() => { setOpened(undefined); }} />}
    </>
  );
}

export function MarksPage(): ReactNode {
  const t = useMarksWords();
  const session = useSession();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/marks" });
  const campaign = useCampaign(campaignId);
  const owner = campaign.data?.body.ownerUnitId ?? null;
  // Where a unit evaluates its own offices, its head and deputies mark them.
  const isLeader = owner === null ? hasRole(session, ...LEADER_ROLES) : hasRole(session, "unit-head") && session.user.unitIds.includes(owner);
  const marking = useMarking(campaignId, isLeader);
  return (
    <Page title={t("title")} lead={campaign.data?.body.title}>
      <CampaignTabs campaignId={campaignId} />
      {isLeader ? (
        <Loaded query={campaign} rows={12}>
          {({ body }) => (
            <Loaded query={marking} rows={12}>
              {(items) =>
                items.length === 0 ? (
                  <Notice title={t("none")}>{t("noneHelp")}</Notice>
                ) : (
                  <Desk campaignId={campaignId} items={items} stage={body.stage} versionId={body.regulationInForce.versionId} year={body.year} ownerUnitId={body.ownerUnitId} />
                )
              }
            </Loaded>
          )}
        </Loaded>
      ) : (
        <Notice title={t("forbidden")} />
      )}
    </Page>
  );
}
