import type { CycleState, PinnedRegulation } from "../../contract/cycle.ts";
import { compileRegulation, type CompiledIndex, type Engine } from "../../scoring/engine/compile.ts";
import type { Content, Node } from "../../scoring/regulation/index-set.ts";
import type { Transaction } from "../platform/index.ts";
import { findRegulation } from "../regulation/index.ts";
import type { Campaign } from "./queries.ts";
import { regulationInForce } from "./rules.ts";
import { stateOf } from "./state.ts";

/** Compiled regulations by their hash. A frozen version never changes, so none is ever out of date. */
const engines = new Map<string, Engine>();
const MOST_ENGINES = 16;

/** The compiled regulation that is in force in a campaign; whoever has read the campaign's state already hands it in. */
export const engineOf = async (tx: Transaction, campaign: Campaign, state?: CycleState): Promise<Engine> => engineOfVersion(tx, regulationInForce(campaign, state ?? (await stateOf(tx, campaign.id))));

/** The compiled regulation of a version. */
export async function engineOfVersion(tx: Transaction, { versionId, sha256 }: PinnedRegulation): Promise<Engine> {
  const known = engines.get(sha256);
  if (known !== undefined) return known;
  const loaded = await findRegulation(tx, versionId);
  if (loaded?.sha256 !== sha256) throw new RangeError(`the regulation of a campaign is not there as it was: ${sha256}`);
  const engine = compileRegulation(loaded);
  const [oldest] = engines.keys();
  if (oldest !== undefined && engines.size >= MOST_ENGINES) engines.delete(oldest);
  engines.set(sha256, engine);
  return engine;
}

/** The leaves under a content, group or leaf; undefined when the index has no such code. */
export function leavesUnder(index: CompiledIndex | undefined, code: string): readonly string[] | undefined {
  if (index?.leafByCode.has(code) === true) return [code];
  return index?.groupLeaves.get(code)?.map((leaf) => leaf.code);
}

/** Whether a code stands for points that can be earned: bonus and deduction are for what happened, not for a duty. */
export function earnsPoints(index: CompiledIndex, code: string): boolean {
  const [first] = leavesUnder(index, code) ?? [];
  return first !== undefined && index.leafByCode.get(first)?.kind === "points";
}

/** The title of every content, group and leaf of an index. */
export function titlesOf({ index }: CompiledIndex): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  const gather = (node: Content | Node): void => {
    titles.set(node.code, node.title);
    if ("criteria" in node) for (const child of node.criteria) gather(child);
  };
  for (const content of index.contents) gather(content);
  return titles;
}
