import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");

const at = { getParentRoute: () => signedInRoute } as const;

export const campaignRoutes = [
  createRoute({ ...at, path: "/campaigns", component: lazyRouteComponent(pages, "CampaignListPage") }),
  createRoute({ ...at, path: "/campaigns/new", component: lazyRouteComponent(pages, "NewCampaignPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId", component: lazyRouteComponent(pages, "OverviewPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/progress", validateSearch: searchFor("state", "index", "text", "sort"), component: lazyRouteComponent(pages, "ProgressPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/progress/$unitId", component: lazyRouteComponent(pages, "UnitProgressPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/extensions", validateSearch: searchFor("units"), component: lazyRouteComponent(pages, "ExtensionPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/reopenings", component: lazyRouteComponent(pages, "ReopeningPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/advance", component: lazyRouteComponent(pages, "AdvancePage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/setup", component: lazyRouteComponent(pages, "SetupPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/setup/calendar", component: lazyRouteComponent(pages, "CalendarPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/setup/remits", component: lazyRouteComponent(pages, "RemitsPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/setup/not-applicable", component: lazyRouteComponent(pages, "NotApplicablePage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/setup/facts", component: lazyRouteComponent(pages, "FactsPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/assignments", component: lazyRouteComponent(pages, "AssignmentsPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/opinions", component: lazyRouteComponent(pages, "OpinionsPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/opinions/new", component: lazyRouteComponent(pages, "AskOpinionPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/opinions/$requestId", component: lazyRouteComponent(pages, "OpinionPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/imports", component: lazyRouteComponent(pages, "ImportsPage") }),
] as const;
