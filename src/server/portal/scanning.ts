import { z } from "zod";
import { scanningOf } from "../evidence/index.ts";
import { addVerdict, bytesOf, filesToScan, ownerShape } from "./scan-queries.ts";

/** Files of the public and of units, and the scanner. */

export const scanning = scanningOf({ room: "portal", minute: 23, shape: z.object({ owner: ownerShape, number: z.number().int() }), subjectOf: (file) => file.owner, bytesOf, addVerdict, filesToScan });
