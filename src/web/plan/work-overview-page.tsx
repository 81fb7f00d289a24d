import { Link, useParams } from "@tanstack/react-router";
import { Checkbox } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import type { Plan } from "../../contract/plan.ts";
import { readWorkOverview } from "../../contract/plan-work.ts";
import { useRead } from "../shell/query.ts";
import { TextField } from "../ui/fields.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { PlanFrame } from "./frame.tsx";
import { useWorkWords } from "./words-work.ts";

/** What all units owe, month by month. */

type Row = { readonly unitId: string; readonly name: string; readonly late: number; readonly months: readonly { readonly month: number; readonly due: number; readonly done: number; readonly late: number }[] };

function Rows({ rows, year }: { readonly rows: readonly Row[]; readonly year: string }): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  const { shown, more } = useBeginning(rows);
  if (rows.length === 0) return <Notice title={t("nobody")} />;
  return (
    <>
      <TableScroll label={t("overview")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              <th scope="col" className="num">{t("late")}</th>
              {Array.from({ length: 12 }, (_, at) => (
                <th key={at} scope="col" className="num">
                  <span className="visually-hidden">{t("month", { month: at + 1 })}</span>
                  <span aria-hidden="true">{at + 1}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.unitId}>
                <th scope="row">
                  <Link to="/plan/$year/work/$unitId" params={{ year, unitId: one.unitId }}>
                    {one.name}
                  </Link>
                </th>
                <td className={one.late > 0 ? "num plan-late" : "num"}>{format.count(one.late)}</td>
                {one.months.map(({ month, due, done, late }) => (
                  <td key={month} className="num">
                    {due === 0 ? <span className="muted">–</span> : t("cell", { done, due })}
                    {late === 0 ? null : <div className="small plan-late">{t("cellLate", { late })}</div>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </>
  );
}

function Overview({ plan }: { readonly plan: Plan }): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  const [typed, setTyped] = useState("");
  const [isLate, setLate] = useState(false);
  const wanted = useDeferredValue(typed);
  const query = useRead(readWorkOverview, { params: { planId: plan.id } });
  return (
    <Loaded query={query}>
      {({ body: { units } }) => (
        <>
          <div className="plan-filters no-print">
            <TextField label={t("search")} value={typed} onChange={setTyped} />
            <Checkbox checked={isLate} onChange={(event) => { setLate(event.target.checked); }}>
              {t("onlyLate")}
            </Checkbox>
          </div>
          <Rows rows={units.filter((one) => matches(one.name, wanted) && (!isLate || one.late > 0)).toSorted((a, b) => format.compare(a.name, b.name))} year={String(plan.year)} />
        </>
      )}
    </Loaded>
  );
}

export function WorkOverviewPage(): ReactNode {
  const t = useWorkWords();
  const { year } = useParams({ from: "/signed-in/plan/$year/work" });
  return (
    <PlanFrame year={year} title={t("overview")} lead={t("overviewLead")}>
      {(plan) => <Overview plan={plan} />}
    </PlanFrame>
  );
}
