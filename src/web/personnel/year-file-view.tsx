import type { ReactNode } from "react";
import type { RatingFile, RatingLine } from "../../contract/personnel-year.ts";
import { RATING_PAPERS, readArchive, readRatingPaper } from "../../contract/personnel-year-papers.ts";
import type { RatingLevel } from "../../contract/personnel-year-steps.ts";
import { Download } from "../shell/download.tsx";
import { useFormat } from "../ui/format.ts";
import { useLanguage } from "../ui/language.ts";
import { Level } from "../ui/level.tsx";
import { usePeriodName } from "../ui/period-name.ts";
import { Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { ActForm } from "./year-act-form.tsx";
import { Complaints, History } from "./year-history.tsx";
import { useMoveWords } from "./words-move.ts";
import { useYearWords } from "./year-words.ts";
import "./narrowed.css";
import "./year.css";

/** One person's year: points, level and what holds it back, what is next, papers, what was done. */

/** The round of those whom the Chairman rates. */
const PROVINCE = "province";

export function RatingLevelMark({ level, none }: { readonly level: RatingLevel | null; readonly none?: string | undefined }): ReactNode {
  const t = useYearWords();
  return level === null ? <span className="muted">{none ?? "–"}</span> : <Level level={level} title={t(`level.${level}`)} />;
}

export function Gates({ line }: { readonly line: Pick<RatingLine, "gates" | "missing" | "movedTo"> }): ReactNode {
  const t = useYearWords();
  const moves = useMoveWords();
  const language = useLanguage();
  if (line.gates.length === 0 && line.missing.length === 0) return null;
  return (
    <ul className="year-gates small">
      {line.movedTo === null ? null : (
        <li className="year-held">
          {moves("movedShort", { place: line.movedTo })} <span className="muted">({t("article", { article: "19.1" })})</span>
        </li>
      )}
      {line.gates.map((one) => (
        <li key={`${one.kind} ${one.article} ${one.text}`} className={one.holdsBack ? "year-held" : undefined}>
          {language === "vi" ? one.text : t(`gate.${one.kind}`)} <span className="muted">({t("article", { article: one.article })})</span>
        </li>
      ))}
      {line.missing.length === 0 ? null : <li>{`${t("missing")}: ${line.missing.map((one) => t(`missing.${one}`)).join(", ")}`}</li>}
    </ul>
  );
}

function Periods({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const periodName = usePeriodName();
  const format = useFormat();
  if (file.periods.length === 0) return <p className="muted">{t("noPeriods")}</p>;
  return (
    <TableScroll label={t("periods")}>
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{t("period")}</th>
            <th scope="col" className="num">{t("general")}</th>
            <th scope="col" className="num">{t("results")}</th>
            <th scope="col" className="num">{t("total")}</th>
          </tr>
        </thead>
        <tbody>
          {file.periods.map((one) => (
            <tr key={one.period}>
              <th scope="row">
                {periodName(one.period)}
                {one.note === "" ? null : <div className="small muted">{one.note}</div>}
              </th>
              <td className="num" data-label={t("general")}>{format.decimal(one.general)}</td>
              <td className="num" data-label={t("results")}>{format.decimal(one.results)}</td>
              <td className="num" data-label={t("total")}>{format.decimal(one.total)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={3}>{t("mean")}</th>
            <td className="num"><strong>{file.percent === null ? "" : format.decimal(file.percent)}</strong></td>
          </tr>
        </tbody>
      </table>
    </TableScroll>
  );
}

function Standing({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const format = useFormat();
  const last = file.decisions.at(-1);
  const unknown = file.pending !== null ? t("quotaTie") : file.roundId === PROVINCE && file.percent !== null ? t("computedForAll") : undefined;
  return (
    <section className="card stack" aria-label={t("standing")}>
      <dl className="facts">
        <dt>{t("decided")}</dt>
        <dd><RatingLevelMark level={last?.level ?? null} /></dd>
        <dt>{t("computed")}</dt>
        <dd><RatingLevelMark level={file.computed} none={file.isRated || file.months === 0 ? unknown : t("notRated")} /></dd>
        <dt>{t("selfLevel")}</dt>
        <dd><RatingLevelMark level={file.selfLevel} /></dd>
        <dt>{t("proposed")}</dt>
        <dd><RatingLevelMark level={file.proposed} /></dd>
        {file.absence === null ? null : (
          <>
            <dt>{t("months")}</dt>
            <dd>{`${format.count(file.absence.months)} (${t(`absence.${file.absence.cause}`)})`}</dd>
          </>
        )}
        <dt>{t("authority")}</dt>
        <dd>{`${file.authority.text} (${file.authority.article})`}</dd>
      </dl>
      <Gates line={file} />
    </section>
  );
}

function Decisions({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const format = useFormat();
  if (file.decisions.length === 0) return null;
  const last = file.decisions.length - 1;
  return (
    <section className="stack" aria-label={t("decisions")}>
      <h2>{t("decisions")}</h2>
      <ol className="year-rows">
        {file.decisions.map((one, at) => (
          <li key={one.place}>
            <strong>{t("decisionLine", { number: one.number, day: format.day(one.on), level: t(`level.${one.level}`), points: format.decimal(one.percent) })}</strong> <span className="small muted">{t(at === last ? "inForce" : "replaced")}</span>
            {one.cause === null ? null : <p className="small">{t(`cause.${one.cause}`)}</p>}
            {one.reason === "" ? null : <p className="year-text">{one.reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

const PAPER_WORDS = { form: "form02", notice: "notice", minutes: "minutesPaper", answer: "answerPaper" } as const;

function Papers({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const isThere = { form: true, notice: file.decisions.length > 0, minutes: file.steps.some(({ step }) => step.kind === "meeting"), answer: file.complaints.some((one) => one.answer !== null) };
  return (
    <section className="stack no-print" aria-label={t("papers")}>
      <h2>{t("papers")}</h2>
      <div className="row">
        {RATING_PAPERS.filter((kind) => isThere[kind]).map((kind) => (
          <Download key={kind} route={readRatingPaper} given={{ params: { fileId: file.id, kind }, query: { format: "docx" } }} label={t(PAPER_WORDS[kind])} of={file.name} />
        ))}
        <Download route={readArchive} given={{ params: { fileId: file.id } }} label={t("archive")} of={file.name} />
      </div>
    </section>
  );
}

export function RatingFileView({ file }: { readonly file: RatingFile }): ReactNode {
  const t = useYearWords();
  const moves = useMoveWords();
  return (
    <div className="stack">
      {file.movedTo === null ? null : <Notice title={moves("moved")}>{moves("movedTo", { place: file.movedTo })}</Notice>}
      <Standing file={file} />
      <ActForm key={file.version} file={file} />
      <Decisions file={file} />
      <Complaints file={file} />
      <section className="stack" aria-label={t("periods")}>
        <h2>{t("periods")}</h2>
        <Periods file={file} />
      </section>
      {file.why.length === 0 ? null : (
        <details className="card">
          <summary>{t("why")}</summary>
          <ol className="year-rows">
            {file.why.map((one) => (
              <li key={`${one.article} ${one.text}`}>
                {one.article === "" ? null : <span className="small muted">[{one.article}] </span>}
                {one.text}
              </li>
            ))}
          </ol>
        </details>
      )}
      <Papers file={file} />
      <History file={file} />
    </div>
  );
}
