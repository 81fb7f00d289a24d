import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first: they begin first, so that no other worker has to wait for them in the
 * end; before them all the one whose first start makes the data folder that others copy. What a run took: `npx vitest run --reporter=json --outputFile=…`.
 */
const LONGEST = [
  "server/start",
  "server/fuzz",
  "web/every-page",
  "web/whole-campaign",
  "web/desk",
  "trust/leaks",
  "web/report",
  "cycle/whole-cycle",
  "web/ratings",
  "web/campaign",
  "web/evidence",
  "web/result",
  "permissions/stages",
  "web/plan",
  "web/survey",
  "web/council",
  "web/portal",
  "web/feedback-file",
  "web/documents",
  "server/crash-uploads",
  "second/compare",
  "web/evidence-care",
  "web/stored-script",
  "web/admin-everybody",
  "web/council-typing",
  "web/ratings-rare",
  "server/crash",
  "server/demonstration",
  "web/home",
  "web/leadership",
  "web/admin",
  "web/catalogue",
  "src/server/result/workbook-case",
  "trust/mass-assignment",
  "regulation/corruption",
  "server/event-loop",
  "web/council-sitting",
  "cli/bad-input",
  "web/door",
  "server/add-administrator",
  "cli/fuzz",
  "trust/hostile-files",
  "trust/concurrency",
  "server/hostile",
  "trust/reconcile",
  "server/openapi",
  "trust/witness",
  "web/result-amendment",
  "trust/survey-open",
  "trust/foreign-ids",
  "trust/sign-in",
].map((name) => `${name.startsWith("src/") ? "" : "/tests"}/${name}.test.ts`);

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
