import { z } from "zod";
import { scanningOf } from "../evidence/index.ts";
import { addVerdict, bytesOf, filesToScan } from "./inspection-scan-queries.ts";

/** Files of inspections, and the scanner. */

export const scanning = scanningOf({ room: "plan", minute: 29, shape: z.object({ inspection: z.string(), number: z.number().int() }), subjectOf: (file) => `inspection:${file.inspection}`, bytesOf, addVerdict, filesToScan });
