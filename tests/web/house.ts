import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { inject, onTestFinished } from "vitest";
import { webFolder } from "../../src/cli/web-build.ts";
import type { Demonstration } from "../../src/cli/demonstration.ts";
import { startServer } from "../../src/server/main.ts";
import { readConfig } from "../../src/server/platform/index.ts";
import { freshDatabase, type TestDatabase } from "../server/harness.ts";
import { demonstrationTemplate } from "./demonstration.ts";
import { freePort } from "../server/process.ts";
import { launchChromium } from "./chromium.ts";

/** The whole program with the demonstration's data and a real browser before it. */
export type WebHouse = {
  readonly address: string;
  readonly test: TestDatabase;
  readonly browser: Browser;
  /** A browser of its own for one person, signed in; Vietnamese, as wide as asked. */
  readonly enter: (username: string, view?: View) => Promise<Page>;
  readonly stranger: (view?: View) => Promise<Page>;
  readonly close: () => Promise<void>;
};

export type View = { readonly width?: number; readonly height?: number; readonly mode?: "light" | "dark"; readonly language?: "vi" | "en"; /** Where somebody who enters goes first. */ readonly path?: string; /** For several tests: who comes in a test leaves with it otherwise. */ readonly stays?: boolean };

/** For who asks the server first, and then goes where the answer leads: a place at which there is nothing to draw. */
export const NOWHERE = { path: "/favicon.svg" };

export const PASSWORD = "congtam-demo";

async function contextOf(browser: Browser, { width = 1440, height = 900, mode = "light", language = "vi" }: View): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height }, locale: "vi-VN", colorScheme: mode, reducedMotion: "reduce" });
  if (language === "en") {
    await context.addInitScript(() => {
      localStorage.setItem("congtam.preferences", JSON.stringify({ language: "en" }));
    });
  }
  return context;
}

/** Nobody looks at a page any more when its test is over, but it would still hear of every change and draw it. Who comes before the first test stays. */
function leaveAfterTest(context: BrowserContext): void {
  try {
    onTestFinished(() => context.close());
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("inside a test"))) throw error;
  }
}

/** `prepare` sees the database before anything has connected to it: to give it a clock of its own, say. The data are those of Đắk Lắk, or of another demonstration; `settings` are those of the program. */
export async function openWebHouse(prepare: (test: TestDatabase) => Promise<void> = async () => undefined, demonstration: Demonstration = "dak-lak", settings: Readonly<Record<string, string>> = {}): Promise<WebHouse> {
  const test = await freshDatabase(await demonstrationTemplate(demonstration));
  await prepare(test);
  const folder = mkdtempSync(join(tmpdir(), "congtam-web-"));
  const url = `postgresql://postgres@localhost/${test.connection.database ?? ""}?host=${encodeURIComponent(inject("socket"))}`;
  const web = await webFolder(() => undefined);
  const running = await startServer(readConfig({ ...settings, DATABASE_URL: url, PORT: String(await freePort()), CONGTAM_DATA: folder }), async () => undefined, { web });
  const browser = await launchChromium();
  const stranger = async (view: View = {}): Promise<Page> => {
    const context = await contextOf(browser, view);
    if (view.stays !== true) leaveAfterTest(context);
    return context.newPage();
  };
  const enter = async (username: string, view: View = {}): Promise<Page> => {
    const page = await stranger(view);
    const answer = await page.request.post(`${running.address}/api/v1/session`, { data: { username, password: PASSWORD } });
    if (answer.status() !== 201) throw new Error(`${username} was not let in: ${await answer.text()}`);
    // Who goes nowhere in particular need not wait for all of the first page.
    await page.goto(new URL(view.path ?? "/", running.address).href, { waitUntil: view.path === undefined ? "commit" : "load" });
    return page;
  };
  const close = async (): Promise<void> => {
    await browser.close();
    await running.stop();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address: running.address, test, browser, enter, stranger, close };
}
