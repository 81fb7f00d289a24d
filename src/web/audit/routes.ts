import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");

/** What is searched for stands in the address, so that it can be passed on. */
const searchOf = searchFor("by", "action", "subject", "before");

export const auditRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/audit", validateSearch: searchOf, component: lazyRouteComponent(pages, "LedgerPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/audit/head", component: lazyRouteComponent(pages, "HeadPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/audit/reads", component: lazyRouteComponent(pages, "ReadsPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/units/$unitId/reads", component: lazyRouteComponent(pages, "OwnReadsPage") }),
] as const;
