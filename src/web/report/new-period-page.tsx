import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { listUnits } from "../../contract/organisation.ts";
import { PERIOD_KINDS, type PeriodKind } from "../../contract/plan-form.ts";
import { listForms, listPeriods, openPeriod } from "../../contract/plan-report.ts";
import type { Answer } from "../shell/client.ts";
import { type ItemOf, useAct, useAll, useRead } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { Choice, TextField, Tick } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { dayHere, matches, useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { ReportFrame } from "./frame.tsx";
import { useFormWords } from "./words-forms.ts";
import "./forms.css";

type Unit = ItemOf<typeof listUnits>;
type Form = Answer<typeof listForms>["body"]["items"][number];

/** Hours of a day in Việt Nam. */
const atMidnight = (day: string): string => new Date(`${day}T00:00:00+07:00`).toISOString();
const atFive = (day: string): string => new Date(`${day}T17:00:00+07:00`).toISOString();

type UnitsProps = { readonly units: readonly Unit[]; readonly left: ReadonlySet<string>; readonly onChange: (left: ReadonlySet<string>) => void };

/** All report, but those that are left out. */
function Units({ units, left, onChange }: UnitsProps): ReactNode {
  const t = useFormWords();
  const [typed, setTyped] = useState("");
  const shown = units.filter((one) => matches(`${one.code} ${one.name}`, typed));
  const toggle = (code: string): void => {
    const next = new Set(left);
    if (!next.delete(code)) next.add(code);
    onChange(next);
  };
  return (
    <fieldset className="report-links">
      <legend>{t("units", { chosen: units.length - left.size, all: units.length })}</legend>
      <div className="row">
        <input className="field-input" type="search" value={typed} aria-label={t("search")} placeholder={t("search")} onChange={(event) => { setTyped(event.target.value); }} />
        <button type="button" className="report-take" onClick={() => { onChange(new Set()); }}>{t("allUnits")}</button>
        <button type="button" className="report-take" onClick={() => { onChange(new Set(units.map((one) => one.code))); }}>{t("noUnits")}</button>
      </div>
      <div className="report-unit-list">
        {shown.map((one) => (
          <Tick key={one.id} label={<>{one.name} <span className="small muted">{one.code}</span></>} isOn={!left.has(one.code)} onChange={() => { toggle(one.code); }} />
        ))}
      </div>
    </fieldset>
  );
}

type Days = { readonly opens: string; readonly due: string; readonly closes: string };

function useOpening(forms: readonly Form[], units: readonly Unit[], now: string) {
  const t = useFormWords();
  const [formKey, setForm] = useState(forms[0]?.key ?? "");
  const [year, setYear] = useState(dayHere(now).slice(0, 4));
  const [kind, setKind] = useState<PeriodKind>("q1");
  const [typed, setTitle] = useState<string>();
  const [days, setDays] = useState<Days>({ opens: "", due: "", closes: "" });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const title = typed ?? t(`defaultTitle.${kind}`, { year });
  const codes = units.filter((one) => !left.has(one.code)).map((one) => one.code);
  const isReady = formKey !== "" && /^20\d\d$/.test(year) && title.trim() !== "" && Object.values(days).every((one) => one !== "") && codes.length > 0;
  return { formKey, setForm, year, setYear, kind, setKind, title, setTitle, days, setDays, left, setLeft, codes, isReady };
}

function Opening({ forms, units, now }: { readonly forms: readonly Form[]; readonly units: readonly Unit[]; readonly now: string }): ReactNode {
  const t = useFormWords();
  const format = useFormat();
  const navigate = useNavigate();
  const act = useAct(openPeriod, { touches: ["report"] });
  const { formKey, setForm, year, setYear, kind, setKind, title, setTitle, days, setDays, left, setLeft, codes, isReady } = useOpening(forms, units, now);
  const open = (): void => {
    const body = { form: formKey, year: Number(year), kind, title: title.trim(), opensAt: atMidnight(days.opens), dueAt: atFive(days.due), closesAt: atFive(days.closes), unitCodes: [...codes] };
    act.mutate({ body }, { onSuccess: ({ body: { id } }) => { void navigate({ to: "/reports/$periodId", params: { periodId: id } }); } });
  };
  return (
    <div className="stack">
      <Choice label={t("form")} value={formKey} options={forms.map((one) => ({ value: one.key, label: one.title }))} onChange={setForm} />
      <TextField label={t("year")} isNumber maxLength={4} value={year} onChange={setYear} />
      <Choice label={t("periodKind")} value={kind} options={PERIOD_KINDS.map((value) => ({ value, label: t(`period.${value}`) }))} onChange={setKind} />
      <TextField label={t("title")} maxLength={200} value={title} onChange={setTitle} />
      <DayField label={t("opens")} value={days.opens} onChange={(opens) => { setDays({ ...days, opens }); }} />
      <DayField label={t("dueDay")} value={days.due} onChange={(due) => { setDays({ ...days, due }); }} />
      <DayField label={t("closes")} value={days.closes} onChange={(closes) => { setDays({ ...days, closes }); }} />
      <Units units={units} left={left} onChange={setLeft} />
      <FinalAct consequences={[t("willOpen", { units: codes.length, title, number: forms.find((one) => one.key === formKey)?.number ?? 0, due: days.due === "" ? "–" : format.time(atFive(days.due)) })]} lasting={t("openLasting")} action={t("open")} isBusy={act.isPending} error={act.error} isReady={isReady} onAct={open} />
    </div>
  );
}

/** A period is opened: with which form, for whom, from when until when. */
export function NewPeriodPage(): ReactNode {
  const t = useFormWords();
  const forms = useRead(listForms, {});
  const units = useAll(listUnits, {});
  const periods = useRead(listPeriods, {});
  return (
    <ReportFrame title={t("newPeriod")} lead={t("newPeriodLead")}>
      <Loaded query={forms}>
        {({ body: { items } }) =>
          items.length === 0 ? <Notice title={t("noForms")}>{t("noFormsHelp")}</Notice> : <Loaded query={periods}>{({ body: { now } }) => <Loaded query={units}>{(all) => <Opening forms={items} units={all.filter((one) => one.index !== null)} now={now} />}</Loaded>}</Loaded>
        }
      </Loaded>
    </ReportFrame>
  );
}
