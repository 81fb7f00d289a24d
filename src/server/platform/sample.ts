/** Examples made from a schema, for the published interface: plausible, always the same, and checked by who uses them. */

export type Shape = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly minItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
};

const BY_FORMAT: Readonly<Record<string, string>> = { date: "2026-03-01", "date-time": "2026-03-01T08:00:00Z", email: "an@example.vn", uri: "https://example.vn/", uuid: "5f0c9a52-7c0e-4f6b-9a51-0d5b8f0e7a11" };
/** Tried in this order against a pattern: an id, a version, points, a one-time code, a hash, a day, a time, plain words, a document's number, a period of work, a section of a text. */
const CANDIDATES = ["0b9f2c4e", "3", "12.50", "123456", "SNV", "0".repeat(64), ...Object.values(BY_FORMAT), "mot-cum-tu", "{số}/QĐ-UBND", "2026-Q1", "II.1"];
const WORDS = "Ví dụ";

function sampleText({ format, pattern, minLength = 0 }: Shape): string {
  const known = format === undefined ? undefined : BY_FORMAT[format];
  if (known !== undefined) return known;
  const text = pattern === undefined ? WORDS : (CANDIDATES.find((one) => new RegExp(pattern, "u").test(one)) ?? WORDS);
  return text.length < minLength ? text.padEnd(minLength, ".") : text;
}

/** What an object must have; of a map the keys that are named. */
function sampleObject({ properties = {}, required = [], propertyNames, additionalProperties }: Shape): unknown {
  const own = Object.entries(properties).filter(([name]) => required.includes(name));
  const named = typeof additionalProperties === "object" ? (propertyNames?.enum ?? []).map((name) => [String(name), additionalProperties] as const) : [];
  return Object.fromEntries([...own, ...named].map(([name, shape]) => [name, sample(shape)]));
}

/** A value that fits the schema, as far as the schema says; rules beyond it are for the caller to check. */
export function sample(shape: Shape): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  const options = shape.anyOf ?? shape.oneOf;
  if (options !== undefined) return sample(options.find(({ type }) => type !== "null") ?? {});
  const type = typeof shape.type === "object" ? shape.type.find((one) => one !== "null") : shape.type;
  switch (type ?? "") {
    case "string":
      return sampleText(shape);
    case "integer":
    case "number":
      // Most numbers are counts; a bound far below zero is the type's own.
      return Math.max(1, shape.minimum ?? 1, (shape.exclusiveMinimum ?? 0) + 1);
    case "boolean":
      return true;
    case "array":
      if (shape.prefixItems !== undefined) return shape.prefixItems.map((one) => sample(one));
      return Array.from({ length: Math.max(1, shape.minItems ?? 1) }, () => sample(shape.items ?? {}));
    case "object":
      return sampleObject(shape);
    default:
      return null;
  }
}
