import type { Endpoint } from "../platform/index.ts";
import { draftEndpoints } from "./draft-routes.ts";
import { versionEndpoints } from "./version-routes.ts";

/** Everything that the room answers. */
export const resultEndpoints: readonly Endpoint[] = [...draftEndpoints, ...versionEndpoints];
