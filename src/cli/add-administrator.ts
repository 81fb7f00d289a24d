import type { Language } from "../scoring/fault-text.ts";
import { makeAdministrator } from "../server/main.ts";
import { Problem, readConfig, StartFailure } from "../server/platform/index.ts";
import { Usage } from "./usage.ts";

type Made = Awaited<ReturnType<typeof makeAdministrator>>;

/** What to do next; the token is told here and nowhere else. */
function madeText({ username, token, expiresAt }: Made, address: string, language: Language): string {
  const post = `curl -X POST ${address}/api/v1`;
  const choose = `  ${post}/password-reset -H 'Content-Type: application/json' -d '{"token":"${token}","password":"…"}'`;
  if (language === "en") {
    return `The administrator ${username} was made. Until ${expiresAt} this one-time token chooses the password (at least 12 characters):

  ${token}

While the server runs:

${choose}

Then sign in and set up the second factor (POST ${address}/api/v1/second-factor, then PUT its first code): until then the account may do nothing else.
`;
  }
  return `Đã tạo quản trị viên ${username}. Đến ${expiresAt}, mã dùng một lần sau đây đặt mật khẩu (ít nhất 12 ký tự):

  ${token}

Khi máy chủ đang chạy:

${choose}

Sau đó đăng nhập và thiết lập mã xác thực thứ hai (POST ${address}/api/v1/second-factor, rồi PUT mã đầu tiên): trước khi có mã, tài khoản chưa làm được việc nào khác.
`;
}

const problemText = ({ detail, fields, message }: Problem, language: Language): string => [detail?.[language] ?? [], fields.map((one) => (typeof one.message === "string" ? one.message : one.message[language]))].flat().join(" ") || message;

/** `congtam add-administrator`: the first one, while there is none. One clear line and status 1 when it cannot be. */
export async function addAdministratorCommand(username: string | undefined, name: string | undefined, language: Language): Promise<number> {
  if (username === undefined || name === undefined) throw new Usage('cần: add-administrator TÊN-ĐĂNG-NHẬP --name "HỌ TÊN"', 'expected: add-administrator USERNAME --name "NAME"');
  try {
    const config = readConfig(process.env);
    process.stdout.write(madeText(await makeAdministrator(config, { username, name }), `http://localhost:${String(config.PORT)}`, language));
    return 0;
  } catch (error) {
    if (!(error instanceof StartFailure) && !(error instanceof Problem)) throw error;
    process.stderr.write(`${error instanceof Problem ? problemText(error, language) : error.message}\n`);
    return 1;
  }
}
