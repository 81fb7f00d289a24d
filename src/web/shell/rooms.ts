import { appraisalRoutes } from "../appraisal/routes.ts";
import { assessmentRoutes } from "../assessment/routes.ts";
import { auditRoutes } from "../audit/routes.ts";
import { campaignRoutes } from "../campaign/routes.ts";
import { documentsRoutes } from "../documents/routes.ts";
import { evidenceRoutes } from "../evidence/routes.ts";
import { helpRoutes } from "../help/routes.ts";
import { homeRoutes } from "../home/routes.ts";
import { identityRoutes } from "../identity/routes.ts";
import { leadershipRoutes } from "../leadership/routes.ts";
import { notificationRoutes } from "../notification/routes.ts";
import { organisationRoutes } from "../organisation/routes.ts";
import { personnelRoutes } from "../personnel/routes.ts";
import { planRoutes } from "../plan/routes.ts";
import { portalRoutes } from "../portal/routes.ts";
import { regulationRoutes } from "../regulation/routes.ts";
import { reportRoutes } from "../report/routes.ts";
import { resultRoutes } from "../result/routes.ts";
import { surveyRoutes } from "../survey/routes.ts";

/** The pages of all rooms: each brings its own, and its code comes when the first of them is opened. */
export const rooms = [
  ...homeRoutes,
  ...assessmentRoutes,
  ...leadershipRoutes,
  ...documentsRoutes,
  ...resultRoutes,
  ...campaignRoutes,
  ...appraisalRoutes,
  ...evidenceRoutes,
  ...surveyRoutes,
  ...regulationRoutes,
  ...identityRoutes,
  ...organisationRoutes,
  ...auditRoutes,
  ...notificationRoutes,
  ...personnelRoutes,
  ...planRoutes,
  ...reportRoutes,
  ...portalRoutes,
  ...helpRoutes,
] as const;
