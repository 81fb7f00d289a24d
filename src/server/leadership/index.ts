import type { IsProposed } from "../campaign/index.ts";
import type { Endpoint } from "../platform/index.ts";
import { markEndpoints } from "./mark-routes.ts";
import { overviewEndpoints } from "./overview-routes.ts";
import { remitEndpoints } from "./remit-routes.ts";

export { keptMarks, markedCampaigns } from "./kept-queries.ts";
export { leftToMark, missingMarks, type MissingMark, ratingsOf, uncountedMarks, type UnitRatings } from "./marks.ts";
export { isMarkable, sightOf } from "./rules.ts";

export const leadershipEndpoints = (isProposed: IsProposed): readonly Endpoint[] => [...remitEndpoints(isProposed), ...markEndpoints(isProposed), ...overviewEndpoints(isProposed)];
