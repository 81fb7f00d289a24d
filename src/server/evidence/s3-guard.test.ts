import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { s3Store } from "./s3-store.ts";

/** What a bucket says of itself, from a server of the test's own: locks few servers have. Versions are tried on a real one in `tests/s3`. */

type Bucket = { readonly versioning: string; readonly lock: string; readonly locks: boolean; readonly status?: number };
const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const LOCKED: Bucket = { versioning: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>", lock: "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>", locks: true };
const PLAIN: Bucket = { versioning: "<VersioningConfiguration/>", lock: "<Error><Code>ObjectLockConfigurationNotFoundError</Code></Error>", locks: false, status: 404 };
const SILENT: Bucket = { versioning: "<Error><Code>NotImplemented</Code></Error>", lock: "<Error><Code>AccessDenied</Code></Error>", locks: false, status: 403 };

let bucket: Bucket = PLAIN;
const objects = new Map<string, Buffer>();
const sums: (string | undefined)[] = [];

function answer(response: ServerResponse, status: number, body: string | Buffer): void {
  response.writeHead(status, { "content-type": "application/xml", etag: '"x"' }).end(body);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://s3");
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece as Uint8Array));
  if (searchParams.has("versioning")) answer(response, bucket.versioning.includes("Error") ? 501 : 200, `${XML}${bucket.versioning}`);
  else if (searchParams.has("object-lock")) answer(response, bucket.status ?? 200, `${XML}${bucket.lock}`);
  else if (request.method === "PUT") {
    const sum = request.headers["x-amz-checksum-sha256"];
    sums.push(typeof sum === "string" ? sum : undefined);
    // As the standard's inventor does: what is to be locked has to come with its sum.
    if (bucket.locks && sum === undefined) answer(response, 400, `${XML}<Error><Code>InvalidRequest</Code><Message>Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters</Message></Error>`);
    else {
      objects.set(pathname, Buffer.concat(pieces));
      answer(response, 200, "");
    }
  } else {
    const found = objects.get(pathname);
    answer(response, found === undefined ? 404 : 200, found ?? `${XML}<Error><Code>NoSuchKey</Code></Error>`);
  }
}

let server: Server;
let endpoint = "";
let folder = "";
beforeAll(async () => {
  process.env["AWS_ACCESS_KEY_ID"] ??= "x";
  process.env["AWS_SECRET_ACCESS_KEY"] ??= "x";
  folder = mkdtempSync(join(tmpdir(), "congtam-guard-"));
  server = createServer((request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  endpoint = `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const storeOf = (what: Bucket) => {
  bucket = what;
  return s3Store({ bucket: "kho", endpoint, region: "us-east-1" });
};
async function keepsIn(what: Bucket): Promise<string | undefined> {
  const bytes = randomBytes(1000);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = join(folder, sha256);
  writeFileSync(path, bytes);
  await storeOf(what).keep(path, sha256);
  return sums.at(-1) === Buffer.from(sha256, "hex").toString("base64") ? "with its sum" : sums.at(-1);
}

it("is asked whether it keeps versions and locks what it holds; what it does not know or say is nothing", async () => {
  expect(await storeOf(LOCKED).guard()).toEqual({ keepsVersions: true, isLocked: true });
  expect(await storeOf(PLAIN).guard()).toEqual({ keepsVersions: false, isLocked: false });
  expect(await storeOf(SILENT).guard()).toEqual({ keepsVersions: false, isLocked: false });
});

it("is given the sum where it locks what it is given, and only there", async () => {
  expect(await keepsIn(LOCKED)).toBe("with its sum");
  expect(await keepsIn(PLAIN)).toBeUndefined();
});
