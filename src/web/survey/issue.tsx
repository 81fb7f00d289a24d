import { Button } from "antd";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { issueCards, type readSurvey } from "../../contract/survey.ts";
import { useAct } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { download, fromBase64 } from "./download.ts";
import { useSurveyWords } from "./words.ts";

type View = z.output<typeof readSurvey.response>;
type Issued = z.output<typeof issueCards.response>;

/** Sheets are drawn for so many cards at a time. */
const AT_ONCE = 1000;

/** What the sample asks for and was not issued yet. */
export function lacking({ design, turnout }: Pick<View, "design" | "turnout">): { stratum: string; count: number }[] {
  const issued = new Map(turnout.filter((one) => one.channel === "card").map((one) => [one.stratum, one.issued]));
  let left = AT_ONCE;
  return design.strata.flatMap(({ key, sample }) => {
    const count = Math.min(left, Math.max(0, sample - (issued.get(key) ?? 0)));
    left -= count;
    return count === 0 ? [] : [{ stratum: key, count }];
  });
}

/** A quote within a quoted field is doubled. */
const csvOf = ({ cards }: Issued): string => `\u{FEFF}tang,ma,lien_ket\r\n${cards.map((one) => [one.stratum, one.code, one.link].map((text) => `"${text.replaceAll('"', '""')}"`).join(",")).join("\r\n")}\r\n`;

/** Cards go out: made once, downloaded at once. */
export function Issue({ survey }: { readonly survey: View }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const [issued, setIssued] = useState<Issued>();
  const issuing = useAct(issueCards, { touches: ["survey"] });
  const cards = lacking(survey);
  const count = cards.reduce((sum, one) => sum + one.count, 0);
  const issue = (): void => {
    issuing.mutate(
      { params: { surveyId: survey.id }, body: { cards: cards.slice(0, 500), address: globalThis.location.origin, withSheets: true } },
      {
        onSuccess: ({ body }) => {
          setIssued(body);
        },
      },
    );
  };
  const sheets = issued?.sheets ?? null;
  return (
    <section className="card stack">
      <h2>{t("issue")}</h2>
      <p className="muted">{t("issueHelp")}</p>
      <RefusalNote error={issuing.error} />
      {issued === undefined ? null : (
        <div role="status" className="stack">
          <p>{t("issued", { count: format.count(issued.cards.length) })}</p>
          <div className="row">
            {sheets === null ? null : (
              <Button
                type="primary"
                onClick={() => {
                  download(`phieu-${String(issued.batch)}.pdf`, "application/pdf", fromBase64(sheets));
                }}
              >
                {t("sheets")}
              </Button>
            )}
            <Button
              onClick={() => {
                download(`ma-phieu-${String(issued.batch)}.csv`, "text/csv", csvOf(issued));
              }}
            >
              {t("codes")}
            </Button>
          </div>
        </div>
      )}
      {count === 0 ? (
        <p>{t("enough")}</p>
      ) : (
        <div className="row">
          <Button loading={issuing.isPending} onClick={issue}>
            {t("issueAll", { count: format.count(count) })}
          </Button>
        </div>
      )}
    </section>
  );
}
