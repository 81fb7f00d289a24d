import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { boundsOf } from "../../contract/personnel-bounds.ts";
import { formDocument, type FormView, readForm } from "../../contract/personnel-form.ts";
import { Download } from "../shell/download.tsx";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { Ruler } from "../ui/ruler.tsx";
import { Loaded } from "../ui/states.tsx";
import { ConfirmForm } from "./confirm-form.tsx";
import { useLevels } from "./levels.ts";
import { PeriodFrame } from "./period.tsx";
import { SelfScores } from "./self-scores.tsx";
import { MissingList, Steps } from "./standing.tsx";
import { useFormWords } from "./words-form.ts";
import { YearMeans } from "./year-means.tsx";

/** Form 01: self-scored, handed in, remarked, confirmed. */

function Sum({ form }: { readonly form: FormView }): ReactNode {
  const t = useFormWords();
  const format = useFormat();
  const { titled, titleOf } = useLevels();
  const shown = (points: string | null): string => (points === null ? t("notYet") : format.decimal(points));
  return (
    <section className="card stack">
      <h2>{t("sum")}</h2>
      <Ruler title={t("total")} thresholds={titled(form.thresholds)} value={form.total} level={form.level} size="large" />
      <dl className="facts">
        <dt>{t("general")}</dt>
        <dd className="num">{shown(form.general)}</dd>
        <dt>{t("results")}</dt>
        <dd className="num">{shown(form.results)}</dd>
        {Object.entries(form.parts).toSorted(([a], [b]) => format.compare(a, b)).map(([name, percent]) => (
          <div key={name} className="work-part">
            <dt>{t("part", { name })}</dt>
            <dd className="num">{format.percent(Number(percent).toFixed(2))}</dd>
          </div>
        ))}
        <dt>{t("total")}</dt>
        <dd className="num">
          <strong>{shown(form.total)}</strong>
        </dd>
        <dt>{t("level")}</dt>
        <dd>
          <Level level={form.level} title={titleOf(form.level)} />
        </dd>
      </dl>
      <Steps steps={form.steps} />
      {form.state === "confirmed" || form.state === "absent" ? null : <MissingList missing={form.missing} />}
    </section>
  );
}

function Remarks({ form }: { readonly form: FormView }): ReactNode {
  const t = useFormWords();
  const format = useFormat();
  if (form.history.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t("history")}</h2>
      {form.returned === null ? null : <p className="work-overdue">{t("returned", { reason: form.returned })}</p>}
      {form.remark === null ? null : <p>{t("remarked", { name: form.confirmedBy ?? "", remark: form.remark })}</p>}
      <ol className="work-history">
        {form.history.map((one) => (
          <li key={one.number}>
            {t(`step.${one.kind}`)} · {one.by} · {format.time(one.at)}
            {one.reason === null ? "" : `: ${one.reason}`}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function FormPage(): ReactNode {
  const t = useFormWords();
  const navigate = useNavigate();
  const { periodId, personId } = useParams({ from: "/signed-in/work/$periodId/people/$personId" });
  const query = useRead(readForm, { params: { periodId, personId } });
  const form = query.data?.body;
  return (
    <PeriodFrame
      title={form === undefined ? t("title") : t("of", { name: form.name })}
      lead={form === undefined ? undefined : `${form.title} · ${t(`state.${form.state}`)}`}
      wanted={periodId}
      onPick={(period) => {
        void navigate({ to: "/work/$periodId/people/$personId", params: { periodId: period, personId } });
      }}
      actions={<Download route={formDocument} given={{ params: { periodId, personId }, query: { format: "docx" } }} label={t("word")} of={form?.name ?? ""} />}
    >
      {() => (
        <Loaded query={query}>
          {({ body, version }) => (
            <>
              <SelfScores key={`${body.periodId} ${body.personId} ${body.state}`} form={body} version={version ?? body.version} />
              <Sum form={body} />
              <ConfirmForm key={`confirm ${body.version}`} form={body} version={version ?? body.version} />
              <Remarks form={body} />
              <YearMeans personId={body.personId} year={boundsOf(body.periodId).year} />
            </>
          )}
        </Loaded>
      )}
    </PeriodFrame>
  );
}
