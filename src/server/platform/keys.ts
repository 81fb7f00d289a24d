import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { StartFailure } from "./config.ts";

const BYTES = 32;

/** A secret of 32 bytes from its file, made when missing, readable by this account only. */
export function openSecretKey(file: string): Uint8Array {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // `wx` never overwrites: of two processes that start at once, one makes the key and both read it.
    if (!existsSync(file)) writeFileSync(file, randomBytes(BYTES), { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if (!existsSync(file)) throw new StartFailure(`Không tạo được tệp khóa ${file} (${String(error).slice(0, 120)}).`);
  }
  const key = readFileSync(file);
  if (key.length !== BYTES) throw new StartFailure(`Tệp khóa ${file} không đúng 32 byte. Hãy khôi phục từ bản sao lưu.`);
  return key;
}
