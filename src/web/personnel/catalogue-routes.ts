import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");
const at = { getParentRoute: () => signedInRoute } as const;

export const catalogueRoutes = [
  createRoute({ ...at, path: "/catalogues", component: lazyRouteComponent(pages, "CataloguesPage") }),
  createRoute({ ...at, path: "/catalogues/$catalogueId", component: lazyRouteComponent(pages, "CataloguePage") }),
  createRoute({ ...at, path: "/catalogues/$catalogueId/import", component: lazyRouteComponent(pages, "CatalogueImportPage") }),
  createRoute({ ...at, path: "/catalogues/$catalogueId/alike", component: lazyRouteComponent(pages, "CatalogueAlikePage") }),
  createRoute({ ...at, path: "/catalogues/$catalogueId/merge", component: lazyRouteComponent(pages, "CatalogueMergePage") }),
  createRoute({ ...at, path: "/catalogues/$catalogueId/decision", component: lazyRouteComponent(pages, "CatalogueDecisionPage") }),
  createRoute({ ...at, path: "/catalogues/$catalogueId/comparison", validateSearch: searchFor("with"), component: lazyRouteComponent(pages, "CatalogueComparisonPage") }),
] as const;
