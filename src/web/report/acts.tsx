import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { actOnReport } from "../../contract/plan-report.ts";
import { useAct } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, Field, isShort } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { languageNow } from "../ui/language.ts";
import { RefusalNote } from "../ui/states.tsx";
import type { Report } from "./types.ts";
import { useReportWords } from "./words.ts";

/** What the unit's head and the programme officer do with a report. */

const placeOf = ({ period, unit }: Report) => ({ periodId: period.id, unitId: unit.id });
/** Figures and narrative parts: whatever can be asked to be corrected. */
const partsOf = ({ form }: Report): readonly { readonly key: string; readonly title: string }[] => [...form.figures, ...form.narratives];
const titlesOf = (report: Report, keys: readonly string[]): string[] => partsOf(report).flatMap((one) => (keys.includes(one.key) ? [one.title] : []));
/** The end of a day in Việt Nam. */
export const endOf = (day: string): string => new Date(`${day}T17:00:00+07:00`).toISOString();

export function SubmitAct({ report }: { readonly report: Report }): ReactNode {
  const t = useReportWords();
  const session = useSession();
  const act = useAct(actOnReport, { touches: ["report"] });
  const isHead = hasRole(session, "unit-head");
  if (!isHead) return <p className="muted">{t("headSubmits")}</p>;
  return (
    <FinalAct
      consequences={[t("ofUnit", { unit: report.unit.name })]}
      lasting={t("afterSubmit")}
      action={t("submit")}
      isBusy={act.isPending}
      error={act.error}
      isReady={report.faults.length === 0}
      onAct={() => {
        act.mutate({ params: placeOf(report), body: { kind: "submit" }, version: report.version });
      }}
    />
  );
}

/** What is still to be looked at before it is handed in. */
export function Faults({ report }: { readonly report: Report }): ReactNode {
  const t = useReportWords();
  const { faults } = report;
  if (faults.length === 0) return <p role="status">{t("ready")}</p>;
  return (
    <details className="report-faults" open={faults.length < 12}>
      <summary>{t("faults", { count: faults.length })}</summary>
      <ul>
        {faults.map((one) => (
          <li key={`${one.pointer} ${one.message.vi}`}>{one.message[languageNow()]}</li>
        ))}
      </ul>
    </details>
  );
}

export function JudgeAct({ report }: { readonly report: Report }): ReactNode {
  const t = useReportWords();
  const act = useAct(actOnReport, { touches: ["report"] });
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const [keys, setKeys] = useState<readonly string[]>([]);
  const isSubmitted = report.state === "submitted";
  const isExplained = !isShort(reason) && until !== "";
  const send = (kind: "return" | "extend"): void => {
    act.mutate({ params: placeOf(report), body: kind === "return" ? { kind, reason, until: endOf(until), keys: [...keys] } : { kind, reason, until: endOf(until) }, version: report.version });
  };
  return (
    <section className="card stack no-print" aria-labelledby="report-judge">
      <h2 id="report-judge">{t("judge")}</h2>
      {isSubmitted ? (
        <div>
          <Button
            type="primary"
            loading={act.isPending}
            onClick={() => {
              act.mutate({ params: placeOf(report), body: { kind: "accept" }, version: report.version });
            }}
          >
            {t("accept")}
          </Button>
        </div>
      ) : null}
      <AreaField label={t("reason")} rows={2} maxLength={2000} value={reason} onChange={setReason} />
      {isSubmitted ? (
        <Field label={t("returnKeys")}>
          {({ id }) => <Select id={id} mode="multiple" showSearch={{ filterOption: (typed, option) => matches(option?.label ?? "", typed) }} options={partsOf(report).map((one) => ({ value: one.key, label: one.title }))} value={[...keys]} onChange={(chosen: string[]) => { setKeys(chosen); }} />}
        </Field>
      ) : null}
      <DayField label={t("until")} value={until} onChange={setUntil} />
      <div className="row">
        {isSubmitted ? (
          <Button disabled={!isExplained} loading={act.isPending} onClick={() => { send("return"); }}>
            {t("return")}
          </Button>
        ) : null}
        <Button disabled={!isExplained} loading={act.isPending} onClick={() => { send("extend"); }}>
          {t("extend")}
        </Button>
      </div>
      <RefusalNote error={act.error} />
    </section>
  );
}

/** Which cells are to be corrected, each with the way to it. */
export function Returned({ report }: { readonly report: Report }): ReactNode {
  const t = useReportWords();
  const last = report.steps.findLast((one) => one.kind === "return");
  if (report.state !== "returned" || last === undefined) return null;
  return (
    <div className="report-faults" role="status">
      <p>
        <strong>{t("state.returned")}:</strong> {last.reason}
      </p>
      {last.keys.length === 0 ? null : (
        <ul>
          {partsOf(report).filter((one) => last.keys.includes(one.key)).map((one) => (
            <li key={one.key}>
              <a href={`#cell-${one.key}`}>{one.title}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Steps({ report }: { readonly report: Report }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  if (report.steps.length === 0) return null;
  return (
    <section aria-labelledby="report-steps">
      <h2 id="report-steps">{t("history")}</h2>
      <ol className="report-steps">
        {report.steps.map((one) => (
          <li key={one.number}>
            {t(`step.${one.kind}`)}, {format.time(one.at)}
            {one.until === null ? null : `, ${t("untilTime", { time: format.time(one.until) })}`}
            {one.reason === null ? null : <span className="muted">: {one.reason}</span>}
            {one.keys.length === 0 ? null : <span className="muted">. {t("returnedCells", { cells: titlesOf(report, one.keys).join("; ") })}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
