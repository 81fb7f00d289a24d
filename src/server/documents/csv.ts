/** Tables of comma-separated values. No I/O. */

/** What a program for sheets would take for a formula begins with a mark that says it is text; numbers stay numbers. */
const plainText = (text: string): string => (/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => {
  const own = plainText(text);
  return /[",\r\n]/.test(own) ? `"${own.replaceAll('"', '""')}"` : own;
};

export const csvTable = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(quoted).join(",")).join("\r\n").concat("\r\n");
