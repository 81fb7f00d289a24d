import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { STAGES } from "../../contract/cycle.ts";
import { readCampaign } from "../../contract/campaign.ts";
import { readMeasured } from "../../contract/plan-measured.ts";
import { useFormat } from "../ui/format.ts";
import { languageNow } from "../ui/language.ts";
import { Place } from "./place.tsx";
import { useRead } from "./query.ts";
import { useRecordedWords } from "./words-recorded.ts";

type Props = { readonly place: { readonly campaignId: string; readonly unitId: string }; readonly code: string; /** Whether the reader is of the unit. */ readonly isOwn?: boolean };

/** What the records say of a criterion that names where it is recorded, with the way to them, and what the unit says to it. Nothing of others. */
export function Recorded({ place: { campaignId, unitId }, code, isOwn = false }: Props): ReactNode {
  const t = useRecordedWords();
  const format = useFormat();
  const params = { campaignId, unitId };
  const stage = useRead(readCampaign, { params: { campaignId } }).data?.body.stage;
  const isUndecided = stage !== undefined && STAGES.indexOf(stage) < STAGES.indexOf("decided");
  const item = useRead(readMeasured, { params }).data?.body.items.find((one) => one.code === code);
  if (item === undefined) return null;
  const { reason, points, records, answer, hasChanged } = item;
  // What others measured stands on this very page: a link would lead nowhere.
  const here = `/campaigns/${campaignId}/units/${unitId}`;
  return (
    <section aria-label={t("title")}>
      <h3>{t("title")}</h3>
      <p>
        {reason[languageNow()]}
        {points === null ? null : <strong className="num"> {t("points", { points: format.decimal(points) })}</strong>}
      </p>
      {records.length === 0 ? null : (
        <ul className="small">
          {records.map((one) => (
            <li key={one.href}>
              {one.href.startsWith(`${here}?`) ? one.title : <Place to={one.href}>{one.title}</Place>}
              {one.sha256 === "" ? null : <span className="muted" title={one.sha256}> · {t("hash", { start: one.sha256.slice(0, 8) })}</span>}
            </li>
          ))}
        </ul>
      )}
      {item.input === null ? null : (
        <p className="small">
          {answer === null ? <span className="muted">{t("unanswered")}</span> : answer.kind === "confirm" ? t("confirmed") : `${t("contested")}: ${answer.note}`}
          {hasChanged ? ` ${t("changed")}` : ""}
        </p>
      )}
      <Link to="/campaigns/$campaignId/units/$unitId/measured" params={params} hash={`m-${code}`} className="small">
        {t(isOwn && answer === null && item.input !== null && isUndecided ? "answer" : "all")}
      </Link>
    </section>
  );
}
