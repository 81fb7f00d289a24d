import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");

export const resultRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/result", validateSearch: searchFor("of", "index", "ratio", "unit"), component: lazyRouteComponent(pages, "ResultPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/result/decisions", component: lazyRouteComponent(pages, "DecisionsPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/result/proposal", component: lazyRouteComponent(pages, "ProposalPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/amendment", component: lazyRouteComponent(pages, "AmendmentPage") }),
] as const;
