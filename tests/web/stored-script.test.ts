import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { docxOf, pdfOf } from "../server/office-files.ts";
import { sha256, TUS } from "../server/evidence-house.ts";
import { calm, follow, look } from "./calm.ts";
import { type Place, placeOf } from "./desk.ts";
import { openWebHouse, PASSWORD, type WebHouse } from "./house.ts";

/** Threat 22: what people and files say is never run, whichever page shows it to whom. */

const SLOW = 600_000;
const PAYLOAD = `"><img src=x onerror=alert(22)><svg onload=alert(22)><script>alert(22)</script>'{{constructor.constructor('alert(22)')()}}`;
/** A file's name may not hold all of these signs. */
const NAME = "'onmouseover='alert(22)' javascript&#58;alert(22) {{7+7}}.pdf";

const STOPPED = "stopped: ";
const AT_ONCE = 3;

let house: WebHouse;
let place: Place;
const alarms: string[] = [];

/** Everything that would show that something ran, or that the browser had to stop it. */
async function watched(username?: string): Promise<Page> {
  const page = await house.stranger();
  if (username !== undefined) await become(page, username);
  follow(page);
  page.on("dialog", (dialog) => {
    alarms.push(`${page.url()}: dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  // The browser's own words for a handler that it stopped name styles too: what was stopped the event tells.
  await page.addInitScript((sign) => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      console.warn(`${sign}${effectiveDirective} ${blockedURI}`);
    });
  }, STOPPED);
  page.on("console", (message) => {
    const text = message.text();
    // The component library's own styles are not what somebody wrote, nor that the schemas try whether they might compile themselves.
    if (text.startsWith(STOPPED) && !text.startsWith(`${STOPPED}style`) && text !== `${STOPPED}script-src eval`) alarms.push(`${page.url()}: ${text}`);
  });
  return page;
}

/** Somebody else sits down at the same browser: what it has loaded of the program it need not load again. */
async function become(page: Page, username: string): Promise<void> {
  await page.context().clearCookies();
  const answer = await page.request.post(`${house.address}/api/v1/session`, { data: { username, password: PASSWORD } });
  if (answer.status() !== 201) throw new Error(`${username} was not let in: ${await answer.text()}`);
}

/** Columns of prose, wherever they are: names, titles, notes, reasons, subjects. */
const PROSE = ["name", "title", "note", "reason", "comment", "subject", "issuer", "proves", "question", "detail", "message", "proof", "text", "instead", "measure", "remark"];

async function writeEverywhere(): Promise<string[]> {
  const { rows } = await house.test.superuser.query<{ table: string; column: string }>(
    `select c.table_name as "table", c.column_name as "column" from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'congtam' and t.table_type = 'BASE TABLE' and c.data_type = 'text' and c.column_name = any($1) order by 1, 2`,
    [PROSE],
  );
  const written: string[] = [];
  await house.test.superuser.query("set session_replication_role = replica");
  for (const { table, column } of rows) {
    // Where a rule of the table refuses so long or so strange a text, nobody can have written it.
    const done = await house.test.superuser.query(`update congtam.${table} set ${column} = left(${column}, 40) || $1`, [PAYLOAD]).catch(() => undefined);
    if ((done?.rowCount ?? 0) > 0) written.push(`${table}.${column}`);
  }
  await house.test.superuser.query("set session_replication_role = origin");
  return written;
}

async function handIn(page: Page, name: string, bytes: Buffer): Promise<{ id: string; itemId: string }> {
  const api = `${house.address}/api/v1`;
  const named = await page.request.post(`${api}/units/${place.unitId}/evidence/2025/manifests`, { data: { files: [{ name, size: bytes.length, sha256: sha256(bytes) }] } });
  const { items } = (await named.json()) as { items: { id: string; itemId: string }[] };
  const [file] = items;
  if (file === undefined) throw new Error(await named.text());
  const sent = await page.request.fetch(`${api}/evidence/files/${file.id}/bytes`, { method: "PATCH", headers: { ...TUS, "upload-offset": "0" }, data: bytes });
  if (sent.status() !== 204) throw new Error(await sent.text());
  return file;
}

beforeAll(async () => {
  house = await openWebHouse();
  const page = await house.enter("stc.cham", { path: "/favicon.svg" });
  place = await placeOf(house, page);
  const api = `${house.address}/api/v1`;
  const pdf = await handIn(page, NAME, await pdfOf(`${PAYLOAD}\nBáo cáo kết quả`, PAYLOAD));
  const docx = await handIn(page, "Công văn.docx", await docxOf(PAYLOAD, `<script>alert(22)</script>`));
  const described = await page.request.put(`${api}/evidence/items/${pdf.itemId}/description`, { headers: { "if-match": '"0"' }, data: { number: PAYLOAD.slice(0, 100), dated: "2025-11-20", issuer: PAYLOAD, subject: PAYLOAD } });
  const links = [{ fileId: pdf.id, pages: "1", proves: PAYLOAD }, { fileId: docx.id, pages: "", proves: PAYLOAD }];
  const path = `${api}/campaigns/${place.campaignId}/units/${place.unitId}`;
  const linked = await page.request.put(`${path}/evidence/1.2.2`, { headers: { "if-match": '"0"' }, data: { links } });
  const said = await page.request.put(`${path}/evidence/1.2.3`, { headers: { "if-match": '"0"' }, data: { links: [], instead: PAYLOAD } });
  const done = [described, linked, said].map((answer) => answer.status());
  if (done.some((status) => status !== 200)) throw new Error(`not written: ${done.join(" ")}`);
  await page.context().close();
}, SLOW);
afterAll(async () => house.close(), SLOW);

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${house.address}${path}`);
  await calm(page);
}

/** The data of an entry of the ledger are drawn when somebody asks for them. */
async function openEntries(page: Page): Promise<void> {
  await page.locator(".audit-entry details").evaluateAll((all: HTMLDetailsElement[]) => {
    for (const one of all) one.open = true;
  });
  await page.waitForFunction(() => [...document.querySelectorAll(".audit-entry details")].every((one) => one.childElementCount > 1));
}

const campaign = (rest = ""): string => `/campaigns/${place.campaignId}${rest}`;
const unit = (rest = ""): string => campaign(`/units/${place.unitId}${rest}`);
const SEARCH = "/evidence?q=bao%20cao";
const library = (): string => `/evidence/${place.unitId}/2025`;
const councilPages = (): string[] => ["/", campaign(), campaign("/progress"), campaign("/appraisal"), campaign(`/appraisal/units/${place.unitId}?code=1.2.2`), campaign("/appraisal/criteria/01/1.2.2"), campaign("/appraisal/sitting"), campaign("/opinions"), SEARCH, library(), "/notifications"];
const pagesOfAll = (): readonly (readonly [string, readonly string[]])[] => [
  ["stc.cham", ["/", campaign(), unit("?criterion=1.2.2"), unit("?criterion=1.2.3"), unit("/explanation"), unit("/receipt"), library(), SEARCH, "/notifications", "/settings"]],
  ["stc.truong", ["/", unit("/submit"), unit("?criterion=1.2.2"), library(), campaign("/extensions"), campaign("/remediation")]],
  ["hd.chutich", councilPages()],
  ["hd.stp", councilPages()],
  ["tct", councilPages()],
  ["chutich", ["/", campaign(), campaign("/marks"), campaign("/progress"), campaign("/result")]],
  ["sonoivu", ["/", campaign(), campaign("/setup"), campaign("/setup/facts"), campaign("/setup/not-applicable"), campaign("/setup/remits"), campaign("/assignments"), campaign("/imports"), campaign("/surveys"), campaign("/result"), campaign("/documents"), campaign("/reopenings"), "/regulations", "/feedback", "/people", "/units", `/units/${place.unitId}`]],
  ["quantri", ["/", "/accounts", "/people", "/units", "/keys", "/audit", "/regulations", "/settings"]],
  ["kiemtoan", ["/", "/audit", "/audit/reads", campaign(), unit("?criterion=1.2.2"), SEARCH, library()]],
  ["gopy.snnmt", ["/", campaign("/opinions"), "/notifications"]],
];

test("a text that is meant to run is shown as text: in every field, on every page, to everybody", async () => {
  const written = await writeEverywhere();
  // The test says something only while it reaches the fields that people write.
  expect(written).toEqual(expect.arrayContaining(["assessment_entry.note", "campaign.title", "evidence_description.subject", "evidence_link.proves", "evidence_link_set.instead", "notification.subject", "person.name", "unit_name.name"].filter((one) => written.includes(one.split(".")[0] ?? "") || written.includes(one))));
  expect(written.length).toBeGreaterThan(12);
  let shown = 0;
  const visit = async (page: Page, who: string, paths: readonly string[]): Promise<void> => {
    await become(page, who);
    await open(page, "/");
    for (const path of paths) {
      await look(page, path);
      if (path === "/audit") await openEntries(page);
      if (((await page.locator("body").textContent()) ?? "").includes("onerror=alert(22)")) shown++;
    }
  };
  // Who has the most to look at begins.
  const left = pagesOfAll().toSorted(([, one], [, other]) => other.length - one.length);
  // While one draws, another waits for the server.
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const page = await watched();
      for (let next = left.shift(); next !== undefined; next = left.shift()) await visit(page, ...next);
      await page.context().close();
    }),
  );
  const stranger = await watched();
  for (const path of ["/ket-qua", "/phuong-phap", "/kiem-chung", "/gop-y", "/khao-sat"]) await open(stranger, path);
  await stranger.context().close();
  expect(alarms).toEqual([]);
  // It stood there, as text.
  expect(shown).toBeGreaterThan(30);
}, SLOW);

