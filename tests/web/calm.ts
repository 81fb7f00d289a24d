import type { Page, Request } from "playwright-core";

/** When a page has nothing more to load or to draw. */

/** What each page asked and was not answered yet; the line that stays open is not waited for. */
const asked = new WeakMap<Page, Set<Request>>();
/** From its first request on, for who wants to know later when it is calm. */
export function follow(page: Page): void {
  const underway = new Set<Request>();
  asked.set(page, underway);
  page.on("request", (request) => {
    if (request.resourceType() !== "eventsource") underway.add(request);
  });
  page.on("requestfinished", (request) => underway.delete(request));
  page.on("requestfailed", (request) => underway.delete(request));
}

const CALM = 3;
/** A page is looked at when nothing moves any more: some frames in a row nothing is asked and nothing says that it loads. */
export async function calm(page: Page): Promise<void> {
  for (let frames = 0; frames < CALM; ) {
    const isLoading = await page.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return document.querySelector('[aria-busy="true"]') !== null;
    });
    frames = isLoading || (asked.get(page)?.size ?? 0) > 0 ? 0 : frames + 1;
  }
}

/** Goes on inside the program, as a click does: a fifth of what it costs to load the program again. */
export async function look(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  await calm(page);
}
