import type { z } from "zod";

/** Where a fault is: the unit and criterion of a case, the place in a document, the line of a file. */
export type Place = {
  readonly unit?: string;
  readonly criterion?: string;
  /** The field, as keys and list positions from the top of the document (or of the entry). */
  readonly path?: readonly (string | number)[];
  readonly file?: string;
  readonly line?: number;
};

/** One thing that is wrong: a stable code, where, and the words that its sentence needs. */
export type Fault = {
  readonly code: string;
  readonly place: Place;
  readonly params: Readonly<Record<string, string>>;
};

/** Thrown only at the edges of an engine call: everything that was wrong, never only the first. */
export class InvalidInput extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`${String(faults.length)} faults`);
    this.name = "InvalidInput";
    this.faults = faults;
  }
}

export const fault = (code: string, place: Place, params: Readonly<Record<string, string>> = {}): Fault => ({ code, place, params });

/** The same fault, further out: `outer` comes before its path and fills the places it leaves open. */
export function within(outer: Place, inner: Fault): Fault {
  const path = [...(outer.path ?? []), ...(inner.place.path ?? [])];
  return { ...inner, place: { ...outer, ...inner.place, path } };
}

function shownInFull(value: unknown): string {
  // A number that was too long or too large to be read is handed over as a symbol that keeps its text.
  if (typeof value === "symbol") return value.description ?? "";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[…]" : "{…}";
  return JSON.stringify(value) ?? typeof value;
}

/** What was found, short enough for one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "(không có)";
  const text = shownInFull(value);
  // Control characters would break the one-line report; JSON.stringify has escaped the rest.
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Reflect.get(current, step);
  }
  return current;
}

type Issue = z.core.$ZodIssue;

/** Of a failed union, the branch that came closest: the one whose faults lie deepest, then the fewest. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  // Only a branch that got inside the value says more than the union itself does.
  const inside = branches.filter((issues) => depth(issues) > 0 || issues.every((issue) => issue.code === "unrecognized_keys" || issue.code === "custom"));
  const weight = (issues: readonly Issue[]) => issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
  return inside.toSorted((a, b) => depth(b) - depth(a) || weight(a) - weight(b))[0];
}

function fromIssue(issue: Issue, input: unknown, base: readonly PropertyKey[]): Fault[] {
  const full = [...base, ...issue.path];
  const path = full.map((step) => (typeof step === "symbol" ? step.toString() : step));
  const found = shown(at(input, full));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => fault("unknown-field", { path: [...path, name] }, { field: shown(name) }));
  }
  if (issue.code === "invalid_union") {
    const inner = closest(issue.errors);
    if (inner !== undefined && inner.length > 0) return inner.flatMap((one) => fromIssue(one, input, full));
  }
  if (issue.code === "invalid_value" && issue.message === "one-of") {
    return [fault("not-one-of", { path }, { found, options: issue.values.map(String).join(", ") })];
  }
  return [fault(found === "(không có)" ? "missing-field" : "bad-value", { path }, { found, expected: issue.message, field: String(path.at(-1) ?? "") })];
}

/** The faults of a zod error; a schema's messages are keys of expectations. */
export const faultsOf = (error: z.ZodError, input: unknown): Fault[] => error.issues.flatMap((issue) => fromIssue(issue, input, []));
