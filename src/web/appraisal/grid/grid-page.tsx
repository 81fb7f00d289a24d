import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readRound } from "../../../contract/assessment-round.ts";
import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import { useRead } from "../../shell/query.ts";
import { Deadline } from "../../ui/deadline.tsx";
import { maximumOf, scaleOf } from "../../ui/engine.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { Loaded, Notice } from "../../ui/states.tsx";
import { type Ground, useGround } from "../ground.ts";
import { NotYet } from "../not-yet.tsx";
import type { Place } from "./many.tsx";
import { useRows } from "./rows-read.ts";
import { Sheet } from "./sheet.tsx";
import { useGridWords } from "./words.ts";
import "../appraisal.css";
import "../unit/unit.css";
import "./grid.css";

/** One criterion across all units that are mine to appraise. */

const HERE = "/campaigns/$campaignId/appraisal/criteria/$index/$code";

/** To the criteria before and after this one in one's own list. */
function Neighbours({ place: { campaignId, index, code }, ground }: { readonly place: Place; readonly ground: Ground | undefined }): ReactNode {
  const t = useGridWords();
  const criteria = useRead(readRound, { params: { campaignId, round: ground?.round ?? "1" } }, { enabled: ground !== undefined }).data?.body.criteria ?? [];
  const at = criteria.findIndex((one) => one.index === index && one.code === code);
  const link = (by: number, key: "before" | "after"): ReactNode => {
    const to = at === -1 ? undefined : criteria[at + by];
    return to === undefined ? null : (
      <Link to={HERE} params={{ campaignId, index: to.index, code: to.code }}>
        {t(key, { code: to.code })}
      </Link>
    );
  };
  return (
    <>
      {link(-1, "before")}
      {link(1, "after")}
      <Link to="/campaigns/$campaignId/appraisal" params={{ campaignId }}>
        {t("toOverview")}
      </Link>
    </>
  );
}

/** What earns what; folded, since whoever has seen ten units knows it. */
function Scale({ leaf }: { readonly leaf: CompiledLeaf }): ReactNode {
  const t = useGridWords();
  return (
    <details className="grid-scale">
      <summary>{t("scale")}</summary>
      <p>{leaf.leaf.text}</p>
      <p className="appraisal-scale">{scaleOf(leaf)}</p>
    </details>
  );
}

export function GridPage(): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const place: Place = useParams({ from: `/signed-in${HERE}` });
  const { campaignId, index, code } = place;
  const ground = useGround(campaignId);
  const compiled = ground.data?.engine.indexes.get(index);
  const leaf = compiled?.leafByCode.get(code);
  const rows = useRows({ ...place, round: ground.data?.round ?? "1", scope: "assigned" }, ground.data !== undefined);
  const due = ground.data?.campaign.calendar?.[`appraisal-${ground.data.round}`];
  const max = leaf === undefined ? null : maximumOf(leaf);
  return (
    <Page
      key={`${index} ${code}`}
      title={leaf === undefined ? t("title") : `${code} ${leaf.leaf.title}`}
      lead={
        <>
          {compiled?.index.title}
          {max === null ? "" : ` · ${t("atMost", { max: format.decimal(max) })}`}. {due === undefined || rows.data === undefined ? null : <Deadline at={due} now={rows.data.now} />}
        </>
      }
      actions={<Neighbours place={place} ground={ground.data} />}
    >
      <Loaded query={ground}>
        {(data) =>
          data.hasBegun ? (
            <Loaded query={rows}>
              {(read) =>
                leaf === undefined || read.rows.length === 0 ? (
                  <Notice title={t("noRows")}>{t("noRowsHelp")}</Notice>
                ) : (
                  <>
                    <Scale leaf={leaf} />
                    <Sheet place={place} ground={data} leaf={leaf} rows={read.rows} />
                  </>
                )
              }
            </Loaded>
          ) : (
            <NotYet ground={data} />
          )
        }
      </Loaded>
    </Page>
  );
}
