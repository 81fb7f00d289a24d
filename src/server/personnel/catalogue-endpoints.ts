import type { Endpoint } from "../platform/index.ts";
import { catalogueItemEndpoints } from "./catalogue-item-routes.ts";
import { catalogueMergeEndpoints } from "./catalogue-merge-routes.ts";
import { catalogueListEndpoints } from "./catalogue-routes.ts";

export const catalogueEndpoints: readonly Endpoint[] = [...catalogueListEndpoints, ...catalogueItemEndpoints, ...catalogueMergeEndpoints];
