import { type CycleAction, type CycleState, type Stage, TIMED_STAGES } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import { notify } from "../notification/index.ts";
import type { Transaction } from "../platform/index.ts";
import { COUNCIL_ROLES, readAudience } from "./audience.ts";
import { announceStep } from "./live.ts";
import { type Campaign, findCampaignUnit, unitsOfCampaign } from "./queries.ts";

/** What people are told about a step of a campaign, in the step's own transaction. */

type Concerned = { readonly units: boolean; readonly roles: readonly Role[] };

/** Whom the beginning of a stage gives work or news. */
const CONCERNED: Readonly<Record<Stage, Concerned>> = {
  draft: { units: false, roles: [] },
  "self-scoring": { units: true, roles: [] },
  "appraisal-1": { units: false, roles: [...COUNCIL_ROLES, "working-group"] },
  explanation: { units: true, roles: [] },
  "appraisal-2": { units: false, roles: [...COUNCIL_ROLES, "working-group"] },
  consolidation: { units: false, roles: ["programme-officer", "council-chair", "working-group"] },
  decided: { units: false, roles: ["programme-officer", "council-chair", "chairman"] },
  published: { units: true, roles: ["programme-officer", ...COUNCIL_ROLES, "working-group", "chairman", "vice-chairman"] },
};

const subjectOf = ({ id }: Campaign): string => `campaign:${id}`;

async function announceStage(tx: Transaction, campaign: Campaign, { calendar }: CycleState, stage: Stage): Promise<void> {
  const { units, roles } = CONCERNED[stage];
  const unitIds = units ? (await unitsOfCampaign(tx, campaign.id)).map(({ unitId }) => unitId) : [];
  const { ofUnits, withRole } = await readAudience(tx);
  const about = { to: [...ofUnits(campaign, unitIds), ...withRole(campaign, roles)], subject: subjectOf(campaign), dedupe: stage };
  if (stage === "published") return notify(tx, { ...about, kind: "result-published", data: { campaign: campaign.title } });
  const timed = TIMED_STAGES.find((one) => one === stage);
  const until = timed === undefined ? undefined : calendar?.[timed];
  return notify(tx, { ...about, kind: "stage-opened", data: { campaign: campaign.title, stage, until: until ?? null } });
}

/** What a step means for one unit. */
type UnitStep = { readonly unitId: string; readonly stage: Stage; readonly until: string };

async function announceForUnit(tx: Transaction, campaign: Campaign, { unitId, stage, until }: UnitStep, how: { readonly kind: "extension-granted" | "reopening-proposed"; readonly number: number }): Promise<void> {
  const unit = (await findCampaignUnit(tx, campaign.id, unitId))?.name ?? unitId;
  const { ofUnits, withRole } = await readAudience(tx);
  const to = how.kind === "extension-granted" ? ofUnits(campaign, [unitId]) : withRole(campaign, ["council-chair"]);
  return notify(tx, { to, kind: how.kind, subject: subjectOf(campaign), data: { campaign: campaign.title, unit, stage, until }, dedupe: String(how.number) });
}

/** Tells those concerned of an action that follows on this state. */
export async function announce(tx: Transaction, campaign: Campaign, state: CycleState, action: CycleAction): Promise<void> {
  const number = state.version + 1;
  await announceStep(tx, campaign, action, action.kind === "approve-reopening" ? state.proposals.get(action.proposal)?.unitId : undefined);
  switch (action.kind) {
    case "set-calendar":
    case "propose-amendment":
    case "approve-amendment":
    case "withdraw-amendment":
      return undefined;
    case "advance":
      return announceStage(tx, campaign, state, action.to);
    case "extend":
      return announceForUnit(tx, campaign, action, { kind: "extension-granted", number });
    case "propose-reopening":
      return announceForUnit(tx, campaign, action, { kind: "reopening-proposed", number });
    case "approve-reopening": {
      const proposal = state.proposals.get(action.proposal);
      return proposal === undefined ? undefined : announceForUnit(tx, campaign, proposal, { kind: "extension-granted", number });
    }
  }
}
