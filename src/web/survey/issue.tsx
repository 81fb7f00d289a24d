import { Button } from "antd";
import type { z } from "zod";
import type { ReactNode } from "react";
import { issueCards, type readSurvey } from "../../contract/survey.ts";
import { useAct } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { download, fromBase64 } from "./download.ts";
import { useSurveyWords } from "./words.ts";

type View = z.output<typeof readSurvey.response>;
type Issued = z.output<typeof issueCards.response>;

/** A quote within a quoted field is doubled. */
const csvOf = ({ cards }: Issued): string => `\u{FEFF}tang,ma,lien_ket\r\n${cards.map((one) => [one.stratum, one.code, one.link].map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\r\n")}\r\n`;

/** What was issued: here, now, and never again. */
function JustIssued({ issued }: { readonly issued: Issued }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const { sheets, batch } = issued;
  return (
    <div role="status" className="stack">
      <p>{t("issued", { count: format.count(issued.cards.length + issued.interviewers.reduce((sum, one) => sum + one.interviews, 0)) })}</p>
      <div className="row">
        {sheets === null ? null : (
          <Button
            type="primary"
            onClick={() => {
              download(`phieu-${String(batch)}.pdf`, "application/pdf", fromBase64(sheets));
            }}
          >
            {t("sheets")}
          </Button>
        )}
        {issued.cards.length === 0 ? null : (
          <Button
            onClick={() => {
              download(`ma-phieu-${String(batch)}.csv`, "text/csv", csvOf(issued));
            }}
          >
            {t("codes")}
          </Button>
        )}
      </div>
      {issued.interviewers.length === 0 ? null : (
        <>
          <h3>{t("interviewerCodes")}</h3>
          <ul>
            {issued.interviewers.map((one) => (
              <li key={one.code}>
                {t("interviewsOf", { label: one.label, count: format.count(one.interviews) })}: <strong className="num">{one.code}</strong> <span className="small muted hash">{one.link}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/**
 * Cards of an order that was agreed to: made once, downloaded at once. What was made stays here until the page is left,
 * also when the survey is read again, in which the order is issued and its codes are not.
 */
export function IssueOrder({ survey, order, count }: { readonly survey: View; readonly order: View["orders"][number]; readonly count: number }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const issuing = useAct(issueCards);
  if (issuing.data !== undefined) return <JustIssued issued={issuing.data.body} />;
  if (order.batch !== null) return <p className="muted">{t("issuedBatch", { batch: format.count(order.batch) })}</p>;
  return (
    <div className="stack">
      <p>{t("agreed")}</p>
      <RefusalNote error={issuing.error} />
      <div className="row">
        <Button
          type="primary"
          loading={issuing.isPending}
          onClick={() => {
            issuing.mutate({ params: { surveyId: survey.id }, body: { order: order.number, address: globalThis.location.origin, withSheets: true } });
          }}
        >
          {t("issueNow", { count: format.count(count) })}
        </Button>
      </div>
    </div>
  );
}
