import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 15_000;
const EVERY_MS = 10;

/** Waits for what is to become true, and gives what it found; a test that waits for nothing that comes fails here. */
export async function until<T>(found: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const value = await found();
    if (value !== undefined && value !== false) return value;
    await pause(EVERY_MS);
  }
  throw new Error(`waited in vain for ${found.toString()}`);
}
