import { isRecord } from "../../ui/refusal.ts";

/** The file on this computer could not be read to its end: it was moved, or a drive was pulled out. */
export class Unreadable extends Error {
  /** There is nothing in it. */
  readonly isEmpty: boolean;
  constructor(why: string, isEmpty = false) {
    super(why);
    this.isEmpty = isEmpty;
  }
}

/** The SHA-256 of a file, computed in a worker; `onDone` hears how many bytes it has been through. */
export async function hashOf(file: Blob, onDone: (bytes: number) => void): Promise<string> {
  if (file.size === 0) throw new Unreadable("no bytes", true);
  const worker = new Worker(new URL("hash-worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.addEventListener("error", () => {
        reject(new Unreadable("the worker failed"));
      });
      worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (!isRecord(data)) return;
        if (typeof data["done"] === "number") onDone(data["done"]);
        if (typeof data["sha256"] === "string") resolve(data["sha256"]);
        if (typeof data["failed"] === "string") reject(new Unreadable(data["failed"]));
      });
      worker.postMessage(file, []);
    });
  } finally {
    worker.terminate();
  }
}
