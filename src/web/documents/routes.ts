import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");

export const documentsRoutes = [
  createRoute({ getParentRoute: () => signedInRoute, path: "/campaigns/$campaignId/documents", component: lazyRouteComponent(pages, "DocumentsPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/document-templates", component: lazyRouteComponent(pages, "TemplatesPage") }),
  createRoute({ getParentRoute: () => signedInRoute, path: "/document-templates/letterhead", component: lazyRouteComponent(pages, "LetterheadPage") }),
] as const;
