import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined);

/** `article` is marked wherever it stands; `part` is an index, or the general rules. */
type Place = { readonly article?: string; readonly part?: string };
const placeOf = ({ article, part }: Readonly<Record<string, unknown>>): Place => ({ ...(text(article) === undefined ? {} : { article: text(article) ?? "" }), ...(text(part) === undefined ? {} : { part: text(part) ?? "" }) });

export const regulationRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations", validateSearch: placeOf, component: lazyRouteComponent(pages, "RegulationsPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/import", component: lazyRouteComponent(pages, "ImportPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/$versionId", validateSearch: placeOf, component: lazyRouteComponent(pages, "RegulationPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/$versionId/freezing", component: lazyRouteComponent(pages, "FreezingPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/regulations/$versionId/comparison/$otherId", component: lazyRouteComponent(pages, "ComparisonPage") }),
] as const;
