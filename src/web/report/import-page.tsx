import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import { FIGURE_SOURCES } from "../../contract/plan-form.ts";
import { readForm, readMapping, readPeriod, readReport } from "../../contract/plan-report.ts";
import { useRead } from "../shell/query.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { ReportFrame } from "./frame.tsx";
import { ImportForm } from "./import-form.tsx";
import type { Named } from "./table-heads.ts";
import { useReportWords } from "./words.ts";
import "../ui/field.css";

/** Records of one's own are not brought in from elsewhere. */
const SYSTEMS = FIGURE_SOURCES.filter((one) => one !== "tasks" && one !== "registers");

/** Figures that come from the chosen system stand first. */
type Figures = readonly (Named[number] & { readonly from?: string | undefined })[];
type Props = { readonly periodId: string; readonly unitId: string | undefined; readonly figures: Figures };

function Sources({ periodId, unitId, figures }: Props): ReactNode {
  const t = useReportWords();
  const id = useId();
  const [source, setSource] = useState<string>(SYSTEMS[0] ?? "");
  const mapping = useRead(readMapping, { params: { source } });
  const sorted = figures.toSorted((a, b) => Number(b.from === source) - Number(a.from === source));
  return (
    <>
      <div className="field">
        <label htmlFor={id} className="field-label">
          {t("source")}
        </label>
        <select id={id} className="field-input" value={source} onChange={(event) => { setSource(event.target.value); }}>
          {SYSTEMS.map((one) => (
            <option key={one} value={one}>
              {t(`from.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <Loaded query={mapping}>{({ body }) => <ImportForm key={source} periodId={periodId} unitId={unitId} source={source} kept={body.mapping} figures={sorted} />}</Loaded>
    </>
  );
}

function OfForm({ periodId, form, formNumber }: { readonly periodId: string; readonly form: string; readonly formNumber: number }): ReactNode {
  const read = useRead(readForm, { params: { key: form, number: String(formNumber) } });
  return <Loaded query={read}>{({ body }) => <Sources periodId={periodId} unitId={undefined} figures={body.form.figures} />}</Loaded>;
}

/** Taking figures of all units from another system's table: whole or not at all, with its columns kept for the next time. */
export function ImportPage(): ReactNode {
  const t = useReportWords();
  const { periodId } = useParams({ from: "/signed-in/reports/$periodId/import" });
  const query = useRead(readPeriod, { params: { periodId } });
  const title = query.data?.body.period.title ?? t("title");
  const back = (
    <Link to="/reports/$periodId" params={{ periodId }} className="link-button">
      {t("back", { title })}
    </Link>
  );
  return (
    <ReportFrame title={t("import")} lead={t("importLead")} actions={back}>
      <Loaded query={query}>{({ body: { period } }) => <OfForm periodId={periodId} form={period.form} formNumber={period.formNumber} />}</Loaded>
    </ReportFrame>
  );
}

/** The same for the report of one unit, by its own people. */
export function UnitImportPage(): ReactNode {
  const t = useReportWords();
  const params = useParams({ from: "/signed-in/reports/$periodId/units/$unitId/import" });
  const query = useRead(readReport, { params });
  const back = (
    <Link to="/reports/$periodId/units/$unitId" params={params} className="link-button">
      {t("back", { title: query.data === undefined ? t("title") : t("ofUnit", { unit: query.data.body.unit.name }) })}
    </Link>
  );
  return (
    <ReportFrame title={t("import")} lead={t("importLead")} actions={back}>
      <Loaded query={query}>{({ body }) => (body.mayWrite ? <Sources periodId={params.periodId} unitId={params.unitId} figures={body.form.figures} /> : <Notice title={t("readOnly")}>{t("closed")}</Notice>)}</Loaded>
    </ReportFrame>
  );
}
