import { listPeople } from "../../contract/organisation.ts";
import { useAll } from "./query.ts";

/** Names of people by their ids; until they are read, and for whom the list does not have, the id itself says nothing: a dash. */
export function usePeople(): (personId: string | null) => string {
  const { data = [] } = useAll(listPeople, {});
  const names = new Map(data.map((one) => [one.id, one.name]));
  return (personId) => names.get(personId ?? "") ?? "–";
}
