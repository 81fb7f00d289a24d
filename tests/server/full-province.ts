import { compileRegulation } from "../../src/scoring/engine/compile.ts";
import { randomFrom } from "../../src/scoring/example/random.ts";
import type { Fields } from "../../src/scoring/fields.ts";
import { addEntries } from "../../src/server/assessment/queries.ts";
import type { Entry } from "../../src/server/assessment/index.ts";
import { castFor, headOf, MEMBERS } from "../cycle/people.ts";
import { largeCase, largeRegulation } from "../large-regulation.ts";
import { type CampaignHouse, DURING, openCampaignHouse } from "./cycle-house.ts";
import type { TestDatabase } from "./harness.ts";

/** A province as large as they come: 128 units, each scored on 150 criteria. */

export const LEAVES = 150;
export const UNITS = 128;

export type FullProvince = { readonly house: CampaignHouse; readonly units: readonly { readonly code: string; readonly name: string; readonly index: string }[]; readonly leaves: readonly Leaf[] };
/** A criterion with an input for it, by its method. */
type Leaf = { readonly index: string; readonly code: string; readonly input: Fields };

export async function openFullProvince(test: TestDatabase): Promise<FullProvince> {
  const loaded = largeRegulation(LEAVES, 3);
  const units = largeCase(loaded, UNITS).units.map(({ code, name = code, index }) => ({ code, name, index }));
  const house = await openCampaignHouse(test, units, castFor(units), { files: { "regulation.yaml": JSON.stringify(loaded.regulation) } });
  const engine = compileRegulation(loaded);
  const leaves = [...engine.indexes].flatMap(([index, { leaves: all }]) => all.map((leaf): Leaf => ({ index, code: leaf.code, input: leaf.bound.example(80, randomFrom(leaf.at + 1)) as Fields })));
  return { house, units, leaves };
}

/** One member of the council appraises everything that units score themselves. */
export async function assignAll({ house, leaves }: FullProvince): Promise<void> {
  const indexes = [...new Set(leaves.map((one) => one.index))];
  const { status, json } = await house.send("chair", "POST", `/campaigns/${house.campaignId}/assignments`, { items: indexes.map((index) => ({ personId: house.personOf(MEMBERS[0]), index, codes: ["1", "2", "5", "6"] })) });
  if (status >= 300) throw new Error(`assigning: ${String(status)} ${JSON.stringify(json)}`);
}

/** Fills every file with scores and two rounds of the council behind everybody's back, as if all had worked for weeks. */
export async function fillFiles(test: TestDatabase, { house, units, leaves }: FullProvince): Promise<void> {
  const entries = units.flatMap((unit): Entry[] => {
    const entry = { unitId: house.unitId(unit.code), author: "", version: 1, note: "Theo hồ sơ đã gửi.", source: null, dated: null, asChair: false };
    const own = leaves.filter((one) => one.index === unit.index);
    const member = house.personOf(MEMBERS[0]);
    return own.flatMap(({ code, input }, i): Entry[] => [
      { ...entry, code, step: "self", input, by: house.personOf(headOf(unit.code)), at: DURING["self-scoring"] },
      { ...entry, code, step: "appraisal-1", input, author: member, by: member, at: DURING["appraisal-1"] },
      ...(i % 5 === 0 ? [{ ...entry, code, step: "appraisal-2", input, author: member, by: member, at: DURING["appraisal-2"] } as const] : []),
    ]);
  });
  // Not all in one transaction: a statement may not take long.
  for (let from = 0; from < entries.length; from += 2000) await test.database.transaction((tx) => addEntries(tx, house.campaignId, entries.slice(from, from + 2000)));
  await test.superuser.query("analyze congtam.assessment_entry");
}
