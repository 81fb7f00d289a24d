import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

export const leadershipRoutes = [createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/marks", component: lazyRouteComponent(pages, "MarksPage") })] as const;
