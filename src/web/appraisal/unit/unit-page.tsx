import { EarlierRemediation } from "../../shell/earlier.tsx";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readRound } from "../../../contract/assessment-round.ts";
import { readFile } from "../../../contract/assessment.ts";
import { useRead } from "../../shell/query.ts";
import { useSession } from "../../shell/session.ts";
import { Deadline } from "../../ui/deadline.tsx";
import { Page } from "../../ui/page.tsx";
import { Loaded } from "../../ui/states.tsx";
import { tasksIn } from "../file.ts";
import { type Ground, useGround } from "../ground.ts";
import { NotYet } from "../not-yet.tsx";
import { useAppraisalWords } from "../words.ts";
import { UnitDesk } from "./unit-desk.tsx";
import "./unit.css";

/** One unit through all criteria that are mine. */

type Here = { readonly campaignId: string; readonly unitId: string };

/** To the units before and after this one in one's own list. */
function Neighbours({ campaignId, unitId, round }: Here & { readonly round: Ground["round"] }): ReactNode {
  const t = useAppraisalWords();
  const units = useRead(readRound, { params: { campaignId, round } }).data?.body.units ?? [];
  const at = units.findIndex((one) => one.unitId === unitId);
  const link = (by: number, key: "unitBefore" | "unitAfter"): ReactNode => {
    const unit = at === -1 ? undefined : units[at + by];
    return unit === undefined ? null : (
      <Link to="/campaigns/$campaignId/appraisal/units/$unitId" params={{ campaignId, unitId: unit.unitId }} title={unit.unitName}>
        {t(key)}
      </Link>
    );
  };
  return (
    <>
      {link(-1, "unitBefore")}
      {link(1, "unitAfter")}
      <Link to="/campaigns/$campaignId/appraisal" params={{ campaignId }}>
        {t("toOverview")}
      </Link>
    </>
  );
}

export function UnitPage(): ReactNode {
  const t = useAppraisalWords();
  const { campaignId, unitId } = useParams({ from: "/signed-in/campaigns/$campaignId/appraisal/units/$unitId" });
  const { personId } = useSession().user;
  const ground = useGround(campaignId);
  const file = useRead(readFile, { params: { campaignId, unitId } });
  const body = file.data?.body;
  const index = body === undefined ? undefined : ground.data?.engine.indexes.get(body.index);
  const round = ground.data?.round ?? "1";
  const tasks = body === undefined || index === undefined ? [] : tasksIn(body, index, round, personId);
  const left = tasks.filter((one) => one.state === "left").length;
  const due = ground.data?.campaign.calendar?.[`appraisal-${round}`];
  return (
    <Page
      title={body?.unitName ?? t("unitTitle")}
      lead={
        <>
          {t("unitLead", { round, left, total: tasks.length })} {due === undefined || body === undefined ? null : <Deadline at={due} now={body.now} />}
        </>
      }
      actions={<Neighbours campaignId={campaignId} unitId={unitId} round={round} />}
    >
      <EarlierRemediation campaignId={campaignId} unitId={unitId} />
      <Loaded query={ground}>{(data) => <Loaded query={file}>{({ body: one }) => (data.hasBegun ? <UnitDesk key={unitId} ground={data} file={one} tasks={tasks} /> : <NotYet ground={data} />)}</Loaded>}</Loaded>
    </Page>
  );
}
