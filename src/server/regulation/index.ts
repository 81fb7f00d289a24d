export { freezeRegulation, importRegulation, type ImportedVersion } from "./changes.ts";
export { findRegulation, findVersion, type Version } from "./queries.ts";
export { regulationEndpoints } from "./routes.ts";
export { compareRegulations } from "./rules.ts";
