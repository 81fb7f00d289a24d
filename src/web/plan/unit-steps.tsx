import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnUnitPlan, type UnitPlanStep, type UnitPlanView } from "../../contract/plan-units.ts";
import { useAct } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { AreaField } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { useUnitsWords } from "./words-units.ts";

/** What may be done with a unit's plan as a whole; the server has the last word. */

type Kind = UnitPlanStep["kind"];
const SHORTEST = 10;

function actsFor(view: UnitPlanView, isHead: boolean, isOfficer: boolean): readonly Kind[] {
  const own: readonly Kind[] = !isHead ? [] : view.state === "submitted" ? ["withdraw"] : view.state === "approved" || view.items.length === 0 ? [] : ["submit"];
  const officers: readonly Kind[] = !isOfficer ? [] : view.state === "submitted" ? ["approve", "return"] : view.state === "approved" ? ["return"] : [];
  return [...own, ...officers];
}

export function UnitSteps({ view, isOwn }: { readonly view: UnitPlanView; readonly isOwn: boolean }): ReactNode {
  const t = useUnitsWords();
  const session = useSession();
  const act = useAct(actOnUnitPlan, { touches: ["plan"] });
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isHead = isOwn && hasRole(session, "unit-head");
  const acts = actsFor(view, isHead, hasRole(session, "programme-officer"));
  const isShort = reason.trim().length < SHORTEST;
  const needsReason = (kind: Kind): boolean => kind === "return" || (kind === "submit" && view.missing.length > 0);
  const take = (kind: Kind): void => {
    setTried(true);
    if ((needsReason(kind) && isShort) || act.isPending) return;
    const said = reason.trim();
    const body: UnitPlanStep = kind === "return" ? { kind, reason: said } : kind === "submit" && !isShort ? { kind, reason: said } : kind === "submit" ? { kind } : { kind };
    act.mutate({ params: { planId: view.planId, unitId: view.unitId }, body, version: view.version });
  };
  if (acts.length === 0) return isOwn && !isHead && view.state !== "approved" ? <p className="muted small">{t("onlyHead")}</p> : null;
  return (
    <section className="card stack">
      {acts.includes("submit") ? <p>{t("submitHelp")}</p> : null}
      {acts.some(needsReason) ? <AreaField label={t(acts.includes("submit") ? "reasonMissing" : "reason")} value={reason} onChange={setReason} fault={isTried && isShort && acts.some(needsReason) ? t("shortReason") : undefined} /> : null}
      <RefusalNote error={act.error} />
      <div className="row">
        {acts.map((kind, at) => (
          <Button key={kind} type={at === 0 ? "primary" : "default"} loading={act.isPending} onClick={() => { take(kind); }}>
            {t(kind)}
          </Button>
        ))}
      </div>
    </section>
  );
}
