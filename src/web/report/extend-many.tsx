import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { extendReports, type readPeriod } from "../../contract/plan-report.ts";
import type { Answer } from "../shell/client.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, isShort, Tick } from "../ui/fields.tsx";
import { matches } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { endOf } from "./acts.tsx";
import { useExtendWords } from "./words-extend.ts";
import { useReportWords } from "./words.ts";
import "./forms.css";

/** More time for many units at once, for one reason: what a flood or a failing network asks for. */

type Row = Answer<typeof readPeriod>["body"]["units"][number];
type ChosenProps = { readonly rows: readonly Row[]; readonly chosen: ReadonlySet<string>; readonly onChange: (chosen: ReadonlySet<string>) => void };

function Chosen({ rows, chosen, onChange }: ChosenProps): ReactNode {
  const t = useReportWords();
  const x = useExtendWords();
  const [typed, setTyped] = useState("");
  const shown = rows.filter((one) => matches(`${one.code} ${one.name}`, typed));
  return (
    <fieldset className="report-links">
      <legend>{x("extendUnits", { chosen: chosen.size, all: rows.length })}</legend>
      <div className="row">
        <input className="field-input" type="search" value={typed} aria-label={t("search")} placeholder={t("search")} onChange={(event) => { setTyped(event.target.value); }} />
        <button type="button" className="report-take" onClick={() => { onChange(new Set([...chosen, ...shown.map((one) => one.unitId)])); }}>{x("chooseShown", { count: shown.length })}</button>
        <button type="button" className="report-take" onClick={() => { onChange(new Set()); }}>{x("chooseNone")}</button>
      </div>
      <div className="report-unit-list">
        {shown.map((one) => (
          <Tick key={one.unitId} label={<>{one.name} {one.isLate ? <span className="small muted">{t("late")}</span> : null}</>} isOn={chosen.has(one.unitId)} onChange={(isOn) => { onChange(new Set([...[...chosen].filter((id) => id !== one.unitId), ...(isOn ? [one.unitId] : [])])); }} />
        ))}
      </div>
    </fieldset>
  );
}

export function ExtendMany({ periodId, units }: { readonly periodId: string; readonly units: readonly Row[] }): ReactNode {
  const t = useReportWords();
  const x = useExtendWords();
  const act = useAct(extendReports, { touches: ["report"] });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const waiting = units.filter((one) => one.state === "open" || one.state === "returned");
  if (waiting.length === 0) return null;
  // Whoever has handed in meanwhile is no longer offered, nor counted.
  const unitIds = waiting.filter((one) => chosen.has(one.unitId)).map((one) => one.unitId);
  return (
    <details className="card no-print">
      <summary>{x("extendMany")}</summary>
      <div className="stack report-extend">
        <Chosen rows={waiting} chosen={new Set(unitIds)} onChange={setChosen} />
        <AreaField label={t("reason")} rows={2} maxLength={2000} value={reason} onChange={setReason} />
        <DayField label={t("until")} value={until} onChange={setUntil} />
        <div>
          <Button
            type="primary"
            disabled={unitIds.length === 0 || isShort(reason) || until === ""}
            loading={act.isPending}
            onClick={() => {
              act.mutate({ params: { periodId }, body: { unitIds, reason, until: endOf(until) } });
            }}
          >
            {x("extendCount", { count: unitIds.length })}
          </Button>
        </div>
        <RefusalNote error={act.error} />
        <p role="status">{act.data === undefined ? "" : x("extended", { count: act.data.body.extended })}</p>
      </div>
    </details>
  );
}
