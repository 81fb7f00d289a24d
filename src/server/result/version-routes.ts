import { type CycleState, STAGES } from "../../contract/cycle.ts";
import { LEAST_REASON } from "../../contract/prose.ts";
import { approve, compareResults, explainVersion, listVersions, propose, readCase, readVersion, sendBack, type VersionItem } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import { advanceByResult, type Campaign, enterCampaign, findCampaign, moveStage, regulationInForce, requireRole, rolesOfActor, stateOf, unitsOfCampaign } from "../campaign/index.ts";
import { requireFreshSecondFactor } from "../identity/index.ts";
import { uncountedMarks } from "../leadership/index.ts";
import { kinOf } from "../organisation/index.ts";
import { type Actor, actorOf, type Bilingual, type Call, type Change, command, type Endpoint, type LargeReply, pageFrom, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { findRegulation } from "../regulation/index.ts";
import { ask, withoutFaults } from "./compute.ts";
import { announceResult } from "./live.ts";
import { addVersion, type Texts, textsOf } from "./queries.ts";
import { itemOf, levelsDecided, undecided, type UnitStanding, type Version } from "./rules.ts";
import { everyUnit, type Shown, unitCalled } from "./shown.ts";
import { standingOfAll } from "./sources.ts";
import { itemsOf, take, versionIn } from "./steps.ts";

/** Fixing, approving and reading versions of a result (QĐ 02050, II.6.c, III.1). */

const conflict = (detail: Bilingual): Problem => new Problem("conflict", { detail });

/** Who sees a result before it is published: those who make it and the Chairman who decides on it. */
const INSIDERS: readonly Role[] = ["programme-officer", "council-chair", "council-member", "chairman", "vice-chairman", "auditor"];

/** The versions that the reader may see. */
async function seenBy(tx: Transaction, id: string, actor: Actor | undefined): Promise<{ readonly campaign: Campaign; readonly items: VersionItem[] }> {
  const campaign = await findCampaign(tx, id);
  if (campaign === undefined) throw new Problem("not-found");
  const roles = actor === undefined ? [] : await rolesOfActor(tx, campaign, actor);
  const isInside = roles.some((role) => INSIDERS.includes(role));
  const items = (await itemsOf(tx, campaign.id)).filter((one) => isInside || one.state === "published");
  // That a unit evaluates its own offices is nobody else's business until it publishes.
  if (campaign.ownerUnitId !== null && roles.length === 0 && items.length === 0) throw new Problem("not-found");
  return { campaign, items };
}

export async function seenVersion(call: { readonly tx: Transaction; readonly actor: Actor | undefined; readonly params: { readonly campaignId: string; readonly number: string } }): Promise<{ readonly campaign: Campaign; readonly item: VersionItem; readonly texts: Texts }> {
  const { campaign, items } = await seenBy(call.tx, call.params.campaignId, call.actor);
  const item = items.find((one) => String(one.number) === call.params.number);
  const texts = item === undefined ? undefined : await textsOf(call.tx, campaign.id, item.number);
  if (item === undefined || texts === undefined) throw new Problem("not-found");
  return { campaign, item, texts };
}

function refuseProposal({ stage }: CycleState, items: readonly VersionItem[], reason: string): void {
  if (STAGES.indexOf(stage) < STAGES.indexOf("consolidation")) throw conflict({ vi: "Chỉ trình kết quả ở giai đoạn tổng hợp.", en: "A result is proposed when results are consolidated." });
  if (items.some((one) => one.state === "proposed" || one.state === "approved")) throw conflict({ vi: "Đã có một kết quả đang chờ phê duyệt hoặc công bố.", en: "A result is waiting for approval or publication already." });
  const isRevision = items.some((one) => one.state === "published");
  if (isRevision && reason.length < LEAST_REASON) throw new Problem("invalid-input", { fields: [{ pointer: "/reason", message: { vi: "Thay kết quả đã công bố thì cần lý do, ít nhất 10 ký tự.", en: "Replacing a published result needs a reason of at least 10 characters." } }] });
}

async function handleProposal(call: Call<typeof propose>): Promise<Change<typeof propose>> {
  const { tx, body, params } = call;
  const { personId } = actorOf(call);
  const entered = await enterCampaign(tx, params.campaignId, actorOf(call));
  const { campaign } = entered;
  requireRole(entered.roles, campaign.ownerUnitId === null ? ["programme-officer"] : ["working-group"]);
  // Nobody changes a score while the result is fixed.
  await moveStage(tx, campaign.id);
  const cycle = await stateOf(tx, campaign.id);
  const items = await itemsOf(tx, campaign.id);
  refuseProposal(cycle, items, body.reason);
  const standing = await standingOfAll(tx, campaign);
  const fixed = withoutFaults(await ask("fix", [standing.engine], { gathered: standing.gathered, isDraft: false }));
  const { gaps } = fixed;
  if (fixed.caseText === undefined) throw new Problem("conflict", { detail: { vi: `Còn ${String(gaps.length)} tiêu chí chưa có điểm cuối cùng.`, en: `${String(gaps.length)} criteria have no final value yet.` }, extra: { gaps: gaps.slice(0, 500) } });
  const { caseText, caseSha256, resultText, resultSha256, pending } = fixed;
  const left = undecided(pending, standing.holding);
  if (left.length > 0) throw new Problem("conflict", { detail: { vi: `Còn ${String(left.length)} trường hợp chờ lãnh đạo quyết định.`, en: `${String(left.length)} cases wait for a decision of the leaders.` }, extra: { pending: left } });
  const version: Version = { number: (items[0]?.number ?? 0) + 1, at: await tx.now(), by: personId, reason: body.reason, regulationVersionId: regulationInForce(campaign, cycle).versionId, regulationSha256: standing.engine.sha256, ledgerSeq: standing.ledger.seq, ledgerHash: standing.ledger.hash, resultSha256 };
  const levels = levelsDecided(pending, standing.holding);
  if (!(await addVersion(tx, campaign.id, version, { caseText, resultText, levelDecisions: levels }))) throw new Problem("conflict");
  await announceResult(tx, campaign, "proposed", version.number);
  const { at, ...proposed } = version;
  const data = { ...proposed, at: at.toISOString(), caseSha256, levelDecisions: levels, units: standing.gathered.units.length, uncounted: await uncountedMarks(tx, campaign.id) };
  return { reply: { body: itemOf(version, []) }, audit: [{ action: "result.proposed", subject: `campaign:${campaign.id}`, data }] };
}

async function handleApproval(call: Call<typeof approve>): Promise<Change<typeof approve>> {
  const actor = actorOf(call);
  const found = await versionIn(call, ["chairman"], "proposed", { vi: "Chỉ phê duyệt kết quả đang trình.", en: "Only a proposed result can be approved." });
  if (found.item.proposedBy === actor.personId) throw new Problem("not-allowed", { detail: { vi: "Người trình không được tự phê duyệt.", en: "Who proposed cannot approve." } });
  const { sha256 } = regulationInForce(found.campaign, await stateOf(call.tx, found.campaign.id));
  // After publication nothing is amended, so this is about what happened since the proposal alone.
  if (found.item.regulation.sha256 !== sha256) throw conflict({ vi: "Quy định của đợt đã được sửa đổi sau khi trình; hãy trả lại và trình kết quả tính theo quy định đang áp dụng.", en: "The campaign's regulation was amended after the proposal; return it and propose the result by the version in force." });
  await requireFreshSecondFactor(call.tx, actor);
  const { body, entry } = await take(call.tx, actor.personId, found, { kind: "approve", data: call.body });
  const advanced = await advanceByResult(call.tx, found.campaign.id, "decided", actor.personId);
  return { reply: { body }, audit: [entry, ...advanced] };
}

async function handleReturn(call: Call<typeof sendBack>): Promise<Change<typeof sendBack>> {
  const found = await versionIn(call, ["chairman"], "proposed", { vi: "Chỉ trả lại kết quả đang trình.", en: "Only a proposed result can be returned." });
  const { body, entry } = await take(call.tx, actorOf(call).personId, found, { kind: "return", data: call.body });
  return { reply: { body }, audit: [entry] };
}

async function handleList(call: Call<typeof listVersions>): Promise<Reply<typeof listVersions>> {
  const { limit, cursor } = call.query;
  const { items: all } = await seenBy(call.tx, call.params.campaignId, call.actor);
  const { items, nextCursor } = pageFrom(all.filter((one) => cursor === undefined || one.number < Number(cursor)), limit, (one) => String(one.number));
  return { body: { items, nextCursor } };
}

/** What everybody sees is not kept in the log of reads. */
export const unpublished = (campaign: string, { state }: VersionItem): Shown[] => (state === "published" ? [] : everyUnit(campaign));

async function handleVersion(call: Call<typeof readVersion>): Promise<LargeReply> {
  const { item, texts: { resultText, levelDecisions } } = await seenVersion(call);
  return { checked: await ask("tellVersion", [], { item, resultText, levelDecisions }), shown: unpublished(call.params.campaignId, item) };
}

async function handleCase(call: Call<typeof readCase>): Promise<LargeReply> {
  const { item, texts: { caseText } } = await seenVersion(call);
  return { checked: await ask("tellCase", [], { caseText }), shown: unpublished(call.params.campaignId, item) };
}

async function handleExplanation(call: Call<typeof explainVersion>): Promise<LargeReply> {
  const { item, texts } = await seenVersion(call);
  const law = await findRegulation(call.tx, item.regulation.versionId);
  if (law === undefined) throw new Problem("not-found");
  const checked = withoutFaults(await ask("explainInVersion", [law], { caseText: texts.caseText, unit: call.params.unit }));
  if ("isUnknown" in checked) throw new Problem("not-found");
  return { checked, shown: item.state === "published" ? [] : await unitCalled(call.tx, call.params.campaignId, call.params.unit) };
}

/** Where each unit stands in a ratio of the newest published result of a campaign. */
async function publishedStandings(tx: Transaction, id: string, ratio: string): Promise<ReadonlyMap<string, UnitStanding>> {
  const { campaign, items } = await seenBy(tx, id, undefined);
  const [newest] = items;
  const texts = newest === undefined ? undefined : await textsOf(tx, campaign.id, newest.number);
  if (texts === undefined) throw new Problem("not-found");
  return ask("findStandings", [], { resultText: texts.resultText, ratio });
}

async function handleComparison(call: Call<typeof compareResults>): Promise<Reply<typeof compareResults>> {
  const { tx, params, query: { with: other, ratio } } = call;
  const now = await publishedStandings(tx, params.campaignId, ratio);
  const before = await publishedStandings(tx, other, ratio);
  const units = await unitsOfCampaign(tx, params.campaignId);
  const codeBefore = new Map((await unitsOfCampaign(tx, other)).map((one) => [one.unitId, one.code]));
  const kin = await kinOf(tx, units.map((one) => one.unitId));
  const rows = units.flatMap((unit) => {
    const own: UnitStanding | undefined = now.get(unit.code);
    const past = (kin.get(unit.unitId) ?? [unit.unitId]).flatMap((id) => {
      const code = codeBefore.get(id);
      const standing = code === undefined ? undefined : before.get(code);
      return code === undefined || standing === undefined ? [] : [{ unit: code, ...standing }];
    });
    return own === undefined ? [] : [{ unit: unit.code, now: own, before: past }];
  });
  return { body: { units: rows } };
}

export const versionEndpoints: readonly Endpoint[] = [
  command(propose, handleProposal),
  command(approve, handleApproval),
  command(sendBack, handleReturn),
  query(listVersions, handleList),
  query(readVersion, handleVersion),
  query(readCase, handleCase),
  query(explainVersion, handleExplanation),
  query(compareResults, handleComparison),
];
