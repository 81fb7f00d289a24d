import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

export const homeRoutes = [createRoute({ getParentRoute: () => signedInRoute, path: "/", component: lazyRouteComponent(pages, "HomePage") })] as const;
