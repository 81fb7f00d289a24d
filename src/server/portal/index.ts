import type { Endpoint } from "../platform/index.ts";
import { feedbackEndpoints } from "./feedback-routes.ts";
import { remediationEndpoints } from "./remediation-routes.ts";

export { keepHead } from "./queries.ts";
export { remediationDue } from "./remediation-reminders.ts";
export { makeSite } from "./site.ts";

/** What the room answers to programs; its pages are `makeSite`. */
export const portalEndpoints: readonly Endpoint[] = [...feedbackEndpoints, ...remediationEndpoints];
