import type { z } from "zod";
import type { EntryView, saveScore } from "../../contract/assessment.ts";
import type { Part, RecordedFileAction } from "../../contract/file.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { Fields } from "../../scoring/fields.ts";
import { sha256OfDocument } from "../../scoring/regulation/canonical.ts";
import { type AuditEntry, type Bilingual, Problem, type Transaction } from "../platform/index.ts";
import { hashesOf } from "../evidence/index.ts";
import type { Desk } from "./desk.ts";
import { type Link, type LinkSet, linkSetsOfUnits } from "./link-queries.ts";
import { announceSaved } from "./live.ts";
import { addEntries } from "./queries.ts";
import { type Entry, shownPoints, type Step } from "./rules.ts";

/** Adding a version to a criterion: checked against what the client saw, told to the ledger in full. */

type Saved = z.output<typeof saveScore.response>;

/**
 * An entry as a reader may see it, of a criterion that is in force or (undefined) archived; `tellsWho` says whether the
 * reader learns who it was.
 */
export function entryView(leaf: CompiledLeaf | undefined, entry: Entry, tellsWho = true): EntryView {
  const { input, note, version, at, by } = entry;
  const points = leaf === undefined ? null : shownPoints(leaf, input);
  return { input, points, fits: leaf !== undefined && (input === null || points !== null), note, version: String(version), at, by: tellsWho ? by : null };
}

export const savedView = (leaf: CompiledLeaf, entry: Entry): Saved => ({ code: leaf.code, ...entryView(leaf, entry) });

export const conflict = (detail: Bilingual): Problem => new Problem("conflict", { detail });

/** The ledger's entry of a new version: enough to build the file again from the ledger alone. */
export function told(campaignId: string, entry: Entry): AuditEntry {
  const { unitId, code, step, author, version, input, note, source, dated, asChair, at } = entry;
  return { action: `assessment.${step}`, subject: `assessment:${campaignId}/${unitId}`, data: { unit: unitId, criterion: code, step, author, version, input, note, by: entry.by, at, ...(source === null ? {} : { source, dated }), ...(asChair ? { asChair } : {}) } };
}

/** The ledger's entry of what somebody did with a file. */
export const toldAction = (campaignId: string, unitId: string, action: RecordedFileAction): AuditEntry => ({ action: `assessment.${action.action.kind}`, subject: `assessment:${campaignId}/${unitId}`, data: { unit: unitId, ...action } });

type Proved = Pick<LinkSet, "code" | "version" | "instead"> & { readonly links: readonly (Link & { readonly sha256: string })[] };

/**
 * What a receipt vouches for: the newest entries of the part, by code, and what proves them, each file by the hash of its
 * bytes. Receipts from before evidence was part of them stay as they were given.
 */
export const hashOfSubmitted = (campaignId: string, unitId: string, part: Part, entries: readonly Entry[], proofs: readonly Proved[]): string =>
  sha256OfDocument({
    campaign: campaignId,
    unit: unitId,
    part,
    entries: entries.map(({ code, version, input, note }) => ({ code, version, input, note })),
    evidence: proofs.map(({ code, version, instead, links }) => ({ code, version, instead, links: links.map(({ fileId, pages, proves, sha256 }) => ({ fileId, pages, proves, sha256 })) })),
  });

/** What proves each criterion of these units' parts at this moment, with the hashes of the files, in two questions. */
export async function proofsOf(tx: Transaction, campaignId: string, part: Part, unitIds: readonly string[]): Promise<(unitId: string) => readonly Proved[]> {
  const sets = await linkSetsOfUnits(tx, campaignId, unitIds);
  const hashes = await hashesOf(tx, [...sets.values()].flat().flatMap(({ links }) => links.map((one) => one.fileId)));
  return (unitId) => (sets.get(unitId) ?? []).filter((one) => one.part === part).map((set) => ({ ...set, links: set.links.map((one) => ({ ...one, sha256: hashes.get(one.fileId) ?? "" })) }));
}

/** What there is, and what the client saw of it. */
type Seen = { readonly current: Entry | undefined; readonly seen: string | undefined };
type Change = { readonly step: Step; readonly author?: string; readonly input: Fields | null; readonly note: string; readonly by: string; readonly asChair?: boolean };

/** The next version of a step: refused when the client saw another one than there is (412 with what there is now). */
export async function saveVersion(tx: Transaction, desk: Desk, leaf: CompiledLeaf, { current, seen }: Seen, change: Change): Promise<{ readonly entry: Entry; readonly audit: AuditEntry }> {
  const version = current?.version ?? 0;
  if (seen !== String(version)) throw new Problem("stale", { extra: { current: current === undefined ? null : savedView(leaf, current) } });
  const entry: Entry = { unitId: desk.unit.unitId, code: leaf.code, author: "", asChair: false, source: null, dated: null, ...change, version: version + 1, at: desk.now };
  if (!(await addEntries(tx, desk.campaign.id, [entry]))) throw new Problem("stale");
  await announceSaved(tx, desk, [entry], desk.file.parts);
  return { entry, audit: told(desk.campaign.id, entry) };
}
