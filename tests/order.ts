import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, which begin first so that no other worker has to wait for them in the end. */
const LONGEST = ["tests/server/start.test.ts", "tests/cycle/whole-cycle.test.ts", "tests/server/fuzz.test.ts", "tests/second/compare.test.ts", "tests/server/event-loop.test.ts", "tests/trust/reconcile.test.ts", "tests/trust/sign-in.test.ts", "tests/trust/leaks.test.ts", "tests/server/crash.test.ts", "tests/server/demonstration.test.ts", "tests/cli/fuzz.test.ts"];

export class LongestFirst extends BaseSequencer {
  readonly #longest: readonly string[] = LONGEST;

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = this.#longest.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? this.#longest.length : place;
    };
    return files.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
