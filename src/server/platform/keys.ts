import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { StartFailure } from "./config.ts";

const BYTES = 32;

const nextOf = (file: string): string => `${file}.next`;

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartFailure(`Không đọc được tệp khóa ${file} (${String(error).slice(0, 120)}). Hãy kiểm tra đường dẫn và quyền của tệp.`);
  }
}

function readKey(file: string): Uint8Array {
  const key = bytesOf(file);
  if (key.length !== BYTES) throw new StartFailure(`Tệp khóa ${file} không đúng 32 byte. Hãy khôi phục từ bản sao lưu.`);
  return key;
}

/** A secret of 32 bytes from its file, made when missing, readable by this account only. */
export function openSecretKey(file: string): Uint8Array {
  if (existsSync(nextOf(file))) throw new StartFailure(`Việc đổi khóa ${file} chưa xong. Hãy chạy lại: congtam rotate-key second-factor`);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // `wx` never overwrites: of two processes that start at once, one makes the key and both read it.
    if (!existsSync(file)) writeFileSync(file, randomBytes(BYTES), { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if (!existsSync(file)) throw new StartFailure(`Không tạo được tệp khóa ${file} (${String(error).slice(0, 120)}). Hãy kiểm tra đường dẫn và quyền của thư mục.`);
  }
  return readKey(file);
}

/** The key that is to follow, kept beside until everything is sealed with it; one that a crash left is taken up again. */
function nextKey(file: string): Uint8Array {
  const next = nextOf(file);
  // Cut off while it was written: then nothing was sealed with it yet.
  if (existsSync(next) && statSync(next).size !== BYTES) rmSync(next);
  if (!existsSync(next)) {
    writeFileSync(next, randomBytes(BYTES), { mode: 0o600, flag: "wx", flush: true });
    // Whoever runs this, the key stays with the account that uses it.
    const { uid, gid } = statSync(file);
    chownSync(next, uid, gid);
  }
  return readKey(next);
}

/**
 * Replaces a secret: `reseal` changes in one transaction what was sealed with any of the keys to the new one. Broken
 * off at any point it can be run again, since either key is still there.
 */
export async function replaceSecretKey(file: string, reseal: (present: readonly Uint8Array[], next: Uint8Array) => Promise<void>): Promise<void> {
  if (!existsSync(file)) throw new StartFailure(`Không có tệp khóa ${file}. Hãy đặt SECOND_FACTOR_KEY_FILE hoặc CONGTAM_DATA như khi chạy máy chủ.`);
  const present = readKey(file);
  const next = nextKey(file);
  await reseal([present, next], next);
  renameSync(nextOf(file), file);
}
