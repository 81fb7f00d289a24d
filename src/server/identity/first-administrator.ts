import { personName, username as usernameSchema } from "../../contract/identity.ts";
import { addPerson } from "../organisation/index.ts";
import { type AuditEntry, type Bilingual, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { createAccount } from "./accounts.ts";
import { holdersWith } from "./holder-queries.ts";
import { lockFirstAdministrator } from "./queries.ts";
import { issueLink } from "./reset-links.ts";

/** The way into a house in which nobody could let anybody in. */

type Wanted = { readonly username: string; readonly name: string };
type FirstAdministrator = { readonly username: string; readonly token: string; readonly expiresAt: string; readonly audit: readonly AuditEntry[] };

const wrong = (pointer: string, vi: string, en: string): FieldProblem => ({ pointer, message: { vi, en } });
const THERE_IS_ONE: Bilingual = {
  vi: "Đã có quản trị viên đang hoạt động; người đó tạo các tài khoản khác qua chương trình.",
  en: "There is an active administrator already, who makes all other accounts through the program.",
};

function readWanted({ username, name }: Wanted): Wanted {
  const [readUsername, readName] = [usernameSchema.safeParse(username), personName.safeParse(name)];
  if (readUsername.success && readName.success) return { username: readUsername.data, name: readName.data };
  const fields = [
    ...(readUsername.success ? [] : [wrong("/username", "Tên đăng nhập gồm 1 đến 64 chữ thường không dấu, chữ số, dấu . _ -", "A user name has 1 to 64 small letters without marks, digits, . _ -")]),
    ...(readName.success ? [] : [wrong("/name", "Cần họ tên, từ 1 đến 200 ký tự.", "A name of 1 to 200 characters is needed.")]),
  ];
  throw new Problem("invalid-input", { fields });
}

/**
 * Makes a person with an account whose only role is administrator, while no active administrator exists. Nobody knows
 * a password: the link chooses it. The second factor stays required. The caller records the entries.
 */
export async function addFirstAdministrator(tx: Transaction, wanted: Wanted): Promise<FirstAdministrator> {
  const { username, name } = readWanted(wanted);
  await lockFirstAdministrator(tx);
  if ((await holdersWith(tx, ["administrator"])).size > 0) throw new Problem("conflict", { detail: THERE_IS_ONE });
  const person = await addPerson(tx, name);
  const account = await createAccount(tx, { username, personId: person.id, name, roles: ["administrator"], by: "system" });
  const link = await issueLink(tx, account.accountId, false);
  return { username, token: link.token, expiresAt: link.expiresAt, audit: [person.audit, account.audit, link.audit] };
}
