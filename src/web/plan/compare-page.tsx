import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type Plan, type PlanVersion, readVersion } from "../../contract/plan.ts";
import { useRead } from "../shell/query.ts";
import { Choice } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { type Changed, changesBetween } from "./compare.ts";
import { PlanFrame } from "./frame.tsx";
import { useSaid } from "./said.ts";
import { useCompareWords } from "./words-compare.ts";

/** Two versions of a plan side by side: what was added, taken out, changed. */

function Line({ change, names }: { readonly change: Changed; readonly names: readonly [string, string] }): ReactNode {
  const t = useCompareWords();
  return (
    <li className="plan-change">
      <p className="plan-facts">
        <strong className={change.how === "removed" ? "plan-late" : change.how === "added" ? "plan-done" : "plan-near"}>{t(`how.${change.how}`)}</strong>
        <span className="plan-section num">{change.section}</span>
        <strong>{change.kind === "general" ? t("general") : change.title}</strong>
      </p>
      {change.differences.map(({ field, before, after }) => (
        <dl key={field} className="plan-pair">
          <div>
            <dt className="small muted">{`${t(`field.${field}`)} · ${names[0]}`}</dt>
            <dd>
              <del>{before === "" ? t("nothing") : before}</del>
            </dd>
          </div>
          <div>
            <dt className="small muted">{`${t(`field.${field}`)} · ${names[1]}`}</dt>
            <dd>
              <ins>{after === "" ? t("nothing") : after}</ins>
            </dd>
          </div>
        </dl>
      ))}
    </li>
  );
}

function Changes({ planId, from, to, names }: { readonly planId: string; readonly from: number; readonly to: number; readonly names: readonly [string, string] }): ReactNode {
  const t = useCompareWords();
  const said = useSaid();
  const before = useRead(readVersion, { params: { planId, number: from } });
  const after = useRead(readVersion, { params: { planId, number: to } });
  return (
    <Loaded query={before}>
      {({ body: was }) => (
        <Loaded query={after}>
          {({ body: is }) => {
            const changes = changesBetween(was, is, said);
            if (changes.length === 0) return <Notice title={t("same")}>{t("sameHelp")}</Notice>;
            const count = (how: Changed["how"]): number => changes.filter((one) => one.how === how).length;
            return (
              <>
                <p role="status">{t("counted", { added: count("added"), removed: count("removed"), changed: count("changed") })}</p>
                {(["general", "target", "task"] as const).map((kind) => {
                  const own = changes.filter((one) => one.kind === kind);
                  return own.length === 0 ? null : (
                    <section key={kind} className="stack">
                      <h2>{t(`kind.${kind}`)}</h2>
                      <ul className="plan-items">
                        {own.map((one) => (
                          <Line key={`${one.key} ${one.how}`} change={one} names={names} />
                        ))}
                      </ul>
                    </section>
                  );
                })}
              </>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

function Both({ plan }: { readonly plan: Plan }): ReactNode {
  const t = useCompareWords();
  const format = useFormat();
  const [last, previous] = plan.versions.toReversed();
  const [from, setFrom] = useState(String(previous?.number ?? 1));
  const [to, setTo] = useState(String(last?.number ?? 1));
  const nameOf = ({ number, decision }: PlanVersion): string => (decision === null ? t("draft", { number }) : t("version", { number, decision: decision.number, day: format.day(decision.on) }));
  const options = plan.versions.map((one) => ({ value: String(one.number), label: nameOf(one) }));
  if (plan.versions.length < 2) return <Notice title={t("onlyOne")} action={<Link to="/plan/$year" params={{ year: String(plan.year) }}>{t("toPlan")}</Link>}>{t("onlyOneHelp")}</Notice>;
  const short = (number: string): string => t("short", { number });
  return (
    <>
      <div className="plan-filters no-print">
        <Choice label={t("from")} value={from} onChange={setFrom} options={options} />
        <Choice label={t("to")} value={to} onChange={setTo} options={options} />
      </div>
      <Changes planId={plan.id} from={Number(from)} to={Number(to)} names={[short(from), short(to)]} />
    </>
  );
}

export function ComparePage(): ReactNode {
  const t = useCompareWords();
  const { year } = useParams({ from: "/signed-in/plan/$year/compare" });
  return (
    <PlanFrame year={year} title={`${t("title")} ${year}`} lead={t("lead")}>
      {(plan) => <Both key={plan.id} plan={plan} />}
    </PlanFrame>
  );
}
