import { readFileSync } from "node:fs";
import { compileRegulation } from "../src/scoring/engine/compile.ts";
import { evaluate, isFaulty } from "../src/scoring/engine/evaluate.ts";
import { resultOf } from "../src/scoring/engine/result.ts";
import { largeRegulation } from "../tests/large-regulation.ts";

// A process of its own, so that its peak memory is that of evaluating, not of inventing the case.
// Arguments: criteria, runs, file of the case. Prints the times in milliseconds and the peak memory in MB.
const [criteria = "", runs = "", file = ""] = process.argv.slice(2);

/** What any program must at least do: add up the points, divide, sort. Floats, no checks, no reasons. */
function bareArithmetic(points: readonly Float64Array[]): number[] {
  const percents = points.map((unit) => {
    let sum = 0;
    for (const value of unit) sum += value;
    return Math.round(sum * 100) / 100;
  });
  return percents.toSorted((a, b) => b - a);
}

/** A running server has long been compiled; so is what is measured. */
const WARM_UP = 10;

/** Median milliseconds of several runs, after warming up. */
function median(work: () => void): number {
  // A single run is the cold one that a command makes; its memory is what counts.
  for (let i = 0; i < WARM_UP && Number(runs) > 1; i++) work();
  const times = Array.from({ length: Number(runs) }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Number.NaN;
}

const engine = compileRegulation(largeRegulation(Number(criteria), 3));
const input: unknown = JSON.parse(readFileSync(file, "utf8"));
const began = performance.now();
const first = evaluate(engine, input);
const cold = performance.now() - began;
if (isFaulty(first)) throw new Error(`the bench case is not valid: ${JSON.stringify(first.faults[0])}`);
const units = first.units.length;
const numbers = Array.from({ length: units }, (_, i) => Float64Array.from({ length: Number(criteria) }, (_one, j) => ((i * 31 + j * 17) % 100) / 100));

const ms = median(() => {
  const evaluation = evaluate(engine, input);
  if (isFaulty(evaluation) || resultOf(evaluation).units.length !== units) throw new Error("units are missing");
});
const bare = median(() => {
  if (bareArithmetic(numbers).length !== numbers.length) throw new Error("units are missing");
});
process.stdout.write(JSON.stringify({ ms, bare, cold, megabytes: process.resourceUsage().maxRSS / 1024 }));
