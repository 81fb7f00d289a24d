import { gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
import { openWebHouse, type WebHouse } from "./house.ts";

/** The pages that the whole province reads, in a browser without JavaScript. */

const SLOW = 120_000;
const MOST_BYTES = 30 * 1024;
const WIDTHS = [320, 1440] as const;

let house: WebHouse;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  house = await openWebHouse();
}, SLOW);
afterAll(async () => {
  for (const context of contexts) await context.close();
  await house.close();
}, SLOW);

async function reader(width: number, mode: "light" | "dark" = "light"): Promise<Page> {
  const context = await house.browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false, colorScheme: mode, locale: "vi-VN" });
  contexts.push(context);
  return context.newPage();
}
const at = (path: string): string => `${house.address}${path}`;

const PAGES = ["/ket-qua", "/ket-qua?q=noi+vu", "/ket-qua/2024", "/ket-qua/2024/chi-so-03", "/ket-qua/2024/chi-so-01?q=khong-co-don-vi-nay", "/ket-qua/2024/don-vi/SNV", "/ket-qua/so-sanh?nam=2024&dv=SNV&dv=STC&dv=STP", "/phuong-phap", "/phuong-phap/2024/chi-so-01", "/kiem-chung?ma=abc", "/gop-y", "/gop-y/theo-doi", "/ket-qua/1999", "/en/ket-qua/2024/don-vi/SNV"];

/** One of each kind; the others are made of the same parts. */
const LOOKED_AT = ["/ket-qua", "/ket-qua/2024", "/ket-qua/2024/chi-so-01", "/ket-qua/2024/don-vi/SNV", "/ket-qua/so-sanh?nam=2024&dv=SNV&dv=STC", "/phuong-phap", "/kiem-chung?ma=abc", "/gop-y"];

async function styleOf(page: Page): Promise<string> {
  await page.goto(at("/ket-qua"));
  return (await page.locator('link[rel="stylesheet"]').getAttribute("href")) ?? "";
}

describe("every page", () => {
  it("reads well at both widths, light and dark, without scripts, and is small", { timeout: SLOW }, async () => {
    for (const width of WIDTHS) {
      const page = await reader(width, width === 320 ? "dark" : "light");
      const style = gzipSync(await (await page.request.get(at(await styleOf(page)))).body()).length;
      for (const path of PAGES) {
        const answer = await page.goto(at(path));
        await expectNoSidewaysScroll(page);
        const ids = await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
        const seen = { scripts: await page.locator("script:not([src]), script[src], iframe, [style], [onclick]").count(), heads: await page.locator("h1").count(), twice: ids.filter((id, i) => ids.indexOf(id) !== i) };
        expect({ path, ...seen }).toEqual({ path, scripts: 0, heads: 1, twice: [] });
        expect(gzipSync((await answer?.body()) ?? "").length + style).toBeLessThan(MOST_BYTES);
      }
    }
  });

  // axe is a script, which the pages' own policy keeps out; here it is let in.
  it.each(LOOKED_AT)("%s has nothing that axe finds wrong", { timeout: SLOW }, async (path) => {
    const context = await house.browser.newContext({ viewport: { width: 320, height: 800 }, bypassCSP: true, locale: "vi-VN" });
    const page = await context.newPage();
    await page.goto(at(path));
    await expectAccessible(page);
    await context.close();
  });
});

/** What proves a remedy: kept, then found malicious while the page is open, then gone. */
async function proof(head: Page): Promise<void> {
  const own = head.locator("li").filter({ hasText: "Đang thực hiện" }).first();
  await own.getByText("Tài liệu chứng minh").click();
  await own.getByLabel(/^Tệp chứng minh/).setInputFiles({ name: "báo cáo.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") });
  await own.getByRole("button", { name: "Gửi tệp" }).click();
  const file = own.getByRole("button", { name: /^báo cáo\.pdf/ });
  await file.waitFor();
  await house.test.superuser.query("insert into congtam.portal_scan (owner, number, verdict, detail, at) select owner, number, 'infected', 'Test', now() from congtam.portal_file where owner like 'remediation:%'");
  await file.click();
  await own.getByText("Tệp có mã độc nên không tải được.").waitFor();
  await expectAccessible(head);
  // Said of the file itself once the page is read again; and what is there no more is said to be so.
  await head.reload();
  await own.getByText("Tài liệu chứng minh").click();
  await own.getByText("báo cáo.pdf: có mã độc, không tải được").waitFor();
  await house.test.superuser.query("delete from congtam.portal_scan where owner like 'remediation:%'");
  await head.reload();
  await own.getByText("Tài liệu chứng minh").click();
  await file.waitFor();
  await house.test.superuser.query("delete from congtam.portal_file where owner like 'remediation:%'");
  await file.click();
  await own.getByRole("alert").waitFor();
}

