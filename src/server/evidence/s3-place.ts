import type { Store } from "./store.ts";

/** A bucket as it is named in the configuration. */

export type S3Place = { readonly bucket: string; readonly endpoint: string | undefined; readonly region: string };

/** `s3://bucket?endpoint=https://…&region=…`; undefined when it is none. */
export function s3PlaceIn(url: string): S3Place | undefined {
  const address = URL.parse(url);
  if (address?.protocol !== "s3:" || address.hostname === "") return undefined;
  return { bucket: address.hostname, endpoint: address.searchParams.get("endpoint") ?? undefined, region: address.searchParams.get("region") ?? "us-east-1" };
}

/** A store that is opened when it is first asked: its library is large, and most houses never need it. */
export function openedLater(open: () => Promise<Store>): Store {
  let opening: Promise<Store> | undefined;
  const store = () => (opening ??= open());
  return {
    keep: async (path, sha256) => (await store()).keep(path, sha256),
    open: async (sha256) => (await store()).open(sha256),
    hashAt: async (sha256) => (await store()).hashAt(sha256),
    guard: async () => (await store()).guard(),
    list: async function* list() {
      yield* (await store()).list();
    },
  };
}
