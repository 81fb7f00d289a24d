import type { Role } from "../../src/contract/route.ts";

/** Whom an expectation lets in. */
export type Cell = readonly Role[] | "everybody" | "signed-in";
