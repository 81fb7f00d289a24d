import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useState } from "react";
import { listUnitPlans, UNIT_PLAN_STATES, type UnitPlanState } from "../../contract/plan-units.ts";
import type { Plan } from "../../contract/plan.ts";
import { useRead } from "../shell/query.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { PlanFrame } from "./frame.tsx";
import { useUnitsWords } from "./words-units.ts";

/** The department's view of all units' plans. */

type Row = { readonly unitId: string; readonly unitName: string; readonly state: UnitPlanState; readonly submittedAt: string | null; readonly isLate: boolean; readonly items: number; readonly missing: number };

function Rows({ rows, year }: { readonly rows: readonly Row[]; readonly year: string }): ReactNode {
  const t = useUnitsWords();
  const format = useFormat();
  const { shown, more } = useBeginning(rows);
  if (rows.length === 0) return <Notice title={t("nobody")} />;
  return (
    <>
      <TableScroll label={t("all")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              <th scope="col">{t("state")}</th>
              <th scope="col">{t("submittedAt")}</th>
              <th scope="col" className="num">{t("items")}</th>
              <th scope="col" className="num">{t("missing")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.unitId}>
                <th scope="row">
                  <Link to="/plan/$year/units/$unitId" params={{ year, unitId: one.unitId }}>
                    {one.unitName}
                  </Link>
                </th>
                <td>{t(`state.${one.state}`)}</td>
                <td>
                  {one.submittedAt === null ? <span className="muted">–</span> : format.time(one.submittedAt)} {one.isLate ? <span className="plan-late">{t("late")}</span> : null}
                </td>
                <td className="num">{format.count(one.items)}</td>
                <td className="num">{format.count(one.missing)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </>
  );
}

function Listing({ plan }: { readonly plan: Plan }): ReactNode {
  const t = useUnitsWords();
  const format = useFormat();
  const [typed, setTyped] = useState("");
  const [state, setState] = useState<UnitPlanState | "">("");
  const wanted = useDeferredValue(typed);
  const query = useRead(listUnitPlans, { params: { planId: plan.id } });
  return (
    <Loaded query={query}>
      {({ body: { due, items } }) => (
        <>
          <p className="muted">{t("allLead", { day: format.day(due), in: items.filter((one) => one.submittedAt !== null).length, count: items.length, late: items.filter((one) => one.isLate).length, missing: items.filter((one) => one.missing > 0).length })}</p>
          <div className="plan-filters no-print">
            <TextField label={t("search")} value={typed} onChange={setTyped} />
            <Choice label={t("state")} value={state} onChange={setState} options={[{ value: "", label: t("every") }, ...UNIT_PLAN_STATES.map((one) => ({ value: one, label: t(`state.${one}`) }))]} />
          </div>
          <Rows rows={items.filter((one) => matches(one.unitName, wanted) && (state === "" || one.state === state)).toSorted((a, b) => format.compare(a.unitName, b.unitName))} year={String(plan.year)} />
        </>
      )}
    </Loaded>
  );
}

export function UnitPlansPage(): ReactNode {
  const t = useUnitsWords();
  const { year } = useParams({ from: "/signed-in/plan/$year/units" });
  return (
    <PlanFrame year={year} title={t("all")}>
      {(plan) => <Listing plan={plan} />}
    </PlanFrame>
  );
}
