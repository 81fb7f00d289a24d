import { addInspectionFile, readInspectionFile, readVerifiedFile, verifiedFindings } from "../../contract/plan-inspection.ts";
import type { Role } from "../../contract/route.ts";
import { enterCampaign, requireRole, unitsOfCampaign } from "../campaign/index.ts";
import { type Actor, actorOf, broughtBy, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { insertInspectionFile, inspectionFileReply } from "./inspection-file-queries.ts";
import { mayAct } from "./inspection-rules.ts";
import { addVerdict } from "./inspection-scan-queries.ts";
import { filesShown, foundFor, inspectionRelations, standingTo, type VerifiedFinding, verifiedFindingsOf } from "./inspections.ts";
import { scanning } from "./scanning.ts";

/** Photos and papers of inspections; and what inspections have concluded, for the council. */

/** Whether the house has a scanner: with one, what it has not seen yet waits. */
export type Scanned = { readonly isScanned: boolean };

const add = ({ isScanned }: Scanned): Endpoint => command(
  addInspectionFile,
  async (call) => {
    const { tx, body } = call;
    const actor = actorOf(call);
    const { inspection, folded } = await foundFor(call);
    const standing = standingTo(inspection, folded, actor);
    if (!mayAct("find", folded, standing) && !mayAct("mend", folded, standing)) throw new Problem("conflict", { detail: { vi: "Cuộc kiểm tra không ở bước nhận tệp, hoặc việc này của người khác.", en: "The inspection takes no files at this step, or it is somebody else's to bring them." } });
    const file = await broughtBy(body);
    const kept = await insertInspectionFile(tx, inspection.id, file, actor.personId);
    const { by: _by, kind: _kind, ...view } = kept;
    const place = { inspection: inspection.id, number: kept.number };
    const waiting = isScanned ? [scanning.told(place, await addVerdict(tx, place, "waiting", ""))] : [];
    if (isScanned) await scanning.enqueue(tx, [place]);
    return { reply: { body: { ...view, size: file.bytes.length, scan: isScanned ? ("waiting" as const) : ("unscanned" as const) } }, audit: [{ action: "plan.inspection-file", subject: `inspection:${inspection.id}`, data: kept }, ...waiting] };
  },
  inspectionRelations,
);

const give = query(
  readInspectionFile,
  async (call) => {
    const found = await foundFor(call);
    const number = Number(call.params.number);
    if (!filesShown(found, actorOf(call)).some((one) => one.number === number)) throw new Problem("not-found");
    return inspectionFileReply(call.tx, found.inspection.id, number);
  },
  inspectionRelations,
);

const APPRAISERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];

/** What was concluded of a campaign's units, for whoever appraises: never of one's own unit. */
async function findingsFor(tx: Transaction, campaignId: string, actor: Actor): Promise<readonly VerifiedFinding[]> {
  const { campaign, roles } = await enterCampaign(tx, campaignId, actor);
  requireRole(roles, APPRAISERS);
  const units = new Set((await unitsOfCampaign(tx, campaign.id)).map((one) => one.unitId));
  return (await verifiedFindingsOf(tx, campaign.year)).filter((one) => units.has(one.unitId) && !actor.unitIds.includes(one.unitId));
}

const verified = query(verifiedFindings, async (call) => {
  const { tx, params: { campaignId }, query: { unitId } } = call;
  const findings = await findingsFor(tx, campaignId, actorOf(call));
  const asked = findings.filter((one) => unitId === undefined || one.unitId === unitId);
  return { body: { items: asked.map(({ unitName: _unitName, concludedAt, files, ...one }) => ({ ...one, files: [...files], concludedAt: concludedAt.toISOString() })) } };
});

const giveVerified = query(readVerifiedFile, async (call) => {
  const { tx, params: { campaignId, inspectionId, number } } = call;
  const findings = await findingsFor(tx, campaignId, actorOf(call));
  if (!findings.some((one) => one.inspectionId === inspectionId && one.files.some((file) => String(file.number) === number))) throw new Problem("not-found");
  return inspectionFileReply(tx, inspectionId, Number(number));
});

export const inspectionFileEndpoints = (scanned: Scanned): readonly Endpoint[] => [add(scanned), give, verified, giveVerified];
