import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { readUnitPlan, takeOver, type UnitPlanView } from "../../contract/plan-units.ts";
import { usePeople } from "../shell/people.ts";
import { useAct, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { PlanFrame } from "./frame.tsx";
import { UnitItems } from "./unit-items.tsx";
import { UnitSteps } from "./unit-steps.tsx";
import { useUnitsWords } from "./words-units.ts";

/** One unit's plan: what it has, what the province's plan asks besides, and what is to be done with it. */

function Offered({ view }: { readonly view: UnitPlanView }): ReactNode {
  const t = useUnitsWords();
  const act = useAct(takeOver, { touches: ["plan"] });
  const mine = view.offered.filter((one) => one.role !== "partner");
  const params = { planId: view.planId, unitId: view.unitId };
  if (view.offered.length === 0) return null;
  return (
    <section className="stack">
      {mine.length === 0 ? null : (
        <div>
          <Button type="primary" loading={act.isPending} onClick={() => { act.mutate({ params, body: {}, version: view.version }); }}>
            {t("takeAll", { count: mine.length })}
          </Button>
        </div>
      )}
      <RefusalNote error={act.error} />
      <details>
        <summary>
          {t("offered")} <span className="num muted">{view.offered.length}</span>
        </summary>
        <ul className="plan-items">
          {view.offered.map((one) => (
            <li key={one.key} className="plan-offer">
              <span className="plan-section num">{one.section}</span>
              <span>
                {one.title} <span className="small muted">{t(`role.${one.role}`)}</span>
              </span>
              <Button disabled={act.isPending} onClick={() => { act.mutate({ params, body: { keys: [one.key] }, version: view.version }); }}>
                {t("take")} <span className="visually-hidden">{one.title}</span>
              </Button>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function History({ view }: { readonly view: UnitPlanView }): ReactNode {
  const t = useUnitsWords();
  const format = useFormat();
  const nameOf = usePeople();
  if (view.steps.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t("history")}</h2>
      <ol>
        {view.steps.map(({ number, at, by, step }) => (
          <li key={number}>
            <strong>{t(`step.${step.kind}`)}</strong> {format.time(at)}, {nameOf(by)}
            {"reason" in step && step.reason !== undefined ? <p className="small muted">{step.reason}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Whole({ view }: { readonly view: UnitPlanView }): ReactNode {
  const t = useUnitsWords();
  const format = useFormat();
  const session = useSession();
  const isOwn = session.user.unitIds.includes(view.unitId) && hasRole(session, "unit-head", "unit-scorer");
  const mayEdit = isOwn && (view.state === "draft" || view.state === "returned");
  return (
    <>
      <p className="plan-facts">
        <strong>{view.unitName}</strong>
        <span>{t(`state.${view.state}`)}</span>
        <span className="muted">{t("due", { day: format.day(view.due) })}</span>
        {view.isLate ? <span className="plan-late">{t("late")}</span> : null}
      </p>
      {view.missing.length === 0 ? null : (
        <Notice title={t("missingTitle", { count: view.missing.length })} tone="warning">
          {t("missingHelp")}
        </Notice>
      )}
      {mayEdit ? <Offered view={view} /> : null}
      <UnitItems view={view} mayEdit={mayEdit} />
      <UnitSteps key={view.version} view={view} isOwn={isOwn} />
      <History view={view} />
    </>
  );
}

function OfUnit({ planId, unitId }: { readonly planId: string; readonly unitId: string }): ReactNode {
  const query = useRead(readUnitPlan, { params: { planId, unitId } });
  return <Loaded query={query}>{({ body }) => <Whole view={body} />}</Loaded>;
}

export function UnitPlanPage(): ReactNode {
  const t = useUnitsWords();
  const { year, unitId } = useParams({ from: "/signed-in/plan/$year/units/$unitId" });
  return (
    <PlanFrame year={year} title={`${t("own")}, ${year}`}>
      {(plan) => <OfUnit planId={plan.id} unitId={unitId} />}
    </PlanFrame>
  );
}
