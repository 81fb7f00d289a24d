import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultLine } from "../../src/scoring/fault-text.ts";
import { baseOf, faultsIn, leafUnder } from "./base.ts";
import { changed, type Json } from "./json.ts";
import { congtam, measured, type Run, temporaryFile, temporaryFolder } from "./run.ts";

/** What concerns the process: files, arguments, exit status, the two streams. What can be wrong in a case is in `bad-case.test.ts`. */
const BROKEN_INPUT = 1;
const WRONG_USE = 2;

const base = baseOf("dak-lak-2025");
const [first, second] = base.units;
const ratio = leafUnder(base, "ratio");
const text = JSON.stringify(base.case);
const entry = '{"numerator":12,"denominator":34}';
const json = JSON.stringify(changed(base.case, ["units", 0, "scores", ratio.code], { numerator: 12, denominator: 34 }));

const evaluateFile = (file: string): Run => congtam(["evaluate", "--input", file]);
const evaluateText = (contents: string | Uint8Array): Run => evaluateFile(temporaryFile("case.json", contents));

/** Refused: this status, nothing on stdout, and on stderr nothing that only a programmer understands. */
function expectRefused(run: Run, status: number): void {
  expect(run.stdout).toBe("");
  expect(run.stderr).not.toMatch(/\n\s+at |undefined|\[object |\bError\b|node:/);
  // Nothing that steers a terminal.
  expect(run.stderr).not.toMatch(/(?!\n)\p{Cc}/u);
  expect(run.lines.length).toBeGreaterThan(0);
  for (const line of run.lines) expect(line.length).toBeLessThan(2000);
  expect(run.status).toBe(status);
}

/** Unreadable: one line that names the file and says why. */
function expectUnreadable(run: Run, file: string, why: RegExp): void {
  expectRefused(run, WRONG_USE);
  expect(run.lines).toHaveLength(1);
  expect(run.lines[0]).toContain(file);
  expect(run.lines[0]).toMatch(why);
}

/** Wrong use: the reason, then the help. */
function expectWrongUse(run: Run, why: RegExp): void {
  expectRefused(run, WRONG_USE);
  expect(run.lines[0]).toMatch(why);
  expect(run.stderr).toContain("congtam evaluate --input");
}

it("a case in order is evaluated", () => {
  const { status, stdout, stderr } = evaluateText(text);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ regulation: { id: "dak-lak-2025" }, units: [{ code: first }, { code: second }] });
});

describe("a case that breaks the regulation", () => {
  const wrong: Json = changed(changed(changed(base.case, ["units", 0, "scores", "9.9.9"], { points: 1 }), ["units", 1, "scores", ratio.code], { points: "12,5" }), ["units", 1, "facts", "nope"], 1);

  it.each(["vi", "en"] as const)("has every fault on a line of its own (%s)", (language) => {
    const run = congtam(["evaluate", "--input", temporaryFile("case.json", JSON.stringify(wrong)), "--lang", language]);
    expectRefused(run, BROKEN_INPUT);
    expect(run.lines).toEqual(faultsIn(base.engine, wrong).map((one) => faultLine(one, language)));
    expect(run.lines).toHaveLength(3);
    expect(run.stderr).toContain(language === "vi" ? "cần số từ 0" : "expected a number of 0 or more");
  });

  it("numbers that are too large or too long, wherever they stand", () => {
    const unit = (code: string, members: string): string => `{"code":"${code}","index":"01",${members}}`;
    const units = [unit("A", `"scores":{"${ratio.code}":{"points":1e309}}`), unit("B", `"scores":{"${ratio.code}":1e309}`), unit("C", '"scores":1e309'), unit("D", `"scores":{"${ratio.code}":{"points":1.00000000000000000001}}`), "1e309"];
    const run = evaluateText(`{"regulation":"dak-lak-2025","units":[${units.join(",")}]}`);
    expectRefused(run, BROKEN_INPUT);
    expect(run.stderr).not.toContain("isLosslessNumber");
    expect(run.lines).toContainEqual(expect.stringMatching(/^units\.4: .*giá trị 1e309 .*cần một nhóm trường/));
    expect(run.lines).toContainEqual(expect.stringMatching(/^(?:C|units\.2) scores: .*giá trị 1e309 .*cần một nhóm trường/));
    expect(run.lines).toContainEqual(expect.stringMatching(new RegExp(`^A ${ratio.code} points: .*giá trị 1e309 .*cần số từ 0`)));
    expect(run.lines).toContainEqual(expect.stringMatching(new RegExp(`^B ${ratio.code}: .*giá trị 1e309 .*cần một nhóm trường`)));
    expect(run.lines).toContainEqual(expect.stringMatching(new RegExp(`^D ${ratio.code} points: .*giá trị 1\\.0{19}.*cần số từ 0`)));
  });

  it("names that JavaScript gives a meaning of its own", () => {
    const run = evaluateText(text.replaceAll('"scores":{', '"scores":{"__proto__":{"points":1},"constructor":{"points":1},').replaceAll('"facts":{', '"facts":{"__proto__":{"a":1},"constructor":{"a":1},'));
    expectRefused(run, BROKEN_INPUT);
    expect(run.lines).toHaveLength(8);
    for (const unit of base.units) for (const name of ["__proto__", "constructor"]) expect(run.lines.filter((line) => line.startsWith(unit) && line.includes(name))).toHaveLength(2);
  });

  it("an entry that claims to be one of the program's own numbers", () => {
    const run = evaluateText(json.replace(entry, '{"points":{"isLosslessNumber":true,"value":1,"toString":1,"valueOf":1}}'));
    expectRefused(run, BROKEN_INPUT);
    expect(run.lines).toEqual([expect.stringMatching(new RegExp(`^${first} ${ratio.code} points: .*cần số từ 0`))]);
  });

  it("names with line breaks and colours stay in their line", () => {
    const run = evaluateText(text.replace('"scores":{', String.raw`"scores":{"9\n9\u001b[31m":{"points":1},`));
    expectRefused(run, BROKEN_INPUT);
    expect(run.lines).toHaveLength(1);
  });
});

