import type { Decision } from "../../../contract/assessment-round.ts";

/** The minutes of a sitting: what was decided, as it is read out and as it is copied into a document. */

/** A decision in words: all that is known by ids is named. */
export type Entry = { readonly key: string; readonly at: string; readonly unit: string; readonly code: string; readonly title: string; readonly points: string | null; readonly before: string | null; readonly reason: string; readonly by: string };

type Names = { readonly unitOf: (unitId: string) => string; readonly titleOf: (index: string, code: string) => string; readonly nameOf: (personId: string | null) => string };

/** In the order in which it was decided; from a moment on, or all of the round. */
export const entriesSince = (decisions: readonly Decision[], since: string | undefined, { unitOf, titleOf, nameOf }: Names): Entry[] =>
  decisions
    .filter((one) => since === undefined || one.at >= since)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map(({ unitId, index, code, points, before, reason, by, at }) => ({ key: `${unitId} ${code}`, at, unit: unitOf(unitId), code, title: titleOf(index, code), points, before, reason, by: nameOf(by) }));

/** As text for a document: a head, then one numbered paragraph for each decision. */
export const minutesText = (head: readonly string[], lines: readonly string[]): string => [...head, "", ...lines.map((line, i) => `${String(i + 1)}. ${line}`)].join("\n");
