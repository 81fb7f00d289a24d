import { readLinks, setLinks } from "../../contract/evidence-link.ts";
import { isPartOpen, maySee, type Part, PARTS } from "../../contract/file.ts";
import type { FileView, ItemView } from "../../contract/evidence.ts";
import { shortDay } from "../documents/index.ts";
import { linkable, linkedViews } from "../evidence/index.ts";
import { actorOf, type Call, type Change, command, type Endpoint, type FieldProblem, Problem, query, type Reply, shownOf, type Transaction } from "../platform/index.ts";
import { type Desk, leafOf, openDesk, refuseMarked, unitRelation, viewerOf } from "./desk.ts";
import { addLinkSet, type LinkSet, linkSetsOf } from "./link-queries.ts";
import { announceLinks } from "./live.ts";
import { newestEntries } from "./queries.ts";
import { conflict } from "./saving.ts";
import { explainableCodes, withoutProof } from "./without-evidence.ts";

/** What proves each criterion of a unit's file (QĐ 02050, II.4.c: tài liệu kiểm chứng); what the council saw stays what it saw. */

const STEP_OF = { "self-scoring": "self", explanation: "explanation" } as const satisfies Readonly<Record<Part, string>>;

const openPart = ({ cycle, file, unit, now }: Desk): Part | undefined => PARTS.findLast((part) => isPartOpen(cycle, file, part, unit.unitId, now));
/** Those that the reader may see now. */
const seenSets = (desk: Desk, sets: readonly LinkSet[]): LinkSet[] => sets.filter(({ part }) => maySee(viewerOf(desk), desk.cycle, desk.file, STEP_OF[part], ""));

/** Sets with what each link leads to. */
async function views(tx: Transaction, sets: readonly LinkSet[]) {
  const files = await linkedViews(tx, sets.flatMap(({ links }) => links.map((one) => one.fileId)));
  return sets.map(({ version, links, ...set }) => ({ ...set, version: String(version), links: links.flatMap((link) => {
    const found = files.get(link.fileId);
    return found === undefined ? [] : [{ ...link, ...found }];
  }) }));
}

/** What proves the self-scores, by criterion, as far as the reader may see it: each document as it says of itself. */
export async function proofInWords(tx: Transaction, desk: Desk): Promise<ReadonlyMap<string, readonly string[]>> {
  const sets = seenSets(desk, await linkSetsOf(tx, desk.campaign.id, desk.unit.unitId)).filter(({ part }) => part === "self-scoring");
  const words = ({ file, item, pages }: { readonly file: FileView; readonly item: ItemView; readonly pages: string }): string => {
    const { number = "", dated = null, subject = "" } = item.description ?? {};
    const named = [number, ...(dated === null ? [] : [`ngày ${shortDay(dated)}`])].filter((one) => one !== "").join(" ");
    const what = [named, subject].filter((one) => one !== "").join(", ");
    return `${what === "" ? file.name : what}${pages === "" ? "" : ` (trang ${pages})`}`;
  };
  return new Map((await views(tx, sets)).map(({ code, links, instead }) => [code, links.length === 0 ? (instead === "" ? [] : [instead]) : links.map(words)]));
}

const ruleOf = ({ engine: { regulation: { withoutEvidence: rule } }, index }: Desk) => (rule === undefined ? null : { required: rule.required, article: rule.article, text: rule.text, codes: explainableCodes(rule, index) });

async function handleRead(call: Call<typeof readLinks>): Promise<Reply<typeof readLinks>> {
  const { tx, actor } = call;
  const desk = await openDesk(call, "nothing");
  const { campaign, unit } = desk;
  const sets = seenSets(desk, await linkSetsOf(tx, campaign.id, unit.unitId));
  const entries = (await newestEntries(tx, campaign.id, { units: [unit.unitId] })).filter(() => maySee(viewerOf(desk), desk.cycle, desk.file, "self", ""));
  const open = desk.isOfUnit ? (openPart(desk) ?? null) : null;
  return { body: { campaignId: campaign.id, unitId: unit.unitId, year: campaign.year, open, sets: await views(tx, sets), without: withoutProof(desk, entries, sets), rule: ruleOf(desk) }, shown: shownOf(actor, campaign.id, [unit.unitId]) };
}