describe("journeys without JavaScript", () => {
  it("from the first page to a unit, its reasons, and beside two others", { timeout: SLOW }, async () => {
    const page = await reader(1440);
    await page.goto(at("/ket-qua"));
    await page.getByLabel(/Tìm tên/).fill("so noi vu");
    await page.getByRole("button", { name: "Xem" }).click();
    await page.getByRole("main").getByRole("link", { name: "Sở Nội vụ" }).click();
    expect(page.url()).toBe(at("/ket-qua/2024/don-vi/SNV"));
    await page.getByText("Nội dung 1.").click();
    expect(await page.getByText("1.1.1 ").first().isVisible()).toBe(true);
    await page.getByRole("link", { name: "So sánh với đơn vị khác" }).click();
    await page.getByLabel("Đơn vị thứ 2").selectOption("STC");
    await page.getByRole("button", { name: "So sánh" }).click();
    expect(await page.getByRole("columnheader").allTextContents()).toEqual(expect.arrayContaining(["Sở Nội vụ", "Sở Tài chính"]));
  });

  it("a ranking is filtered and ordered by its form, and the address says so", { timeout: SLOW }, async () => {
    const page = await reader(320);
    await page.goto(at("/ket-qua/2024/chi-so-03"));
    await page.getByLabel("Xếp loại").selectOption("excellent");
    await page.getByLabel("Thứ tự").selectOption("ten");
    await page.getByRole("button", { name: "Xem" }).click();
    expect(new URL(page.url()).searchParams.get("muc")).toBe("excellent");
    const levels = await page.locator("tbody .level").allTextContents();
    expect([levels.length, new Set(levels.map((one) => one.trim())).size]).toEqual([15, 1]);
    const names = await page.locator("tbody th").allTextContents();
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "vi", { numeric: true })));
  });

  it("feedback: faults are said together, the code follows it, an answer comes back", { timeout: SLOW }, async () => {
    const page = await reader(320);
    await page.goto(at("/gop-y?dv=SNV"));
    await page.getByLabel("Nội dung góp ý").fill("ngắn");
    const send = page.getByRole("button", { name: "Gửi góp ý" });
    // A form that comes back at once was written by a program.
    await send.click();
    expect(await page.getByRole("alert").textContent()).toContain("quá nhanh");
    await expect.poll(async () => {
      await send.click();
      return page.getByRole("alert").getByRole("link").count();
    }, { interval: 1500 }).toBe(2);
    expect(await page.getByRole("alert").getByRole("link").allTextContents()).toEqual(["Chọn một loại góp ý.", "Nội dung cần ít nhất 10 ký tự."]);
    await page.getByLabel("Loại góp ý").selectOption("procedure");
    await page.getByLabel("Nội dung góp ý").fill("Hồ sơ nộp ngày 3/11 đến nay chưa có kết quả.");
    await page.getByLabel(/Đồng ý công bố/).check();
    await send.click();
    const code = (await page.locator(".big").textContent()) ?? "";
    expect(code).toMatch(/^GY(?:-[2-9A-Z]{4}){3}$/);
    // On one line, so that it is copied as one.
    const lines = await page.locator(".big").evaluate((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return range.getClientRects().length;
    });
    expect(lines).toBe(1);
    const officer = await house.enter("sonoivu", { path: at("/feedback") });
    await officer.getByRole("link", { name: /Thủ tục, thời hạn giải quyết · Sở Nội vụ/ }).click();
    await officer.getByLabel("Làm gì").selectOption("answer");
    await expectAccessible(officer);
    await officer.getByLabel("Nội dung").fill("Hồ sơ đã được trả ngày 20/11; xin lỗi vì chậm trễ.");
    await officer.getByLabel(/Công bố góp ý/).check();
    await officer.getByRole("button", { name: "Ghi" }).click();
    await officer.getByText("Trả lời người gửi").waitFor();
    await page.goto(at("/gop-y/theo-doi"));
    await page.getByLabel("Mã theo dõi").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Xem tình trạng" }).click();
    expect(await page.getByText("xin lỗi vì chậm trễ").isVisible()).toBe(true);
    await expect.poll(async () => (await page.request.get(at("/ket-qua/2024/don-vi/SNV"))).text()).toContain("xin lỗi vì chậm trễ");
  });

  it("remedies: the officer opens the items, a unit's head says what will be done", { timeout: SLOW }, async () => {
    const { rows: [campaign] } = await house.test.superuser.query<{ id: string }>("select id from congtam.campaign where year = 2024");
    const path = at(`/campaigns/${campaign?.id ?? ""}/remediation`);
    const officer = await house.enter("sonoivu", { path });
    await officer.getByLabel("Mất từ bao nhiêu điểm").fill("0,50");
    await officer.getByRole("button", { name: "Lập danh mục" }).click();
    await officer.getByRole("status").filter({ hasText: /Đã thêm \d+ mục/ }).waitFor();
    const head = await house.enter("snv.truong", { width: 375, path });
    await head.getByRole("button", { name: /^Ghi biện pháp/ }).first().click();
    await head.getByLabel("Biện pháp").fill("Rà soát hồ sơ quá hạn hằng tuần.");
    await head.getByLabel("Hạn", { exact: true }).fill("31/12/2030");
    await expectAccessible(head);
    await expectNoSidewaysScroll(head);
    await head.getByRole("button", { name: "Ghi biện pháp", exact: true }).click();
    await head.getByText("Chờ xác nhận").waitFor();
    // The officer has more items than the page shows at once.
    const items = `${house.address}/api/v1${new URL(path).pathname}`;
    const planned = ((await (await officer.request.get(items)).json()) as { items: { id: string; state: string; version: string }[] }).items.find((one) => one.state === "planned");
    expect((await officer.request.post(`${items}/${planned?.id ?? ""}/actions`, { data: { kind: "confirm" }, headers: { "if-match": `"${planned?.version ?? ""}"`, origin: house.address } })).status()).toBe(201);
    // The public reads the whole promise on the smallest phone, its day and state too.
    const page = await reader(320);
    await expect.poll(async () => {
      await page.goto(at("/ket-qua/2024/don-vi/SNV"));
      const day = await page.getByText("31/12/2030").boundingBox({ timeout: 1000 }).catch(() => null);
      return day !== null && day.x + day.width <= 320;
    }, { timeout: 20_000 }).toBe(true);
    await head.reload();
    await proof(head);
  });

  it("a hash of the published data is found genuine, another is not", { timeout: SLOW }, async () => {
    const page = await reader(1440);
    const bytes = await (await page.request.get(at("/ket-qua/2024/tai-ve/ket-qua-goc.json"))).body();
    for (const [hash, verdict] of [[createHash("sha256").update(bytes).digest("hex"), "Mã có thật"], ["0".repeat(64), "Không tìm thấy mã này"]] as const) {
      await page.goto(at("/kiem-chung"));
      await page.getByLabel("Mã SHA-256").fill(hash);
      await page.getByRole("button", { name: "Kiểm tra" }).click();
      expect(await page.getByRole("heading", { name: verdict }).isVisible()).toBe(true);
    }
  });
});

