import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, expectReadableIn } from "./axe.ts";
import { calm, follow, look } from "./calm.ts";
import { openWebHouse, type View, type WebHouse } from "./house.ts";

/** Every page of the application, narrow, dark and light: nobody is left before one that they cannot use. Where a page is looked at here, its room's tests need not do it again. */

const SLOW = 240_000;
const NARROW: View = { width: 320, height: 900, mode: "dark", stays: true, path: "/favicon.svg" };
/** What is left of 1440 pixels at 200 %. */
const ZOOMED = { width: 720, height: 450 };

/** By its address, who looks at each page. */
const READERS: Readonly<Record<string, string>> = {
  "/": "snv.truong",
  "/accounts": "quantri",
  "/accounts/$accountId": "quantri",
  "/accounts/$accountId/handover": "quantri",
  "/accounts/new": "quantri",
  "/audit": "kiemtoan",
  "/audit/head": "kiemtoan",
  "/audit/reads": "kiemtoan",
  "/campaigns": "sonoivu",
  "/campaigns/$campaignId": "sonoivu",
  "/campaigns/$campaignId/advance": "sonoivu",
  "/campaigns/$campaignId/amendment": "sonoivu",
  "/campaigns/$campaignId/appraisal": "hd.stp",
  "/campaigns/$campaignId/assignments": "hd.chutich",
  "/campaigns/$campaignId/documents": "sonoivu",
  "/campaigns/$campaignId/extensions": "sonoivu",
  "/campaigns/$campaignId/imports": "tct",
  "/campaigns/$campaignId/marks": "pct1",
  "/campaigns/$campaignId/opinions": "tct",
  "/campaigns/$campaignId/opinions/$requestId": "gopy.snnmt",
  "/campaigns/$campaignId/opinions/new": "tct",
  "/campaigns/$campaignId/progress": "sonoivu",
  "/campaigns/$campaignId/progress/$unitId": "sonoivu",
  "/campaigns/$campaignId/remediation": "sonoivu",
  "/campaigns/$campaignId/reopenings": "sonoivu",
  "/campaigns/$campaignId/result": "sonoivu",
  "/campaigns/$campaignId/result/decisions": "sonoivu",
  "/campaigns/$campaignId/result/proposal": "sonoivu",
  "/campaigns/$campaignId/setup": "sonoivu",
  "/campaigns/$campaignId/setup/calendar": "sonoivu",
  "/campaigns/$campaignId/setup/facts": "sonoivu",
  "/campaigns/$campaignId/setup/not-applicable": "sonoivu",
  "/campaigns/$campaignId/setup/remits": "sonoivu",
  "/campaigns/$campaignId/surveys": "khaosat",
  "/campaigns/$campaignId/surveys/$surveyId": "khaosat",
  "/campaigns/$campaignId/surveys/$surveyId/design": "khaosat",
  "/campaigns/$campaignId/surveys/$surveyId/recheck": "khaosat",
  "/campaigns/$campaignId/surveys/$surveyId/result": "khaosat",
  "/campaigns/$campaignId/surveys/new": "khaosat",
  "/campaigns/$campaignId/units/$unitId": "snv.cham",
  "/campaigns/$campaignId/units/$unitId/explanation": "snv.cham",
  "/campaigns/$campaignId/units/$unitId/measured": "snv.cham",
  "/campaigns/$campaignId/units/$unitId/receipt": "snv.truong",
  "/campaigns/$campaignId/units/$unitId/submit": "snv.truong",
  "/campaigns/new": "sonoivu",
  "/catalogues": "sonoivu",
  "/document-templates": "sonoivu",
  "/document-templates/letterhead": "sonoivu",
  "/evidence": "snv.cham",
  "/evidence/$unitId/$year": "snv.cham",
  "/feedback": "sonoivu",
  "/help": "snv.cham",
  "/help/$role": "snv.cham",
  "/keys": "quantri",
  "/notifications": "snv.truong",
  "/people": "quantri",
  "/people/import": "quantri",
  "/plan": "sonoivu",
  "/plan/$year": "sonoivu",
  "/plan/$year/compare": "sonoivu",
  "/plan/$year/draft": "sonoivu",
  "/plan/$year/duplicates": "sonoivu",
  "/plan/$year/inspections": "sonoivu",
  "/plan/$year/inspections/$inspectionId": "sonoivu",
  "/plan/$year/registers": "snv.cham",
  "/plan/$year/units": "sonoivu",
  "/plan/$year/units/$unitId": "snv.cham",
  "/plan/$year/work": "sonoivu",
  "/plan/$year/work/$unitId": "snv.cham",
  "/ratings": "snv.cham",
  "/ratings/$year/settings": "sonoivu",
  "/ratings/$year/task-reviews": "sonoivu",
  "/regulations": "sonoivu",
  "/regulations/$versionId": "sonoivu",
  "/regulations/$versionId/comparison/$otherId": "sonoivu",
  "/regulations/$versionId/freezing": "sonoivu",
  "/regulations/import": "sonoivu",
  "/reports": "sonoivu",
  "/reports/$periodId": "sonoivu",
  "/reports/$periodId/import": "sonoivu",
  "/reports/$periodId/measures/$key": "sonoivu",
  "/reports/$periodId/units/$unitId": "snv.cham",
  "/reports/$periodId/units/$unitId/import": "snv.cham",
  "/reports/dashboard": "sonoivu",
  "/reports/forms": "sonoivu",
  "/reports/forms/$key": "sonoivu",
  "/reports/new": "sonoivu",
  "/reports/years": "sonoivu",
  "/reports/years/$unitId": "sonoivu",
  "/settings": "snv.cham",
  "/units": "quantri",
  "/units/$unitId": "snv.truong",
  "/units/$unitId/reads": "snv.truong",
  "/units/import": "quantri",
  "/units/new": "quantri",
  "/work": "snv.cham",
};

