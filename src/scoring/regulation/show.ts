import { leavesOf } from "./index-set.ts";
import type { LoadedRegulation } from "./load.ts";
import type { Classification, Ratio, Regulation } from "./schema.ts";

type ShownCriterion = Readonly<Record<string, unknown>> & { readonly code: string; readonly title: string; readonly maxPoints: string | null; readonly method: string };

/** A regulation with its criteria flattened, as `congtam regulation show --json` prints it. */
export type ShownRegulation = {
  readonly id: string;
  readonly title: string;
  readonly sha256: string;
  readonly indexes: readonly {
    readonly code: string;
    readonly title: string;
    readonly contents: readonly { readonly code: string; readonly title: string; readonly kind: string; readonly maxPoints: string | null; readonly criteria: readonly ShownCriterion[] }[];
  }[];
  readonly ratios: readonly Ratio[];
  readonly classifications: readonly Classification[];
} & Pick<Regulation, "facts" | "calendar" | "roles" | "rounding" | "illustrative">;

/** Flattens a regulation: leaves only, in order, each with its method's own fields; points as decimal strings. */
export function showRegulation({ regulation, sha256 }: LoadedRegulation): ShownRegulation {
  return {
    id: regulation.id,
    title: regulation.title,
    sha256,
    illustrative: regulation.illustrative,
    indexes: regulation.indexes.map((index) => ({
      code: index.code,
      title: index.title,
      contents: index.contents.map((content) => ({
        code: content.code,
        title: content.title,
        kind: content.kind,
        maxPoints: content.maxPoints ?? null,
        criteria: leavesOf(content).map((leaf) => {
          // Where a value is recorded is for programs that keep records; what the criterion is worth does not follow from it.
          const { code, title, maxPoints, method, source: _source, ...rest } = leaf;
          return { code, title, maxPoints: maxPoints ?? null, method, ...rest, ...(method === "occurrences" ? { cap: leaf.cap ?? null } : {}) };
        }),
      })),
    })),
    ratios: regulation.ratios,
    classifications: regulation.classifications,
    facts: regulation.facts,
    calendar: regulation.calendar,
    roles: regulation.roles,
    rounding: regulation.rounding,
  };
}
