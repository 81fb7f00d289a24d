import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { cp, glob, readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { promisify } from "node:util";
import { StartFailure } from "../server/platform/index.ts";

/** The staff's application as files: built from its sources once, and again when one of them has changed. */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = join(ROOT, "dist", "web");
/** What the files were built from; written last, so that half a build counts as none. */
const BUNDLER = fileURLToPath(new URL("web-bundle.ts", import.meta.url));
const MARK = "built-from.txt";
const SOURCES = ["src/web/**/*", "src/contract/**/*.ts", "src/scoring/**/*.ts", "src/cli/web-bundle.ts", "src/cli/contract-as-data.ts", "package-lock.json"];

async function fingerprint(): Promise<string> {
  const names: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: ROOT, withFileTypes: true })) if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) names.push(join(entry.parentPath, entry.name));
  const hash = createHash("sha256");
  for (const name of names.toSorted()) hash.update(name.slice(ROOT.length)).update("\0").update(await readFile(name)).update("\0");
  return hash.digest("hex");
}

async function markOf(folder: string): Promise<string | undefined> {
  const path = join(folder, MARK);
  return existsSync(path) ? readFile(path, "utf8") : undefined;
}

async function build(from: string): Promise<void> {
  const fresh = `${FOLDER}-${randomUUID()}`;
  try {
    // In a process of its own: the builder is large, and takes what it builds from its surroundings.
    await promisify(execFile)(process.execPath, [BUNDLER, fresh], { env: { ...process.env, NODE_ENV: "production", VITEST: "" } });
    await writeFile(join(fresh, MARK), from);
    // Where another process was quicker its files are as good, and may be read already.
    if ((await markOf(FOLDER)) === from) return;
    await rm(FOLDER, { recursive: true, force: true });
    await rename(fresh, FOLDER).catch(async () => cp(fresh, FOLDER, { recursive: true }));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/**
 * The folder of the built application. Builds it when it is missing or older than its sources; throws StartFailure where
 * neither files nor builder are there.
 */
export async function webFolder(say: (line: string) => void): Promise<string> {
  const wanted = await fingerprint();
  const built = await markOf(FOLDER);
  if (built === wanted) return FOLDER;
  if (!existsSync(join(ROOT, "node_modules", "vite"))) {
    // An installation without the tools of development serves what was brought along.
    if (built === undefined) throw new StartFailure("Giao diện chưa được dựng và máy này thiếu công cụ dựng. Hãy chạy: npm ci && npm run build");
    return FOLDER;
  }
  say("Đang dựng giao diện (chỉ lần đầu, hoặc khi mã nguồn thay đổi)…");
  await build(wanted);
  return FOLDER;
}
