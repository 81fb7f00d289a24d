import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

export const notificationRoutes = [createRoute({ getParentRoute: () => signedInRoute, path: "/notifications", component: lazyRouteComponent(() => import("./index.ts"), "NotificationsPage") })] as const;
