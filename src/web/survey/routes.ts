import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../shell/root.tsx";

const pages = () => import("./index.ts");
const at = { getParentRoute: () => signedInRoute } as const;

export const surveyRoutes = [
  createRoute({ ...at, path: "/campaigns/$campaignId/surveys", component: lazyRouteComponent(pages, "SurveysPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/surveys/new", component: lazyRouteComponent(pages, "NewSurveyPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/surveys/$surveyId", component: lazyRouteComponent(pages, "SurveyPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/surveys/$surveyId/result", component: lazyRouteComponent(pages, "SurveyResultPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/surveys/$surveyId/design", component: lazyRouteComponent(pages, "SurveyDesignPage") }),
  createRoute({ ...at, path: "/campaigns/$campaignId/surveys/$surveyId/recheck", component: lazyRouteComponent(pages, "RecheckPage") }),
] as const;
