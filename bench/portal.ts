import { Agent, get } from "node:http";
import { makeProgram } from "../tests/server/process.ts";

// The public pages of the demonstration under load: how many a second, beside a file that the same server only hands out.

const CONNECTIONS = 32;
const REQUESTS = 20_000;
const WARM = 500;
const BUDGET = 2000;

function line(name: string, measured: string, ratio: string, budget: string): void {
  process.stdout.write(`${name.padEnd(50)}${measured.padStart(14)}${ratio.padStart(16)}   ${budget}\n`);
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** The bytes of one answer, packed as browsers take them. */
const fetched = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly bytes: number; readonly tag: string }> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { "accept-encoding": "gzip", ...headers } }, (answer) => {
      let bytes = 0;
      answer.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, bytes, tag: answer.headers.etag ?? "" });
      });
    }).on("error", reject);
  });

/** Answers a second over so many connections. */
async function rateOf(urls: readonly string[], headers: Readonly<Record<string, string>> = {}): Promise<number> {
  let left = REQUESTS;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const { status } = await fetched(urls[left % urls.length] ?? "", headers);
      if (status !== 200 && status !== 304) throw new Error(`answered ${String(status)}`);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return REQUESTS / ((performance.now() - began) / 1000);
}

const program = await makeProgram();
try {
  await program.start();
  const { url } = program;
  process.stdout.write("\nPublic pages of a published result\n");
  const pages = ["/ket-qua", "/ket-qua/2024", "/ket-qua/2024/chi-so-03", "/ket-qua/2024/don-vi/SNV", "/phuong-phap/2024"];
  for (const page of pages) {
    const began = performance.now();
    const { bytes } = await fetched(`${url}${page}`);
    line(`first view of ${page}`, `${(performance.now() - began).toFixed(0)} ms`, `${(bytes / 1024).toFixed(1)} kB gzip`, "30 kB");
  }
  const urls = pages.map((page) => `${url}${page}`);
  for (let i = 0; i < WARM; i++) await fetched(urls[i % urls.length] ?? "");
  const file = await rateOf([`${url}/favicon.svg`]);
  const rate = await rateOf(urls);
  const { tag } = await fetched(urls[1] ?? "");
  const known = await rateOf([urls[1] ?? ""], { "if-none-match": tag });
  line("pages a second, one process", `${rate.toFixed(0)}/s`, `${(rate / file).toFixed(2)} × file`, `${String(BUDGET)}/s`);
  line("  already known (304)", `${known.toFixed(0)}/s`, `${(known / file).toFixed(2)} × file`, "");
  line("  a small static file of the same server", `${file.toFixed(0)}/s`, "1 × file", "");
} finally {
  agent.destroy();
  await program.dispose();
}
