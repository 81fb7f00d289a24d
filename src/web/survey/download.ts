/** Files that are made here and saved by whoever looks. */
export function download(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.codePointAt(0) ?? 0);

/** "87.50" of what share is of the whole. */
export const shareOf = (part: number, whole: number): string => (whole === 0 ? "0" : ((100 * part) / whole).toFixed(1));
