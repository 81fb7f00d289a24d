import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendBare } from "./bare.ts";
import { makeFurnishedProgram, type Program } from "./process.ts";

/** The whole program against bytes that were made to break parsers: it lives on in the same process, and nothing is its own fault. */

const EACH = 10_000;
const CONNECTIONS = 16;
const SLOW = 120_000;

let program: Program;
beforeAll(async () => {
  program = await makeFurnishedProgram();
  await program.start();
}, SLOW);
afterAll(() => program.dispose(), SLOW);

const bytes = fc.uint8Array({ maxLength: 40 }).map((part) => Buffer.from(part).toString("latin1"));
const piece = fc.oneof(bytes, fc.constantFrom("--xyz", "\r\n", "\n", "\0", "--", 'Content-Disposition: form-data; name="a"', "Content-Disposition: form-data; name", 'Content-Disposition: form-data; name="a"; filename="../../x"', "Content-Type: text/plain; charset=\uD83D", "Content-Transfer-Encoding: base64", "\r\n\r\n", ":", `X: ${"y".repeat(2000)}`));
const multipart = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const boundary = fc.oneof(fc.constantFrom("multipart/form-data; boundary=xyz", "multipart/form-data", "multipart/form-data; boundary=", 'multipart/form-data; boundary="', "multipart/mixed; boundary=xyz", `multipart/form-data; boundary=${"x".repeat(300)}`));

const token = fc.oneof(fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "\u005C", String.raw`\u`, String.raw`\ud800`, "null", "tru", "-", "1e999", "0x1", "NaN", '"username":', '"__proto__":', "{}", "/*", "\uFEFF", " ", "[".repeat(500)), bytes);
const json = fc.array(token, { minLength: 1, maxLength: 15 }).map((tokens) => tokens.join("")).filter((text) => {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
});

type Sample = readonly [type: string, body: string];
const request = ([type, body]: Sample) => {
  const sent = Buffer.from(body, "latin1");
  return Buffer.concat([Buffer.from(`POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${String(sent.length)}\r\n\r\n`), sent]);
};

/** What each of them was answered with. */
async function answersTo(samples: readonly Sample[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const port = Number(new URL(program.url).port);
  const left = samples.values();
  const send = async () => {
    for (const sample of left) {
      const { status } = await sendBare(port, request(sample));
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, send));
  return counts;
}

it.each([
  ["multiparts", fc.tuple(boundary, multipart), 415],
  ["JSON bodies", fc.tuple(fc.constantFrom("application/json", "application/json; charset=utf-8", "application/json;charset=utf-16"), json), 400],
] as const)(`${String(EACH)} malformed %s: each is refused, and the process is the same`, { timeout: SLOW }, async (_name, sample, status) => {
  const pid = program.pid();
  expect(await answersTo(fc.sample<Sample>(sample, EACH))).toEqual({ [status]: EACH });
  expect((await fetch(`${program.url}/readyz`)).status).toBe(200);
  expect(program.pid()).toBe(pid);
  // Nothing was told on standard error, where failures of the program's own are.
  expect(program.output()).not.toMatch(/\n\s+at /);
});
