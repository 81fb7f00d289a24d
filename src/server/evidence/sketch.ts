import { hash } from "node:crypto";
import { composed, foldSameLength } from "./words.ts";

/**
 * A text in few numbers by which near texts are found: the least hashes of its runs of five words. Of two texts the share
 * of these that they have in common is near the share of runs that they have in common. Pure.
 */

const RUN = 5;
const KEPT = 64;
/** Texts that share none of these few are not compared. */
const SOUGHT = 8;
const MOST_WORDS = 100_000;
/** Below this a text says too little to be like another one. */
const LEAST_RUNS = 20;
const HEX = 12;

export type Sketch = { readonly sketch: readonly number[]; readonly bands: readonly number[] };

export function sketchOf(texts: readonly string[]): Sketch {
  const words = foldSameLength(composed(texts.join(" "))).match(/[\p{L}\p{N}]+/gu)?.slice(0, MOST_WORDS) ?? [];
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at++) runs.add(words.slice(at, at + RUN).join(" "));
  if (runs.size < LEAST_RUNS) return { sketch: [], bands: [] };
  const sketch = Array.from(runs, (run) => Number.parseInt(hash("sha1", run).slice(0, HEX), 16)).toSorted((a, b) => a - b).slice(0, KEPT);
  return { sketch, bands: sketch.slice(0, SOUGHT) };
}

/** How much of the runs two texts have in common, in percent. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const least = [...new Set([...a, ...b])].toSorted((one, other) => one - other).slice(0, Math.min(KEPT, Math.max(a.length, b.length)));
  const [inA, inB] = [new Set(a), new Set(b)];
  return Math.round((100 * least.filter((one) => inA.has(one) && inB.has(one)).length) / least.length);
}
