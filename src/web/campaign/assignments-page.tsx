import { useParams } from "@tanstack/react-router";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { listCampaignUnits } from "../../contract/campaign.ts";
import { listAppraisers, listAssignments, readCoverage } from "../../contract/campaign-setup.ts";
import { useAll, useRead } from "../shell/query.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { AssignmentMatrix } from "./assignment-matrix.tsx";
import { AssignPanel, Existing } from "./assignment-panel.tsx";
import { type Appraiser, type Assignment, byCell, type Content } from "./assignment.ts";
import { type At, CampaignPage } from "./campaign-page.tsx";
import { Chips } from "../ui/chips.tsx";
import { isAppraised } from "./coverage.ts";
import { CoverageHoles } from "./coverage-holes.tsx";
import { isBeforeConsolidation } from "./phase.ts";
import { linesIn, useDocument } from "./regulation-tree.ts";
import { useAssignmentWords } from "./words-assignments.ts";
import "./assignments.css";
import "./setup.css";

type Unit = z.output<typeof listCampaignUnits.response>["items"][number];
type Board = { readonly at: At; readonly people: readonly Appraiser[]; readonly assignments: readonly Assignment[]; readonly coverage: readonly Content[]; readonly units: readonly Unit[] };

function Matrix({ at, people, assignments, coverage, units, index }: Board & { readonly index: string }): ReactNode {
  const t = useAssignmentWords();
  const lines = linesIn(useDocument(at.campaign.regulationInForce.versionId).data?.body.document, index);
  const [cells, setCells] = useState<ReadonlySet<string>>(new Set());
  const [chosenUnits, setUnits] = useState<ReadonlySet<string>>();
  const [hint, setHint] = useState<{ readonly code: string; readonly count: number }>();
  const mayChange = at.roles.some((role) => role === "programme-officer" || role === "council-chair") && isBeforeConsolidation(at.campaign.stage);
  const contents = coverage.filter((one) => one.index === index && isAppraised(one));
  const held = byCell(assignments, index, contents);
  const own = units.filter((one) => one.index === index);
  const nameOf = (unitId: string | null): string => (unitId === null ? t("all") : (own.find((one) => one.unitId === unitId)?.name ?? ""));
  const titleOf = (code: string): string => lines.find((one) => one.code === code)?.title ?? "";
  const clear = (): void => {
    setCells(new Set());
    setUnits(undefined);
    setHint(undefined);
  };
  return (
    <>
      {hint === undefined ? null : (
        <p role="status" className="campaign-warning">
          {t("holePick", hint)}
        </p>
      )}
      <AssignmentMatrix people={people} contents={contents} held={held} chosen={cells} onChoose={mayChange ? setCells : undefined} />
      {mayChange ? (
        <>
          <AssignPanel campaignId={at.campaign.id} index={index} cells={cells} onClear={clear} people={people} units={own} lines={lines} chosenUnits={chosenUnits} onUnits={setUnits} />
          <Existing campaignId={at.campaign.id} held={[...cells].flatMap((key) => held.get(key) ?? [])} nameOf={nameOf} titleOf={titleOf} />
        </>
      ) : isBeforeConsolidation(at.campaign.stage) ? null : (
        <p className="muted">{t("closed")}</p>
      )}
      <CoverageHoles
        campaignId={at.campaign.id}
        contents={contents}
        onFix={
          mayChange
            ? (code, unitIds) => {
                setCells(new Set());
                setUnits(new Set(unitIds));
                setHint({ code, count: unitIds.length });
              }
            : undefined
        }
      />
    </>
  );
}

function BoardView(board: Board): ReactNode {
  const t = useAssignmentWords();
  const indexes = [...new Set(board.units.map((one) => one.index))].toSorted();
  const [index, setIndex] = useState(indexes[0] ?? "");
  if (board.people.length === 0) return <Notice title={t("nobody")}>{t("nobodyHelp")}</Notice>;
  return (
    <>
      {indexes.length < 2 ? null : <Chips label={t("indexes")} chosen={index} onChoose={setIndex} options={indexes.map((key) => ({ key, word: t("index", { index: key }), count: board.units.filter((one) => one.index === key).length }))} />}
      <Matrix key={index} {...board} index={index} />
    </>
  );
}

function Loading({ at }: { readonly at: At }): ReactNode {
  const t = useAssignmentWords();
  const params = { campaignId: at.campaign.id };
  const people = useRead(listAppraisers, { params });
  const assignments = useAll(listAssignments, { params });
  const coverage = useRead(readCoverage, { params });
  const units = useAll(listCampaignUnits, { params });
  const mayChange = at.roles.some((role) => role === "programme-officer" || role === "council-chair");
  return (
    <>
      <p className="muted">{mayChange ? t("lead") : t("leadReader")}</p>
      <Loaded query={people}>
        {({ body: { items } }) => (
          <Loaded query={units}>
            {(all) => <Loaded query={coverage}>{(covered) => <Loaded query={assignments}>{(list) => <BoardView at={at} people={items} assignments={list} coverage={covered.body.items} units={all} />}</Loaded>}</Loaded>}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

export function AssignmentsPage(): ReactNode {
  const t = useAssignmentWords();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/assignments" });
  return (
    <CampaignPage campaignId={campaignId} title={t("title")}>
      {(at) => <Loading at={at} />}
    </CampaignPage>
  );
}
