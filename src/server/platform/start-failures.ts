import type pg from "pg";
import { StartFailure } from "./config.ts";

/** What kept the program from starting, as one line that says what to do. */

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ").slice(0, 160);

/** Where it was looked for; never with the password. */
function placeOf({ connectionString, host }: pg.ClientConfig): string {
  const url = connectionString === undefined ? undefined : URL.parse(connectionString);
  return url === undefined || url === null ? (host ?? "") : `${url.host}${url.pathname}`;
}

const AWAY = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOENT", "57P03", "53300"]);
const REFUSED = new Set(["28P01", "28000"]);
const FULL = new Set(["ENOSPC", "EDQUOT", "53100"]);
const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR"]);

/** Why nobody could connect. */
export function connectionFailure(error: unknown, connection: pg.ClientConfig): StartFailure {
  const [code, place, words] = [codeOf(error), placeOf(connection), wordsOf(error)];
  if (REFUSED.has(code)) return new StartFailure(`Máy chủ PostgreSQL ${place} từ chối tài khoản (${words}). Hãy sửa tên và mật khẩu trong DATABASE_URL.`);
  if (code === "3D000") return new StartFailure(`Máy chủ PostgreSQL không có cơ sở dữ liệu này: ${place}. Hãy tạo cơ sở dữ liệu hoặc sửa DATABASE_URL.`);
  if (code === "42501") return new StartFailure(`Tài khoản của DATABASE_URL chưa được cấp vai trò congtam_app (${words}). Hãy chạy: GRANT congtam_app TO tên_tài_khoản`);
  const why = AWAY.has(code) || /time/i.test(words) ? "không trả lời" : "không trả lời như PostgreSQL";
  return new StartFailure(`Máy chủ ${place} ${why} (${words}). Hãy kiểm tra DATABASE_URL, máy chủ PostgreSQL và đường mạng.`);
}

/** What else may go wrong on the way up; what nobody foresaw stays what it is. */
export function startFailureOf(error: unknown): unknown {
  const [code, words] = [codeOf(error), wordsOf(error)];
  if (FULL.has(code)) return new StartFailure(`Ổ đĩa đã đầy (${words}). Hãy giải phóng chỗ rồi chạy lại; dữ liệu đã có không bị ảnh hưởng.`);
  if (UNWRITABLE.has(code)) return new StartFailure(`Không đọc hoặc ghi được tệp (${words}). Hãy kiểm tra quyền của thư mục dữ liệu và của các tệp khóa.`);
  if (code === "42501") return new StartFailure(`Tài khoản của DATABASE_OWNER_URL không đủ quyền (${words}). Hãy cấp cho tài khoản này quyền tạo vai trò và lược đồ (docs/operations.md).`);
  if (code === "25006") return new StartFailure(`Máy chủ PostgreSQL chỉ cho đọc (${words}). Hãy trỏ DATABASE_URL tới máy chủ chính, không phải máy dự phòng.`);
  return error;
}
