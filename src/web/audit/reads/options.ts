import { listPeople, listUnits } from "../../../contract/organisation.ts";
import { useAll } from "../../shell/query.ts";

type Option = { readonly value: string; readonly label: string };

/** Among whom and what one searches. */
export function usePeopleAndUnits(): { readonly people: readonly Option[]; readonly units: readonly Option[] } {
  const { data: people = [] } = useAll(listPeople, {});
  const { data: units = [] } = useAll(listUnits, {});
  return { people: people.map(({ id, name }) => ({ value: id, label: name })), units: units.map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` })) };
}
