import { once } from "node:events";
import type { Socket } from "node:net";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";

/** A real SMTP server on loopback that keeps what it took over, and misbehaves as it is told. */
export type MailServer = {
  readonly url: string;
  /** Letters that it acknowledged, as they came over the line. */
  readonly taken: { readonly to: string; readonly from: string; readonly raw: string }[];
  /** What becomes of the next letters, one after another; without more to say, each is taken. */
  readonly next: Behaviour[];
  /** How often somebody came. */
  readonly visits: () => number;
  readonly close: () => Promise<void>;
};

/**
 * `refuse-…`: with this code, to the recipient; `die-early`: the line breaks before the letter is through;
 * `die-late`: it breaks after the letter was taken, before the answer.
 */
export type Behaviour = "take" | "refuse-451" | "refuse-550" | "die-early" | "die-late";

async function textOf(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const refusal = (responseCode: number): Error => Object.assign(new Error(`no, ${String(responseCode)}`), { responseCode });

export async function openMailServer(): Promise<MailServer> {
  const taken: MailServer["taken"] = [];
  const next: Behaviour[] = [];
  const sockets = new Set<Socket>();
  let visits = 0;
  let present: Behaviour = "take";
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onConnect: (_session, done) => {
      visits++;
      present = next.shift() ?? "take";
      done();
    },
    onRcptTo: (_address, _session, done) => {
      if (present === "refuse-451") done(refusal(451));
      else if (present === "refuse-550") done(refusal(550));
      else done();
    },
    onData: (stream, { envelope }, done) => {
      if (present === "die-early") {
        cut();
        return;
      }
      const take = async () => {
        const raw = await textOf(stream);
        taken.push({ to: envelope.rcptTo.map((one) => one.address).join(","), from: envelope.mailFrom === false ? "" : envelope.mailFrom.address, raw });
        if (present === "die-late") cut();
        else done();
      };
      void take();
    },
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  listening.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await once(listening, "listening");
  const address = listening.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = async () => {
    cut();
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  };
  return { url: `smtp://127.0.0.1:${String(port)}`, taken, next, visits: () => visits, close };
}
