import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");
/** `article` is marked wherever it stands; `part` is an index, or the general rules. */
const placeOf = searchFor("article", "part");

export const regulationRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations", validateSearch: placeOf, component: lazyRouteComponent(pages, "RegulationsPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/import", component: lazyRouteComponent(pages, "ImportPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/$versionId", validateSearch: placeOf, component: lazyRouteComponent(pages, "RegulationPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/$versionId/freezing", component: lazyRouteComponent(pages, "FreezingPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/$versionId/comparison/$otherId", component: lazyRouteComponent(pages, "ComparisonPage") }),
] as const;
