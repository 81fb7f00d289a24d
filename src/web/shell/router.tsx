import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { passwordRoute } from "../identity/routes.ts";
import { Failure, Loading } from "../ui/states.tsx";
import { parseSearch, stringifySearch } from "./search.ts";
import { rooms } from "./rooms.ts";
import { NotFound, rootRoute, signedInRoute, signInRoute } from "./root.tsx";

/** All pages, in their frame. */

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
