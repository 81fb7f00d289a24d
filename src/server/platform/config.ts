import { isIP } from "node:net";
import { z } from "zod";
import { LIMITS, type Limits } from "./admission.ts";

/** A start that cannot succeed, with one line that says what to do; the program ends with 1. */
export class StartFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StartFailure";
  }
}

const port = z.coerce.number().int().min(1).max(65_535);

/** Over plain HTTP whoever listens could sign in as anybody; only a provider on this machine may speak it. */
function isSafeAddress(text: string): boolean {
  const address = URL.parse(text);
  return address?.protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(address?.hostname ?? "");
}
const webAddress = z.url({ protocol: /^https?$/ });

/** How many at once; beyond some hundreds a process or its database is only slower. */
const atOnce = z.coerce.number().int().min(1).max(1000);

/** The PostgreSQL of our own takes 100 connections, of which some are for jobs, health and whoever looks. */
const MOST_OF_OWN = 80;

/** "10.0.0.5" or "10.0.0.0/24"; everybody is no proxy. */
function isNetwork(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) > 0 && Number(length) <= (family === 4 ? 32 : 128));
}
const networks = z.string().transform((text) => text.split(",").map((one) => one.trim())).refine((all) => all.every(isNetwork));

const environment = z.object({
  PORT: port.default(8080),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  CONGTAM_DATA: z.string().min(1).optional(),
  CONGTAM_DEMONSTRATION: z.enum(["dak-lak", "gia-lai"]).default("dak-lak"),
  CONGTAM_ARCHIVE: z.string().min(1).optional(),
  AUDIT_KEY_FILE: z.string().min(1).optional(),
  SECOND_FACTOR_KEY_FILE: z.string().min(1).optional(),
  SURVEY_KEYS: z.string().min(1).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().max(300).regex(/^(?:[^\p{C}<>"]*<[^\s\p{C}<>@]+@[^\s\p{C}<>@]+>|[^\s\p{C}<>@]+@[^\s\p{C}<>@]+)$/u).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  CONGTAM_WITNESS: z.string().min(1).optional(),
  FILES_URL: z.string().min(1).optional(),
  EVIDENCE_KINDS: z.string().min(1).optional(),
  EVIDENCE_MAX_MB: z.coerce.number().int().min(1).max(5000).default(500),
  EVIDENCE_QUOTA_MB: z.coerce.number().int().min(1).max(10_000_000).default(20_000),
  EVIDENCE_GRACE_MINUTES: z.coerce.number().int().min(0).max(2880).default(120),
  EVIDENCE_TRUSTED_ROOTS: z.string().min(1).optional(),
  CLAMD: z.string().min(1).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(20),
  MOST_READS: atOnce.default(LIMITS.reads),
  MOST_CHANGES: atOnce.default(LIMITS.changes),
  MOST_SAVES: atOnce.default(LIMITS.shedLast),
  METRICS_TOKEN: z.string().min(16).max(200).optional(),
  OIDC_ISSUER: webAddress.refine(isSafeAddress).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_REDIRECT_URL: webAddress.optional(),
  NATIONAL_DB_URL: webAddress.refine(isSafeAddress).optional(),
  NATIONAL_DB_TOKEN: z.string().min(1).max(4000).optional(),
  TRUSTED_PROXIES: networks.optional(),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

/** What is refused first may not be let in for longer than what people would lose. */
const inOrder = environment.superRefine(({ MOST_READS: reads, MOST_CHANGES: changes, MOST_SAVES: saves, ...given }, context) => {
  if (given.DATABASE_URL === undefined && given.DATABASE_CONNECTIONS > MOST_OF_OWN) context.addIssue({ code: "custom", path: ["DATABASE_CONNECTIONS"] });
  if (reads > changes) context.addIssue({ code: "custom", path: ["MOST_CHANGES"] });
  else if (changes > saves) context.addIssue({ code: "custom", path: ["MOST_SAVES"] });
});

/** A letter needs a sender and a way back to the house. */
const complete = inOrder.superRefine((given, context) => {
  if (given.SMTP_URL === undefined) return;
  for (const name of ["MAIL_FROM", "PUBLIC_URL"] as const) if (given[name] === undefined) context.addIssue({ code: "custom", path: [name] });
});

const DATABASE = "địa chỉ dạng postgresql://tài_khoản:mật_khẩu@máy_chủ/cơ_sở_dữ_liệu";
/** What each is, for who wrote something else; the value itself is not repeated, it may hold a password. */
const WANTED: Readonly<Record<string, string>> = {
  PORT: "số cổng từ 1 đến 65535",
  CONGTAM_DEMONSTRATION: "dak-lak hoặc gia-lai",
  DATABASE_URL: DATABASE,
  DATABASE_OWNER_URL: DATABASE,
  SMTP_URL: "địa chỉ dạng smtp://tài_khoản:mật_khẩu@máy_chủ:587 hoặc smtps://…",
  MAIL_FROM: "địa chỉ người gửi, ví dụ Công Tâm <congtam@so.gov.vn>, khi đã đặt SMTP_URL",
  PUBLIC_URL: "địa chỉ https:// mà mọi người dùng để vào hệ thống, khi đã đặt SMTP_URL",
  DATABASE_CONNECTIONS: `số kết nối từ 2 đến 500; không có DATABASE_URL thì đến ${String(MOST_OF_OWN)}`,
  MOST_READS: "số yêu cầu đọc cùng lúc, từ 1 đến 1000",
  MOST_CHANGES: "số yêu cầu thay đổi cùng lúc, từ 1 đến 1000 và không ít hơn MOST_READS",
  MOST_SAVES: "số yêu cầu lưu điểm cùng lúc, từ 1 đến 1000 và không ít hơn MOST_CHANGES",
  EVIDENCE_MAX_MB: "số MB từ 1 đến 5000",
  EVIDENCE_QUOTA_MB: "số MB từ 1 đến 10000000",
  EVIDENCE_GRACE_MINUTES: "số phút từ 0 đến 2880",
  METRICS_TOKEN: "từ 16 đến 200 ký tự",
  TRUSTED_PROXIES: "địa chỉ IP hoặc dải mạng của máy chủ đứng trước, cách nhau bằng dấu phẩy, ví dụ 127.0.0.1,10.0.0.0/24",
  OIDC_ISSUER: "địa chỉ https của hệ thống đăng nhập",
  OIDC_REDIRECT_URL: "địa chỉ dạng https://máy_chủ/api/v1/oidc/callback",
  NATIONAL_DB_URL: "địa chỉ https của Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức",
  LOG_LEVEL: "một trong silent, error, warn, info, debug",
};

/** How this process runs, read once at the start. */
export type Config = z.output<typeof environment>;

/** Reads the environment; a value that cannot be used is a StartFailure that names it. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const read = complete.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== "")));
  if (read.success) return read.data;
  const name = String(read.error.issues[0]?.path[0] ?? "");
  throw new StartFailure(`Biến môi trường ${name} không hợp lệ; cần ${WANTED[name] ?? "giá trị khác"}. Hãy sửa giá trị của ${name} rồi chạy lại.`);
}

/** How wide the door opens. */
export const limitsOf = ({ MOST_READS: reads, MOST_CHANGES: changes, MOST_SAVES: shedLast }: Pick<Config, "MOST_READS" | "MOST_CHANGES" | "MOST_SAVES">): Limits => ({ reads, changes, shedLast });

/** The authority's own sign-in: an OpenID Connect provider that knows this program as a client. */
export type OidcSettings = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly redirectUrl: string };

/** All four values or none; with some of them nobody could sign in, and nobody would know why. */
export function oidcSettings(config: Pick<Config, "OIDC_ISSUER" | "OIDC_CLIENT_ID" | "OIDC_CLIENT_SECRET" | "OIDC_REDIRECT_URL">): OidcSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_REDIRECT_URL } = config;
  const given = Object.entries({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_REDIRECT_URL });
  if (OIDC_ISSUER !== undefined && OIDC_CLIENT_ID !== undefined && OIDC_CLIENT_SECRET !== undefined && OIDC_REDIRECT_URL !== undefined) {
    return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, redirectUrl: OIDC_REDIRECT_URL };
  }
  const missing = given.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length === given.length) return undefined;
  throw new StartFailure(`Đăng nhập qua hệ thống của cơ quan còn thiếu ${missing.join(", ")}. Hãy đặt đủ bốn biến OIDC_… hoặc bỏ tất cả.`);
}
