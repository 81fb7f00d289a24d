import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

export const planRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan", component: lazyRouteComponent(pages, "PlansPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year", component: lazyRouteComponent(pages, "PlanPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/draft", component: lazyRouteComponent(pages, "DraftPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/compare", component: lazyRouteComponent(pages, "ComparePage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/units", component: lazyRouteComponent(pages, "UnitPlansPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/units/$unitId", component: lazyRouteComponent(pages, "UnitPlanPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/work", component: lazyRouteComponent(pages, "WorkOverviewPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/work/$unitId", component: lazyRouteComponent(pages, "WorkPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/duplicates", component: lazyRouteComponent(pages, "DuplicatesPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/inspections", component: lazyRouteComponent(pages, "InspectionsPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/inspections/$inspectionId", component: lazyRouteComponent(pages, "InspectionPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/plan/$year/registers", component: lazyRouteComponent(pages, "RegistersPage") }),
] as const;
