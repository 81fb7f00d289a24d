import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first: they begin first, so that no other worker has to wait for them in the
 * end. What a run took: `npx vitest run --reporter=json --outputFile=…`.
 */
const LONGEST = [
  "server/start",
  "web/every-page",
  "server/fuzz",
  "web/desk",
  "web/whole-campaign",
  "web/report",
  "web/ratings",
  "web/plan",
  "web/result",
  "web/evidence",
  "trust/leaks",
  "web/campaign",
  "cycle/whole-cycle",
  "permissions/stages",
  "web/survey",
  "web/stored-script",
  "web/documents",
  "web/portal",
  "web/evidence-care",
  "web/council",
  "web/council-typing",
  "web/admin-everybody",
  "trust/witness",
  "second/compare",
  "server/openapi",
  "server/crash-uploads",
  "server/crash",
  "server/demonstration",
  "server/event-loop",
  "web/admin",
  "web/leadership",
  "trust/mass-assignment",
  "web/catalogue",
  "web/door",
  "web/feedback-file",
  "trust/survey-open",
  "web/home",
  "trust/sign-in",
  "trust/foreign-ids",
  "server/jobs",
  "web/council-sitting",
  "web/result-amendment",
].map((name) => `/tests/${name}.test.ts`);

/** One engine after the other, since a worker keeps what it has loaded only as long as the engine stays the same. */
export class LongestFirst extends BaseSequencer {
  readonly #longest: readonly string[] = LONGEST;

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const engines = [...new Set(files.map(({ project }) => project.name))].toReversed();
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = this.#longest.findIndex((name) => moduleId.endsWith(name));
      return place === -1 ? this.#longest.length : place;
    };
    return files.toSorted((a, b) => engines.indexOf(a.project.name) - engines.indexOf(b.project.name) || placeOf(a) - placeOf(b));
  }
}
