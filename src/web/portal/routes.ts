import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

export const portalRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/feedback", component: lazyRouteComponent(pages, "FeedbackListPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/feedback/$feedbackId", component: lazyRouteComponent(pages, "FeedbackPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/remediation", component: lazyRouteComponent(pages, "RemediationPage") }),
] as const;