describe("how pages are handed out", () => {
  const get = (path: string, headers: Record<string, string> = {}) => fetch(at(path), { headers });

  it("with a tag that spares the second journey, packed as the reader likes", async () => {
    const first = await get("/ket-qua/2024", { "accept-encoding": "gzip" });
    const tag = first.headers.get("etag") ?? "";
    expect([first.status, first.headers.get("content-encoding"), first.headers.get("vary"), first.headers.get("set-cookie")]).toEqual([200, "gzip", "accept-encoding", null]);
    expect(first.headers.get("content-security-policy")).toContain("default-src 'none'");
    const again = await get("/ket-qua/2024", { "accept-encoding": "gzip", "if-none-match": `"x", W/${tag}` });
    expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, tag, ""]);
    const other = await get("/ket-qua/2024", { "accept-encoding": "br;q=0, identity" });
    expect([other.headers.get("content-encoding"), other.headers.get("etag") === tag]).toEqual([null, false]);
    const head = await fetch(at("/ket-qua/2024"), { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("with files whose sums, sizes and descriptions are right", async () => {
    const base = "/ket-qua/2024/tai-ve";
    const described = (await (await get(`${base}/datapackage.json`)).json()) as { resources: { path: string; bytes: number; hash: string; schema?: { fields: { name: string }[] } }[] };
    for (const { path, bytes, hash, schema } of described.resources) {
      const body = Buffer.from(await (await get(`${base}/${path}`)).arrayBuffer());
      const columns = schema === undefined ? undefined : body.toString().split("\r\n")[0];
      expect({ path, bytes: body.length, hash: `sha256:${createHash("sha256").update(body).digest("hex")}`, columns }).toEqual({ path, bytes, hash, columns: schema?.fields.map((one) => one.name).join(",") });
    }
    const sums = await (await get(`${base}/SHA256SUMS`)).text();
    expect(sums.trim().split("\n")).toHaveLength(described.resources.length);
  });

  it("in a sitemap, every address of which is there", { timeout: SLOW }, async () => {
    const map = await (await get("/sitemap.xml")).text();
    const paths = Array.from(map.matchAll(/<loc>([^<]+)<\/loc>/g), ([, url = ""]) => new URL(url).pathname);
    expect(paths.length).toBeGreaterThan(130);
    for (const path of [...paths.slice(0, 8), ...paths.slice(-8)]) expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect(await (await get("/robots.txt")).text()).toContain("/sitemap.xml");
  });

  it("and forms only from here", async () => {
    const foreign = await fetch(at("/gop-y"), { method: "POST", headers: { origin: "https://elsewhere.example", "content-type": "application/x-www-form-urlencoded" }, body: "loai=other" });
    const json = await fetch(at("/gop-y"), { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    expect([foreign.status, json.status, foreign.headers.get("content-type")]).toEqual([403, 415, "text/html; charset=utf-8"]);
  });
});
