/** A letter as its reader sees it: headers unfolded, words decoded, the two bodies as text. */
export type ReadLetter = { readonly headers: ReadonlyMap<string, string>; readonly headerLines: readonly string[]; readonly text: string; readonly html: string };

const quoted = (text: string): Buffer => Buffer.from(text.replaceAll(/[=]\r?\n/g, "").replaceAll(/[=]([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))), "latin1");

const words = (value: string): string =>
  value.replaceAll(/(?<=\?=)\s+(?==\?)/g, "").replaceAll(/[=]\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) => (how.toUpperCase() === "B" ? Buffer.from(text, "base64") : quoted(text.replaceAll("_", " "))).toString());

function split(raw: string): { head: string; body: string } {
  const end = raw.indexOf("\r\n\r\n");
  return { head: raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, " "), body: raw.slice(end + 4) };
}

const headersOf = (head: string): Map<string, string> => new Map(head.split("\r\n").map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), words(line.slice(line.indexOf(":") + 1).trim())]));

function bodyOf(part: string): { type: string; text: string } {
  const { head, body } = split(part);
  const headers = headersOf(head);
  const encoding = headers.get("content-transfer-encoding") ?? "7bit";
  const bytes = encoding === "base64" ? Buffer.from(body, "base64") : encoding === "quoted-printable" ? quoted(body) : Buffer.from(body);
  return { type: headers.get("content-type") ?? "", text: bytes.toString().replaceAll("\r\n", "\n") };
}

export function readLetter(raw: string): ReadLetter {
  const { head, body } = split(raw);
  const headers = headersOf(head);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1] ?? "";
  const parts = body.split(`--${boundary}`).slice(1, -1).map((one) => bodyOf(one.replace(/^\r\n/, "")));
  const textOf = (type: string): string => parts.find((one) => one.type.startsWith(type))?.text ?? "";
  return { headers, headerLines: head.split("\r\n"), text: textOf("text/plain"), html: textOf("text/html") };
}
