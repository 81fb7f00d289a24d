import type { Fields } from "../../scoring/fields.ts";
import { type Actor, actorOf, type AuditEntry, Problem, type Transaction } from "../platform/index.ts";
import { enterScores } from "./bulk.ts";
import { openDesk } from "./desk.ts";
import { newestEntries } from "./queries.ts";

type Asked = { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string; readonly unitId: string } };

/** A unit's own score whose value a room beside this one has found in records: kept by the rules of one that was typed. */
export async function enterOwnScore(asked: Asked, { code, input, note }: { readonly code: string; readonly input: Fields; readonly note: string }): Promise<AuditEntry[]> {
  const desk = await openDesk(asked, "together");
  if (!desk.isOfUnit) throw new Problem("not-found");
  return enterScores(asked.tx, desk.campaign, [{ unitId: desk.unit.unitId, code, input, note, by: actorOf(asked).personId }]);
}

type Imported = { readonly code: string; readonly input: Fields; readonly note: string; readonly source: string; readonly dated: string };

/** What others measured of a unit in a campaign, as it came in. */
export async function importedValues(tx: Transaction, { campaignId, unitId }: { readonly campaignId: string; readonly unitId: string }): Promise<Imported[]> {
  const entries = await newestEntries(tx, campaignId, { units: [unitId] });
  return entries.flatMap(({ step, code, input, note, source, dated }) => (step === "import" && input !== null && source !== null && dated !== null ? [{ code, input, note, source, dated }] : []));
}
