import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");
const at = { getParentRoute: () => signedInRoute } as const;
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined);

export const evidenceRoutes = [
  createRoute({
    ...at,
    path: "/evidence",
    validateSearch: ({ q, unit, year }: Readonly<Record<string, unknown>>): { q?: string; unit?: string; year?: string } => {
      const [typed, unitId, inYear] = [text(q), text(unit), text(year)];
      return { ...(typed === undefined ? {} : { q: typed }), ...(unitId === undefined ? {} : { unit: unitId }), ...(inYear === undefined ? {} : { year: inYear }) };
    },
    component: lazyRouteComponent(pages, "SearchPage"),
  }),
  createRoute({ ...at, path: "/evidence/$unitId/$year", component: lazyRouteComponent(pages, "LibraryPage") }),
] as const;
