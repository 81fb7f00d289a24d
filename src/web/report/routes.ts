import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");
const at = { getParentRoute: () => signedInRoute } as const;

export const reportRoutes = [
  createRoute({ ...at, path: "/reports", component: lazyRouteComponent(pages, "ReportsPage") }),
  createRoute({ ...at, path: "/reports/dashboard", component: lazyRouteComponent(pages, "DashboardPage") }),
  createRoute({ ...at, path: "/reports/new", component: lazyRouteComponent(pages, "NewPeriodPage") }),
  createRoute({ ...at, path: "/reports/forms", component: lazyRouteComponent(pages, "FormsPage") }),
  createRoute({ ...at, path: "/reports/forms/$key", component: lazyRouteComponent(pages, "FormPage") }),
  createRoute({ ...at, path: "/reports/years", component: lazyRouteComponent(pages, "YearsPage") }),
  createRoute({ ...at, path: "/reports/years/$unitId", component: lazyRouteComponent(pages, "UnitYearsPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/units/$unitId/measured", component: lazyRouteComponent(pages, "MeasuredPage") }),
  createRoute({ ...at, path: "/reports/$periodId", component: lazyRouteComponent(pages, "PeriodPage") }),
  createRoute({ ...at, path: "/reports/$periodId/import", component: lazyRouteComponent(pages, "ImportPage") }),
  createRoute({ ...at, path: "/reports/$periodId/measures/$key", component: lazyRouteComponent(pages, "MeasurePage") }),
  createRoute({ ...at, path: "/reports/$periodId/units/$unitId/import", component: lazyRouteComponent(pages, "UnitImportPage") }),
  createRoute({ ...at, path: "/reports/$periodId/units/$unitId", component: lazyRouteComponent(pages, "ReportPage") }),
] as const;
