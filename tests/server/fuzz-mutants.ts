import fc from "fast-check";

/** Requests near one that succeeds: the same with something wrong in it, or sent by somebody else. */

export type Sent = { readonly as: string; readonly method: string; readonly path: string; readonly body: unknown; readonly seen: string | undefined; readonly cookie?: string };

const HOSTILE = ["", " ", "\0", "𝒳", "\uD800", "a".repeat(3000), "'; drop table x; --", "../../etc/passwd", "__proto__", "=1+1", "<script>alert(1)</script>", "2025-02-30", "9999-12-31T23:59:60Z", -1, 0, 1.5, 1e21, 2 ** 53, null, true, [], {}, [[[[]]]], { constructor: 1 }] as const;
export const hostile = fc.oneof(fc.constantFrom<unknown>(...HOSTILE), fc.string({ maxLength: 40 }), fc.integer(), fc.jsonValue({ maxDepth: 3 }));

type Path = readonly (string | number)[];

/** The places in a body where something stands. */
function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Object.entries(value).slice(0, 12).flatMap(([key, one]) => placesIn(one, [...at, Array.isArray(value) ? Number(key) : key]));
  return [at, ...inner].slice(0, 60);
}

/** The body with another value at a place; undefined takes the field away. */
function withAt(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const inner = withAt(Reflect.get(copy as object, step), rest, other);
  if (inner === undefined) Reflect.deleteProperty(copy as object, step);
  else Reflect.set(copy as object, step, inner);
  return copy;
}

/** So many requests near this one; the same for the same seed. */
export function mutantsOf(sent: Sent, actors: readonly string[], ids: readonly string[], count: number, seed: number): Sent[] {
  const places = sent.body === undefined ? [] : placesIn(sent.body);
  const wrongField = fc.tuple(fc.constantFrom<Path>(...(places.length === 0 ? [[]] : places)), fc.oneof(hostile, fc.constant(undefined))).map(([at, other]): Sent => ({ ...sent, body: withAt(sent.body, at, other) }));
  const moreField = fc.tuple(fc.constantFrom("status", "by", "at", "version", "campaignId", "unitId", "points", "roles", "__proto__", "constructor"), hostile).map(([name, value]): Sent => ({ ...sent, body: typeof sent.body === "object" && sent.body !== null ? { ...sent.body, [name]: value } : value }));
  const otherActor = fc.constantFrom("nobody", ...actors).map((as): Sent => ({ ...sent, as }));
  const steps = sent.path.split("?", 1)[0]?.split("/") ?? [];
  const otherStep = fc
    .tuple(fc.integer({ min: 1, max: Math.max(1, steps.length - 1) }), fc.oneof(fc.constantFrom(...ids), fc.string({ minLength: 1, maxLength: 30 })))
    .map(([i, step]): Sent => ({ ...sent, path: steps.map((one, at) => (at === i ? encodeURIComponent(step.toWellFormed()) : one)).join("/") }));
  const otherVersion = fc.constantFrom(undefined, "0", "1", "99", "*", 'a"b', "x".repeat(250)).map((seen): Sent => ({ ...sent, seen }));
  const search = fc.dictionary(fc.constantFrom("limit", "cursor", "text", "code", "unit", "index", "with", "ratio", "extra"), fc.oneof(fc.constantFrom("0", "1", "201", "-1", "x", "é", "%00"), fc.string({ maxLength: 20 })), { minKeys: 1, maxKeys: 2 }).map((query): Sent => ({ ...sent, path: `${sent.path.split("?", 1)[0] ?? ""}?${new URLSearchParams(Object.fromEntries(Object.entries(query).map(([name, value]) => [name, value.toWellFormed()]))).toString()}` }));
  const kinds = sent.body === undefined ? [otherActor, otherStep, otherVersion, search, moreField] : [wrongField, wrongField, wrongField, moreField, otherActor, otherStep, otherVersion, search];
  return fc.sample(fc.oneof(...kinds), { numRuns: count, seed });
}
