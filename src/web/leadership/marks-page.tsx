import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { LEADER_ROLES, readMarking } from "../../contract/leadership.ts";
import type { Stage } from "../../contract/cycle.ts";
import { CampaignTabs } from "../shell/campaign-tabs.tsx";
import { useCampaign } from "../shell/campaign.ts";
import { forget, useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { RoleHint } from "../ui/help-hint.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { Bulk } from "./bulk.tsx";
import { type Cell, cellKey, shownNote } from "./marking.ts";
import { type MarkedUnit, MarkRow } from "./mark-row.tsx";
import { Bar, Filters } from "./marks-bar.tsx";
import { MarksDesk } from "./marks-desk.ts";
import { UnitPanel } from "./unit-panel.tsx";
import { useView } from "./use-view.ts";
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

type DeskProps = { readonly campaignId: string; readonly items: NonNullable<Marking["data"]>; readonly stage: Stage; readonly versionId: string; readonly year: number; readonly ownerUnitId: string | null };


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
      {isOpen ? <div className="small muted mark-help">{t("help")} <RoleHint law={view.law} of="leaders" versionId={versionId} /></div> : first.data === undefined ? null : <Notice title={stage === "draft" ? t("notOpen") : t("closed")} />}
      <Filters view={view} isOpen={isOpen} />
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
      {opened === undefined ? null : <UnitPanel campaignId={campaignId} year={year} ownerUnitId={ownerUnitId} desk={desk} unit={opened} isOpen={isOpen} onClose={() => { setOpened(undefined); }} />}
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
