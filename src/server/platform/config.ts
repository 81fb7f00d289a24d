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

/** How this process runs, read once at the start. */
export type Config = z.output<typeof environment>;

/** Reads the environment; a value that cannot be used is a StartFailure that names it. */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const read = environment.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== "")));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const name = String(issue?.path[0] ?? "");
  throw new StartFailure(`Biến môi trường ${name} không hợp lệ: ${issue?.message ?? ""}. Hãy sửa giá trị của ${name} rồi chạy lại.`);
}
