import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/order.ts";
import { type Engine, oldestEngine, PACKAGED } from "./tests/server/engines.ts";

/** Suites that ask the most of the database run on every engine, the others on the packaged one. */
const ON_EVERY_ENGINE = ["tests/cycle/*.test.ts", "tests/server/engines.test.ts", "tests/server/platform.test.ts", "src/server/platform/scope.test.ts", "src/server/audit/a*.test.ts", "src/server/campaign/campaign.test.ts", "src/server/leadership/leadership.test.ts", "src/server/assessment/assessment.test.ts"];

const onEngine = (engine: Engine, include: string[]) => ({
  test: {
    name: engine.name,
    globalSetup: ["tests/server/cluster.ts"],
    include,
    exclude: ["**/node_modules/**", "dist/**", "tests/architecture/fixtures/**"],
    pool: "threads" as const,
    // A worker keeps what it has loaded: of each file's time half went into loading and warming the same modules again.
    isolate: false,
    // Node runs the sources as they are, as it does when the program runs.
    experimental: { viteModuleRunner: false },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    globals: false,
    // On a busy machine a second is soon over; a wait ends when what it waits for is there.
    expect: { poll: { timeout: 15_000 } },
    provide: { engine },
  },
});

const oldest = oldestEngine();
process.stderr.write(oldest === undefined ? `Engine of the tests: ${PACKAGED.name} (packaged). No PostgreSQL 15 was found to run them on as well.\n` : `Engines of the tests: ${PACKAGED.name} (packaged); for suites of the database also ${oldest.name} (${oldest.binaries ?? ""}).\n`);

export default defineConfig({
  // Each file has a database of its own. While one computes, another waits for the database or a program that it started.
  test: { maxWorkers: Math.max(2, availableParallelism()), sequence: { sequencer: LongestFirst }, projects: [onEngine(PACKAGED, ["src/**/*.test.ts", "tests/**/*.test.ts"]), ...(oldest === undefined ? [] : [onEngine(oldest, ON_EVERY_ENGINE)])] },
});
