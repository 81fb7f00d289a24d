import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { changeYearSettings, type Holiday, readYearSettings } from "../../contract/personnel-year-settings.ts";
import { listRegulations } from "../../contract/regulation.ts";
import type { Answer } from "../shell/client.ts";
import { useAct, useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { DayField } from "../ui/day-field.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Pick } from "../ui/pick.tsx";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { useSettingWords } from "./words-settings.ts";
import "./year.css";
import "./work.css";

/** What a rating year goes by: its regulation, how long its records are kept, and the days on which nobody works. */

const KINDS = ["off", "working"] as const;
type Settings = Answer<typeof readYearSettings>["body"];

function Days({ days, onChange }: { readonly days: readonly Holiday[]; readonly onChange: (days: readonly Holiday[]) => void }): ReactNode {
  const t = useSettingWords();
  const change = (at: number, more: Partial<Holiday>): void => {
    onChange(days.map((one, i) => (i === at ? { ...one, ...more } : one)));
  };
  return (
    <>
      <ul className="work-rows">
        {days.map((one, i) => (
          <li key={i} className="work-row">
            <DayField label={t("dayOf", { number: i + 1 })} isLabelHidden value={one.on} onChange={(on) => { change(i, { on }); }} />
            <div className="grow">
              <TextField label={t("nameOf", { number: i + 1 })} isLabelHidden value={one.name} onChange={(name) => { change(i, { name }); }} maxLength={200} />
            </div>
            <Choice label={t("kindOf", { number: i + 1 })} isLabelHidden value={one.kind} options={KINDS.map((kind) => ({ value: kind, label: t(kind) }))} onChange={(kind) => { change(i, { kind }); }} />
            <button type="button" className="link-like" onClick={() => { onChange(days.filter((_one, at) => at !== i)); }}>
              {t("remove")}
              <span className="visually-hidden">: {one.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => { onChange([...days, { on: "", name: "", kind: "off" }]); }}>{t("add")}</Button>
      </div>
    </>
  );
}

function Form({ settings, version }: { readonly settings: Settings; readonly version: string }): ReactNode {
  const t = useSettingWords();
  const [regulation, setRegulation] = useState(settings.regulationVersionId ?? undefined);
  const [retention, setRetention] = useState(String(settings.retentionYears));
  const [days, setDays] = useState<readonly Holiday[]>(settings.holidays);
  const regulations = useAll(listRegulations, {});
  const act = useAct(changeYearSettings, { touches: ["personnel"] });
  const isReady = regulation !== undefined && /^\d{1,3}$/.test(retention) && days.every((one) => one.on !== "" && one.name.trim() !== "");
  return (
    <form
      className="stack"
      aria-label={t("title", { year: settings.year })}
      onSubmit={(event) => {
        event.preventDefault();
        if (regulation !== undefined && isReady && !act.isPending) act.mutate({ params: { year: settings.year }, body: { regulationVersionId: regulation, retentionYears: Number(retention), holidays: days.toSorted((a, b) => (a.on < b.on ? -1 : 1)) }, version });
      }}
    >
      <section className="card form-grid">
        <div className="field">
          <span className="field-label">{t("regulation")}</span>
          <Pick label={t("regulation")} options={(regulations.data ?? []).filter((one) => one.frozenAt !== null).map((one) => ({ value: one.id, label: one.title }))} value={regulation} onPick={setRegulation} isLoading={regulations.isPending} />
        </div>
        <TextField label={t("retention")} value={retention} onChange={setRetention} isNumber maxLength={3} />
      </section>
      <section className="card stack" aria-label={t("days")}>
        <h2>{t("days")}</h2>
        <p className="small muted">{t("daysHelp")}</p>
        <Days days={days} onChange={setDays} />
      </section>
      <RefusalNote error={act.error} />
      {act.isSuccess ? <p role="status">{t("saved")}</p> : null}
      <div>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={act.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function Shown({ settings }: { readonly settings: Settings }): ReactNode {
  const t = useSettingWords();
  const format = useFormat();
  return (
    <section className="card stack" aria-label={t("days")}>
      <p>{t("retentionLine", { years: settings.retentionYears })}</p>
      <h2>{t("days")}</h2>
      <ul className="year-rows">
        {settings.holidays.map((one) => (
          <li key={one.on}>{`${format.day(one.on)}: ${one.name} (${t(one.kind)})`}</li>
        ))}
      </ul>
    </section>
  );
}

export function YearSettingsPage(): ReactNode {
  const t = useSettingWords();
  const session = useSession();
  const { year } = useParams({ from: "/signed-in/ratings/$year/settings" });
  const query = useRead(readYearSettings, { params: { year: Number(year) } });
  return (
    <Page title={t("title", { year })} lead={t("lead")}>
      <Loaded query={query}>{({ body, version }) => (hasRole(session, "programme-officer") ? <Form key={body.version} settings={body} version={version ?? body.version} /> : <Shown settings={body} />)}</Loaded>
    </Page>
  );
}
