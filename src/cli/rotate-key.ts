import { rotateLedgerKey, rotateSecondFactorKey } from "../server/main.ts";
import { readConfig, StartFailure } from "../server/platform/index.ts";
import { Usage } from "./usage.ts";

async function rotated(which: string | undefined): Promise<string> {
  if (which === "ledger") return `Đã đổi khóa ký sổ kiểm toán; dấu vân tay của khóa mới: ${await rotateLedgerKey(readConfig(process.env))}`;
  if (which === "second-factor") return `Đã đổi khóa của mã xác thực thứ hai; số tài khoản được niêm phong lại: ${String(await rotateSecondFactorKey(readConfig(process.env)))}`;
  throw new Usage("cần: rotate-key ledger hoặc rotate-key second-factor", "expected: rotate-key ledger or rotate-key second-factor");
}

/** `congtam rotate-key`: replaces one of the two keys. One clear line and status 1 when it cannot. */
export async function rotateKeyCommand(which: string | undefined): Promise<number> {
  try {
    process.stdout.write(`${await rotated(which)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
