import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { gunzipSync } from "node:zlib";

// Respondents, in a process of their own: each opens the form and sends it, one after the other, for so many seconds.
// Prints the milliseconds of each response, and of all.

const [portText = "", codesFile = "", handsText = "8", mode = "survey", secondsText = "30"] = process.argv.slice(2);
const port = Number(portText);
const codes = readFileSync(codesFile, "utf8").split("\n");
const agent = new Agent({ keepAlive: true, maxSockets: Number(handsText) });

async function ask(method: string, path: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, method, path, headers: { "accept-encoding": "gzip", ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) }) } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => {
        parts.push(part);
      });
      answer.on("end", () => {
        const bytes = Buffer.concat(parts);
        const text = (answer.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes).toString();
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${path}: ${String(answer.statusCode)} ${text.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

async function respond(code: string, i: number): Promise<void> {
  if (mode === "bare") {
    await ask("POST", "/bare", `code=${code}`);
    return;
  }
  const html = await ask("GET", `/khao-sat/phieu?ma=${code}`);
  const fields = new URLSearchParams({ ma: code, dau: hidden(html, "dau"), ban: hidden(html, "ban"), hien: hidden(html, "hien"), lam: "gui" });
  for (const name of hidden(html, "hien").split(" ")) fields.set(name, String((i % 5) + 1));
  const answer = await ask("POST", "/khao-sat/nop", fields.toString());
  if (!answer.includes('class="receipt"')) throw new Error("no receipt");
}

const times: number[] = [];
let next = 0;
const start = performance.now();
const end = start + Number(secondsText) * 1000;
await Promise.all(
  Array.from({ length: Number(handsText) }, async () => {
    for (let i = next++; i < codes.length && performance.now() < end; i = next++) {
      const began = performance.now();
      await respond(codes[i] ?? "", i);
      times.push(performance.now() - began);
    }
  }),
);
agent.destroy();
process.stdout.write(JSON.stringify({ times, ms: performance.now() - start }));