/** Pages that show something only at another stage, or in the other demonstration: there they are looked at. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "/campaigns/$campaignId/appraisal/criteria/$index/$code": "council.test.ts",
  "/campaigns/$campaignId/appraisal/sitting": "council-sitting.test.ts",
  "/campaigns/$campaignId/appraisal/units/$unitId": "council.test.ts",
  "/catalogues/$catalogueId": "catalogue.test.ts",
  "/catalogues/$catalogueId/alike": "catalogue.test.ts",
  "/catalogues/$catalogueId/comparison": "catalogue.test.ts",
  "/catalogues/$catalogueId/decision": "catalogue.test.ts",
  "/catalogues/$catalogueId/import": "catalogue.test.ts",
  "/catalogues/$catalogueId/merge": "catalogue.test.ts",
  "/feedback/$feedbackId": "portal.test.ts",
  "/password": "admin-everybody.test.ts",
  "/ratings/$year/complaints": "ratings.test.ts",
  "/ratings/$year/rounds/$roundId": "ratings.test.ts",
  "/ratings/files/$fileId": "ratings.test.ts",
  "/ratings/organisations/$campaignId": "ratings-rare.test.ts",
  "/ratings/outbox": "ratings.test.ts",
  "/work/$periodId/distribution": "ratings-rare.test.ts",
  "/work/$periodId/people/$personId": "ratings-rare.test.ts",
  "/work/$periodId/units/$unitId": "ratings-rare.test.ts",
  "/work/$periodId/units/$unitId/import": "ratings-rare.test.ts",
  "/work/periods": "ratings-rare.test.ts",
};

type Opened = { readonly by: string; readonly at: string; readonly opener: RegExp };
const DESK = { by: "snv.cham", at: "/campaigns/$campaignId/units/$unitId" };

/** Every dialog and drawer by the file it stands in: who opens it where and with what, or the file in which it is looked at. */
const DIALOGS: Readonly<Record<string, Opened | string>> = {
  "assessment/foresight-panel.tsx": { ...DESK, opener: /^Xem cách tính$/ },
  "assessment/history.tsx": { ...DESK, opener: /^Lịch sử$/ },
  "assessment/pocket-list.tsx": { ...DESK, opener: /^☰? ?Danh sách tiêu chí/ },
  "evidence/item-drawer.tsx": { by: "snv.cham", at: "/evidence/$unitId/$year", opener: /^Chi tiết: / },
  "leadership/unit-summary.tsx": { by: "pct1", at: "/campaigns/$campaignId/marks", opener: /^Tóm tắt về / },
  "result/gaps-panel.tsx": { by: "sonoivu", at: "/campaigns/$campaignId/result", opener: /chỗ thiếu của / },
  "result/reasons-panel.tsx": { by: "sonoivu", at: "/campaigns/$published/result", opener: /của Sở Tài chính$/ },
  "shell/frame.tsx": { ...DESK, opener: /^Mở danh sách các trang$/ },
  "shell/question.tsx": "home.test.ts",
  "shell/tour.tsx": { by: "snv.cham", at: "/help", opener: /^Xem lại phần giới thiệu$/ },
};

let house: WebHouse;
const pages = new Map<string, Page>();
const ids = new Map<string, string>();

type Named = { readonly id: string; readonly key?: string; readonly year?: number; readonly code?: string; readonly unitId?: string };

async function itemsOf(username: string, path: string): Promise<readonly Named[]> {
  const answer = await (await pageOf(username)).request.get(`${house.address}/api/v1${path}`);
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  return ((await answer.json()) as { items: Named[] }).items;
}

/** Somebody loads the program once, and goes on in it from page to page. */
async function comeIn(username: string): Promise<Page> {
  const page = await house.enter(username, NARROW);
  follow(page);
  await page.goto(house.address);
  await calm(page);
  pages.set(username, page);
  return page;
}
const pageOf = async (username: string): Promise<Page> => pages.get(username) ?? comeIn(username);

