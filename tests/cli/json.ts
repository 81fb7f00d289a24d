/** Any JSON value, for building cases and breaking them. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Where a value stands: keys and list positions from the top. */
export type JsonPath = readonly (string | number)[];

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
export const isObject = (value: Json): value is Readonly<Record<string, Json>> => typeof value === "object" && value !== null && !isList(value);

/** The JSON value that a value of the program's own types is printed as. */
export function asJson(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((member: unknown) => asJson(member));
  if (typeof value !== "object") throw new TypeError(`no JSON: ${typeof value}`);
  return objectOf(Object.entries(value).flatMap(([name, member]: [string, unknown]) => (member === undefined ? [] : [[name, asJson(member)] as const])));
}

/** Takes a member out of a list or an object. */
export const REMOVED = Symbol("removed");

/** An object with exactly these members; `__proto__` is a member like any other, as in JSON. */
const objectOf = (members: readonly (readonly [string, Json])[]): Json => Object.fromEntries(members);

function changedMember(value: Json, step: string | number, change: (old: Json) => Json | typeof REMOVED): Json {
  if (isList(value)) {
    const at = Number(step);
    const member = change(value[at] ?? null);
    return member === REMOVED ? value.filter((_, i) => i !== at) : [...value.slice(0, at), member, ...value.slice(at + 1)];
  }
  if (!isObject(value)) throw new Error(`nothing stands at ${String(step)}`);
  const name = String(step);
  const member = change(Object.hasOwn(value, name) ? (value[name] ?? null) : null);
  const others = Object.entries(value).filter(([other]) => other !== name);
  return objectOf(member === REMOVED ? others : [...others, [name, member]]);
}

/** The value with another one at the path, or with nothing there; the value itself is not touched. */
export function changed(value: Json, path: JsonPath, to: Json | typeof REMOVED): Json {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (to === REMOVED) throw new Error("the whole cannot be removed");
    return to;
  }
  return changedMember(value, step, (old) => (rest.length === 0 ? to : changed(old, rest, to)));
}

/** The paths of all values in a value, the deepest first last; the value itself is not among them. */
export function pathsIn(value: Json, from: JsonPath = []): JsonPath[] {
  if (isList(value)) return value.flatMap((member, i) => [[...from, i], ...pathsIn(member, [...from, i])]);
  if (isObject(value)) return Object.entries(value).flatMap(([name, member]) => [[...from, name], ...pathsIn(member, [...from, name])]);
  return [];
}
