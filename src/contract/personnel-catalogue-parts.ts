import { z } from "zod";
import { LEAST_REASON } from "./prose.ts";
import { day, id } from "./route.ts";

/** What a catalogue of products and work is made of, and the rules of the decree and of the province's plan about it, as data. */

/** Where a version stands: a unit's list ends accepted (taken into the province's), the province's ends approved. */
export const CATALOGUE_STATES = ["draft", "sent", "returned", "accepted", "approved"] as const;
export type CatalogueState = (typeof CATALOGUE_STATES)[number];

/** What a list can hold at all; how many groups there may be is told by the regulation (`terms.mostGroups`). */
export const MOST_GROUPS = 20;

const AMOUNT = /^\d{1,7}(?:\.\d{1,2})?$/;
const amount = z.string().regex(AMOUNT, "bound");
// What is no number at all is said once.
export const points = z.string().regex(AMOUNT, "points").refine((value) => Number(value) !== 0, "points");

/** The points that work of a group may have, both ends included. */
export const frame = z.strictObject({ group: z.int().min(1).max(MOST_GROUPS), from: amount, to: amount });
export type Frame = z.output<typeof frame>;

/** Proposed for a start where a unit has none of its own: the scale that communes have published; neither the decree nor the plan sets one. */
export const PROPOSED_FRAMES: readonly Frame[] = [
  { group: 1, from: "1.00", to: "10.00" },
  { group: 2, from: "11.00", to: "50.00" },
  { group: 3, from: "51.00", to: "100.00" },
  { group: 4, from: "101.00", to: "200.00" },
  { group: 5, from: "201.00", to: "300.00" },
];
export const PROPOSED_STANDARD = { name: "Soạn thảo văn bản hành chính đơn giản", points: "5.00" } as const;

// Control characters have no place in words, except the ends of lines, which cells of Excel have; they become spaces.
const words = (most: number) => z.string().transform((text) => text.normalize("NFC").replaceAll(/\s+/g, " ").trim()).pipe(z.string().max(most).regex(/^\P{C}*$/u));

export const itemFields = z.strictObject({
  /** Whose work it is; null: everybody's. */
  unitId: id.nullable(),
  code: words(60),
  /** The office or field that does it. */
  field: words(300),
  name: words(1000).pipe(z.string().min(1)),
  detail: words(2000),
  output: words(1000),
  unitOfMeasure: words(60),
  group: z.int().min(1).max(MOST_GROUPS).nullable(),
  points: points.nullable(),
  note: words(2000),
});
export type ItemFields = z.output<typeof itemFields>;

const reason = z.string().trim().min(LEAST_REASON).max(2000);
export const catalogueStep = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("send"), note: z.string().trim().max(2000).default("") }),
  z.strictObject({ kind: z.literal("take-back") }),
  z.strictObject({ kind: z.literal("return"), reason }),
  z.strictObject({ kind: z.literal("accept") }),
  z.strictObject({ kind: z.literal("approve"), from: day, document: z.string().trim().min(1).max(200) }),
]);
export type CatalogueStep = z.output<typeof catalogueStep>;
