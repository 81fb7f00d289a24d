import type { Endpoint } from "../platform/index.ts";
import type { Scanned } from "./file-queries.ts";
import { feedbackEndpoints } from "./feedback-routes.ts";
import { remediationEndpoints } from "./remediation-routes.ts";

export { keepHead } from "./queries.ts";
export { remediationDue } from "./remediation-reminders.ts";
export { portalSubjects } from "./reconcile.ts";
export { scanning as portalScanning } from "./scanning.ts";
export { makeSite } from "./site.ts";

/** What the room answers to programs; its pages are `makeSite`. */
export const portalEndpoints = (scanned: Scanned): readonly Endpoint[] => [...feedbackEndpoints(scanned), ...remediationEndpoints(scanned)];
