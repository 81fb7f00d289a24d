import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Problem } from "../platform/index.ts";

/** PDF by LibreOffice, where the machine has it: a process of its own with a profile of its own, ended when it takes too long. */

const run = promisify(execFile);
const PATIENCE_MS = 60_000;

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

let isHere: Promise<boolean> | undefined;
/** Whether the machine has LibreOffice; looked for once. */
export const hasOffice = async (): Promise<boolean> => {
  isHere ??= run("soffice", ["--version"], { timeout: PATIENCE_MS, killSignal: "SIGKILL" }).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
  return isHere;
};

/** One at a time: each takes most of a core and some hundred megabytes. */
let last: Promise<unknown> = Promise.resolve();

async function convert(document: Uint8Array): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "congtam-pdf-"));
  try {
    const source = join(folder, "document.docx");
    await writeFile(source, document);
    await run("soffice", [`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, source], { timeout: PATIENCE_MS, killSignal: "SIGKILL" });
    return await readFile(join(folder, "document.pdf"));
  } catch (error) {
    if (isMissing(error)) throw new Problem("conflict", { detail: { vi: "Máy chủ chưa cài LibreOffice nên chưa xuất được PDF. Hãy tải bản in (HTML), hoặc bản Word rồi lưu thành PDF.", en: "The server has no LibreOffice, so there is no PDF. Please take the pages to print (HTML), or the Word file and save it as PDF." } });
    throw new Problem("unavailable", { detail: { vi: "LibreOffice chưa chuyển được văn bản sang PDF. Hãy thử lại, hoặc tải bản Word.", en: "LibreOffice could not make the PDF. Please try again, or take the Word file." } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function asPdf(document: Uint8Array): Promise<Uint8Array> {
  const turn = last.then(() => convert(document));
  last = turn.catch(() => undefined);
  return turn;
}
