/** What a file is called when a browser keeps it (RFC 6266): its own name, and one without diacritics for what does not know better. */
export function attachment(name: string): string {
  const plain = name.replaceAll("đ", "d").replaceAll("Đ", "D").normalize("NFD").replaceAll(/\p{Mn}/gu, "").replaceAll(/[^\w .()-]/g, "_");
  const exact = encodeURIComponent(name.normalize("NFC")).replaceAll(/['()*]/g, (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase() ?? ""}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
