import type { VersionItem } from "../../contract/result.ts";
import type { Campaign } from "../campaign/index.ts";
import { letterheadOf } from "../documents/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { findRegulation } from "../regulation/index.ts";
import { ask, withoutFaults } from "./compute.ts";
import type { OfVersion } from "./document-facts.ts";
import type { PaperGiven } from "./papers.ts";
import { decisionsOf } from "./queries.ts";

type Version<Item> = { readonly campaign: Campaign; readonly item: Item; readonly law: NonNullable<Awaited<ReturnType<typeof findRegulation>>>; readonly told: Pick<OfVersion, "caseText" | "levelDecisions"> };

/** Everything that papers of a version are written from. */
export async function paperGiven<Item extends Pick<VersionItem, "decision" | "number">>(tx: Transaction, { campaign, item, law, told }: Version<Item>): Promise<PaperGiven & { readonly item: Item }> {
  const facts = withoutFaults(await ask("tellFacts", [law], { ...told, decisions: await decisionsOf(tx, campaign.id) }));
  return { facts, letterhead: await letterheadOf(tx, law.regulation.authority), item, year: campaign.year, title: campaign.title };
}
