import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PizZip from "pizzip";

/** Looking into files of Word and Excel, and letting LibreOffice read them where it is installed. */

export const partOf = (file: Uint8Array, path: string): string => new PizZip(file).file(path)?.asText() ?? "";

/** A document as paragraphs of words. */
export const paragraphsOf = (document: string): string[] => Array.from(document.matchAll(/<w:p[ >].*?<\/w:p>/gs), ([one]) => Array.from(one.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g), ([, words]) => words).join(""));

const isInstalled = spawnSync("soffice", ["--version"], { stdio: "ignore" }).status === 0;
if (!isInstalled) process.stderr.write("LibreOffice (soffice) is not installed: what it makes of documents and workbooks is not tested.\n");
export const hasOffice: boolean = isInstalled;

/** One for all of a worker's conversions: LibreOffice takes longer to furnish a new one than to convert. */
const profile = mkdtempSync(join(tmpdir(), "congtam-office-profile-"));
process.once("exit", () => {
  rmSync(profile, { recursive: true, force: true });
});

/** The file as LibreOffice writes it in another format. */
export function converted(file: Uint8Array, from: string, to: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "congtam-office-"));
  try {
    writeFileSync(join(folder, `file.${from}`), file);
    execFileSync("soffice", [`-env:UserInstallation=file://${profile}`, "--headless", "--convert-to", to, "--outdir", join(folder, "out"), join(folder, `file.${from}`)], { stdio: "ignore", timeout: 120_000 });
    return readFileSync(join(folder, "out", `file.${to.split(":", 1)[0] ?? to}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
