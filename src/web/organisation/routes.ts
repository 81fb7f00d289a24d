import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

export const organisationRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/people", component: lazyRouteComponent(pages, "PeoplePage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/people/import", component: lazyRouteComponent(pages, "PeopleImportPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/units/import", component: lazyRouteComponent(pages, "UnitImportPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/units", component: lazyRouteComponent(pages, "UnitsPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/units/new", component: lazyRouteComponent(pages, "NewUnitPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/units/$unitId", component: lazyRouteComponent(pages, "UnitPage") }),
] as const;
