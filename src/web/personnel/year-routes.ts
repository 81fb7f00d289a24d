import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");
const getParentRoute = () => signedInRoute;

export const yearRoutes = [
  createRoute({ getParentRoute, path: "/ratings", component: lazyRouteComponent(pages, "RatingsPage") }),
  createRoute({ getParentRoute, path: "/ratings/$year/rounds/$roundId", component: lazyRouteComponent(pages, "RatingRoundPage") }),
  createRoute({ getParentRoute, path: "/ratings/files/$fileId", component: lazyRouteComponent(pages, "RatingFilePage") }),
  createRoute({ getParentRoute, path: "/ratings/$year/settings", component: lazyRouteComponent(pages, "YearSettingsPage") }),
  createRoute({ getParentRoute, path: "/ratings/$year/complaints", component: lazyRouteComponent(pages, "ComplaintsPage") }),
  createRoute({ getParentRoute, path: "/ratings/organisations/$campaignId", component: lazyRouteComponent(pages, "OrganisationsPage") }),
  createRoute({ getParentRoute, path: "/ratings/$year/task-reviews", component: lazyRouteComponent(pages, "TaskReviewPage") }),
  createRoute({ getParentRoute, path: "/ratings/outbox", component: lazyRouteComponent(pages, "OutboxPage") }),
] as const;
