import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispositionOf, safeName, wantedRange } from "./delivery.ts";
import { evidenceSettings } from "./making.ts";
import { bytesUntil } from "./rules.ts";
import { s3PlaceIn } from "./s3-place.ts";
import { likeness, sketchOf } from "./sketch.ts";
import { composed, excerpt, foldSameLength, wordsOf } from "./words.ts";
import { makeWriters } from "./writers.ts";

describe("who sends at once", () => {
  it("is counted in each unit and in all; whoever is done makes room", () => {
    const { enter } = makeWriters({ inAll: 3, ofUnit: 2 });
    const leave = [enter("A"), enter("A"), enter("B")];
    expect(() => enter("A")).toThrow("The unit is sending");
    expect(() => enter("C")).toThrow("Too many files");
    leave[2]?.();
    expect(() => enter("A")).toThrow("The unit is sending");
    expect(enter("C")).toBeTypeOf("function");
  });
});

describe("a range", () => {
  it.each([
    ["bytes=0-3", { first: 0, last: 3 }],
    ["bytes=5-", { first: 5, last: 9 }],
    ["bytes=-4", { first: 6, last: 9 }],
    ["bytes=8-99", { first: 8, last: 9 }],
    ["bytes=10-", "none"],
    ["bytes=-0", "none"],
    ["bytes=4-2", undefined],
    ["bytes=0-1,3-4", undefined],
    ["lines=1-2", undefined],
    [undefined, undefined],
  ])("%s of ten bytes", (header, expected) => {
    expect(wantedRange(header, 10)).toEqual(expected);
  });

  it("never reaches beyond the file", () => {
    fc.assert(fc.property(fc.string(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 1000 }), (noise, from, to, size) => {
      for (const header of [noise, `bytes=${String(from)}-${String(to)}`, `bytes=-${String(to)}`]) {
        const range = wantedRange(header, size);
        if (range === undefined || range === "none") continue;
        expect([range.first >= 0, range.first <= range.last, range.last < size]).toEqual([true, true, true]);
      }
    }));
  });
});

describe("the name of a download", () => {
  it.each([["Báo cáo.pdf", "Báo cáo.pdf"], ["x.pdf.exe", "x.pdf.exe.pdf"], ["ảnh.JPEG", "ảnh.JPEG.pdf"], ["không", "không.pdf"]])("of a PDF called %s ends as what it is", (name, expected) => {
    expect(safeName({ name, kind: "pdf" })).toBe(expected);
  });

  it("brings nothing into the header but itself", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }).filter((name) => name.isWellFormed()), (name) => {
      expect(dispositionOf({ name, kind: "pdf" }, false)).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.!~%-]*$/);
    }));
  });
});

describe("words", () => {
  it("folding keeps the number of characters, so that marks fit the text", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const whole = composed(text);
      expect(foldSameLength(whole)).toHaveLength(whole.length);
      for (const word of wordsOf(whole).slice(0, 3)) for (const [from, to] of excerpt(whole, [word])?.marks ?? []) expect(from < to).toBe(true);
    }));
    expect(foldSameLength("ĐẮK LẮK, Thủ tục")).toBe("dak lak, thu tuc");
  });
});

describe("likeness", () => {
  const text = (from: number): string => Array.from({ length: 400 }, (_, i) => `từ${String(from + i)}`).join(" ");
  it("is whole of the same text, great of nearly the same, nothing of another", () => {
    const [one, near, other] = [text(0), text(4), text(5000)].map((each) => sketchOf([each]).sketch);
    expect(likeness(one ?? [], one ?? [])).toBe(100);
    expect(likeness(one ?? [], near ?? [])).toBeGreaterThan(85);
    expect(likeness(one ?? [], other ?? [])).toBe(0);
  });
});

describe("what is set", () => {
  it("bytes may come until a week has passed or the time of grace is over, whichever is first", () => {
    const now = "2025-12-14T16:59:59.000Z";
    expect(bytesUntil(now, { isOpen: true, until: "2025-12-14T17:00:00.000Z" }, 60)).toBe("2025-12-14T18:00:00.000Z");
    expect(bytesUntil(now, { isOpen: true, until: undefined }, 60)).toBe("2025-12-21T16:59:59.000Z");
    expect(bytesUntil(now, { isOpen: true, until: "2026-03-01T00:00:00.000Z" }, 60)).toBe("2025-12-21T16:59:59.000Z");
  });

  it("a bucket, a folder, kinds; what is none of them is refused in words", () => {
    const base = { FILES_URL: undefined, EVIDENCE_KINDS: undefined, EVIDENCE_MAX_MB: 1, EVIDENCE_QUOTA_MB: 2, EVIDENCE_GRACE_MINUTES: 3, CLAMD: undefined };
    expect(s3PlaceIn("s3://kho?endpoint=https://s3.vn&region=hn")).toEqual({ bucket: "kho", endpoint: "https://s3.vn", region: "hn" });
    expect(evidenceSettings({ ...base, FILES_URL: "file:///srv/tep" }, "/x").folder).toBe("/srv/tep");
    expect(evidenceSettings({ ...base, EVIDENCE_KINDS: "pdf, docx" }, "/x")).toMatchObject({ folder: "/x/files", limits: { kinds: ["pdf", "docx"], maxBytes: 1_048_576, graceMinutes: 3 } });
    expect(() => evidenceSettings({ ...base, FILES_URL: "ftp://x" }, "/x")).toThrow("FILES_URL");
    expect(() => evidenceSettings({ ...base, EVIDENCE_KINDS: "pdf,exe" }, "/x")).toThrow("EVIDENCE_KINDS");
  });
});
