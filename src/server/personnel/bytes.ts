/** Bytes on their way between the database and a thread: each piece is made for itself and let go as soon as it is used. */

const NEW_LINE = 0x0a;

/** Bytes as they come, in pieces of whole lines of about this size. */
export async function* wholeLines(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  // None of the pool that small buffers share: a piece is let go as a whole.
  const joined = (): Uint8Array => {
    const piece = new Uint8Array(length);
    let at = 0;
    for (const one of waiting) {
      piece.set(one, at);
      at += one.length;
    }
    [waiting, length] = [[], 0];
    return piece;
  };
  const wait = (bytes: Uint8Array): void => {
    waiting.push(bytes);
    length += bytes.length;
  };
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEW_LINE) + 1;
    wait(chunk.subarray(0, end));
    if (end > 0 && length >= size) yield joined();
    wait(chunk.subarray(end));
  }
  if (length > 0) yield joined();
}

/**
 * Lets go of a piece that nobody needs any more. The collector does not see how much stands behind it: megabytes wait until it
 * thinks that there may be many, and then it holds everything up.
 */
export function letGo({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
}

const SOME_BYTES = 1024 * 1024;

/** Text written down as bytes piece by piece, so that no long text is put together first. */
export function makeBytes(): { readonly write: (text: string) => void; readonly done: () => Uint8Array } {
  let bytes = Buffer.allocUnsafeSlow(SOME_BYTES);
  let length = 0;
  return {
    write: (text) => {
      // A unit of the text takes three bytes at the most.
      const needed = length + 3 * text.length;
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * bytes.length));
        bytes.copy(larger, 0, 0, length);
        bytes = larger;
      }
      length += bytes.write(text, length);
    },
    done: () => bytes.subarray(0, length),
  };
}
