import { type Amendment, type CycleAction, type CycleState, type Stage, TIMED_STAGES } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import { notify, notifyAll } from "../notification/index.ts";
import type { Transaction } from "../platform/index.ts";
import { type Audience, COUNCIL_ROLES, readAudience } from "./audience.ts";
import { announceStep } from "./live.ts";
import { type Campaign, type CampaignUnit, findCampaignUnit, unitsOfCampaign } from "./queries.ts";

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

/** Which units have something to explain, asked of the room above that knows. */
export type ContestedUnits = (tx: Transaction, campaign: Campaign, state: CycleState) => Promise<ReadonlySet<string>>;

/** When the explanations begin, units that were contested hear that, the others only that the campaign has moved on. */
async function tellUnits(tx: Transaction, campaign: Campaign, units: readonly CampaignUnit[], { ofUnits }: Audience, until: string | null): Promise<void> {
  await notifyAll(tx, units.map(({ unitId, name }) => ({ to: ofUnits(campaign, [unitId]), kind: "explanation-wanted", subject: `assessment:${campaign.id}/${unitId}`, data: { campaign: campaign.title, unit: name, until }, dedupe: "explanation" })));
}

async function announceStage(tx: Transaction, campaign: Campaign, { calendar }: CycleState, stage: Stage, contested: ReadonlySet<string>): Promise<void> {
  const { units, roles } = CONCERNED[stage];
  const concerned = units ? await unitsOfCampaign(tx, campaign.id) : [];
  const audience = await readAudience(tx);
  const timed = TIMED_STAGES.find((one) => one === stage);
  const until = (timed === undefined ? undefined : calendar?.[timed]) ?? null;
  await tellUnits(tx, campaign, concerned.filter((one) => contested.has(one.unitId)), audience, until);
  const others = concerned.filter((one) => !contested.has(one.unitId)).map((one) => one.unitId);
  return notify(tx, { to: [...audience.ofUnits(campaign, others), ...audience.withRole(campaign, roles)], kind: "stage-opened", subject: subjectOf(campaign), data: { campaign: campaign.title, stage, until }, dedupe: stage });
}

/** Everybody whom a result concerns hears that it is public, of each replacement anew. */
export async function announcePublication(tx: Transaction, campaign: Campaign, number: number, isReplacement: boolean): Promise<void> {
  const { roles } = CONCERNED.published;
  const { ofUnits, withRole } = await readAudience(tx);
  const to = [...ofUnits(campaign, (await unitsOfCampaign(tx, campaign.id)).map((one) => one.unitId)), ...withRole(campaign, roles)];
  return notify(tx, { to, kind: "result-published", subject: subjectOf(campaign), data: { campaign: campaign.title, replacement: isReplacement ? number : null }, dedupe: isReplacement ? `version ${String(number)}` : "published" });
}

/** Those who decide on an amendment hear of its proposal and its withdrawal, all whose work it changes of its approval; whoever did it knows. */
async function announceAmendment(tx: Transaction, campaign: Campaign, amendment: Pick<Amendment, "number" | "state">, by: string): Promise<void> {
  const { ofUnits, withRole } = await readAudience(tx);
  const deciding = withRole(campaign, ["programme-officer", "council-chair"]);
  const working = amendment.state === "approved" ? [...ofUnits(campaign, (await unitsOfCampaign(tx, campaign.id)).map((one) => one.unitId)), ...withRole(campaign, [...COUNCIL_ROLES, "working-group", "chairman", "vice-chairman"])] : [];
  const to = [...deciding, ...working].filter((person) => person !== by);
  return notify(tx, { to, kind: "amendment", subject: subjectOf(campaign), data: { campaign: campaign.title, state: amendment.state }, dedupe: `${String(amendment.number)} ${amendment.state}` });
}

/** What a step means for one unit. */
type UnitStep = { readonly unitId: string; readonly stage: Stage; readonly until: string };

async function announceForUnit(tx: Transaction, campaign: Campaign, { unitId, stage, until }: UnitStep, how: { readonly kind: "extension-granted" | "reopening-proposed"; readonly number: number }): Promise<void> {
  const unit = (await findCampaignUnit(tx, campaign.id, unitId))?.name ?? unitId;
  const { ofUnits, withRole } = await readAudience(tx);
  const to = how.kind === "extension-granted" ? ofUnits(campaign, [unitId]) : withRole(campaign, ["council-chair"]);
  return notify(tx, { to, kind: how.kind, subject: subjectOf(campaign), data: { campaign: campaign.title, unit, stage, until }, dedupe: String(how.number) });
}

/** Tells those concerned of what somebody does on this state; `contestedUnits` is asked when the explanations begin. */
export async function announce(tx: Transaction, campaign: Campaign, state: CycleState, { action, by, contestedUnits }: { readonly action: CycleAction; readonly by: string; readonly contestedUnits: ContestedUnits }): Promise<void> {
  const number = state.version + 1;
  await announceStep(tx, campaign, action, action.kind === "approve-reopening" ? state.proposals.get(action.proposal)?.unitId : undefined);
  switch (action.kind) {
    case "set-calendar":
      return undefined;
    case "propose-amendment":
      return announceAmendment(tx, campaign, { number, state: "proposed" }, by);
    case "approve-amendment":
      return announceAmendment(tx, campaign, { number: action.proposal, state: "approved" }, by);
    case "withdraw-amendment":
      return announceAmendment(tx, campaign, { number: action.proposal, state: "withdrawn" }, by);
    case "advance":
      return announceStage(tx, campaign, state, action.to, action.to === "explanation" ? await contestedUnits(tx, campaign, state) : new Set());
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
