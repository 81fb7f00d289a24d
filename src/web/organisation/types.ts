import type { z } from "zod";
import type { listPeople, listUnits, showUnit } from "../../contract/organisation.ts";

export type Unit = z.output<typeof listUnits.response>["items"][number];
export type UnitDetail = z.output<typeof showUnit.response>;
export type Person = z.output<typeof listPeople.response>["items"][number];
export type Post = Person["posts"][number];
