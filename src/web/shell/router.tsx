import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { campaignRoutes } from "../campaign/routes.ts";
import { appraisalRoutes } from "../appraisal/routes.ts";
import { assessmentRoutes } from "../assessment/routes.ts";
import { auditRoutes } from "../audit/routes.ts";
import { evidenceRoutes } from "../evidence/routes.ts";
import { helpRoutes } from "../help/routes.ts";
import { documentsRoutes } from "../documents/routes.ts";
import { homeRoutes } from "../home/routes.ts";
import { leadershipRoutes } from "../leadership/routes.ts";
import { resultRoutes } from "../result/routes.ts";
import { identityRoutes, passwordRoute } from "../identity/routes.ts";
import { portalRoutes } from "../portal/routes.ts";
import { notificationRoutes } from "../notification/routes.ts";
import { organisationRoutes } from "../organisation/routes.ts";
import { regulationRoutes } from "../regulation/routes.ts";
import { surveyRoutes } from "../survey/routes.ts";
import { Failure, Loading } from "../ui/states.tsx";
import { parseSearch, stringifySearch } from "./search.ts";
import { NotFound, rootRoute, signedInRoute, signInRoute } from "./root.tsx";

/** All pages: each room brings its own, and its code comes when the first of them is opened. */

const rooms = [
  ...homeRoutes,
  ...assessmentRoutes,
  ...leadershipRoutes,
  ...documentsRoutes,
  ...resultRoutes,
  ...campaignRoutes,
  ...appraisalRoutes,
  ...evidenceRoutes,
  ...surveyRoutes,
  ...regulationRoutes,
  ...identityRoutes,
  ...organisationRoutes,
  ...auditRoutes,
  ...notificationRoutes,
  ...portalRoutes,
  ...helpRoutes,
] as const;
const tree = rootRoute.addChildren([signInRoute, passwordRoute, signedInRoute.addChildren(rooms)]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: Loading,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ({ error, reset }) => (
      <div className="page page-text">
        <Failure error={error} onRetry={reset} />
      </div>
    ),
  });
}

declare module "@tanstack/react-router" {
  // The library learns the pages by this name.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
