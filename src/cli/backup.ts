import { resolve } from "node:path";
import { backUpCluster, ownFolder, readConfig, StartFailure } from "../server/platform/index.ts";
import { Usage } from "./usage.ts";

/** `congtam backup`: a base backup of the program's own PostgreSQL. One clear line and status 1 when it cannot. */
export async function backupCommand(target: string | undefined): Promise<number> {
  if (target === undefined) throw new Usage("cần: backup THƯ-MỤC", "expected: backup FOLDER");
  try {
    const config = readConfig(process.env);
    const { DATABASE_URL } = config;
    if (DATABASE_URL !== undefined) throw new StartFailure("DATABASE_URL chỉ tới một máy chủ PostgreSQL riêng. Hãy sao lưu máy chủ đó bằng pg_basebackup (docs/operations.md).");
    await backUpCluster(ownFolder(config), resolve(target));
    process.stdout.write(`Đã sao lưu vào ${resolve(target)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