beforeAll(async () => {
  house = await openWebHouse();
  const campaigns = await itemsOf("sonoivu", "/campaigns");
  const campaignId = campaigns.find(({ year }) => year === 2025)?.id ?? "";
  const [version] = await itemsOf("sonoivu", "/regulations");
  const [plan] = await itemsOf("sonoivu", "/plans");
  const first = async (username: string, path: string): Promise<string> => (await itemsOf(username, path))[0]?.id ?? "";
  const found = {
    campaignId,
    published: campaigns.find(({ year }) => year === 2024)?.id,
    unitId: (await itemsOf("sonoivu", `/campaigns/${campaignId}/units?limit=200`)).find(({ code }) => code === "SNV")?.unitId,
    accountId: await first("quantri", "/accounts?username=chutich"),
    versionId: version?.id,
    otherId: version?.id,
    year: String(plan?.year),
    inspectionId: await first("sonoivu", `/plans/${plan?.id ?? ""}/inspections`),
    periodId: (await itemsOf("sonoivu", "/report-periods")).find(({ year }) => year === 2025)?.id,
    key: "ct05a",
    form: (await itemsOf("sonoivu", "/report-forms"))[0]?.key,
    surveyId: await first("khaosat", `/surveys?campaignId=${campaignId}`),
    requestId: await first("gopy.snnmt", `/campaigns/${campaignId}/opinion-requests`),
    role: "unit-scorer",
  };
  for (const [name, id] of Object.entries(found)) ids.set(name, id ?? "");
}, SLOW);
afterAll(async () => house.close());

/** What else a name means in some addresses: remedies are there once a result is out, a form has a key of its own. */
const MEANT: Readonly<Record<string, string>> = { "/campaigns/$campaignId/remediation campaignId": "published", "/reports/forms/$key key": "form" };

const addressOf = (path: string): string =>
  path.replaceAll(/\$(?<name>\w+)/g, (_, name: string) => {
    const id = ids.get(MEANT[`${path} ${name}`] ?? name);
    if (id === undefined || id === "") throw new RangeError(`nothing is known as ${name}`);
    return id;
  });

/** Until nothing loads any more and the heading is no longer that of the page before, unless it is the same page. */
async function open(page: Page, path: string): Promise<void> {
  const to = addressOf(path);
  await page.locator("h1").evaluateAll((headings, isLeft) => {
    for (const one of headings) one.toggleAttribute("data-before", isLeft);
  }, new URL(page.url()).pathname !== to);
  await look(page, to);
  await page.locator("h1:not([data-before])").waitFor();
}

/** Loads the program anew: nothing is left of what was open before. */
async function load(page: Page, path: string): Promise<void> {
  await page.goto(house.address + addressOf(path));
  await page.getByRole("heading", { level: 1 }).waitFor();
  await calm(page);
}

test("no page is forgotten here", () => {
  const folder = fileURLToPath(new URL("../../src/web/", import.meta.url));
  const paths = globSync("*/*routes*.ts", { cwd: folder }).flatMap((name) => [...readFileSync(folder + name, "utf8").matchAll(/path: "(?<path>\/[^"]*)"/g)].map(({ groups }) => groups?.["path"] ?? ""));
  expect(paths.length).toBeGreaterThan(90);
  expect(paths.filter((path) => READERS[path] === undefined && ELSEWHERE[path] === undefined)).toEqual([]);
  expect(Object.keys({ ...READERS, ...ELSEWHERE }).filter((path) => !paths.includes(path))).toEqual([]);
  expect([...new Set(Object.values(ELSEWHERE))].filter((name) => !readFileSync(new URL(name, import.meta.url), "utf8").includes("expectAccessible("))).toEqual([]);
});

describe("everybody can use", () => {
  test.each(Object.entries(READERS))("%s", async (path, username) => {
    const page = await pageOf(username);
    await open(page, path);
    await expectAccessible(page);
    await expectReadableIn(page, "light");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize(ZOOMED);
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 320, height: 900 });
  }, SLOW);
});

test("no dialog is forgotten here", () => {
  const folder = fileURLToPath(new URL("../../src/web/", import.meta.url));
  // The drawer that the others are made of is none itself.
  const found = globSync("*/**/*.tsx", { cwd: folder }).filter((name) => name !== "ui/reasons.tsx" && /<(?:Modal|Drawer|SideDrawer|dialog)\b/.test(readFileSync(folder + name, "utf8")));
  expect(found.toSorted()).toEqual(Object.keys(DIALOGS));
});

describe("a dialog takes the keys, lets go of them, and gives them back", () => {
  test.each(Object.entries(DIALOGS).flatMap(([file, how]) => (typeof how === "string" ? [] : [{ file, ...how }])))("$file", async ({ by, at, opener }) => {
    const page = await pageOf(by);
    await load(page, at);
    const asked = page.getByRole("button", { name: opener }).or(page.getByRole("link", { name: opener })).first();
    await asked.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('dialog, [role="dialog"]') !== null && document.querySelector('dialog[open] [aria-busy="true"], [role="dialog"] [aria-busy="true"]') === null);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(async () => asked.evaluate((element) => element === document.activeElement)).toBe(true);
  }, SLOW);
});
