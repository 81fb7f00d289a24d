import { GetBucketVersioningCommand, GetObjectLockConfigurationCommand, ListObjectVersionsCommand, type ListObjectVersionsCommandOutput, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { Guard } from "./store.ts";

/** What a bucket itself does against loss: whether it keeps what is overwritten or deleted, and for how long it forbids that. */

/** Who asks has no right to know; the server does not know what it is asked. What it says while it is away is no answer. */
const NO_ANSWER = new Set([400, 403, 404, 405, 501]);

/** Of what a server does not know, or tells nobody, nothing is made use of. */
async function unlessUnknown<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof S3ServiceException && NO_ANSWER.has(error.$metadata.httpStatusCode ?? 0) && error.name !== "SignatureDoesNotMatch") return undefined;
    throw error;
  }
}

export async function guardOf(client: S3Client, bucket: string): Promise<Guard> {
  const versioning = await unlessUnknown(() => client.send(new GetBucketVersioningCommand({ Bucket: bucket })));
  const lock = await unlessUnknown(() => client.send(new GetObjectLockConfigurationCommand({ Bucket: bucket })));
  return { keepsVersions: versioning?.Status === "Enabled", isLocked: lock?.ObjectLockConfiguration?.ObjectLockEnabled === "Enabled" };
}

/** More often than this nobody writes over one file by mistake. */
const MOST_VERSIONS = 50;

type KeptVersion = { readonly id: string; readonly size: number };

/** What lay under a name before, newest first; also what was deleted since, and what versions there are of a bucket that keeps none any more. */
export async function versionsOf(client: S3Client, bucket: string, key: string): Promise<readonly KeptVersion[]> {
  const found = await unlessUnknown((): Promise<ListObjectVersionsCommandOutput> => client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, MaxKeys: MOST_VERSIONS })));
  return (found?.Versions ?? []).flatMap(({ Key, VersionId, Size = 0 }) => (Key === key && VersionId !== undefined ? [{ id: VersionId, size: Size }] : []));
}
