import { describe, expect, it } from "vitest";
import { PAGES, PUBLIC_PAGES } from "../../contract/pages.ts";
import { difference, decimal, moment } from "./format.ts";
import { makeKeptPages, packed } from "./kept-pages.ts";
import { markup } from "./markup.ts";
import { fits } from "./page-ranking.ts";

describe("markup", () => {
  it("escapes what is put in as text, and nothing twice", () => {
    const inner = markup`<b title="${'"&\''}">${"<script>"}</b>`;
    expect(markup`<p>${inner}${["a<", 1, undefined]}</p>`.html).toBe('<p><b title="&quot;&amp;&#39;">&lt;script&gt;</b>a&lt;1</p>');
  });
});

describe("numbers and times", () => {
  it("are written as people of the language write them", () => {
    expect([decimal("vi", "1234.50"), decimal("en", "1234.50"), decimal("vi", "-0.35")]).toEqual(["1.234,50", "1,234.50", "−0,35"]);
    expect([difference("90.10", "89.00"), difference("70.05", "70.10"), difference("5.00", "5.00")]).toEqual(["+1.10", "-0.05", "0.00"]);
    // Late in the evening in UTC it is the next day in Việt Nam.
    expect(moment("vi", "2025-12-30T23:30:00.000Z")).toBe("06:30 ngày 31/12/2025");
  });
});

describe("looking for a unit", () => {
  const unit = { name: "Sở Nội vụ", code: "SNV" };
  it.each([["sở nội", true], ["so noi", true], ["SNV", true], ["nội sở", true], ["sô nội", false], ["tài chính", false], ["", true]])("%j", (typed, isFound) => {
    expect(fits(unit, typed)).toBe(isFound);
  });
});

describe("kept pages", () => {
  const page = async (text: string) => packed({ status: 200, type: "text/html" }, text);

  it("are forgotten when something is published, and none made before comes back", async () => {
    const kept = makeKeptPages();
    const [old, now] = [await page("cũ"), await page("mới")];
    kept.put(1, "/a", old);
    expect(kept.get(1, "/a")).toBe(old);
    expect(kept.get(2, "/a")).toBeUndefined();
    kept.put(2, "/a", now);
    kept.put(1, "/b", old);
    expect([kept.get(2, "/a"), kept.get(2, "/b")]).toEqual([now, undefined]);
  });

  it("never fill more than their room", async () => {
    const kept = makeKeptPages(4000);
    for (let i = 0; i < 100; i++) kept.put(1, `/${String(i)}`, await page(`${String(i)} ${"x".repeat(500)}`));
    expect([kept.get(1, "/0"), kept.get(1, "/99")?.status]).toEqual([undefined, 200]);
  });
});

describe("addresses", () => {
  it("of the public pages are none of the application's", () => {
    const first = (path: string): string => path.split("/")[1] ?? "";
    expect(PUBLIC_PAGES.map(first).filter((one) => PAGES.some((page) => page === one))).toEqual([]);
  });
});
