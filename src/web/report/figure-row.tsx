import { type ReactNode, useId, useState } from "react";
import { useFormat } from "../ui/format.ts";
import { languageNow } from "../ui/language.ts";
import { SaveState } from "../ui/save-state.tsx";
import { fieldOf, shortOf } from "./amount.ts";
import type { Figure, Report } from "./types.ts";
import { useSaving } from "./use-saving.ts";
import { useReportWords } from "./words.ts";

type Props = { readonly report: Report; readonly figure: Figure; readonly onSaved: () => void };
type Saving = ReturnType<typeof useSaving>;

/** What is said of a cell; a change can be confirmed, what is wrong cannot. */
function Said({ id, said, saving: { state, confirm }, mayWrite }: { readonly id: string; readonly said: readonly string[]; readonly saving: Saving; readonly mayWrite: boolean }): ReactNode {
  const t = useReportWords();
  const [why, setWhy] = useState("");
  if (said.length === 0) return null;
  return (
    <div id={id} className="small field-bad" role="alert">
      {said.map((one) => (
        <p key={one}>{one}</p>
      ))}
      {said.some((one) => one.endsWith("?")) && mayWrite && !state.isConfirmed ? (
        <>
          <input className="field-input report-why" value={why} maxLength={500} aria-label={t("why")} placeholder={t("why")} onChange={(event) => { setWhy(event.target.value); }} />
          <button type="button" className="report-take" onClick={() => { confirm(why); }}>
            {t("confirm")}
          </button>
        </>
      ) : null}
    </div>
  );
}

/** Sources that have words of their own; any other says itself what it is. */
const KNOWN = ["tasks", "registers", "last"] as const;

/** What need not be typed, and what was typed: where from, whether it is kept. */
function Beside({ report, figure, saving: { state, type } }: { readonly report: Report; readonly figure: Figure; readonly saving: Saving }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const proposed = state.text === "" ? report.proposed.find((one) => one.key === figure.key) : undefined;
  const nameOf = (source: string): string => {
    const known = KNOWN.find((one) => one === source);
    return known === undefined ? t("source.other", { source }) : t(`source.${known}`);
  };
  const isElsewhere = state.source !== undefined && ![...KNOWN, "typed", "loaded"].includes(state.source);
  return (
    <>
      {proposed === undefined ? null : (
        <button type="button" className="report-take" onClick={() => { type(fieldOf(proposed.value)); }}>
          {t("take", { value: format.decimal(shortOf(proposed.value)) })} {nameOf(proposed.source)}
        </button>
      )}
      {isElsewhere ? <span className="small muted">{state.source}</span> : null}
      {state.saving.kind === "idle" ? null : (
        <>
          {state.isConfirmed ? <span className="small muted">{state.note === "" ? t("confirmed") : t("confirmedWhy", { note: state.note })} </span> : null}
          <SaveState saving={state.saving} />
        </>
      )}
    </>
  );
}

/** What was asked of the figure, and how it was answered. */
function Answered({ report, figureKey }: { readonly report: Report; readonly figureKey: string }): ReactNode {
  const t = useReportWords();
  const one = report.answered.find(({ key }) => key === figureKey);
  if (one === undefined) return null;
  return (
    <p className="small muted">
      {one.message[languageNow()]} <strong>{one.note === "" ? t("confirmed") : t("confirmedWhy", { note: one.note })}</strong>
    </p>
  );
}

/** What the server said of the cell when it was read; what was saved since says more. */
function saidOf(report: Report, key: string, { state }: Saving): string[] {
  const before = state.saving.kind === "idle" && state.text !== "" ? report.faults.filter((one) => one.pointer === `/figures/${key}`) : [];
  return [...state.said, ...before.map((one) => one.message[languageNow()])];
}

/** One figure: what it is, what was there last time, the cell, and what is to be said of it. */
export function FigureRow({ report, figure, onSaved }: Props): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const id = useId();
  const { key } = figure;
  const cell = report.cells.find((one) => one.key === key);
  const value = cell?.value ?? null;
  const last = report.last?.figures[key];
  const staleWords = (other: string | null): string => t("stale", { value: other === null ? t("empty") : format.decimal(shortOf(other)) });
  const saving = useSaving({ periodId: report.period.id, unitId: report.unit.id, key }, cell, fieldOf(value), { onSaved, staleWords });
  const said = saidOf(report, key, saving);
  return (
    <tr id={`cell-${key}`}>
      <th scope="row">
        <label htmlFor={id}>{figure.title}</label>
      </th>
      <td className="small muted">{figure.unit}</td>
      <td className="num muted" data-label={t("last")}>{last === undefined ? "–" : format.decimal(shortOf(last))}</td>
      <td className="report-cell" data-label={report.mayWrite ? undefined : t("value")}>
        {report.mayWrite ? (
          <input id={id} className="field-input num" inputMode="decimal" autoComplete="off" value={saving.state.text} aria-invalid={said.length > 0} aria-describedby={said.length > 0 ? `${id}-said` : undefined} onChange={(event) => { saving.type(event.target.value); }} onBlur={() => { saving.leave(); }} />
        ) : (
          <output id={id} className="num">
            {value === null ? "–" : format.decimal(shortOf(value))}
          </output>
        )}
        {report.mayWrite ? <Beside report={report} figure={figure} saving={saving} /> : null}
        {saving.state.saving.kind === "idle" ? <Answered report={report} figureKey={key} /> : null}
        <Said id={`${id}-said`} said={said} saving={saving} mayWrite={report.mayWrite} />
      </td>
    </tr>
  );
}
