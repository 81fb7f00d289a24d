import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { compileRegulation } from "../src/scoring/engine/compile.ts";
import { isFaulty } from "../src/scoring/engine/evaluate.ts";
import { preview } from "../src/scoring/engine/preview.ts";
import { largeCase, largeRegulation } from "../tests/large-regulation.ts";

const CRITERIA = 150;

const measuredSchema = z.strictObject({ ms: z.number(), bare: z.number(), cold: z.number(), megabytes: z.number() });

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}

/** Full evaluation from parsed JSON to the result with all reasons, against bare arithmetic in the same process. */
function benchEvaluation(units: number, runs: number, budget: string): void {
  const folder = mkdtempSync(join(tmpdir(), "congtam-bench-"));
  const file = join(folder, "case.json");
  try {
    writeFileSync(file, JSON.stringify(largeCase(largeRegulation(CRITERIA, 3), units)));
    const one = fileURLToPath(new URL("one.ts", import.meta.url));
    const measure = (times: number) => measuredSchema.parse(JSON.parse(execFileSync(process.execPath, [one, String(CRITERIA), String(times), file], { encoding: "utf8" })));
    const { ms, bare } = measure(runs);
    const { megabytes, cold } = measure(1);
    line(`full evaluation with reasons, ${String(units)} × ${String(CRITERIA)}`, `${ms.toFixed(1)} ms`, `${(ms / bare).toFixed(0)} × bare`, budget);
    line("  the very first one in a fresh process", `${cold.toFixed(1)} ms`, "", "");
    line("  bare arithmetic in the same run", `${bare.toFixed(2)} ms`, "1 × bare", "");
    line("  peak memory of a process that evaluates once", `${megabytes.toFixed(0)} MB`, "", "budget 500 MB");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function benchPreview(): void {
  const loaded = largeRegulation(CRITERIA, 1);
  const engine = compileRegulation(loaded);
  const [unit] = largeCase(loaded, 1).units;
  const [warm, times] = [200, 1000];
  let start = 0;
  for (let i = -warm; i < times; i++) {
    if (i === 0) start = performance.now();
    if (isFaulty(preview(engine, unit))) throw new Error("the preview failed");
  }
  line(`preview of one unit, ${String(CRITERIA)} criteria`, `${((performance.now() - start) / times).toFixed(3)} ms`, "", "budget 1 ms");
}

benchEvaluation(128, 31, "budget 30 ms");
benchEvaluation(3400, 5, "budget 800 ms");
benchPreview();
