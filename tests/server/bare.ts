import { connect } from "node:net";

/** What a server says to bytes that no HTTP client would send. */
export type BareAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string };

const PATIENCE_MS = 10_000;

function read(raw: string): BareAnswer | undefined {
  const end = raw.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const [first = "", ...lines] = raw.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  return { status: Number(first.split(" ")[1]), headers, text: raw.slice(end + 4) };
}

/** Sends bytes on a connection of their own and reads one answer to its end. */
export function sendBare(port: number, bytes: string | Buffer): Promise<BareAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1");
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error("no answer")));
    const done = () => {
      const answer = read(Buffer.concat(chunks).toString("latin1"));
      if (answer === undefined) reject(new Error(`not an answer: ${Buffer.concat(chunks).toString("latin1").slice(0, 200)}`));
      else resolve({ ...answer, text: Buffer.from(answer.text, "latin1").toString("utf8") });
      socket.destroy();
    };
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      const raw = Buffer.concat(chunks).toString("latin1");
      const answer = read(raw);
      const length = answer?.headers["content-length"];
      if (length !== undefined && (answer?.text.length ?? 0) >= Number(length)) done();
    });
    socket.on("end", done);
    socket.on("error", (error) => {
      if (chunks.length > 0) done();
      else reject(error);
    });
    socket.write(bytes);
  });
}