/** Each file once, and each one that the unit named for this year and that was not refused. */
async function requireLinkable(tx: Transaction, { campaign, unit }: Desk, links: readonly { readonly fileId: string }[]): Promise<ReadonlyMap<string, { readonly sha256: string }>> {
  const ids = links.map((one) => one.fileId);
  const known = await linkable(tx, { unitId: unit.unitId, year: campaign.year }, ids);
  const fields = ids.flatMap((id, i): FieldProblem[] => (known.has(id) && ids.indexOf(id) === i ? [] : [{ pointer: `/links/${String(i)}/fileId`, message: { vi: "Cần một tệp của đơn vị trong năm này, mỗi tệp một lần.", en: "Needs a file of the unit of this year, each once." } }]));
  if (fields.length > 0) throw new Problem("invalid-input", { fields });
  return known;
}

/** An explanation stands in place of evidence, where the regulation lets it. */
function requireInstead({ engine: { regulation }, index }: Desk, code: string, { links, instead }: { readonly links: readonly unknown[]; readonly instead: string }): void {
  if (instead === "") return;
  const refuse = (vi: string, en: string): never => {
    throw new Problem("invalid-input", { fields: [{ pointer: "/instead", message: { vi, en } }] });
  };
  if (links.length > 0) refuse("Tiêu chí đã có tài liệu thì không ghi giải trình thay.", "What has evidence needs no explanation in its place.");
  if (!explainableCodes(regulation.withoutEvidence, index).includes(code)) refuse("Quy định không cho ghi giải trình thay tài liệu ở tiêu chí này.", "The regulation takes no explanation in place of evidence here.");
}

async function handleSet(call: Call<typeof setLinks>): Promise<Change<typeof setLinks>> {
  const { tx, params, body, seen } = call;
  const desk = await openDesk(call, "together");
  const { code } = leafOf(desk, params.code);
  refuseMarked(desk, code);
  const part = openPart(desk);
  if (part === undefined) throw conflict({ vi: "Đã hết hạn, chưa đến giai đoạn này hoặc hồ sơ đã nộp.", en: "The unit's time is over or has not begun, or the file was submitted." });
  const current = (await linkSetsOf(tx, desk.campaign.id, desk.unit.unitId)).find((one) => one.code === code && one.part === part);
  const version = current?.version ?? 0;
  if (seen !== String(version)) throw new Problem("stale", { extra: { current: current === undefined ? null : ((await views(tx, [current]))[0] ?? null) } });
  requireInstead(desk, code, body);
  const known = await requireLinkable(tx, desk, body.links);
  const set: LinkSet = { code, part, version: version + 1, by: actorOf(call).personId, at: desk.now, ...body };
  if (!(await addLinkSet(tx, desk.campaign.id, desk.unit.unitId, set))) throw new Problem("stale");
  await announceLinks(tx, desk, set);
  const [view] = await views(tx, [set]);
  if (view === undefined) throw new RangeError("a set that was added can be shown");
  const links = body.links.map((one) => ({ ...one, sha256: known.get(one.fileId)?.sha256 }));
  return { reply: { body: view, version: view.version }, audit: [{ action: "assessment.evidence-set", subject: `assessment:${desk.campaign.id}/${desk.unit.unitId}`, data: { unit: desk.unit.unitId, criterion: code, part, version: set.version, by: set.by, at: set.at, links, instead: set.instead } }] };
}

export const linkEndpoints: readonly Endpoint[] = [query(readLinks, handleRead, (call) => unitRelation(call, "nothing")), command(setLinks, handleSet, (call) => unitRelation(call, "together"))];
