import type { ReactNode } from "react";
import { readPosters } from "../../contract/survey-field.ts";
import { Download } from "../shell/download.tsx";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import { useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { shareOf } from "./download.ts";
import type { View } from "./orders.tsx";
import { useStratumName } from "./stratum-name.ts";
import { useSurveyWords } from "./words.ts";

/** While a survey runs: response by body and stratum, what should make somebody look, where open forms are. */

export function Alarms({ survey }: { readonly survey: View }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const nameOf = useStratumName(survey);
  if (survey.alarms.length === 0) return null;
  const stratumOf = (key: string | null): string => {
    const stratum = survey.design.strata.find((one) => one.key === key);
    return stratum === undefined ? (key ?? "") : nameOf(stratum);
  };
  return (
    <section className="card stack">
      <h2>{t("alarms")}</h2>
      <p className="muted">{t("alarmsHelp")}</p>
      <ul>
        {survey.alarms.map((one) => (
          <li key={`${one.kind} ${one.stratum ?? ""} ${one.day ?? ""}`}>{t(`alarm.${one.kind}`, { stratum: stratumOf(one.stratum), day: one.day === null ? "" : format.day(one.day), count: format.count(one.count ?? 0) })}</li>
        ))}
      </ul>
    </section>
  );
}

/** Response of every stratum, those that lag behind first; the whole of them may be hundreds. */
export function ByUnit({ survey }: { readonly survey: View }): ReactNode {
  const t = useSurveyWords();
  const format = useFormat();
  const nameOf = useStratumName(survey);
  const turnout = Map.groupBy(survey.turnout, (one) => one.stratum);
  const rows = survey.design.strata
    .map((one) => {
      const own = (turnout.get(one.key) ?? []).filter((each) => each.channel === "card");
      const [issued, cast] = [own.reduce((sum, each) => sum + each.issued, 0), own.reduce((sum, each) => sum + each.cast, 0)];
      return { key: one.key, title: nameOf(one), sample: one.sample, issued, cast, open: (turnout.get(one.key) ?? []).filter((each) => each.channel === "open").reduce((sum, each) => sum + each.cast, 0) };
    })
    .toSorted((a, b) => a.cast * (b.issued || 1) - b.cast * (a.issued || 1) || format.compare(a.title, b.title));
  const { shown, more } = useBeginning(rows);
  const hasOpen = survey.design.open !== null;
  return (
    <section className="card stack survey-board">
      <div className="row">
        <h2 className="grow">{t("byUnit")}</h2>
        <TableDownload
          name={`${t("byUnit")}: ${survey.title}`}
          rows={rows}
          columns={[
            { title: t("orderStratum"), of: (one) => one.title },
            { title: t("planned"), of: (one) => one.sample },
            { title: t("cards"), of: (one) => one.issued },
            { title: t("received"), of: (one) => one.cast },
            { title: `${t("share")} (%)`, of: (one) => (one.issued === 0 ? null : numberIn(shareOf(one.cast, one.issued))), decimals: 1 },
            ...(hasOpen ? [{ title: t("openCount"), of: (one: (typeof rows)[number]) => one.open }] : []),
          ]}
        />
      </div>
      <TableScroll label={t("byUnit")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("orderStratum")}</th>
              <th scope="col" className="num">{t("planned")}</th>
              <th scope="col" className="num">{t("cards")}</th>
              <th scope="col" className="num">{t("received")}</th>
              <th scope="col" className="num">{t("share")}</th>
              {hasOpen ? <th scope="col" className="num">{t("openCount")}</th> : null}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.title}</th>
                <td className="num">{format.count(one.sample)}</td>
                <td className="num">{format.count(one.issued)}</td>
                <td className="num">{format.count(one.cast)}</td>
                <td className="num">{one.issued === 0 ? "–" : format.percent(shareOf(one.cast, one.issued))}</td>
                {hasOpen ? <td className="num">{format.count(one.open)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </section>
  );
}

/** Where anybody may answer: a poster to print and an address to send for each stratum of the open group. */
export function OpenLinks({ survey }: { readonly survey: View }): ReactNode {
  const t = useSurveyWords();
  const nameOf = useStratumName(survey);
  const { open, strata } = survey.design;
  const own = strata.filter((one) => one.group === open?.group);
  const { shown, more } = useBeginning(own);
  if (open === null) return null;
  const { origin: address } = globalThis.location;
  return (
    <section className="card stack">
      <h2>{t("openLinks")}</h2>
      <p className="muted">{t("openLinksHelp")}</p>
      <div className="row">
        <Download route={readPosters} given={{ params: { surveyId: survey.id }, query: { address } }} label={t("postersAll")} of={survey.title} />
      </div>
      <details>
        <summary>{t("postersEach")}</summary>
        <ul className="survey-rows">
          {shown.map((one) => {
            const link = `${address}/khao-sat/mo?s=${survey.id}&t=${encodeURIComponent(one.key)}`;
            return (
              <li key={one.key} className="survey-order">
                <div className="row">
                  <strong className="grow">{nameOf(one)}</strong>
                  <Download route={readPosters} given={{ params: { surveyId: survey.id }, query: { address, stratum: one.key } }} label={t("poster")} of={nameOf(one)} />
                </div>
                <a className="small survey-hash" href={link}>
                  {link}
                </a>
              </li>
            );
          })}
        </ul>
        {more}
      </details>
    </section>
  );
}
