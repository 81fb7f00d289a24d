import { readFileSync } from "node:fs";
import { z } from "zod";

/** The version of the program, which stands beside every number that it hands out. */
export const ENGINE_VERSION: string = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"))).version;
