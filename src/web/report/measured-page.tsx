import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { readCampaign } from "../../contract/campaign.ts";
import { STAGES } from "../../contract/cycle.ts";
import { answerMeasured, readMeasured } from "../../contract/plan-measured.ts";
import type { Answer } from "../shell/client.ts";
import { Place } from "../shell/place.tsx";
import { useAct, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { AreaField, isShort } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { languageNow } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { useArrival } from "./arrival.ts";
import { shortOf } from "./amount.ts";
import { useReportWords } from "./words.ts";
import { useYearWords } from "./words-years.ts";
import "./report.css";

type Item = Answer<typeof readMeasured>["body"]["items"][number];
type Params = { readonly campaignId: string; readonly unitId: string };


function AnswerActs({ params, item }: { readonly params: Params; readonly item: Item }): ReactNode {
  const t = useYearWords();
  const own = useReportWords();
  const act = useAct(answerMeasured, { touches: ["report.readMeasured", "assessment"] });
  const [note, setNote] = useState("");
  const given = { ...params, code: item.code };
  return (
    <div className="stack no-print">
      <div className="row">
        <Button loading={act.isPending} onClick={() => { act.mutate({ params: given, body: { kind: "confirm" } }); }}>
          {t(item.isOwn ? "measuredConfirm" : "measuredAgree")}
          <span className="visually-hidden">: {item.code}</span>
        </Button>
      </div>
      <details>
        <summary>{t("measuredContest")}</summary>
        <AreaField label={own("reason")} className="report-text" rows={2} maxLength={2000} value={note} onChange={setNote} />
        <Button disabled={isShort(note)} loading={act.isPending} onClick={() => { act.mutate({ params: given, body: { kind: "contest", note } }); }}>
          {t("measuredContest")}
        </Button>
      </details>
      <RefusalNote error={act.error} />
    </div>
  );
}

function MeasuredCard({ params, item, mayAnswer }: { readonly params: Params; readonly item: Item; readonly mayAnswer: boolean }): ReactNode {
  const t = useYearWords();
  const format = useFormat();
  return (
    <li className="card stack" id={`m-${item.code}`}>
      <h2>
        {item.code}. {item.title}
      </h2>
      <p>{item.reason[languageNow()]}</p>
      {item.points === null ? null : <p className="num">{t("measuredPoints", { points: format.decimal(shortOf(item.points)), max: item.maxPoints === null ? "–" : format.decimal(shortOf(item.maxPoints)) })}</p>}
      {item.records.length === 0 ? null : (
        <ul className="small">
          {item.records.map((one) => (
            <li key={one.href}>
              <Place to={one.href}>{one.title}</Place>
              {one.sha256 === "" ? `: ${one.detail}` : <span className="muted" title={one.sha256}> · {t("measuredHash", { start: one.sha256.slice(0, 8) })}</span>}
            </li>
          ))}
        </ul>
      )}
      {item.answer === null ? null : (
        <p>
          <strong>{t(item.answer.kind === "confirm" ? "measuredConfirmed" : "measuredContested", { time: format.time(item.answer.at) })}</strong>
          {item.answer.note === "" ? null : `: ${item.answer.note}`}
          {item.hasChanged ? <span className="report-late"> {t("measuredChanged")}</span> : null}
        </p>
      )}
      {mayAnswer && item.input !== null ? <AnswerActs params={params} item={item} /> : null}
    </li>
  );
}

/** What a unit's reports say of criteria that name where their value is recorded; the unit confirms or contests, the council sees both. */
export function MeasuredPage(): ReactNode {
  const t = useYearWords();
  const session = useSession();
  const params = useParams({ from: "/signed-in/campaigns/$campaignId/units/$unitId/measured" });
  const query = useRead(readMeasured, { params });
  useArrival(query.data !== undefined);
  const stage = useRead(readCampaign, { params: { campaignId: params.campaignId } }).data?.body.stage;
  // What was decided stands; what a unit says of it then is a complaint.
  const isUndecided = stage !== undefined && STAGES.indexOf(stage) < STAGES.indexOf("decided");
  const mayAnswer = isUndecided && session.user.unitIds.includes(params.unitId) && hasRole(session, "unit-scorer", "unit-head");
  const back = (
    <Link to="/campaigns/$campaignId/units/$unitId" params={params} className="link-button">
      {t("measuredBack")}
    </Link>
  );
  return (
    <Page title={t("measuredTitle")} lead={t("measuredLead")} actions={back} width="text">
      <Loaded query={query} rows={8}>
        {({ body }) =>
          body.items.length === 0 ? <Notice title={t("measuredNone")}>{t("measuredLead")}</Notice> : (
            <ul className="report-cards">
              {body.items.map((one) => (
                <MeasuredCard key={one.code} params={params} item={one} mayAnswer={mayAnswer} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
