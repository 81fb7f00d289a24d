import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { listOwnReads } from "../../contract/audit-reads.ts";
import { listCampaigns } from "../../contract/campaign.ts";
import { usePersonName, useUnitName } from "../shell/names.ts";
import { useAll, useRead } from "../shell/query.ts";
import { useShellWords } from "../shell/words.ts";
import { endOfDay, lastDay } from "../ui/day.ts";
import { DayField } from "../ui/day-field.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useReadWords } from "./reads/words.ts";
import "./audit.css";

const api = getRouteApi("/signed-in/units/$unitId/reads");
const PAGE = 50;
const ALL: { readonly from: string; readonly to: string; readonly cursor?: string } = { from: "", to: "" };

type Read = z.output<typeof listOwnReads.response>["items"][number];

/** Of the council nobody is named: who looks at a file tells who appraises it. */
function Reader({ one }: { readonly one: Read }): ReactNode {
  const t = useReadWords();
  const roleWord = useShellWords();
  const personName = usePersonName();
  return (
    <>
      {one.personId === null ? t("unnamed") : personName(one.personId)}
      <div className="small muted">
        {one.roles.map((role) => roleWord(`role.${role}`)).join(", ")}
        {one.isSystem ? ` · ${t("byKey")}` : null}
      </div>
    </>
  );
}

/** For the head of a unit: who outside it was shown its file. */
export function OwnReadsPage(): ReactNode {
  const t = useReadWords();
  const format = useFormat();
  const { unitId } = api.useParams();
  const unitName = useUnitName();
  const titles = new Map((useAll(listCampaigns, {}).data ?? []).map(({ id, title }) => [id, title]));
  const [{ from, to, cursor }, setWanted] = useState(ALL);
  const query = { limit: PAGE, ...(from === "" ? {} : { from: endOfDay(lastDay(from)) }), ...(to === "" ? {} : { to: endOfDay(to) }), ...(cursor === undefined ? {} : { cursor }) };
  const reads = useRead(listOwnReads, { params: { unitId }, query });
  const name = unitName(unitId);
  const isAll = from === "" && to === "";
  return (
    <Page
      title={t("ownTitle")}
      lead={t("ownLead", { unit: name === unitId ? "" : name })}
      actions={
        <Link to="/units/$unitId" params={{ unitId }}>
          {t("toUnit")}
        </Link>
      }
    >
      <div className="card row no-print">
        <DayField label={t("from")} value={from} onChange={(day) => { setWanted({ from: day, to }); }} />
        <DayField label={t("to")} value={to} onChange={(day) => { setWanted({ from, to: day }); }} />
      </div>
      <Loaded query={reads} rows={8}>
        {({ body: { items, nextCursor } }) =>
          items.length === 0 ? (
            <Notice title={t(isAll ? "ownNone" : "none")}>{t(isAll ? "ownNoneHelp" : "noneHelp")}</Notice>
          ) : (
            <>
              <TableScroll label={t("ownTitle")}>
                <table className="plain">
                  <thead>
                    <tr>
                      <th scope="col">{t("at")}</th>
                      <th scope="col">{t("person")}</th>
                      <th scope="col">{t("campaign")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((one, i) => (
                      <tr key={i}>
                        <td>{format.time(one.at)}</td>
                        <th scope="row">
                          <Reader one={one} />
                        </th>
                        <td>{titles.get(one.campaignId) ?? "–"}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableScroll>
              <div className="row no-print">
                {cursor === undefined ? null : <Button onClick={() => { setWanted({ from, to }); }}>{t("newest")}</Button>}
                {nextCursor === null ? null : <Button onClick={() => { setWanted({ from, to, cursor: nextCursor }); }}>{t("older")}</Button>}
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
