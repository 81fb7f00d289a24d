import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Plan } from "../../contract/plan.ts";
import { decideDuplicate, type DuplicatePair, listDuplicates } from "../../contract/plan-work.ts";
import { useAct, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { AreaField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { PlanFrame } from "./frame.tsx";
import { useWorkWords } from "./words-work.ts";

/** Pairs of units' tasks that look alike, for the department to decide. */

const SHORTEST = 10;

function Pair({ planId, pair, mayDecide }: { readonly planId: string; readonly pair: DuplicatePair; readonly mayDecide: boolean }): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const act = useAct(decideDuplicate, { touches: ["plan"] });
  const { first, second, decision } = pair;
  const isShort = reason.trim().length < SHORTEST;
  const place = ({ unitId, key }: DuplicatePair["first"]) => ({ unitId, key });
  const decide = (verdict: "first" | "second" | "apart"): void => {
    setTried(true);
    if (isShort || act.isPending) return;
    act.mutate({ params: { planId }, body: { first: place(first), second: place(second), verdict, reason: reason.trim(), seen: decision?.number ?? 0 } });
  };
  return (
    <li className="card stack">
      <p className="small muted num">{t("likeness", { percent: format.percent(String(pair.likeness)) })}</p>
      <div className="plan-pair">
        {([[first, "first"], [second, "second"]] as const).map(([one, verdict]) => (
          <div key={verdict} className="stack">
            <div>
              <h2>{one.unitName}</h2>
              <p>{one.title}</p>
              <p className="small muted">{one.output}</p>
            </div>
            {mayDecide ? (
              <div>
                <Button loading={act.isPending} onClick={() => { decide(verdict); }}>
                  {t("keepThis")} <span className="visually-hidden">{one.unitName}</span>
                </Button>
              </div>
            ) : null}
          </div>
        ))}
      </div>
      {decision === null ? null : <p>{t("decided", { verdict: t(`verdict.${decision.verdict}`, { first: first.unitName, second: second.unitName }), reason: decision.reason })}</p>}
      {mayDecide ? (
        <>
          <AreaField label={t("reason")} value={reason} onChange={setReason} fault={isTried && isShort ? t("shortReason") : undefined} />
          <RefusalNote error={act.error} />
          <div>
            <Button loading={act.isPending} onClick={() => { decide("apart"); }}>
              {t("apart")}
            </Button>
          </div>
        </>
      ) : null}
    </li>
  );
}

function Pairs({ planId, pairs }: { readonly planId: string; readonly pairs: readonly DuplicatePair[] }): ReactNode {
  const session = useSession();
  const mayDecide = hasRole(session, "programme-officer");
  const { shown, more } = useBeginning(pairs.toSorted((a, b) => Number(a.decision !== null) - Number(b.decision !== null)));
  return (
    <>
      <ul className="plan-rows">
        {shown.map((one) => (
          <Pair key={`${one.first.unitId} ${one.first.key} ${one.second.unitId} ${one.second.key}`} planId={planId} pair={one} mayDecide={mayDecide} />
        ))}
      </ul>
      {more}
    </>
  );
}

function Listing({ plan }: { readonly plan: Plan }): ReactNode {
  const t = useWorkWords();
  const query = useRead(listDuplicates, { params: { planId: plan.id } });
  return (
    <Loaded query={query}>
      {({ body: { compared, items } }) => (
        <>
          <p className="muted">{t("duplicatesLead", { count: compared })}</p>
          {items.length === 0 ? <Notice title={t("noDuplicates")}>{t("noDuplicatesHelp")}</Notice> : <Pairs planId={plan.id} pairs={items} />}
        </>
      )}
    </Loaded>
  );
}

export function DuplicatesPage(): ReactNode {
  const t = useWorkWords();
  const { year } = useParams({ from: "/signed-in/plan/$year/duplicates" });
  return (
    <PlanFrame year={year} title={t("duplicates")}>
      {(plan) => <Listing plan={plan} />}
    </PlanFrame>
  );
}
