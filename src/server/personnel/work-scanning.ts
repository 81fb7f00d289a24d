import { z } from "zod";
import { scanningOf } from "../evidence/index.ts";
import { addVerdict, bytesOf, filesToScan } from "./work-scan-queries.ts";

/** Files of pieces of work, and the scanner. */

export const scanning = scanningOf({ room: "personnel", minute: 37, shape: z.object({ period: z.string(), item: z.number().int(), number: z.number().int() }), subjectOf: (file) => `work-period:${file.period}`, bytesOf, addVerdict, filesToScan });
