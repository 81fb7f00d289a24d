import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { amendPlan, exportTable, type Plan, type PlanView, readVersion } from "../../contract/plan.ts";
import { Download } from "../shell/download.tsx";
import { useOnce } from "../shell/once.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { PlanFrame } from "./frame.tsx";
import { TargetList, TaskList } from "./plan-lists.tsx";
import { useIssued } from "./said.ts";
import { useOwnPart } from "./own-part.ts";
import { usePlanWords } from "./words.ts";

/** The plan of a year as one reads it: theme and aims, targets with their thresholds, tasks by area. */

function Head({ view }: { readonly view: PlanView }): ReactNode {
  const t = usePlanWords();
  const format = useFormat();
  const { theme, aims, rules } = view.general;
  return (
    <section className="stack">
      <p className="plan-theme">
        <span className="small muted">{t("theme")}: </span>
        {theme}
      </p>
      <ul className="small muted">
        <li>{t("unitPlansDue", { day: format.day(rules.unitPlansDue.on), article: rules.unitPlansDue.article })}</li>
        <li>{t("inspectionShare", { percent: format.percent(String(Number(rules.inspectionShare.percent))), article: rules.inspectionShare.article })}</li>
      </ul>
      {aims.length === 0 ? null : (
        <details>
          <summary>{t("aims")}</summary>
          <ul>
            {aims.map((one) => (
              <li key={one.section}>
                <span className="plan-section">{one.section}</span> {one.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Lists({ view }: { readonly view: PlanView }): ReactNode {
  const t = usePlanWords();
  const own = useOwnPart();
  const [typed, setTyped] = useState("");
  const [area, setArea] = useState("");
  const [isMine, setMine] = useState(false);
  const wanted = useDeferredValue(typed);
  const targets = area === "" ? view.targets.filter((one) => own.fits(one.reporters, isMine)) : [];
  const tasks = view.tasks.filter((one) => (area === "" || one.area === area) && own.fits([...one.lead, ...one.partners], isMine));
  return (
    <>
      <div className="plan-filters no-print">
        <TextField label={t("search")} value={typed} onChange={setTyped} />
        <Choice label={t("area")} value={area} onChange={setArea} options={[{ value: "", label: t("everyArea") }, ...view.general.areas.map((one) => ({ value: one.key, label: `${one.section} ${one.name}` }))]} />
        {own.hasUnit ? (
          <Checkbox checked={isMine} onChange={(event) => { setMine(event.target.checked); }}>
            {t("mine")}
          </Checkbox>
        ) : null}
      </div>
      {area === "" ? <TargetList targets={targets} typed={wanted} /> : null}
      <TaskList tasks={tasks} areas={view.general.areas} typed={wanted} />
    </>
  );
}

function Amend({ plan }: { readonly plan: Plan }): ReactNode {
  const t = usePlanWords();
  const navigate = useNavigate();
  const { send, isBusy, error } = useOnce(amendPlan, { touches: ["plan"] });
  const year = String(plan.year);
  if (plan.versions.some((one) => one.state === "draft")) {
    return (
      <Link to="/plan/$year/draft" params={{ year }} className="button-primary">
        {t("openDraft")}
      </Link>
    );
  }
  const begin = async (): Promise<void> => {
    if ((await send({ params: { planId: plan.id } })) !== undefined) await navigate({ to: "/plan/$year/draft", params: { year } });
  };
  return (
    <>
      <Button loading={isBusy} onClick={() => { void begin(); }}>
        {t("amend")}
      </Button>
      <RefusalNote error={error} />
    </>
  );
}

function Reader({ plan }: { readonly plan: Plan }): ReactNode {
  const t = usePlanWords();
  const format = useFormat();
  const session = useSession();
  const issued = useIssued();
  const [shown, setShown] = useState(String(plan.current ?? plan.versions.at(-1)?.number ?? 1));
  const number = Number(shown);
  const query = useRead(readVersion, { params: { planId: plan.id, number } });
  const version = plan.versions.find((one) => one.number === number);
  return (
    <>
      <div className="plan-filters no-print">
        {plan.versions.length > 1 ? <Choice label={t("version")} value={shown} onChange={setShown} options={plan.versions.map((one) => ({ value: String(one.number), label: one.decision === null ? t("drafting", { number: one.number }) : t("decision", { number: one.decision.number, day: format.day(one.decision.on) }) }))} /> : null}
        {plan.versions.length > 1 ? (
          <Link to="/plan/$year/compare" params={{ year: String(plan.year) }} className="button-plain">
            {t("compare")}
          </Link>
        ) : null}
        <Download route={exportTable} given={{ params: { planId: plan.id, number } }} label={t("download")} of={plan.title} />
        {hasRole(session, "programme-officer") ? <Amend plan={plan} /> : null}
      </div>
      <p className="muted">{issued(version)}</p>
      <Loaded query={query}>
        {({ body }) => (
          <>
            <Head view={body} />
            {body.targets.length + body.tasks.length === 0 ? <Notice title={t("nothing")} /> : <Lists view={body} />}
          </>
        )}
      </Loaded>
    </>
  );
}

export function PlanPage(): ReactNode {
  const t = usePlanWords();
  const { year } = useParams({ from: "/signed-in/plan/$year" });
  return (
    <PlanFrame year={year} title={`${t("plans")} ${year}`}>
      {(plan) => <Reader key={plan.id} plan={plan} />}
    </PlanFrame>
  );
}
