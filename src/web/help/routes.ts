import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

export const helpRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/help", component: lazyRouteComponent(pages, "HelpPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/help/$role", component: lazyRouteComponent(pages, "GuidePage") }),
] as const;
