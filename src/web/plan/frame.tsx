import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listPlans, type Plan } from "../../contract/plan.ts";
import type { Role } from "../../contract/route.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { usePlanWords } from "./words.ts";
import "./plan.css";

/** What all pages of a year's plan have in common: the year's plan itself, and the ways to its other pages. */

const OVERSEERS: readonly Role[] = ["programme-officer", "working-group", "auditor", "chairman", "vice-chairman"];

const TABS = [
  { path: "", word: "tab.plan", roles: undefined },
  { path: "/units", word: "tab.units", roles: OVERSEERS },
  { path: "/work", word: "tab.work", roles: OVERSEERS },
  { path: "/duplicates", word: "tab.duplicates", roles: ["programme-officer", "auditor"] },
  { path: "/inspections", word: "tab.inspections", roles: undefined },
  { path: "/registers", word: "tab.registers", roles: undefined },
] as const satisfies readonly { readonly path: string; readonly word: string; readonly roles: readonly Role[] | undefined }[];

/** Of a unit's own people: its plan and its work. */
const OWN = [
  { path: "/units/", word: "tab.ownPlan" },
  { path: "/work/", word: "tab.ownWork" },
] as const;

function PlanTabs({ year }: { readonly year: string }): ReactNode {
  const t = usePlanWords();
  const session = useSession();
  const shown = TABS.filter(({ roles }) => roles === undefined || hasRole(session, ...roles));
  const units = hasRole(session, "unit-head", "unit-scorer") ? session.user.unitIds : [];
  const at = (path: string): string => `/plan/${year}${path}`;
  const pages = shown.map(({ path, word }) => ({ to: at(path), label: t(word), isExact: path !== "/inspections" }));
  const own = units.flatMap((unitId) => OWN.map(({ path, word }) => ({ to: at(`${path}${unitId}`), label: t(word) })));
  return <Tabs label={t("tabs")} tabs={[...pages, ...own]} />;
}

type FrameProps = { readonly year: string; readonly title: string; readonly lead?: ReactNode; readonly actions?: ReactNode; readonly children: (plan: Plan) => ReactNode };

/** A page of a year's plan; says so where the year has none. */
export function PlanFrame({ year, title, lead, actions, children }: FrameProps): ReactNode {
  const t = usePlanWords();
  const query = useRead(listPlans, {});
  return (
    <Page title={title} lead={lead} actions={actions}>
      <PlanTabs year={year} />
      <Loaded query={query}>
        {({ body: { items } }) => {
          const plan = items.find((one) => String(one.year) === year);
          return plan === undefined ? (
            <Notice title={t("noPlan", { year })} action={<Link to="/plan">{t("allPlans")}</Link>}>
              {t("noPlanHelp")}
            </Notice>
          ) : (
            children(plan)
          );
        }}
      </Loaded>
    </Page>
  );
}