test("what stands in a file is text too, in the viewer beside the score", async () => {
  const page = await watched("stc.cham");
  await open(page, unit("?criterion=1.2.2"));
  const viewer = page.getByRole("complementary", { name: "Xem tài liệu" });
  await page.locator(".evidence-links .evidence-open").first().click();
  await viewer.locator("canvas").first().waitFor();
  await viewer.locator(".viewer-letters span").first().waitFor();
  expect(await viewer.locator(".viewer-letters").first().textContent()).toContain("<script>alert(22)</script>");
  await viewer.getByRole("button", { name: "Tài liệu sau" }).click();
  await expect.poll(async () => viewer.textContent(), { timeout: 30_000 }).toContain("Chỉ hiện phần chữ");
  // And opened by itself, in a tab of its own.
  const { id } = ((await (await page.request.get(`${house.address}/api/v1/units/${place.unitId}/evidence/2025`)).json()) as { items: { current: { id: string } }[] }).items[0]?.current ?? { id: "" };
  await page.goto(`${house.address}/api/v1/evidence/files/${id}/view`).catch(() => undefined);
  await page.context().close();
  expect(alarms).toEqual([]);
}, SLOW);

test("were a page to draw it as markup, the policy would still let none of it run", async () => {
  const page = await watched("stc.cham");
  await open(page, "/");
  await page.evaluate(() => {
    const box = document.createElement("div");
    box.innerHTML = '<img src="data:image/png;base64,x" onerror="document.title = 22"><a href="javascript:document.title = 22">x</a>';
    const script = document.createElement("script");
    script.textContent = "document.title = 22";
    document.body.append(box, script);
    box.querySelector("a")?.click();
  });
  await calm(page);
  expect(await page.title()).not.toBe("22");
  // Each of the three was stopped by the browser, as the page itself was told.
  await expect.poll(() => alarms.length).toBeGreaterThanOrEqual(3);
  alarms.length = 0;
  await page.context().close();
}, SLOW);
