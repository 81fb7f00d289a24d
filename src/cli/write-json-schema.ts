import { writeFileSync } from "node:fs";
import { regulationJsonSchema } from "../scoring/regulation/json-schema.ts";

/** Writes regulations/schema.json anew; a test says when that was forgotten. */
writeFileSync(new URL("../../regulations/schema.json", import.meta.url), `${JSON.stringify(regulationJsonSchema(), null, 2)}\n`);
