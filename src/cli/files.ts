import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";

/** A file that cannot be used as text, with what to do about it in both languages; ends the program with 2. */
export class Unreadable extends Error {
  readonly vi: string;
  readonly en: string;
  constructor(vi: string, en: string) {
    super(en);
    this.name = "Unreadable";
    this.vi = vi;
    this.en = en;
  }
}

/** 3,400 units of 150 criteria are about 20 MB. */
export const MAX_CASE_BYTES = 64 * 1024 * 1024;
/** A regulation of three indexes is some 150 kB. */
export const MAX_REGULATION_BYTES = 1024 * 1024;

/** Reads at most `most` bytes; the file may grow or be a pipe, so the size that was announced is not trusted. */
function readBounded(handle: number, most: number): Buffer | undefined {
  const announced = fstatSync(handle).size;
  if (announced > most) return undefined;
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.max(65_536, Math.min(announced, most)));
    const count = readSync(handle, chunk, 0, chunk.length, null);
    if (count === 0) return Buffer.concat(chunks, total);
    total += count;
    if (total > most) return undefined;
    chunks.push(chunk.subarray(0, count));
  }
}

function decode(bytes: Buffer, name: string): string {
  const mark = bytes.subarray(0, 3);
  if ((mark[0] === 0xff && mark[1] === 0xfe) || (mark[0] === 0xfe && mark[1] === 0xff)) {
    throw new Unreadable(`${name}: tệp mã hóa UTF-16; hãy lưu lại dưới dạng UTF-8`, `${name}: the file is UTF-16; save it as UTF-8`);
  }
  if (mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf) {
    throw new Unreadable(`${name}: tệp có dấu thứ tự byte (BOM); hãy lưu lại dưới dạng UTF-8 không BOM`, `${name}: the file starts with a byte order mark; save it as UTF-8 without one`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Unreadable(`${name}: tệp không phải văn bản UTF-8`, `${name}: the file is not UTF-8 text`);
  }
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ["không có tệp này", "no such file"],
  EISDIR: ["đây là thư mục, cần một tệp", "this is a folder, a file is needed"],
  EACCES: ["không có quyền đọc", "no permission to read it"],
  ENOTDIR: ["đường dẫn không đúng", "the path does not lead to a file"],
  ENAMETOOLONG: ["tên tệp quá dài", "the name is too long"],
  ELOOP: ["liên kết vòng", "a loop of links"],
};

/** The code of a system error ("ENOENT"), or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The whole text of a file ("-": standard input). Throws Unreadable for everything that is not a fit UTF-8 text. */
export function readText(name: string, most: number): string {
  let handle: number | undefined;
  try {
    handle = name === "-" ? 0 : openSync(name, "r");
    const bytes = readBounded(handle, most);
    if (bytes === undefined) {
      const size = `${String(Math.round(most / 1024 / 1024))} MB`;
      throw new Unreadable(`${name}: tệp quá lớn; tối đa ${size}`, `${name}: the file is too large; at most ${size}`);
    }
    return decode(bytes, name);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const [vi, en] = REASONS[code] ?? [`không đọc được (${code})`, `cannot be read (${code})`];
    throw new Unreadable(`${name}: ${vi}`, `${name}: ${en}`);
  } finally {
    if (handle !== undefined && handle !== 0) closeSync(handle);
  }
}

/** The names of the YAML files of a folder, sorted. */
export const yamlNames = (folder: string): string[] => readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).toSorted();
