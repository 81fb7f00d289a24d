import { listAccounts } from "../../contract/identity.ts";
import { useAll } from "../shell/query.ts";
import { useAuditWords } from "./words.ts";

/** Who an entry names: a person's account, a stranger, the system. */
export function useActorName(): (by: string) => string {
  const t = useAuditWords();
  const { data = [] } = useAll(listAccounts, {});
  const names = new Map(data.map((one) => [one.id, `${one.name} (${one.username})`]));
  return (by) => (by === "public" || by === "system" ? t(by) : (names.get(by) ?? by));
}
