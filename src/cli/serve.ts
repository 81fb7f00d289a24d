import { readConfig, StartFailure } from "../server/platform/index.ts";
import { startServer } from "../server/main.ts";
import { furnish } from "./demonstration.ts";
import { firstSteps } from "./first-steps.ts";
import { webFolder } from "./web-build.ts";
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from "./demonstration/accounts.ts";
import { GIA_LAI_ACCOUNTS } from "./demonstration/gia-lai/structure.ts";

const ACCOUNTS = { "dak-lak": DEMONSTRATION_ACCOUNTS, "gia-lai": GIA_LAI_ACCOUNTS } as const;

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

/** `congtam serve`: runs until it is told to stop. One clear line and status 1 when it cannot start. */
export async function serveCommand(): Promise<number> {
  // From the first moment on: who is told to stop while starting, ends what was begun and then stops.
  const told = untilTold();
  try {
    const config = readConfig(process.env);
    const web = await webFolder((line) => {
      process.stdout.write(`${line}\n`);
    });
    const running = await startServer(config, (database, rooms) => furnish(database, rooms, config.CONGTAM_DEMONSTRATION), { web });
    process.stdout.write(`Công Tâm đang chạy tại ${running.address}\n`);
    if (running.isDemonstration) {
      process.stdout.write(`Dữ liệu minh họa; mật khẩu của mọi tài khoản: ${DEMONSTRATION_PASSWORD}\n`);
      for (const one of ACCOUNTS[config.CONGTAM_DEMONSTRATION]) process.stdout.write(`  ${one.username.padEnd(19)} ${one.title}\n`);
      process.stdout.write(await firstSteps(running.database, running.address));
    }
    await told;
    await running.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
