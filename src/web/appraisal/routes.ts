import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

const SHOWN = ["all", "left", "changed", "disputed"] as const;
const WAYS = ["units", "criteria"] as const;
type Search = Readonly<Record<string, unknown>>;
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined);
/** Only what was chosen stands in the address. */
const way = (by: unknown): { by?: (typeof WAYS)[number] } => {
  const found = WAYS.find((one) => one === by);
  return found === undefined ? {} : { by: found };
};
const criterion = ({ code, show }: Search): { code?: string; show?: (typeof SHOWN)[number] } => {
  const [chosen, shown] = [text(code), SHOWN.find((one) => one === show)];
  return { ...(chosen === undefined ? {} : { code: chosen }), ...(shown === undefined ? {} : { show: shown }) };
};

export const appraisalRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/campaigns/$campaignId/appraisal",
    validateSearch: ({ by }: Search) => way(by),
    component: lazyRouteComponent(pages, "OverviewPage"),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/campaigns/$campaignId/appraisal/units/$unitId",
    validateSearch: criterion,
    component: lazyRouteComponent(pages, "UnitPage"),
  }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/appraisal/criteria/$index/$code", component: lazyRouteComponent(pages, "GridPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/appraisal/sitting", component: lazyRouteComponent(pages, "SittingPage") }),
] as const;
