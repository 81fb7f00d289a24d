import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

const FILTERS = ["by", "action", "subject", "before"] as const;
type Search = { readonly [K in (typeof FILTERS)[number]]?: string };

/** What is searched for stands in the address, so that it can be passed on. */
const searchOf = (given: Readonly<Record<string, unknown>>): Search =>
  Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = given[name];
      return (typeof value === "string" && value !== "") || typeof value === "number" ? [[name, String(value)]] : [];
    }),
  );

export const auditRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/audit", validateSearch: searchOf, component: lazyRouteComponent(pages, "LedgerPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/audit/head", component: lazyRouteComponent(pages, "HeadPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/audit/reads", component: lazyRouteComponent(pages, "ReadsPage") }),
] as const;
