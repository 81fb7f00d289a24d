import { faultLine } from "../scoring/fault-text.ts";
import { isLoaded } from "../scoring/regulation/load.ts";
import { Unreadable } from "./files.ts";
import { openRegulation } from "./regulations.ts";

// Temporary: only `regulation check` until the engine stands.
try {
  const loaded = openRegulation(process.argv[4] ?? "");
  if (isLoaded(loaded)) process.stdout.write(`${loaded.regulation.id} ${loaded.sha256}\n`);
  else {
    for (const one of loaded) process.stderr.write(`${faultLine(one, "vi")}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof Unreadable)) throw error;
  process.stderr.write(`${error.vi}\n`);
  process.exitCode = 2;
}
