import { once } from "node:events";
import { exportLedgerAt } from "../server/audit/index.ts";
import { ownFolder, readConfig, StartFailure } from "../server/platform/index.ts";
import { Usage } from "./usage.ts";

const UNUSABLE = 2;

/** The database that was named, or that which `congtam serve` keeps itself when it is given none. */
export const ledgerConnection = (folder: string, url: string | undefined): Parameters<typeof exportLedgerAt>[0] => (url === undefined ? { host: folder, database: "congtam", user: "postgres" } : { connectionString: url });

/** A reader that stops early (`| head`) has what it wanted. */
class NobodyReads extends Error {}

async function print(lines: string): Promise<void> {
  if (process.stdout.write(lines)) return;
  await once(process.stdout, "drain").catch(() => {
    throw new NobodyReads("standard output was closed");
  });
}

/** `congtam ledger export`: prints the entries of the audit ledger, one a line, for a copy on another machine. */
export async function ledgerCommand(action: string | undefined, { database, since = "0" }: { readonly database?: string; readonly since?: string }): Promise<number> {
  if (action !== "export") throw new Usage("congtam ledger cần: export", "congtam ledger needs: export");
  if (!/^\d{1,15}$/.test(since)) throw new Usage("--since cần số của một bản ghi", "--since needs the number of an entry");
  try {
    const config = readConfig(process.env);
    const { DATABASE_URL } = config;
    await exportLedgerAt(ledgerConnection(ownFolder(config), database ?? DATABASE_URL), Number(since), print);
    return 0;
  } catch (error) {
    if (error instanceof NobodyReads) return 0;
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return UNUSABLE;
  }
}
