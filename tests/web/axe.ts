import { AxeBuilder } from "@axe-core/playwright";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** WCAG 2.2 AA, and what is held good practice besides. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Violation = Pick<axe.Result, "id" | "nodes">;

/** In a page without frames: what the builder finds, in a fifth of its time, since no second page has to be opened. */
async function violationsOn(page: Page, runOnly: string[]): Promise<readonly Violation[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    // A bar at the edge hides what is scrolled beneath it; how large a target is does not hang on how far one has scrolled.
    const bars = [...document.querySelectorAll<HTMLElement>("body *")].filter((one) => getComputedStyle(one).position === "sticky");
    for (const one of bars) one.style.position = "static";
    const { violations } = await (globalThis as unknown as { readonly axe: typeof axe }).axe.run(document, { runOnly: only, resultTypes: ["violations"] });
    for (const one of bars) one.style.removeProperty("position");
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) })) as unknown as Violation[];
  }, runOnly);
}

function expectNone(violations: readonly Violation[]): void {
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ""}`).join(" | ")}`)).toEqual([]);
}

/** No violation on the page as it is now; each is named with the elements that break it. */
export async function expectAccessible(page: Page): Promise<void> {
  expectNone(page.frames().length === 1 ? await violationsOn(page, TAGS) : (await new AxeBuilder({ page }).withTags(TAGS).analyze()).violations);
}

/** The other mode of a page that is accessible in one: only what colours make differs. */
export async function expectReadableIn(page: Page, mode: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: mode });
  expectNone(await violationsOn(page, ["color-contrast", "link-in-text-block"]));
}

/** Nothing sticks out sideways: the page fits the window's width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
}
