import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { createPlan, listPlans, listProgrammes, type Plan } from "../../contract/plan.ts";
import { useOnce } from "../shell/once.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { NewProgramme, type Programme, ProgrammeHead } from "./programmes.tsx";
import { useIssued } from "./said.ts";
import { usePlanWords } from "./words.ts";
import "./plan.css";

/** All years' plans, the latest first. */

function Row({ plan }: { readonly plan: Plan }): ReactNode {
  const t = usePlanWords();
  const format = useFormat();
  const issued = useIssued();
  const held = plan.versions.find((one) => one.number === plan.current);
  const draft = plan.versions.find((one) => one.state === "draft");
  const counts = held ?? draft;
  return (
    <li className="card plan-row">
      <div className="grow">
        <h3>
          <Link to="/plan/$year" params={{ year: String(plan.year) }}>
            {plan.title}
          </Link>
        </h3>
        <p className="small muted plan-facts">
          <span>{issued(held)}</span>
          {held === undefined ? null : <span>{t("holding", { number: held.number })}</span>}
          {draft === undefined ? null : <strong>{t("drafting", { number: draft.number })}</strong>}
        </p>
      </div>
      {counts === undefined ? null : <span className="num">{t("counted", { targets: format.count(counts.targets), tasks: format.count(counts.tasks) })}</span>}
    </li>
  );
}

function NewPlan({ plans }: { readonly plans: readonly Plan[] }): ReactNode {
  const t = usePlanWords();
  const latest = plans.find((one) => one.current !== null);
  const next = plans[0] === undefined ? "" : String(plans[0].year + 1);
  const [year, setYear] = useState(next);
  const [title, setTitle] = useState("");
  const [fromPlanId, setFrom] = useState(latest?.id ?? "");
  const programmes = useRead(listProgrammes, {});
  const { send, isBusy, error } = useOnce(createPlan, { touches: ["plan"] });
  const number = Number(year);
  const programme = programmes.data?.body.items.find((one) => one.fromYear <= number && number <= one.toYear);
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send({ body: { programmeId: programme?.id ?? null, year: number, title: title.trim(), ...(fromPlanId === "" ? {} : { fromPlanId }) } });
      }}
    >
      <h2>{t("newPlan")}</h2>
      <div className="plan-two">
        <TextField label={t("year")} value={year} onChange={setYear} isNumber />
        <TextField label={t("title")} value={title} onChange={setTitle} />
        <Choice label={t("from")} value={fromPlanId} onChange={setFrom} options={[{ value: "", label: t("empty") }, ...plans.filter((one) => one.current !== null).map((one) => ({ value: one.id, label: String(one.year) }))]} />
      </div>
      {programme === undefined ? null : <p className="small muted">{t("programme", { from: programme.fromYear, to: programme.toYear })}</p>}
      <RefusalNote error={error} />
      <div>
        <Button htmlType="submit" loading={isBusy} disabled={title.trim() === "" || !/^\d{4}$/.test(year)}>
          {t("create")}
        </Button>
      </div>
    </form>
  );
}

function Rows({ plans }: { readonly plans: readonly Plan[] }): ReactNode {
  return (
    <ul className="plan-rows">
      {plans.map((one) => (
        <Row key={one.id} plan={one} />
      ))}
    </ul>
  );
}

/** Each programme with the plans of its years, the latest first. */
function ByProgramme({ plans, programmes }: { readonly plans: readonly Plan[]; readonly programmes: readonly Programme[] }): ReactNode {
  const t = usePlanWords();
  const others = plans.filter((one) => programmes.every(({ id }) => id !== one.programmeId));
  return (
    <>
      {programmes.toSorted((a, b) => b.fromYear - a.fromYear).map((programme) => {
        const own = plans.filter((one) => one.programmeId === programme.id);
        return (
          <section key={programme.id} className="stack">
            <ProgrammeHead programme={programme} />
            {own.length === 0 ? <p className="muted">{t("noPlanYet")}</p> : <Rows plans={own} />}
          </section>
        );
      })}
      {others.length === 0 ? null : (
        <section className="stack">
          {programmes.length === 0 ? null : <h2>{t("noProgramme")}</h2>}
          <Rows plans={others} />
        </section>
      )}
    </>
  );
}

export function PlansPage(): ReactNode {
  const t = usePlanWords();
  const session = useSession();
  const query = useRead(listPlans, {});
  const programmes = useRead(listProgrammes, {}).data?.body.items ?? [];
  return (
    <Page title={t("plans")} lead={t("plansLead")}>
      <Loaded query={query}>
        {({ body: { items } }) => (
          <>
            {items.length === 0 ? (
              <Notice title={t("none")}>{t("noneHelp")}</Notice>
            ) : (
              <ByProgramme plans={items} programmes={programmes} />
            )}
            {hasRole(session, "programme-officer") ? (
              <>
                <NewPlan plans={items} />
                <NewProgramme key={programmes.length} programmes={programmes} />
              </>
            ) : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}
