import { Agent, get } from "node:http";
import { connect } from "node:net";
import { LIGHTHOUSE_BUDGET, rateByLighthouse } from "./lighthouse.ts";
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

/** How many answers of a connection lie whole in what was heard of it, and what is left of the next one. */
function answersIn(heard: Buffer): { readonly count: number; readonly rest: Buffer } {
  let rest = heard;
  let count = 0;
  for (let end = rest.indexOf("\r\n\r\n"); end !== -1; end = rest.indexOf("\r\n\r\n")) {
    const head = rest.toString("latin1", 0, end);
    if (!/^HTTP\/1\.1 (?:200|304) /.test(head)) throw new Error(head.split("\r\n", 1)[0]);
    const whole = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? "0");
    if (rest.length < whole) break;
    rest = rest.subarray(whole);
    count++;
  }
  return { count, rest };
}

/** Answers a second over so many connections. Whoever asks does so with as little work as can be: both share the machine. */
async function rateOf(origin: string, paths: readonly string[], headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const { hostname, port, host } = new URL(origin);
  const more = Object.entries({ host, "accept-encoding": "gzip", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const asked = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${more}\r\n`));
  let left = REQUESTS;
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const wire = connect(Number(port), hostname).on("error", reject).on("close", () => { resolve(); });
      const askAgain = (): void => {
        if (left-- > 0) wire.write(asked[left % asked.length] ?? "");
        else wire.end();
      };
      let heard = Buffer.alloc(0);
      wire.on("connect", askAgain).on("data", (piece: Buffer) => {
        const { count, rest } = answersIn(heard.length === 0 ? piece : Buffer.concat([heard, piece]));
        heard = Buffer.from(rest);
        for (let i = 0; i < count; i++) askAgain();
      });
    });
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, ask));
  return REQUESTS / ((performance.now() - began) / 1000);
}

/** A page of each kind; those that everybody reads are kept packed. */
const READ = ["/ket-qua", "/ket-qua/2024", "/ket-qua/2024/chi-so-03", "/ket-qua/2024/don-vi/SNV", "/phuong-phap/2024"];
const OTHER = ["/ket-qua?q=noi+vu", "/ket-qua/so-sanh?nam=2024&dv=SNV&dv=STC&dv=STP&dv=SYT", "/phuong-phap/2024/chi-so-01", "/gop-y", "/gop-y/theo-doi", "/kiem-chung", "/en/ket-qua/2024"];

const program = await makeProgram();
try {
  await program.start();
  const { url } = program;
  process.stdout.write("\nPublic pages of a published result\n");
  const pages = [...READ, ...OTHER];
  for (const page of pages) {
    const began = performance.now();
    const { bytes } = await fetched(`${url}${page}`);
    line(`first view of ${page.slice(0, 32)}`, `${(performance.now() - began).toFixed(0)} ms`, `${(bytes / 1024).toFixed(1)} kB gzip`, "30 kB");
  }
  for (const { page, scores, faults } of await rateByLighthouse(url, pages)) {
    line(`Lighthouse of ${page.slice(0, 32)}`, Object.values(scores).join(" · "), "", `${String(LIGHTHOUSE_BUDGET)} in each of performance, accessibility, practices, search`);
    for (const fault of faults) line(`  ${fault}`, "", "", "");
  }
  for (let i = 0; i < WARM; i++) await fetched(`${url}${READ[i % READ.length] ?? ""}`);
  const file = await rateOf(url, ["/favicon.svg"]);
  const rate = await rateOf(url, READ);
  const { tag } = await fetched(`${url}/ket-qua/2024`);
  const known = await rateOf(url, ["/ket-qua/2024"], { "if-none-match": tag });
  line("pages a second, one process", `${rate.toFixed(0)}/s`, `${(rate / file).toFixed(2)} × file`, `${String(BUDGET)}/s`);
  line("  already known (304)", `${known.toFixed(0)}/s`, `${(known / file).toFixed(2)} × file`, "");
  line("  a small static file of the same server", `${file.toFixed(0)}/s`, "1 × file", "");
} finally {
  agent.destroy();
  await program.dispose();
}
