/** A file as the interface takes it. */
export async function asBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  // In pieces: a call takes no more arguments than the stack holds.
  const PIECE = 8192;
  for (let from = 0; from < bytes.length; from += PIECE) binary += String.fromCodePoint(...bytes.subarray(from, from + PIECE));
  return btoa(binary);
}

/** The other way, for a file that came within an answer. */
export const blobOf = (base64: string, type: string): Blob => new Blob([Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0)], { type });
