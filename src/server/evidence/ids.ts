import { randomUUID } from "node:crypto";

/** Time first, so that ids sort as things came; parts of one request after each other. */
export const newId = (now: Date, part: number): string => `${now.getTime().toString(36)}${part.toString(36).padStart(2, "0")}-${randomUUID().slice(0, 13)}`;
