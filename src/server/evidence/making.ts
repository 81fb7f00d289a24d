import { hash, randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { FILE_KINDS } from "../../contract/evidence.ts";
import { type Config, StartFailure } from "../platform/index.ts";
import { certificatesIn } from "./reader/chain.ts";
import { folderStore } from "./folder-store.ts";
import { openedLater, type S3Place, s3PlaceIn } from "./s3-place.ts";
import type { Asked, Limits, Means } from "./settings.ts";
import { openStaging } from "./staging.ts";
import type { Store } from "./store.ts";
import { makeWriters, WRITERS } from "./writers.ts";

/** How the room is set up, read from the house's configuration once at the start. */

export type EvidenceSettings = { readonly folder: string; /** Where finished files go, if not into the folder. */ readonly s3?: S3Place; readonly limits: Limits; /** The scanner's socket or address. */ readonly clamd: string | undefined; /** PEM of the certificates at which trusted signatures end. */ readonly roots?: string };

const MEGABYTE = 1024 * 1024;
const PIECE = 8 * MEGABYTE;

const DEFAULT_LIMITS: Limits = { kinds: FILE_KINDS, maxBytes: 500 * MEGABYTE, pieceBytes: PIECE, quotaBytes: 20_000 * MEGABYTE, graceMinutes: 120, writers: WRITERS };

function kindsIn(text: string | undefined): Limits["kinds"] {
  if (text === undefined) return FILE_KINDS;
  const names = text.split(",").map((one) => one.trim()).filter((one) => one !== "");
  const kinds = FILE_KINDS.filter((one) => names.includes(one));
  if (kinds.length === 0 || kinds.length !== new Set(names).size) throw new StartFailure(`Biến môi trường EVIDENCE_KINDS không hợp lệ; cần danh sách cách nhau bằng dấu phẩy, trong ${FILE_KINDS.join(", ")}.`);
  return kinds;
}

function folderIn(url: string | undefined, folder: string): string {
  if (url === undefined || s3PlaceIn(url) !== undefined) return join(folder, "files");
  if (url.startsWith("file:")) return fileURLToPath(url);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) throw new StartFailure("Biến môi trường FILES_URL không hợp lệ; cần đường dẫn thư mục, file:///đường/dẫn hoặc s3://kho?endpoint=https://máy_chủ.");
  return resolve(url);
}

/** Roots that cannot be read would make every signature look untrusted; the house does not start with them. */
function rootsIn(path: string): string {
  try {
    const pem = readFileSync(path, "utf8");
    if (certificatesIn(pem).length > 0) return pem;
  } catch {
    // Said below, in the same words.
  }
  throw new StartFailure(`Biến môi trường EVIDENCE_TRUSTED_ROOTS không hợp lệ; cần đường dẫn tới tệp PEM có ít nhất một chứng thư gốc, hiện là ${path}.`);
}

/** Without FILES_URL files lie beside the other data of the house. */
export function evidenceSettings(config: Pick<Config, "FILES_URL" | "EVIDENCE_KINDS" | "EVIDENCE_MAX_MB" | "EVIDENCE_QUOTA_MB" | "EVIDENCE_GRACE_MINUTES" | "EVIDENCE_TRUSTED_ROOTS" | "CLAMD">, folder: string): EvidenceSettings {
  const s3 = config.FILES_URL === undefined ? undefined : s3PlaceIn(config.FILES_URL);
  return {
    ...(s3 === undefined ? {} : { s3 }),
    folder: folderIn(config.FILES_URL, folder),
    limits: { kinds: kindsIn(config.EVIDENCE_KINDS), maxBytes: config.EVIDENCE_MAX_MB * MEGABYTE, pieceBytes: PIECE, quotaBytes: config.EVIDENCE_QUOTA_MB * MEGABYTE, graceMinutes: config.EVIDENCE_GRACE_MINUTES, writers: WRITERS },
    clamd: config.CLAMD,
    ...(config.EVIDENCE_TRUSTED_ROOTS === undefined ? {} : { roots: rootsIn(config.EVIDENCE_TRUSTED_ROOTS) }),
  };
}

let passing: string | undefined;

/** Gone with the process that used it. */
function passingFolder(): string {
  if (passing !== undefined) return passing;
  const folder = join(tmpdir(), `congtam-files-${randomUUID()}`);
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  passing = folder;
  return folder;
}

/** For a house that was given none: a folder that nobody else has. */
export const passingSettings = (): EvidenceSettings => ({ folder: passingFolder(), limits: DEFAULT_LIMITS, clamd: undefined });

export const storeOf = ({ folder, s3 }: EvidenceSettings): Store => (s3 === undefined ? folderStore(folder) : openedLater(async () => (await import("./s3-store.ts")).s3Store(s3)));

const rootsOf = ({ roots = "" }: EvidenceSettings): Means["roots"] => ({ pem: roots, key: roots === "" ? "" : hash("sha256", roots).slice(0, 16) });

export const meansOf = (settings: EvidenceSettings, asked: Asked): Means => ({ store: storeOf(settings), staging: openStaging(join(settings.folder, "unfinished")), limits: settings.limits, asked, clamd: settings.clamd, roots: rootsOf(settings), writers: makeWriters(settings.limits.writers) });
