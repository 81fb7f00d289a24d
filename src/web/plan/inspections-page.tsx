import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listInspections } from "../../contract/plan-inspection.ts";
import type { Plan } from "../../contract/plan.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { PlanFrame } from "./frame.tsx";
import { NewInspection } from "./new-inspection.tsx";
import { useInspectionWords } from "./words-inspection.ts";

/** The year's inspections, and whether they reach as many units as the plan asks. */

type Listing = NonNullable<ReturnType<typeof useRead<typeof listInspections>>["data"]>["body"];

function Coverage({ coverage }: { readonly coverage: NonNullable<Listing["coverage"]> }): ReactNode {
  const t = useInspectionWords();
  const format = useFormat();
  const { units, planned, done, share, required, article, isMet } = coverage;
  return (
    <section className="card stack">
      <p>
        <strong className="num">{t("coverage", { planned: format.count(planned), units: format.count(units), share: format.percent(share) })}</strong>
      </p>
      <meter className="plan-meter" min={0} max={100} low={Number(required)} optimum={100} value={Number(share)} aria-label={t("coverage", { planned, units, share: format.percent(share) })} />
      <p className="plan-facts small">
        <span>{t("required", { percent: format.percent(String(Number(required))), article })}</span>
        <strong className={isMet ? "plan-done" : "plan-late"}>{t(isMet ? "met" : "notMet")}</strong>
        <span>{t("done", { count: format.count(done) })}</span>
      </p>
    </section>
  );
}

function Rows({ items, year }: { readonly items: Listing["items"]; readonly year: string }): ReactNode {
  const t = useInspectionWords();
  const format = useFormat();
  if (items.length === 0) return <Notice title={t("none")}>{t("noneHelp")}</Notice>;
  return (
    <TableScroll label={t("title")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("unit")}</th>
            <th scope="col">{t("kind")}</th>
            <th scope="col">{t("days")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col" className="num">{t("open")}</th>
          </tr>
        </thead>
        <tbody>
          {items.toSorted((a, b) => format.compare(a.from, b.from)).map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to="/plan/$year/inspections/$inspectionId" params={{ year, inspectionId: one.id }}>
                  {one.unitName}
                </Link>
              </th>
              <td>{t(`kind.${one.kind}`)}</td>
              <td>
                {format.day(one.from)}–{format.day(one.to)}
              </td>
              <td>{t(`state.${one.state}`)}</td>
              <td className="num">
                {format.count(one.openRecommendations)} {one.lateRecommendations === 0 ? null : <span className="plan-late">{t("late", { count: one.lateRecommendations })}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Whole({ plan }: { readonly plan: Plan }): ReactNode {
  const session = useSession();
  const query = useRead(listInspections, { params: { planId: plan.id } });
  return (
    <Loaded query={query}>
      {({ body }) => (
        <>
          {body.coverage === null ? null : <Coverage coverage={body.coverage} />}
          <Rows items={body.items} year={String(plan.year)} />
          {hasRole(session, "programme-officer") ? <NewInspection planId={plan.id} /> : null}
        </>
      )}
    </Loaded>
  );
}

export function InspectionsPage(): ReactNode {
  const t = useInspectionWords();
  const { year } = useParams({ from: "/signed-in/plan/$year/inspections" });
  return (
    <PlanFrame year={year} title={`${t("title")} ${year}`} lead={t("lead")}>
      {(plan) => <Whole plan={plan} />}
    </PlanFrame>
  );
}
