import { listPeople, listUnits } from "../../contract/organisation.ts";
import { useAll } from "./query.ts";

/** Answers name people and units by their ids; pages name them as people do. What is not found stays an id. */

export function usePersonName(): (id: string | null) => string {
  const { data = [] } = useAll(listPeople, {});
  const names = new Map(data.map((one) => [one.id, one.name]));
  return (id) => (id === null ? "" : (names.get(id) ?? id));
}

export function useUnitName(): (id: string | null) => string {
  const { data = [] } = useAll(listUnits, {});
  const names = new Map(data.map((one) => [one.id, one.name]));
  return (id) => (id === null ? "" : (names.get(id) ?? id));
}
