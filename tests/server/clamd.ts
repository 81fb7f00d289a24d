import { type AddressInfo, createServer, type Server } from "node:net";

/** Speaks as clamd does: hears pieces with their lengths until an empty one, then says what it found. */
function standIn(answerTo: (bytes: Buffer) => string): Server {
  return createServer((line) => {
    let all = Buffer.alloc(0);
    line.on("error", () => undefined);
    line.on("data", (piece: Buffer) => {
      all = Buffer.concat([all, piece]);
      if (all.subarray(-4).equals(Buffer.alloc(4))) line.end(`${answerTo(all)}\0`);
    });
  });
}

/** The same, listening; where it does, as `CLAMD` says it. */
export async function openClamd(answerTo: (bytes: Buffer) => string): Promise<{ readonly place: string; readonly close: () => void }> {
  const server = standIn(answerTo).listen(0, "127.0.0.1");
  await new Promise((resolve) => {
    server.once("listening", resolve);
  });
  const address = server.address() as AddressInfo;
  return { place: `127.0.0.1:${String(address.port)}`, close: () => server.close() };
}