describe("a file that is no JSON", () => {
  const rows: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ["NaN as a number", json.replace(entry, '{"points":NaN}'), /JSON/],
    ["a duplicate key", json.replace(entry, `${entry},"${ratio.code}":{"points":1}`), new RegExp(`JSON.*${ratio.code.replaceAll(".", String.raw`\.`)}`)],
    ["a line break inside a text", text.replace('"dak-lak-2025"', '"dak-lak\n-2025\u001B[31m"'), /JSON/],
    ["JSON 100,000 deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, /lồng nhau quá sâu/],
    ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]), /UTF-16.*UTF-8/],
    ["UTF-8 with a byte order mark", `\uFEFF${text}`, /BOM.*UTF-8/],
    ["invalid UTF-8", Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xc3, 0x28])]), /UTF-8/],
    ["an empty file", "", /JSON/],
  ];
  it.each(rows)("%s", (_title, contents, why) => {
    const file = temporaryFile("case.json", contents);
    expectUnreadable(evaluateFile(file), file, why);
  });
});

describe("a file that cannot be read", () => {
  it("a folder, and a file that is not there", () => {
    const folder = temporaryFolder();
    expectUnreadable(evaluateFile(folder), folder, /thư mục/);
    expectUnreadable(evaluateFile(join(folder, "none.json")), join(folder, "none.json"), /không có tệp/);
  });

  it.skipIf(process.getuid?.() === 0)("a file without permission", () => {
    const file = temporaryFile("case.json", text);
    chmodSync(file, 0o000);
    expectUnreadable(evaluateFile(file), file, /quyền/);
  });

  it("a file of 200 MB is refused at once, without being read", () => {
    const file = temporaryFile("case.json", "");
    truncateSync(file, 200 * 1024 * 1024);
    const { run, kilobytes, milliseconds } = measured(["evaluate", "--input", file]);
    expectUnreadable(run, file, /quá lớn; tối đa 64 MB/);
    expect(kilobytes).toBeLessThan(180_000);
    expect(milliseconds).toBeLessThan(2000);
  });
});

describe("wrong use", () => {
  it("an unknown option", () => {
    expectWrongUse(congtam(["evaluate", "--nope"]), /--nope/);
  });
  it("--input left out", () => {
    expectWrongUse(congtam(["evaluate"]), /--input/);
  });
  it("an unknown command, in English", () => {
    const run = congtam(["evalute\n\u001B[31m", "--lang", "en"]);
    expectWrongUse(run, /there is no command "evalute/);
    expect(run.stderr).toContain("congtam example");
  });
  it("an unknown regulation", () => {
    const run = congtam(["evaluate", "--input", temporaryFile("case.json", text), "--regulation", "nope"]);
    expectRefused(run, WRONG_USE);
    expect(run.lines).toEqual([expect.stringMatching(/“nope”.*dak-lak-2025, gia-lai-2026-org, gia-lai-2026-staff/)]);
  });
  it("a regulation that is a loop of links, or a name without end", () => {
    const loop = join(temporaryFolder(), "loop.yaml");
    symlinkSync(loop, loop);
    expectUnreadable(congtam(["regulation", "check", loop]), loop, /vòng/);
    expectRefused(congtam(["regulation", "check", "k".repeat(5000)]), WRONG_USE);
  });
});

describe("a regulation of one's own", () => {
  it("that is binary", () => {
    const file = temporaryFile("own.yaml", Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256));
    expectUnreadable(congtam(["regulation", "check", file]), file, /UTF-8/);
  });
  it("with faults in its files: each with file and line", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "own"));
    writeFileSync(join(folder, "own", "regulation.yaml"), "format: 1\nnope: 1\nindexes:\n  - file: index.yaml\n");
    writeFileSync(join(folder, "own", "index.yaml"), "code: &anchor 01\n");
    const run = congtam(["evaluate", "--input", temporaryFile("case.json", text), "--regulation", join(folder, "own")]);
    expectRefused(run, BROKEN_INPUT);
    expect(run.lines).toEqual([expect.stringMatching(/^index\.yaml:1: yaml-anchor: /)]);
  });
});
