import { remindUnits } from "../../contract/campaign.ts";
import { deadlineOf, isOpenFor, type Stage, TIMED_STAGES } from "../../contract/cycle.ts";
import { notifyAll } from "../notification/index.ts";
import { actorOf, command, Problem } from "../platform/index.ts";
import { readAudience } from "./audience.ts";
import { enterCampaign } from "./enter.ts";
import { unitsOfCampaign } from "./queries.ts";
import { stateOf } from "./state.ts";

/** Whoever follows a campaign reminds units of what they still have to do. */

const OF_UNITS: readonly Stage[] = ["self-scoring", "explanation"];
const DAY = 10;

export const remind = command(remindUnits, async (call) => {
  const { tx, params, body } = call;
  const actor = actorOf(call);
  const { campaign, roles } = await enterCampaign(tx, params.campaignId, actor);
  if (!roles.some((role) => role === "programme-officer" || role === "working-group")) throw new Problem("not-allowed");
  const wanted = new Set(body.unitIds);
  const units = (await unitsOfCampaign(tx, campaign.id)).filter((one) => wanted.has(one.unitId));
  if (units.length < wanted.size) throw new Problem("not-found");
  const state = await stateOf(tx, campaign.id);
  const at = (await tx.now()).toISOString();
  // A unit with time of its own is reminded of that, also in a stage that the others have left.
  const open = units.flatMap((unit) => {
    const stage = TIMED_STAGES.find((one) => OF_UNITS.includes(one) && isOpenFor(state, one, unit.unitId, at));
    const until = stage === undefined ? undefined : deadlineOf(state, stage, unit.unitId);
    return stage === undefined || until === undefined ? [] : [{ ...unit, stage, until }];
  });
  if (open.length === 0) throw new Problem("conflict", { detail: { vi: "Không đơn vị nào được chọn còn thời hạn để làm; hãy gia hạn hoặc đề nghị mở lại trước.", en: "None of the chosen units has time left; give more time or propose to reopen first." } });
  const { ofUnits } = await readAudience(tx);
  const told = await notifyAll(tx, open.map(({ unitId, name, stage, until }) => ({ to: ofUnits(campaign, [unitId]), kind: "reminder", subject: `assessment:${campaign.id}/${unitId}`, data: { campaign: campaign.title, unit: name, stage, until }, dedupe: `${stage} ${at.slice(0, DAY)}` })));
  return { reply: { body: { units: open.length, people: told.length } }, audit: [{ action: "campaign.remind", subject: `campaign:${campaign.id}`, data: { by: actor.personId, at, units: open.map(({ unitId, stage }) => ({ unit: unitId, stage })) } }] };
});
