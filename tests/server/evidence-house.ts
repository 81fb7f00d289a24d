import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FILE_KINDS, type FileView } from "../../src/contract/evidence.ts";
import type { EvidenceSettings } from "../../src/server/evidence/index.ts";
import { type CampaignHouse, openCampaignHouse, reach } from "./cycle-house.ts";
import { freshDatabase, type TestDatabase } from "./harness.ts";

/** A house with a campaign in self-scoring and a folder for its evidence. */

const UNITS = [
  { code: "A", name: "Sở A", index: "01" },
  { code: "B", name: "Sở B", index: "01" },
];
const CAST = {
  officer: { role: "programme-officer" },
  chair: { role: "council-chair" },
  member: { role: "council-member" },
  auditor: { role: "auditor" },
  chairman: { role: "chairman" },
  "head.a": { role: "unit-head", unit: "A", kind: "head" },
  "scorer.a": { role: "unit-scorer", unit: "A" },
  "scorer.b": { role: "unit-scorer", unit: "B" },
} as const;

const MEGABYTE = 1024 * 1024;
export const YEAR = 2025;
export const LIMITS: EvidenceSettings["limits"] = { kinds: FILE_KINDS, maxBytes: 10 * MEGABYTE, pieceBytes: MEGABYTE, quotaBytes: 100 * MEGABYTE, graceMinutes: 60, writers: { inAll: 6, ofUnit: 4 } };

type Named = { readonly name: string; readonly bytes: Buffer; readonly itemId?: string };
type Answered = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: Buffer };

export type EvidenceHouse = CampaignHouse & {
  readonly test: TestDatabase;
  readonly folder: string;
  /** Where a library's routes begin. */
  readonly shelf: (code: string) => string;
  /** Names files as the unit's scorer, or somebody else. */
  readonly reserve: (code: string, files: readonly Named[], as?: string) => ReturnType<CampaignHouse["send"]>;
  readonly named: (code: string, files: readonly Named[]) => Promise<FileView[]>;
  readonly patch: (id: string, bytes: Buffer, more?: { readonly offset?: number; readonly as?: string; readonly headers?: Readonly<Record<string, string>> }) => Promise<Answered>;
  readonly ask: (as: string, method: "GET" | "HEAD", path: string, headers?: Readonly<Record<string, string>>) => Promise<Answered>;
  /** Names a file and sends all of it. */
  readonly upload: (code: string, name: string, bytes: Buffer, itemId?: string) => Promise<FileView>;
  readonly end: () => Promise<void>;
};

export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
export const TUS = { "tus-resumable": "1.0.0", "content-type": "application/offset+octet-stream" };

/** As small as a PDF can be and still open. */
export const smallPdf = (text = "x"): Buffer => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

export async function openEvidenceHouse(changes: Partial<EvidenceSettings["limits"]> = {}, more: Pick<NonNullable<Parameters<typeof openCampaignHouse>[3]>, "rewire" | "files"> & { readonly clamd?: string; readonly s3?: EvidenceSettings["s3"] } = {}): Promise<EvidenceHouse> {
  const test = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "congtam-evidence-"));
  const limits = { ...LIMITS, ...changes };
  const { clamd, s3, ...wired } = more;
  const house = await openCampaignHouse(test, UNITS, CAST, { ...wired, evidence: { folder, limits, clamd, ...(s3 === undefined ? {} : { s3 }) } });
  await reach(house, "self-scoring");
  const shelf = (code: string) => `/units/${house.unitId(code)}/evidence/${String(YEAR)}`;
  const scorerOf = (code: string) => `scorer.${code.toLowerCase()}`;
  const reserve: EvidenceHouse["reserve"] = (code, files, as = scorerOf(code)) => house.send(as, "POST", `${shelf(code)}/manifests`, { files: files.map(({ bytes, ...one }) => ({ ...one, size: bytes.length, sha256: sha256(bytes) })) });
  const named: EvidenceHouse["named"] = async (code, files) => {
    const { status, json } = await reserve(code, files);
    if (status !== 201) throw new Error(`not named: ${JSON.stringify(json)}`);
    return json["items"] as FileView[];
  };
  const ask: EvidenceHouse["ask"] = async (as, method, path, headers = {}) => {
    const answer = await house.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${as}`, ...headers } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
  };
  const patch: EvidenceHouse["patch"] = async (id, bytes, { offset = 0, as = "scorer.a", headers = {} } = {}) => {
    const answer = await house.app.inject({ method: "PATCH", url: `/api/v1/evidence/files/${id}/bytes`, headers: { authorization: `Bearer ${as}`, ...TUS, "upload-offset": String(offset), ...headers }, payload: bytes });
    return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
  };
  const upload: EvidenceHouse["upload"] = async (code, name, bytes, itemId) => {
    const [file] = await named(code, [{ name, bytes, ...(itemId === undefined ? {} : { itemId }) }]);
    if (file === undefined) throw new Error("nothing was named");
    const { status, body } = await patch(file.id, bytes, { as: scorerOf(code) });
    if (status !== 204) throw new Error(`not kept: ${String(status)} ${body.toString()}`);
    return file;
  };
  const end = async () => {
    await house.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
    if (house.failures.length > 0) throw new AggregateError(house.failures, "the house failed");
  };
  return { ...house, test, folder, shelf, reserve, named, patch, ask, upload, end };
}
