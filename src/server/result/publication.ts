import { publish, withdrawEmbargo } from "../../contract/result.ts";
import { record } from "../audit/index.ts";
import { advanceByResult, announcePublication, findCampaign, moveStage } from "../campaign/index.ts";
import { requireFreshSecondFactor } from "../identity/index.ts";
import { actorOf, type Call, type Change, command, type Database, type Endpoint, Problem, type Recurring, type Task, type Tasks, type Transaction } from "../platform/index.ts";
import { dueVersions } from "./queries.ts";
import { keepSnapshot } from "./snapshot.ts";
import { findVersionIn, type Found, take, versionIn } from "./steps.ts";

/**
 * Publishing, at once or at an hour that was ordered before. A result under an embargo is one that is not published yet:
 * no door has to know of the hour, since there is nothing behind any of them before it.
 */

const ONLY_APPROVED = { vi: "Chỉ công bố kết quả đã được phê duyệt.", en: "Only an approved result can be published." };

/** Everything that publication is, in one transaction: the step, the cycle, what people are told, what the public reads. */
async function publishFound(tx: Transaction, by: string, found: Found): Promise<{ readonly body: Found["item"]; readonly audit: Change<typeof publish>["audit"] }> {
  const { body, entry } = await take(tx, by, found, { kind: "publish", data: {} });
  const advanced = await advanceByResult(tx, found.campaign.id, "published", by);
  await announcePublication(tx, found.campaign, found.item.number, found.steps.some((one) => one.kind === "publish"));
  await keepSnapshot(tx, found.campaign, body);
  return { body, audit: [entry, ...advanced] };
}

async function handlePublication(call: Call<typeof publish>): Promise<Change<typeof publish>> {
  const { tx, body: { embargoUntil } } = call;
  const actor = actorOf(call);
  const found = await versionIn(call, ["programme-officer", "chairman"], "approved", ONLY_APPROVED);
  await requireFreshSecondFactor(tx, actor);
  if (embargoUntil === null) {
    const { body, audit } = await publishFound(tx, actor.personId, found);
    return { reply: { body }, audit };
  }
  if (new Date(embargoUntil) <= (await tx.now())) throw new Problem("invalid-input", { fields: [{ pointer: "/embargoUntil", message: { vi: "Giờ công bố phải ở sau thời điểm này.", en: "The hour of publication must be still to come." } }] });
  const { body, entry } = await take(tx, actor.personId, found, { kind: "embargo", data: { until: embargoUntil } });
  return { reply: { body }, audit: [entry] };
}

async function handleWithdrawal(call: Call<typeof withdrawEmbargo>): Promise<Change<typeof withdrawEmbargo>> {
  const actor = actorOf(call);
  const found = await versionIn(call, ["programme-officer", "chairman"], "approved", ONLY_APPROVED);
  if (found.item.embargoUntil === null) throw new Problem("conflict", { detail: { vi: "Chưa hẹn giờ công bố.", en: "No hour of publication was ordered." } });
  await requireFreshSecondFactor(call.tx, actor);
  const { body, entry } = await take(call.tx, actor.personId, found, { kind: "embargo", data: { until: null } });
  return { reply: { body }, audit: [entry] };
}

/** Publishes one version whose hour has come, unless somebody was faster or took the order back meanwhile. */
async function publishDue(tx: Transaction, due: { readonly campaign: string; readonly number: number; readonly by: string }): Promise<void> {
  const campaign = await findCampaign(tx, due.campaign);
  if (campaign === undefined) return;
  await moveStage(tx, campaign.id);
  const found = await findVersionIn(tx, campaign, String(due.number));
  if (found?.item.state !== "approved" || found.item.embargoUntil === null || new Date(found.item.embargoUntil) > (await tx.now())) return;
  await record(tx, "system", (await publishFound(tx, due.by, found)).audit);
}

const PUBLISH_DUE = "result.publish-due";

const publishAllDue = (database: Database): Task => async () => {
  const due = await database.transaction(async (tx) => dueVersions(tx, await tx.now()));
  for (const one of due) await database.transaction((tx) => publishDue(tx, one));
};

export const publicationTasksOn = (database: Database): Tasks => ({ [PUBLISH_DUE]: publishAllDue(database) });
/** An hour that was ordered is kept to the minute. */
export const publicationRecurring: readonly Recurring[] = [{ task: PUBLISH_DUE, match: "* * * * *" }];

export const publicationEndpoints: readonly Endpoint[] = [command(publish, handlePublication), command(withdrawEmbargo, handleWithdrawal)];
