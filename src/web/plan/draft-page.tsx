import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { changeGeneral, exportTable, importTable, issueVersion, type Plan, type PlanView, readVersion } from "../../contract/plan.ts";
import { Download } from "../shell/download.tsx";
import { useOnce } from "../shell/once.ts";
import { useAct, useRead } from "../shell/query.ts";
import { asBase64 } from "../ui/base64.ts";
import { DayField } from "../ui/day-field.tsx";
import { AreaField, TextField } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { readDecimal } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { DraftAims } from "./draft-aims.tsx";
import { DraftItems } from "./draft-items.tsx";
import { PlanFrame } from "./frame.tsx";
import { useDraftWords } from "./words-draft.ts";

/** The draft of a plan: what is still wrong, its general part, its table, its issue. */

const TOUCHED = { touches: ["plan"] } as const;
const placeOf = (view: PlanView) => ({ planId: view.planId, number: view.version.number });

function Faults({ view }: { readonly view: PlanView }): ReactNode {
  const t = useDraftWords();
  if (view.faults.length === 0) return <p className="plan-done">{t("sound")}</p>;
  return (
    <Notice title={t("faults", { count: view.faults.length })} tone="warning">
      <ul>
        {view.faults.map((one) => (
          <li key={`${one.pointer} ${one.en}`}>
            <code>{one.pointer}</code> <span lang="vi">{one.vi}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function General({ view }: { readonly view: PlanView }): ReactNode {
  const t = useDraftWords();
  const { general } = view;
  const act = useAct(changeGeneral, TOUCHED);
  const [title, setTitle] = useState(general.title);
  const [theme, setTheme] = useState(general.theme);
  const [due, setDue] = useState(general.rules.unitPlansDue.on);
  const [share, setShare] = useState(String(Number(general.rules.inspectionShare.percent)).replace(".", ","));
  const [days, setDays] = useState(String(general.rules.escalateAfterDays));
  const percent = readDecimal(share);
  const isReady = title.trim() !== "" && theme.trim() !== "" && due !== "" && percent !== undefined && /^\d{1,2}$/.test(days);
  const save = (): void => {
    if (!isReady || act.isPending) return;
    const rules = { unitPlansDue: { ...general.rules.unitPlansDue, on: due }, inspectionShare: { ...general.rules.inspectionShare, percent }, escalateAfterDays: Number(days) };
    act.mutate({ params: placeOf(view), body: { ...general, title: title.trim(), theme: theme.trim(), rules }, version: view.revision });
  };
  return (
    <form className="card stack" noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
      <h2>{t("general")}</h2>
      <TextField label={t("planTitle")} value={title} onChange={setTitle} fault={title.trim() === "" ? t("needed") : undefined} />
      <AreaField label={t("theme")} value={theme} onChange={setTheme} maxLength={1000} fault={theme.trim() === "" ? t("needed") : undefined} />
      <div className="plan-two">
        <DayField label={t("due")} value={due} onChange={setDue} />
        <TextField label={t("share")} value={share} onChange={setShare} isNumber fault={percent === undefined ? t("needed") : undefined} />
        <TextField label={t("escalate")} value={days} onChange={setDays} isNumber />
      </div>
      <RefusalNote error={act.error} />
      <div>
        <Button htmlType="submit" loading={act.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function Import({ view, title }: { readonly view: PlanView; readonly title: string }): ReactNode {
  const t = useDraftWords();
  const act = useAct(importTable, TOUCHED);
  const input = useRef<HTMLInputElement>(null);
  const bringIn = async (): Promise<void> => {
    const file = input.current?.files?.[0];
    if (file === undefined || act.isPending) return;
    act.mutate({ params: placeOf(view), body: { name: file.name, content: await asBase64(file) }, version: view.revision });
  };
  return (
    <form className="card stack" onSubmit={(event) => { event.preventDefault(); void bringIn(); }}>
      <h2>{t("import")}</h2>
      <p className="small muted">{t("importHelp")}</p>
      <label className="field">
        <span className="field-label">{t("file")}</span>
        <input ref={input} type="file" accept=".xlsx,.docx" />
      </label>
      <RefusalNote error={act.error} />
      <div className="row">
        <Button htmlType="submit" loading={act.isPending}>
          {t("importButton")}
        </Button>
        <Download route={exportTable} given={{ params: placeOf(view) }} label={t("download")} of={title} />
      </div>
    </form>
  );
}

function Issue({ view }: { readonly view: PlanView }): ReactNode {
  const t = useDraftWords();
  const { send, isBusy, error } = useOnce(issueVersion, TOUCHED);
  const [number, setNumber] = useState("");
  const [day, setDay] = useState("");
  const [about, setAbout] = useState(view.general.title);
  const isReady = number.trim() !== "" && day !== "" && about.trim() !== "" && view.faults.length === 0;
  return (
    <FinalAct
      consequences={[t("issueHelp")]}
      lasting={t("issueLasting")}
      action={t("issue")}
      isBusy={isBusy}
      isReady={isReady}
      error={error}
      onAct={() => {
        void send({ params: placeOf(view), body: { number: number.trim(), on: day, text: about.trim() }, version: view.revision });
      }}
    >
      <h2>{t("issueDecision")}</h2>
      <div className="plan-two">
        <TextField label={t("number")} value={number} onChange={setNumber} maxLength={100} />
        <DayField label={t("day")} value={day} onChange={setDay} />
        <TextField label={t("about")} value={about} onChange={setAbout} />
      </div>
    </FinalAct>
  );
}

function Draft({ plan, number }: { readonly plan: Plan; readonly number: number }): ReactNode {
  const query = useRead(readVersion, { params: { planId: plan.id, number } });
  return (
    <Loaded query={query}>
      {({ body }) => (
        <>
          <Faults view={body} />
          <General key={`general ${body.revision}`} view={body} />
          <DraftAims key={`aims ${body.revision}`} view={body} />
          <DraftItems view={body} />
          <Import view={body} title={plan.title} />
          <Issue view={body} />
        </>
      )}
    </Loaded>
  );
}

export function DraftPage(): ReactNode {
  const t = useDraftWords();
  const { year } = useParams({ from: "/signed-in/plan/$year/draft" });
  return (
    <PlanFrame year={year} title={t("title", { year })}>
      {(plan) => {
        const draft = plan.versions.find((one) => one.state === "draft");
        return draft === undefined ? (
          <Notice title={t("noDraft")} action={<Link to="/plan/$year" params={{ year }}>{t("toPlan")}</Link>}>
            {t("noDraftHelp")}
          </Notice>
        ) : (
          <Draft plan={plan} number={draft.number} />
        );
      }}
    </PlanFrame>
  );
}
