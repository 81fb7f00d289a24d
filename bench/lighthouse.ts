import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { chromiumPlace, QUIET } from "../tests/web/chromium.ts";
import { freePort } from "../tests/server/process.ts";

// What Lighthouse gives the public pages: performance, accessibility, best practices, search. Each has to reach the budget.

export const LIGHTHOUSE_BUDGET = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

type Rated = { readonly page: string; readonly scores: Readonly<Record<(typeof CATEGORIES)[number], number>>; /** What cost points. */ readonly faults: readonly string[] };

/** Rates pages one after the other in a Chromium of its own, as on a telephone. */
export async function rateByLighthouse(origin: string, pages: readonly string[]): Promise<Rated[]> {
  const port = await freePort();
  const browser = await chromium.launch({ executablePath: await chromiumPlace(), args: [...QUIET, `--remote-debugging-port=${String(port)}`] });
  try {
    const rated: Rated[] = [];
    for (const page of pages) {
      const run = await lighthouse(`${origin}${page}`, { port, output: "json", logLevel: "error", onlyCategories: [...CATEGORIES] });
      if (run === undefined) throw new Error(`Lighthouse said nothing of ${page}`);
      const { categories, audits } = run.lhr;
      const scoreOf = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100);
      const faults = CATEGORIES.flatMap((name) => (categories[name]?.auditRefs ?? []).flatMap(({ id, weight }) => ((audits[id]?.score ?? 1) < 0.9 && weight > 0 ? [`${name}: ${audits[id]?.title ?? id}`] : [])));
      rated.push({ page, scores: { performance: scoreOf("performance"), accessibility: scoreOf("accessibility"), "best-practices": scoreOf("best-practices"), seo: scoreOf("seo") }, faults });
    }
    return rated;
  } finally {
    await browser.close();
  }
}
