import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { CDPSession, Locator, Page } from "playwright-core";
import { makeProgram } from "../tests/server/process.ts";
import { launchChromium } from "../tests/web/chromium.ts";

// The pages on the demonstration's data in a real browser: how long a change of page takes, how soon the page answers a
// key while the processor is slowed down, how evenly long lists scroll.

const PASSWORD = "congtam-demo";
const ROUNDS = 5;
const SLOWED = 4;
const FRAME_MS = 1000 / 60;

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ms = (time: number): string => `${time.toFixed(0)} ms`;

async function enter(page: Page, url: string, username: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/v1/session`, { data: { username, password: PASSWORD } });
  if (answer.status() !== 201) throw new Error(await answer.text());
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** From the click to the page that stands, nothing loading any more, as the page itself measures it. */
const changeOfPage = async (page: Page, place: string): Promise<number> =>
  page.evaluate(async (to) => {
    const began = performance.now();
    const before = document.querySelector("h1");
    globalThis.history.pushState({}, "", to);
    globalThis.dispatchEvent(new PopStateEvent("popstate"));
    for (;;) {
      await new Promise(requestAnimationFrame);
      const now = document.querySelector("h1");
      if (now !== null && now !== before && document.querySelector('[aria-busy="true"]') === null) return performance.now() - began;
      if (performance.now() - began > 20_000) return Number.NaN;
    }
  }, place);

/** The longest that one key press was without an answer on the screen. */
async function longestInteraction(page: Page, cdp: CDPSession, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { longestOf: seen });
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) seen.push(one.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  await work();
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  return page.evaluate(() => Math.max(0, ...(globalThis as unknown as { longestOf: number[] }).longestOf));
}

/** How long each frame lasted while something is scrolled from its beginning to its end and back, a few lines with each frame. */
const framesOf = async (box: Locator): Promise<number[]> =>
  box.evaluate(async (scrolled) => {
    const STEP = 60;
    const FRAMES = 300;
    const times: number[] = [];
    let by = STEP;
    await new Promise<void>((resolve) => {
      const step = (now: number): void => {
        times.push(now);
        const before = scrolled.scrollTop;
        scrolled.scrollTop += by;
        if (scrolled.scrollTop === before) by = -by;
        if (times.length < FRAMES) requestAnimationFrame(step);
        else resolve();
      };
      requestAnimationFrame(step);
    });
    return times.slice(1).map((time, i) => time - (times[i] ?? 0));
  });

/** Of a display of 60 frames a second one frame is missed where the next comes after one and a half of its time. */
async function scroll(name: string, box: Locator): Promise<void> {
  await box.waitFor();
  const frames = await framesOf(box);
  const missed = frames.filter((time) => time > 1.5 * FRAME_MS).length;
  const share = `${(100 * (1 - missed / frames.length)).toFixed(1)} %`;
  line(`scrolling ${name}: frames in time`, share, `${ms(Math.max(...frames))} longest`, `median ${median(frames).toFixed(1)} ms; 60 frames a second`);
}

/** The end of the self-scoring is put before now, as if three weeks had passed, and the officer begins the appraisal. */
async function beginAppraisal(data: string, officer: Page, url: string, campaign: string): Promise<void> {
  // Its fifth line: where the server's socket is.
  const host = readFileSync(join(data, "demonstration", "data", "postmaster.pid"), "utf8").split("\n")[4] ?? "";
  const client = new pg.Client({ host, user: "postgres", database: "congtam" });
  await client.connect();
  await client.query(
    `update congtam.campaign_action set action = jsonb_set(action, '{calendar,self-scoring}', to_jsonb(to_char((now() - interval '1 minute') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) where campaign = $1 and action->>'kind' = 'set-calendar'`,
    [campaign],
  );
  await client.end();
  const before = await officer.request.get(`${url}/api/v1/campaigns/${campaign}`);
  const moved = await officer.request.post(`${url}/api/v1/campaigns/${campaign}/actions`, { data: { kind: "advance", to: "appraisal-1" }, headers: { "if-match": before.headers()["etag"] ?? "" } });
  if (moved.status() !== 201) throw new Error(await moved.text());
}

const program = await makeProgram();
const browser = await launchChromium();
try {
  await program.start();
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN" })).newPage();
  await enter(page, program.url, "sonoivu");
  const campaigns = (await (await page.request.get(`${program.url}/api/v1/campaigns`)).json()) as { items: { id: string; title: string }[] };
  const campaign = campaigns.items.find((one) => one.title.includes("2025"))?.id ?? "";
  const units = (await (await page.request.get(`${program.url}/api/v1/campaigns/${campaign}/units?limit=5`)).json()) as { items: { unitId: string }[] };
  const places = ["/campaigns", `/campaigns/${campaign}`, `/campaigns/${campaign}/progress`, `/campaigns/${campaign}/units/${units.items[0]?.unitId ?? ""}`, `/campaigns/${campaign}/result`, "/regulations"];
  process.stdout.write("\nPages on the demonstration's data\n");
  for (const place of places) {
    const times: number[] = [];
    // The first opening also brings the room's code.
    for (let round = 0; round <= ROUNDS; round++) {
      await changeOfPage(page, "/");
      times.push(await changeOfPage(page, place));
    }
    const name = place.replace(campaign, "…").replace(units.items[0]?.unitId ?? "-", "…");
    line(`change of page to ${name}`, ms(median(times.slice(1))), `${(median(times.slice(1)) / FRAME_MS).toFixed(1)} × frame`, `200 ms; first ${ms(times[0] ?? Number.NaN)}`);
  }
  const scorer = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN" })).newPage();
  await enter(scorer, program.url, "snv.cham");
  await scorer.getByRole("link", { name: /Tự chấm điểm/ }).click();
  await scorer.getByRole("main").getByRole("textbox").first().waitFor();
  const cdp = await scorer.context().newCDPSession(scorer);
  const longest = await longestInteraction(scorer, cdp, async () => {
    await scorer.getByRole("main").getByRole("textbox").first().focus();
    await scorer.keyboard.type("12,5", { delay: 60 });
    for (let step = 0; step < 10; step++) await scorer.keyboard.press("Alt+ArrowDown", { delay: 40 });
  });
  line(`scoring desk: longest answer to a key, CPU ÷ ${String(SLOWED)}`, ms(longest), `${(longest / FRAME_MS).toFixed(1)} × frame`, "200 ms");
  await scroll("the tree of criteria", scorer.getByRole("tree"));
  await beginAppraisal(program.data, page, program.url, campaign);
  const member = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN" })).newPage();
  await enter(member, program.url, "hd.stc");
  await member.goto(`${program.url}/campaigns/${campaign}/appraisal/criteria/03/1.1.1`);
  await scroll("a criterion across 102 communes", member.getByRole("grid"));
} finally {
  await browser.close();
  await program.dispose();
}

// The pages for everybody are another program's: without a session, without a script.
await import("./portal.ts");
