import { z } from "zod";

/** Every API route is declared once, here and in the room's file beside: path, who may, input, output. */

/** Who people are to the program. What a role may do stands with each route. */
export const ROLES = [
  "administrator",
  "programme-officer",
  "unit-scorer",
  "unit-head",
  "council-chair",
  "council-member",
  "working-group",
  "opinion-giver",
  "chairman",
  "vice-chairman",
  "auditor",
  "survey-officer",
  "personnel-officer",
  "task-system",
] as const;
export type Role = (typeof ROLES)[number];

/** Who works on every unit's file; everybody else is bound to the units in which they have a post. */
export const ROLES_FOR_EVERY_UNIT: readonly Role[] = ["programme-officer", "council-chair", "council-member", "working-group", "opinion-giver", "chairman", "vice-chairman", "auditor", "task-system"];

/**
 * How somebody must stand to what a route touches. `any`: no relation needed; `self`: the account or the record is one's
 * own; `own-unit`: one has a post there now; `superior`: one follows and evaluates the person whose record is touched.
 */
export const RELATIONS = ["any", "self", "own-unit", "assigned", "superior"] as const;
export type Relation = (typeof RELATIONS)[number];

/** One reason to be let in. Without a grant that fits, the answer is no. */
export type Grant = { readonly to: Role | "public" | "signed-in"; readonly relation: Relation };

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/**
 * What of it is written to the log of reads when somebody outside the unit is shown it. A route that shows a unit's file,
 * what others say of it or a result that is not published has to say so; of a person's file every other reader is kept.
 */
export const READS = ["unit-file", "opinions", "draft-result", "personnel-file"] as const;
export type Reads = (typeof READS)[number];

/** Refusals that a route itself may give, besides those that follow from its shape. */
type RouteProblem = "wrong-credentials" | "otp-required" | "sign-in-refused" | "conflict" | "not-found" | "too-many-attempts" | "invalid-input" | "too-large" | "unsupported-content" | "locked" | "insufficient-storage" | "range-not-satisfiable";

export type Route<P extends z.ZodObject = z.ZodObject, Q extends z.ZodObject = z.ZodObject, B extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> = {
  /** "room.action" */
  readonly operationId: `${string}.${string}`;
  readonly method: Method;
  /** Under /api/v1, parameters as {name}. */
  readonly path: `/${string}`;
  readonly summary: { readonly vi: string; readonly en: string };
  readonly grants: readonly Grant[];
  readonly params: P;
  readonly query: Q;
  /** Undefined: no body is taken. */
  readonly body: B | undefined;
  /** 303 sends the browser on: the answer is an address. */
  readonly status: 200 | 201 | 204 | 303;
  readonly response: R;
  /** A stream gives any number of answers, each an event of the shape of `response`; bytes come as they are kept; of a file the answer itself says of which type it is and what it is called. */
  readonly produces: "application/json" | "text/event-stream" | "application/octet-stream" | "application/zip";
  /** Bytes that go on where those before ended (tus), or rows without end, instead of a body. */
  readonly takes: "application/json" | "application/offset+octet-stream" | "application/x-ndjson";
  /** How many bytes the body may have, where a whole file comes in it. */
  readonly bodyLimit: number | undefined;
  /** `carries`: the answer has an ETag; `requires`: the request needs If-Match and the answer has a new ETag. */
  readonly version: "none" | "carries" | "requires";
  readonly problems: readonly RouteProblem[];
  /** Whether an Idempotency-Key keeps the answer to be given again; false where the answer or the request holds a secret. */
  readonly repeatable: boolean;
  /** When the house is overfull, reads are refused first, then changes, and last of all what is marked here: work that people would lose (scores, votes, evidence). */
  readonly shedLast: boolean;
  /** What its readers are shown that is kept in the log of reads; undefined for nothing of the kind. */
  readonly reads: Reads | undefined;
  /** A request body for the documentation. */
  readonly example: unknown;
};

const nothing = z.strictObject({});

type Given<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType> = Pick<Route<P, Q, B, R>, "operationId" | "method" | "path" | "summary" | "grants" | "response"> &
  Partial<Omit<Route<P, Q, B, R>, "operationId" | "method" | "path" | "summary" | "grants" | "response">>;

/** Declares a route; what is left out is empty. */
export function route<R extends z.ZodType, P extends z.ZodObject = typeof nothing, Q extends z.ZodObject = typeof nothing, B extends z.ZodType = z.ZodNever>(given: Given<P, Q, B, R>): Route<P, Q, B, R> {
  const empty = { params: nothing, query: nothing, body: undefined, status: 200, produces: "application/json", takes: "application/json", version: "none", problems: [], repeatable: true, shedLast: false, reads: undefined, bodyLimit: undefined, example: undefined };
  return { ...empty, ...given } as unknown as Route<P, Q, B, R>;
}

/** A cursor may hold a name of 200 characters, three bytes each, in Base64. */
const LONGEST_CURSOR = 2000;

/** Lists come in pages of at most 200; `nextCursor` null means the end. */
export const pageQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(LONGEST_CURSOR).optional() });
export const pageOf = <T extends z.ZodType>(item: T): z.ZodObject<{ items: z.ZodArray<T>; nextCursor: z.ZodNullable<z.ZodString> }, z.core.$strict> => z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** The answer of a route that gives a file. */
export const fileAnswer = z.string().meta({ format: "binary" });

/** Opaque to clients. */
export const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);
/** RFC 3339 in UTC. */
export const time = z.iso.datetime();
/** What a route gives out that is no JSON. */
export const bytes = z.string().meta({ format: "binary" });
/** YYYY-MM-DD */
export const day = z.iso.date();

/** Everybody who may, for short. */
export const grant = (relation: Relation, ...to: readonly Grant["to"][]): Grant[] => to.map((one) => ({ to: one, relation }));
