import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");

const SHOWN = ["all", "left", "changed", "disputed", "unproved"] as const;
const WAYS = ["units", "criteria"] as const;
type Search = Readonly<Record<string, unknown>>;
const codeIn = searchFor("code");
/** Only what was chosen stands in the address. */
const way = (by: unknown): { by?: (typeof WAYS)[number] } => {
  const found = WAYS.find((one) => one === by);
  return found === undefined ? {} : { by: found };
};
const criterion = (given: Search): { code?: string; show?: (typeof SHOWN)[number] } => {
  const shown = SHOWN.find((one) => one === given["show"]);
  return { ...codeIn(given), ...(shown === undefined ? {} : { show: shown }) };
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
