import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { contractAsData } from "./contract-as-data.ts";

/** Bundles the staff's application into the folder that is named; a program of its own. */

const SOURCES = fileURLToPath(new URL("../web", import.meta.url));
/** What the authority's browsers can: two to three years back. */
const BROWSERS = ["chrome120", "edge120", "firefox121", "safari17"];

/** Beside each file its compressed twins, so that no request waits for the press. */
async function compress(folder: string): Promise<void> {
  const [press, zip] = [promisify(brotliCompress), promisify(gzip)];
  for await (const name of glob("**/*.{js,mjs,css,svg}", { cwd: folder })) {
    const path = join(folder, name);
    const content = await readFile(path);
    await writeFile(`${path}.br`, await press(content));
    await writeFile(`${path}.gz`, await zip(content));
  }
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("web-bundle FOLDER");
await build({
  configFile: false,
  root: SOURCES,
  logLevel: "error",
  plugins: [contractAsData(), react()],
  build: { outDir: folder, emptyOutDir: true, target: BROWSERS, manifest: "manifest.json", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
await compress(folder);
