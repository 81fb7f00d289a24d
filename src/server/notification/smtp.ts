import { createTransport } from "nodemailer";
import type { Letter } from "./letter.ts";

/** The line to the authority's mail server. */

export type MailSettings = { readonly smtpUrl: string; readonly from: string; readonly publicUrl: string };

type Envelope = { readonly to: string; readonly messageId: string; readonly date: Date };
/** Resolves when the server has taken the letter over; anything else is a failure. */
export type Send = (envelope: Envelope, letter: Letter) => Promise<void>;

/** A server that is silent must not hold a letter, and with it the end of the program, for long. */
const PATIENCE_MS = 10_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function openSmtp({ smtpUrl, from }: MailSettings): Send {
  const { protocol, username, hostname } = new URL(smtpUrl);
  const transport = createTransport({
    url: smtpUrl,
    // A password never crosses a network in the clear.
    requireTLS: protocol === "smtp:" && username !== "" && !LOOPBACK.has(hostname),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, messageId, date }, { subject, text, html }) => {
    // As an object the address is taken as one address, whatever it holds.
    await transport.sendMail({ from, to: { name: "", address: to }, messageId, date, subject, text, html, headers: { "Auto-Submitted": "auto-generated" } });
  };
}
