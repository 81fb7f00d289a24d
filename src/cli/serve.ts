import { readConfig, StartFailure } from "../server/platform/index.ts";
import { startServer } from "../server/main.ts";
import { furnish } from "./demonstration.ts";
import { firstSteps } from "./first-steps.ts";
import { webFolder } from "./web-build.ts";
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from "./demonstration/accounts.ts";

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
    const running = await startServer(config, furnish, { web });
    process.stdout.write(`Công Tâm đang chạy tại ${running.address}\n`);
    if (running.isDemonstration) {
      process.stdout.write(`Dữ liệu minh họa; mật khẩu của mọi tài khoản: ${DEMONSTRATION_PASSWORD}\n`);
      for (const one of DEMONSTRATION_ACCOUNTS) process.stdout.write(`  ${one.username.padEnd(14)} ${one.title}\n`);
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
