import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");
const at = { getParentRoute: () => signedInRoute } as const;

/** A unit's file in a campaign. */
export const assessmentRoutes = [
  createRoute({
    ...at,
    path: "/campaigns/$campaignId/units/$unitId",
    validateSearch: searchFor("criterion"),
    component: lazyRouteComponent(pages, "DeskPage"),
  }),
  createRoute({ ...at, path: "/campaigns/$campaignId/units/$unitId/submit", component: lazyRouteComponent(pages, "SubmitPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/units/$unitId/receipt", component: lazyRouteComponent(pages, "ReceiptPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/units/$unitId/explanation", component: lazyRouteComponent(pages, "ExplanationPage") }),
] as const;
