import { readNotice, readResultDocument, readWorkbook, type RESULT_DOCUMENTS } from "../../contract/result-documents.ts";
import { councilReasons } from "../assessment/index.ts";
import { unitsOfCampaign } from "../campaign/index.ts";
import { documentFile, type DocumentKind, XLSX } from "../documents/index.ts";
import { actorOf, type Call, type Endpoint, type FileReply, Problem, query } from "../platform/index.ts";
import { findRegulation } from "../regulation/index.ts";
import { ask, withoutFaults } from "./compute.ts";
import { decisionPaper } from "./decision-document.ts";
import { noticeFilling, noticeKind } from "./notice-document.ts";
import { emulationPaper, proposalPaper, publicationPaper } from "./other-papers.ts";
import { paperGiven } from "./paper-given.ts";
import type { Paper } from "./papers.ts";
import { seenVersion, unpublished } from "./version-routes.ts";

/** The papers of a version of a result, made when they are asked for. */

const PAPERS: Readonly<Record<(typeof RESULT_DOCUMENTS)[number], Paper>> = { proposal: proposalPaper, decision: decisionPaper, publication: publicationPaper, emulation: emulationPaper };

type Asked = Pick<Call<typeof readResultDocument>, "tx" | "actor"> & { readonly params: { readonly campaignId: string; readonly number: string } };

/** Everything that papers of a version are written from. */
async function givenFor(call: Asked) {
  const { tx } = call;
  const seen = await seenVersion(call);
  const law = await findRegulation(tx, seen.item.regulation.versionId);
  if (law === undefined) throw new Problem("not-found");
  const { campaign, item, texts } = seen;
  const told = { caseText: texts.caseText, levelDecisions: texts.levelDecisions };
  return { campaign, law, told, given: await paperGiven(tx, { campaign, item, law, told }) };
}

async function handlePaper(call: Call<typeof readResultDocument>): Promise<FileReply> {
  const { campaign, given } = await givenFor(call);
  const paper = PAPERS[call.params.kind];
  const file = await documentFile(call.tx, paper, { name: `${paper.title.vi} năm ${String(campaign.year)}`, filling: paper.filling(given), format: call.query.format });
  return { ...file, shown: unpublished(campaign.id, given.item) };
}

/** A unit gets its own notice once the result is published; who makes the result gets every unit's. */
async function handleNotice(call: Call<typeof readNotice>): Promise<FileReply> {
  const { tx, params } = call;
  const { campaign, law, told, given } = await givenFor(call);
  const member = (await unitsOfCampaign(tx, campaign.id)).find((one) => one.code === params.unit);
  const unit = withoutFaults(await ask("tellUnit", [law], { ...told, unit: params.unit }));
  if (member === undefined || "isUnknown" in unit) throw new Problem("not-found");
  const { roles, unitIds } = actorOf(call);
  const isOnlyOfUnits = roles.every((role) => role === "unit-scorer" || role === "unit-head");
  if (isOnlyOfUnits && campaign.ownerUnitId === null && !unitIds.includes(member.unitId)) throw new Problem("not-found");
  const filling = noticeFilling({ ...given, unit, reasons: await councilReasons(tx, campaign.id, member.unitId) });
  const file = await documentFile(tx, noticeKind, { name: `${noticeKind.title.vi} ${unit.name} năm ${String(campaign.year)}`, filling, format: call.query.format });
  return { ...file, shown: given.item.state === "published" ? [] : [{ campaign: campaign.id, unit: member.unitId }] };
}

/** The workbook says no more than the version with its case, so whoever sees these may have it. */
async function handleWorkbook(call: Call<typeof readWorkbook>): Promise<FileReply> {
  const { campaign, item, texts } = await seenVersion(call);
  const law = await findRegulation(call.tx, item.regulation.versionId);
  if (law === undefined) throw new Problem("not-found");
  const given = { caseText: texts.caseText, levelDecisions: texts.levelDecisions };
  const make = async (): Promise<Uint8Array> => withoutFaults(await ask("tellWorkbook", [law], given)).bytes;
  return { file: { name: `Kết quả ${campaign.title} (phiên bản ${String(item.number)}).xlsx`, type: XLSX, make }, version: item.sha256, shown: unpublished(campaign.id, item) };
}

/** Every paper of the room, for its template. */
export const RESULT_KINDS: readonly DocumentKind[] = [...Object.values(PAPERS), noticeKind];

export const documentEndpoints: readonly Endpoint[] = [query(readResultDocument, handlePaper), query(readNotice, handleNotice), query(readWorkbook, handleWorkbook)];
