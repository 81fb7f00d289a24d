import { renameSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { StartFailure } from "./config.ts";

/**
 * One program per data folder: two would stop each other's PostgreSQL and sign over each other's heads. Whoever listens
 * on the folder's socket holds it; the system lets go of it when the program ends, however it ends.
 */

const NAME = "congtam.sock";
const PATIENCE_MS = 2000;

type FolderLock = { readonly release: () => Promise<void> };

/** Listens there; undefined when there is a socket already, alive or left over. */
function listenAt(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    // Who asks is told which process it is.
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end(String(process.pid));
    });
    server.once("error", (error: Error & { readonly code?: string }) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(new StartFailure(`Không ghi được vào ${path} (${error.message.slice(0, 120)}). Hãy đặt CONGTAM_DATA tới một thư mục ghi được.`));
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The process behind a socket; undefined when nobody is. */
function holderAt(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(path);
    // Somebody who is there and says nothing is there.
    socket.setTimeout(PATIENCE_MS, () => {
      resolve("?");
      socket.destroy();
    });
    socket.on("data", (chunk) => {
      said += chunk.toString("latin1");
    });
    socket.once("close", () => {
      resolve(said === "" ? undefined : said);
    });
    socket.once("error", () => {
      resolve(undefined);
    });
  });
}

/** Takes a socket that nobody listens on out of the way; by a new name first, so that a live one is never lost. */
async function clearLeftover(path: string): Promise<void> {
  const aside = `${path}.${String(process.pid)}`;
  try {
    renameSync(path, aside);
  } catch {
    // Another start was quicker.
    return;
  }
  if ((await holderAt(aside)) === undefined) unlinkSync(aside);
  else renameSync(aside, path);
}

/** Holds the folder until it is released or the program ends; throws when another program holds it. */
export async function holdFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, NAME);
  let server = await listenAt(path);
  if (server === undefined && (await holderAt(path)) === undefined) {
    await clearLeftover(path);
    server = await listenAt(path);
  }
  if (server === undefined) throw new StartFailure(`Dữ liệu trong ${folder} đang được một chương trình Công Tâm khác dùng (tiến trình ${(await holderAt(path)) ?? "?"}). Hãy dừng chương trình đó trước, hoặc đặt CONGTAM_DATA tới thư mục khác.`);
  const held = server;
  return {
    release: () =>
      new Promise((resolve) => {
        held.close(() => {
          resolve();
        });
      }),
  };
}
