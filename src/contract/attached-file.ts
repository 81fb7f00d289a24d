import { z } from "zod";
import { time } from "./route.ts";

/** Files that stand beside something: brought in one piece, asked for by their number. */

/** `scan`: where there is a scanner, only a clean file is given out. */
export const besideFile = z.strictObject({ number: z.number().int(), name: z.string(), size: z.number().int(), sha256: z.string(), at: time, scan: z.enum(["waiting", "clean", "infected", "unscanned"]) });
export type BesideFile = z.output<typeof besideFile>;

/** A file as it is brought; 5 MB in Base64. */
export const broughtFile = z.strictObject({ name: z.string().trim().min(1).max(200), /** Base64 */ content: z.string().min(1).max(7_000_000).regex(/^[A-Za-z0-9+/]+={0,2}$/) });
export const BROUGHT_LIMIT = 7_200_000;
export const fileNumber = z.string().regex(/^[1-9]\d{0,2}$/);
