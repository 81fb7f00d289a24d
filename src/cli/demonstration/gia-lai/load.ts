import { isLoaded } from "../../../scoring/regulation/load.ts";
import { readUnits } from "../../../scoring/regulation/units.ts";
import type { Rooms } from "../../../server/main.ts";
import { addPerson, importUnits } from "../../../server/organisation/index.ts";
import type { Transaction } from "../../../server/platform/index.ts";
import { freezeRegulation, importRegulation } from "../../../server/regulation/index.ts";
import { openRegulation, regulationFiles, unitsText } from "../../regulations.ts";
import { LABEL, OWNER, tell } from "../loading.ts";
import type { GiaLai } from "./gia-lai.ts";
import { PARTS } from "./parts.ts";
import { addAccounts, addOfficials } from "./people.ts";
import { PROVINCE, STAFFED } from "./structure.ts";

/** The demonstration of Gia Lai: NĐ 335/2025 for 141 units with their offices and some seven hundred invented people. */

const ORGANISATIONS = "gia-lai-2026-org";
const STAFF = "gia-lai-2026-staff";
const SINCE = "2025-07-01";

function provinceUnits() {
  const loaded = openRegulation(ORGANISATIONS);
  if (!isLoaded(loaded)) throw new RangeError("the built-in regulation has faults");
  const units = readUnits(unitsText(ORGANISATIONS) ?? "", "units.yaml", loaded.regulation);
  if (!Array.isArray(units)) throw new RangeError("the built-in list of units has faults");
  return units;
}

async function freeze(tx: Transaction, id: string): Promise<string> {
  const version = await importRegulation(tx, OWNER, regulationFiles(id));
  const frozen = await freezeRegulation(tx, "demonstration-council", version.version.id);
  await tell(tx, [version.audit, frozen.audit]);
  return version.version.id;
}

/** Loads everything into an empty database. */
export async function loadGiaLai(tx: Transaction, rooms: Rooms): Promise<void> {
  const units = provinceUnits();
  const above = units.map(({ code, name, index }) => ({ code, name, index, parent: PROVINCE.code }));
  const offices = STAFFED.flatMap(({ unit, offices: own }) => own.map(({ code, name }) => ({ code, name, index: units.find((one) => one.code === unit)?.index ?? null, parent: unit })));
  const imported = await importUnits(tx, [{ code: PROVINCE.code, name: PROVINCE.name, index: null }, ...above, ...offices], SINCE);
  const ids = new Map(imported.created.map(({ code, id }) => [code, id]));
  const unit = (code: string): string => {
    const id = ids.get(code);
    if (id === undefined) throw new RangeError(`the demonstration has no unit ${code}`);
    return id;
  };
  const { officials, entries } = await addOfficials(tx, units, unit);
  const { actors, entries: accounts } = await addAccounts(tx, officials, unit);
  const loader = await addPerson(tx, LABEL);
  await tell(tx, [imported.audit, ...entries, ...accounts, loader.audit]);
  const actor = (username: string) => {
    const found = actors.get(username);
    if (found === undefined) throw new RangeError(`the demonstration has no ${username}`);
    return found;
  };
  const giaLai: GiaLai = { tx, rooms, actor, unit, loader: loader.id, officials, regulations: { organisations: await freeze(tx, ORGANISATIONS), staff: await freeze(tx, STAFF) } };
  for (const part of PARTS) await part(giaLai);
}
