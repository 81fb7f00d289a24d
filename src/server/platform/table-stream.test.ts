import { buffer } from "node:stream/consumers";
import { once } from "node:events";
import { expect, it } from "vitest";
import { readWorkbook } from "../documents/read-workbook.ts";
import { estimateBytes, type StreamedCell, streamTable } from "./table-stream.ts";

const HEADS = ["Số", "Chữ"];
const tableOf = (pages: AsyncIterable<StreamedCell[][]>) => streamTable({ name: "Bảng [1]", heads: HEADS, widths: [10, 40], pages });

it("comes back as it went out, and no word is a formula", async () => {
  const words = ["=1+1", "+x", "-x", "@x", "\tx", "\uFF1D1", "a & <b>", " hai dòng\nở đây ", "\u0007chuông"];
  async function* pages(): AsyncGenerator<StreamedCell[][]> {
    yield words.map((one, at) => [at, one]);
    yield [[null, "cuối"]];
  }
  const { sheets } = await readWorkbook(new Uint8Array(await buffer(tableOf(pages()))));
  expect(sheets?.[0]?.rows).toEqual([HEADS, ...words.map((one, at) => [at, one.replace("\u0007", "")]), [null, "cuối"]]);
});

it("is read no faster than it is taken, and a hundred thousand rows take no more memory than a thousand", async () => {
  let made = 0;
  async function* pages(): AsyncGenerator<StreamedCell[][]> {
    for (let page = 0; page < 200; page++) {
      made += 500;
      yield Array.from({ length: 500 }, (_none, at) => [page * 500 + at, `dòng ${String(Math.sin(page * 500 + at))}`]);
    }
  }
  const stream = tableOf(pages());
  await once(stream, "readable");
  // What lies between is bounded, whatever is still to come.
  expect(made).toBeLessThan(60_000);
  const before = process.memoryUsage().rss;
  let [bytes, most] = [0, 0];
  for await (const piece of stream) {
    bytes += (piece as Buffer).length;
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  expect([made, bytes > 1_000_000, most < 120 * 1024 * 1024]).toEqual([100_000, true, true]);
  const sample = Array.from({ length: 500 }, (_none, at): StreamedCell[] => [at, `dòng ${String(Math.sin(at))}`]);
  const ratio = (await estimateBytes(sample, 100_000)) / bytes;
  expect([ratio > 0.7, ratio < 1.4]).toEqual([true, true]);
}, 30_000);

async function* brokenPages(): AsyncGenerator<StreamedCell[][]> {
  yield [[1, "một"]];
  throw new Error("the database is away");
}

it("breaks where its rows break, so that nobody keeps half of it", async () => {
  await expect(buffer(tableOf(brokenPages()))).rejects.toThrow("the database is away");
});
