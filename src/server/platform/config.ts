import { z } from "zod";

/** A start that cannot succeed, with one line that says what to do; the program ends with 1. */
export class StartFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StartFailure";
  }
}

const port = z.coerce.number().int().min(1).max(65_535);

const environment = z.object({
  PORT: port.default(8080),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  CONGTAM_DATA: z.string().min(1).optional(),
  CONGTAM_ARCHIVE: z.string().min(1).optional(),
  AUDIT_KEY_FILE: z.string().min(1).optional(),
  SECOND_FACTOR_KEY_FILE: z.string().min(1).optional(),
  METRICS_TOKEN: z.string().min(16).max(200).optional(),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

const DATABASE = "địa chỉ dạng postgresql://tài_khoản:mật_khẩu@máy_chủ/cơ_sở_dữ_liệu";
/** What each is, for who wrote something else; the value itself is not repeated, it may hold a password. */
const WANTED: Readonly<Record<string, string>> = {
  PORT: "số cổng từ 1 đến 65535",
  DATABASE_URL: DATABASE,
  DATABASE_OWNER_URL: DATABASE,
  METRICS_TOKEN: "từ 16 đến 200 ký tự",
  LOG_LEVEL: "một trong silent, error, warn, info, debug",
};

/** How this process runs, read once at the start. */
export type Config = z.output<typeof environment>;

/** Reads the environment; a value that cannot be used is a StartFailure that names it. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const read = environment.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== "")));
  if (read.success) return read.data;
  const name = String(read.error.issues[0]?.path[0] ?? "");
  throw new StartFailure(`Biến môi trường ${name} không hợp lệ; cần ${WANTED[name] ?? "giá trị khác"}. Hãy sửa giá trị của ${name} rồi chạy lại.`);
}
