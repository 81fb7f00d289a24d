import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute, signedInRoute } from "../shell/root.tsx";
import { searchFor } from "../shell/search.ts";

const pages = () => import("./index.ts");

export const identityRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/accounts", component: lazyRouteComponent(pages, "AccountsPage") }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/accounts/new",
    validateSearch: searchFor("person"),
    component: lazyRouteComponent(pages, "NewAccountPage"),
  }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/accounts/$accountId", component: lazyRouteComponent(pages, "AccountPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/accounts/$accountId/handover", component: lazyRouteComponent(pages, "HandoverPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/keys", component: lazyRouteComponent(pages, "KeysPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/settings", component: lazyRouteComponent(pages, "SettingsPage") }),
] as const;

/** The door of somebody who has a link and not yet a password. */
export const passwordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/password",
  validateSearch: searchFor("token"),
  component: lazyRouteComponent(() => import("./password-page.tsx"), "PasswordPage"),
});
