import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { createCampaign } from "../../contract/campaign.ts";
import { findUnitsByCode, type KnownUnit } from "../organisation/index.ts";
import { type AuditEntry, type FieldProblem, Problem, type Transaction } from "../platform/index.ts";
import { findVersion } from "../regulation/index.ts";
import { type Campaign, insertCampaign } from "./queries.ts";

type NewCampaign = z.output<NonNullable<typeof createCampaign.body>>;

/** Time first, so that ids sort as campaigns were made. */
const newId = (now: Date): string => `${now.getTime().toString(36)}-${randomUUID().slice(0, 13)}`;

const MOST_FIELDS = 100;

/**
 * Units that the campaign cannot evaluate: unknown today, named twice, without an index of the regulation, or not
 * directly under the unit that evaluates its own offices.
 */
function unitFaults(codes: readonly string[], known: ReadonlyMap<string, KnownUnit>, indexes: readonly string[], owner: string | undefined): FieldProblem[] {
  const first = new Map(codes.map((code, i): [string, number] => [code, i]).toReversed());
  return codes.flatMap((code, i) => {
    const unit = known.get(code);
    const isFit = unit !== undefined && indexes.includes(unit.indexCode ?? "") && first.get(code) === i && (owner === undefined || unit.parentId === owner);
    const expected = `Chỉ số ${indexes.join(", ")}`;
    const message = {
      vi: `${code}: cần mã của một đơn vị đang hoạt động${owner === undefined ? "" : ", trực thuộc đơn vị đánh giá"}, thuộc ${expected}, mỗi đơn vị một lần.`,
      en: `${code}: needs the code of a unit that exists${owner === undefined ? "" : " directly under the unit that evaluates"}, of index ${indexes.join(", ")}, each unit once.`,
    };
    return isFit ? [] : [{ pointer: `/unitCodes/${String(i)}`, message, expected }];
  });
}

/** Makes a campaign from a frozen regulation; the caller records the entry. Throws with every field that is wrong. */
export async function makeCampaign(tx: Transaction, by: string, { title, year, regulationVersionId, unitCodes, ownerUnitId }: NewCampaign): Promise<{ readonly campaign: Campaign; readonly audit: AuditEntry }> {
  const version = await findVersion(tx, regulationVersionId);
  if (typeof version?.frozenAt !== "string") {
    throw new Problem("invalid-input", { fields: [{ pointer: "/regulationVersionId", message: "Cần một phiên bản quy định đã khóa.", expected: "frozen" }] });
  }
  const units = await findUnitsByCode(tx, unitCodes);
  const faults = unitFaults(unitCodes, new Map(units.map((unit) => [unit.code, unit])), version.indexCodes, ownerUnitId);
  if (faults.length > 0) throw new Problem("invalid-input", { fields: faults.slice(0, MOST_FIELDS) });
  const evaluated = units.map((unit) => ({ unitId: unit.id, code: unit.code, name: unit.name, index: unit.indexCode ?? "" }));
  const officeIds = ownerUnitId === undefined ? [] : evaluated.map((unit) => unit.unitId).toSorted();
  const now = await tx.now();
  const campaign: Campaign = { id: newId(now), title, year, regulationVersionId: version.id, sha256: version.sha256, ownerUnitId: ownerUnitId ?? null, officeIds };
  await insertCampaign(tx, campaign, evaluated, { by, at: now });
  return { campaign, audit: { action: "campaign.created", subject: `campaign:${campaign.id}`, data: { title, year, regulation: version.sha256, regulationVersionId: version.id, ownerUnitId: campaign.ownerUnitId, by, at: now.toISOString(), units: evaluated } } };
}
