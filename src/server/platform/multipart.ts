/** What a form with a file sends (RFC 7578): its fields, and at most one file. Pure; whatever is not as it should be is no form. */

export type SentForm = { readonly form: URLSearchParams; readonly file?: { readonly name: string; readonly bytes: Uint8Array } | undefined };

const MOST_PARTS = 40;
const LONGEST_FIELD = 64 * 1024;
const LONGEST_HEAD = 2000;
const END = Buffer.from("\r\n\r\n");

const boundaryOf = (type: string | undefined): string | undefined => {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([\w'()+,./:=?-]{1,70}))/i.exec(type ?? "") ?? [];
  return quoted ?? bare;
};

/** Browsers write these three signs of a name as percent codes, and nothing else. */
const nameIn = (head: string, field: "name" | "filename"): string | undefined => new RegExp(`[;\\s]${field}="([^"]*)"`).exec(head)?.[1]?.replaceAll("%22", '"').replaceAll("%0D", "").replaceAll("%0A", "");

/** The pieces between boundaries, each without the line end that belongs to the boundary. */
function piecesOf(bytes: Buffer, boundary: string): Buffer[] | undefined {
  const mark = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line before it.
  const whole = Buffer.concat([Buffer.from("\r\n"), bytes]);
  const pieces: Buffer[] = [];
  let from = whole.indexOf(mark);
  if (from === -1) return undefined;
  for (;;) {
    const start = from + mark.length;
    if (whole.subarray(start, start + 2).toString("latin1") === "--") return pieces;
    const next = whole.indexOf(mark, start);
    if (next === -1 || pieces.length >= MOST_PARTS) return undefined;
    pieces.push(whole.subarray(start + 2, next));
    from = next;
  }
}

export function readMultipart(type: string | undefined, bytes: Buffer): SentForm | undefined {
  const boundary = boundaryOf(type);
  const pieces = boundary === undefined ? undefined : piecesOf(bytes, boundary);
  if (pieces === undefined) return undefined;
  const form = new URLSearchParams();
  let file: SentForm["file"];
  for (const piece of pieces) {
    const at = piece.indexOf(END);
    if (at === -1 || at > LONGEST_HEAD) return undefined;
    const head = piece.subarray(0, at).toString("utf8");
    const body = piece.subarray(at + END.length);
    const [name, filename] = [nameIn(head, "name"), nameIn(head, "filename")];
    if (name === undefined) return undefined;
    if (filename === undefined) {
      if (body.length > LONGEST_FIELD) return undefined;
      form.append(name, body.toString("utf8"));
    } else if (body.length > 0) {
      // A second file was never asked for.
      if (file !== undefined) return undefined;
      file = { name: filename, bytes: new Uint8Array(body) };
    }
  }
  return { form, file };
}
