import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");
const at = { getParentRoute: () => signedInRoute } as const;
type Wanted = { readonly period?: string };

export const workRoutes = [
  createRoute({ ...at, path: "/work", component: lazyRouteComponent(pages, "WeekPage"), validateSearch: ({ period }: Record<string, unknown>): Wanted => (typeof period === "string" ? { period } : {}) }),
  createRoute({ ...at, path: "/work/periods", component: lazyRouteComponent(pages, "PeriodsPage") }),
  createRoute({ ...at, path: "/work/$periodId/units/$unitId", component: lazyRouteComponent(pages, "BoardPage") }),
  createRoute({ ...at, path: "/work/$periodId/units/$unitId/import", component: lazyRouteComponent(pages, "TaskImportPage") }),
  createRoute({ ...at, path: "/work/$periodId/people/$personId", component: lazyRouteComponent(pages, "FormPage") }),
  createRoute({ ...at, path: "/work/$periodId/distribution", component: lazyRouteComponent(pages, "DistributionPage") }),
] as const;
