import { listUnits } from "../../contract/organisation.ts";
import { useAll } from "../shell/query.ts";

/** Plans name units by their codes. */
export function useUnitNameByCode(): (code: string) => string {
  const { data = [] } = useAll(listUnits, {});
  const names = new Map(data.map((one) => [one.code, one.name]));
  return (code) => names.get(code) ?? code;
}
