import { maySee } from "../../contract/file.ts";
import { listReasons } from "../../contract/reason.ts";
import { mandateOf, unitsOfCampaign } from "../campaign/index.ts";
import { type Call, type Endpoint, query, type Reply } from "../platform/index.ts";
import { assignedRelation, leafOf, openDesk } from "./desk.ts";
import { type HistorySight, reasonsUsed } from "./queries.ts";
import { stepOfRound } from "./rules.ts";

/** Reasons used before (QĐ 02050, II.4.c: points that differ have a reason), so that the same fault is told in the same words. */

const STEPS = [stepOfRound("1"), stepOfRound("2")];

/** A code means the same only within one index, and what is held against a unit of one's own is not for its people to look through. */
async function handleReasons(call: Call<typeof listReasons>): Promise<Reply<typeof listReasons>> {
  const { tx, query: { limit } } = call;
  const desk = await openDesk(call, "nothing");
  const { code } = leafOf(desk, call.params.code);
  const { conflicts } = await mandateOf(tx, desk.campaign, desk.viewer);
  const units = (await unitsOfCampaign(tx, desk.campaign.id)).filter((one) => one.index === desk.unit.index && !conflicts.has(one.unitId)).map((one) => one.unitId);
  const viewer = { ...desk.viewer, isOfUnit: false };
  const stepsOf = (author: string) => STEPS.filter((step) => maySee(viewer, desk.cycle, desk.file, step, author));
  const sight: HistorySight = { steps: stepsOf("somebody else"), ownSteps: stepsOf(viewer.personId), personId: viewer.personId };
  const items = await reasonsUsed(tx, desk.campaign.id, { units, code, sight, limit });
  return { body: { items: items.map(({ lastUsedAt, ...one }) => ({ ...one, lastUsedAt: lastUsedAt.toISOString() })) } };
}

export const reasonEndpoints: readonly Endpoint[] = [query(listReasons, handleReasons, (call) => assignedRelation(call, "nothing"))];
