import { z } from "zod";
import { type CycleState, STAGES } from "../../contract/cycle.ts";
import { type FileState, maySee, type Part, PART_STATES, PARTS } from "../../contract/file.ts";
import type { Role } from "../../contract/route.ts";
import { type Campaign, rolesHearing } from "../campaign/index.ts";
import { type Actor, announce, type Announcement, topic, type Topic, type Transaction } from "../platform/index.ts";
import { viewerIn } from "./desk.ts";
import type { Entry, Step } from "./rules.ts";

/** What is told of units' files as it happens: to those who could read it at that moment, and no more than they could read. */

const STEPS = ["self", "appraisal-1", "explanation", "appraisal-2", "import", "correction"] as const satisfies readonly Step[];
const OFFICES: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];
const LEADERS: readonly Role[] = ["chairman", "vice-chairman"];
const UNIT_ROLES: readonly Role[] = ["unit-scorer", "unit-head"];
const hasOne = (roles: readonly Role[], some: readonly Role[]): boolean => roles.some((role) => some.includes(role));

/** On which side of a unit's file somebody works: it is the unit's first, whatever else they are. */
export function sideOf(roles: readonly Role[], { unitIds }: Pick<Actor, "unitIds">, unitId: string): "unit" | "council" | undefined {
  if (unitIds.includes(unitId)) return hasOne(roles, UNIT_ROLES) ? "unit" : undefined;
  return hasOne(roles, ["programme-officer", "working-group", "council-chair", "council-member"]) ? "council" : undefined;
}

const ofCampaign = { isOwned: z.boolean() };
const fileFacts = z.object({ ...ofCampaign, stage: z.enum(STAGES), parts: z.record(z.enum(PARTS), z.enum(PART_STATES)), step: z.enum(STEPS), author: z.string() });
const progressFacts = z.object({ ...ofCampaign, side: z.enum(["unit", "council"]) });

export const assessmentTopics: Readonly<Record<string, Topic>> = {
  file: topic(fileFacts, async ({ isOwned, stage, parts, step, author }, data, read) => {
    const rolesOf = await rolesHearing(read, data["campaignId"], isOwned);
    const unitId = String(data["unitId"]);
    return (actor) => {
      const roles = rolesOf(actor);
      const isOfUnit = actor.unitIds.includes(unitId);
      if (!hasOne(roles, OFFICES) && !(isOfUnit && hasOne(roles, UNIT_ROLES))) return undefined;
      const viewer = { ...viewerIn(roles, actor), isOfUnit };
      if (!maySee(viewer, { stage }, { parts }, step, author)) return undefined;
      // A unit is told what the council holds against its score, not which member held it.
      const tellsWho = !isOfUnit || viewer.isAuditor || data["by"] === actor.personId || step === "self" || step === "explanation";
      return tellsWho ? data : { ...data, by: null };
    };
  }),
  progress: {
    ...topic(progressFacts, async ({ isOwned, side }, data, read) => {
      const rolesOf = await rolesHearing(read, data["campaignId"], isOwned);
      const unitId = String(data["unitId"]);
      return (actor) => {
        const roles = rolesOf(actor);
        const isOfUnit = actor.unitIds.includes(unitId);
        // When the council works on a file is not for the unit's people to follow, whatever else they are.
        if (isOfUnit && side === "council" && !roles.includes("auditor")) return undefined;
        return hasOne(roles, [...OFFICES, ...LEADERS]) || (isOfUnit && hasOne(roles, UNIT_ROLES)) ? data : undefined;
      };
    }),
    sameKey: ({ campaignId, unitId }) => `${String(campaignId)} ${String(unitId)}`,
  },
};

type In = { readonly campaign: Campaign; readonly cycle: CycleState };
const ownership = ({ ownerUnitId }: Campaign) => ({ isOwned: ownerUnitId !== null });
const UNTOUCHED: FileState["parts"] = { "self-scoring": "draft", explanation: "draft" };

const progressOf = ({ campaign }: Pick<In, "campaign">, unitId: string, side: "unit" | "council"): Announcement => ({ topic: "progress", data: { campaignId: campaign.id, unitId }, facts: { ...ownership(campaign), side } });

/** Steps that the overview of progress counts, with whose work they are. */
const COUNTED: Readonly<Partial<Record<Step, "unit" | "council">>> = { self: "unit", explanation: "unit", "appraisal-1": "council", "appraisal-2": "council" };

/**
 * Tells of values that were saved together: all of one step and author. Of a unit's own the state of its parts decides
 * who is told. Several criteria of a unit are told at once, without their codes.
 */
export async function announceSaved(tx: Transaction, { campaign, cycle }: In, entries: readonly Entry[], parts: FileState["parts"] = UNTOUCHED): Promise<void> {
  const told = [...Map.groupBy(entries, (one) => one.unitId)].flatMap(([unitId, some]): Announcement[] => {
    const [first, ...others] = some;
    if (first === undefined) return [];
    const { step, author, by } = first;
    const [code, version] = others.length === 0 ? [first.code, String(first.version)] : [null, null];
    const side = COUNTED[step];
    const file: Announcement = { topic: "file", data: { campaignId: campaign.id, unitId, step, code, version, by }, facts: { ...ownership(campaign), stage: cycle.stage, parts, step, author } };
    return side === undefined ? [file] : [file, progressOf({ campaign }, unitId, side)];
  });
  await announce(tx, told);
}

/** Tells that what proves a criterion has changed: to those who may see the step of the unit that it belongs to. */
export const announceLinks = (tx: Transaction, { campaign, cycle, unit, file }: In & { readonly unit: { readonly unitId: string }; readonly file: FileState }, { code, part, by }: { readonly code: string; readonly part: Part; readonly by: string }): Promise<void> => {
  const step = part === "self-scoring" ? "self" : "explanation";
  return announce(tx, [{ topic: "file", data: { campaignId: campaign.id, unitId: unit.unitId, step, code, version: null, by }, facts: { ...ownership(campaign), stage: cycle.stage, parts: file.parts, step, author: "" } }]);
};

/** Tells that a file was handed up, submitted, sent or taken back. */
export const announceMoved = (tx: Transaction, at: Pick<In, "campaign">, unitId: string): Promise<void> => announce(tx, [progressOf(at, unitId, "unit")]);
