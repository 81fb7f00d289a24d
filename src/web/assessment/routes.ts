import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");
const at = { getParentRoute: () => signedInRoute } as const;

/** A unit's file in a campaign. */
export const assessmentRoutes = [
  createRoute({
    ...at,
    path: "/campaigns/$campaignId/units/$unitId",
    validateSearch: ({ criterion }: Readonly<Record<string, unknown>>): { criterion?: string } => (typeof criterion === "string" || typeof criterion === "number" ? { criterion: String(criterion) } : {}),
    component: lazyRouteComponent(pages, "DeskPage"),
  }),
  createRoute({ ...at, path: "/campaigns/$campaignId/units/$unitId/submit", component: lazyRouteComponent(pages, "SubmitPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/units/$unitId/receipt", component: lazyRouteComponent(pages, "ReceiptPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/units/$unitId/explanation", component: lazyRouteComponent(pages, "ExplanationPage") }),
] as const;
