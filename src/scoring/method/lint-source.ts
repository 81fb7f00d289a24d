import type { Finding } from "./method.ts";
import type { RecordSource } from "./record-source.ts";

type Sourced = { readonly method: string; readonly source?: RecordSource | undefined; readonly options?: readonly { readonly key?: string }[] };

const RATES = ["ratio", "bands", "inverse"];
const COUNTS = ["deduct", "occurrences"];

/** Methods that can read what a source gives. */
function methodsFor(source: RecordSource): readonly string[] {
  switch (source.from) {
    case "figures":
      return source.denominator === undefined ? COUNTS : RATES;
    case "target":
    case "tasks":
    case "reports-on-time":
      return RATES;
    case "late-reports":
      return COUNTS;
    case "inspection":
      return ["choice"];
    case "survey":
      return ["survey", "answers", "external"];
  }
}

/** A source whose values the method cannot read, or that names levels that the criterion does not have. */
export function lintSource({ method, source, options = [] }: Sourced): Finding[] {
  if (source === undefined) return [];
  if (!methodsFor(source).includes(method)) return [{ code: "source-method", path: ["source"], params: { from: source.from, method } }];
  if (source.from !== "inspection") return [];
  return (["met", "partly", "notMet"] as const).flatMap((at) => (options.some((one) => one.key === source[at]) ? [] : [{ code: "source-option", path: ["source", at], params: { found: source[at] } }]));
}
