import type { Role } from "../../contract/route.ts";

/** The pages of the menu, and whose menu they are in; what one may do there the server says. */

type Entry<To extends string, Word extends string> = { readonly to: To; readonly word: Word; readonly roles: readonly Role[] | undefined };
const entry = <To extends string, Word extends string>(to: To, word: Word, ...roles: readonly Role[]): Entry<To, Word> => ({ to, word, roles: roles.length === 0 ? undefined : roles });

/** Without roles: in everybody's menu. */
export const MENU = [
  entry("/", "myWork"),
  entry("/campaigns", "campaigns", "programme-officer", "council-chair", "council-member", "working-group", "chairman", "vice-chairman", "auditor", "administrator", "unit-scorer", "unit-head", "opinion-giver", "survey-officer"),
  entry("/plan", "plan"),
  entry("/reports", "reports", "programme-officer", "working-group", "auditor", "chairman", "vice-chairman", "unit-head", "unit-scorer"),
  entry("/evidence", "evidence", "programme-officer", "working-group", "council-chair", "council-member", "auditor", "unit-head", "unit-scorer"),
  entry("/work", "work"),
  entry("/feedback", "feedback", "programme-officer", "auditor", "unit-head", "unit-scorer"),
  entry("/ratings", "ratings"),
  entry("/catalogues", "catalogues"),
  entry("/regulations", "regulations"),
  entry("/document-templates", "documentTemplates", "administrator", "programme-officer", "auditor"),
  entry("/accounts", "accounts", "administrator", "auditor"),
  entry("/people", "people", "administrator", "programme-officer", "auditor"),
  entry("/units", "units"),
  entry("/keys", "keys", "administrator", "auditor"),
  entry("/audit", "audit", "auditor"),
  entry("/help", "help"),
] as const;
