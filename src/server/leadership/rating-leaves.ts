import type { CompiledIndex } from "../../scoring/engine/compile.ts";
import { type Campaign, engineOf } from "../campaign/index.ts";
import type { Transaction } from "../platform/index.ts";
import type { RatingLeaf, RatingLeaves } from "./rules.ts";

/** The key by which a regulation calls the Chairman and the Vice-Chairmen. */
const LEADERS = "leaders";

const markedIn = ({ contents }: CompiledIndex): RatingLeaf[] =>
  contents.flatMap(({ content, leaves }) =>
    leaves.filter(({ leaf }) => leaf.method === "rating" && (leaf.scoredBy ?? content.scoredBy) === LEADERS).flatMap(({ code, max, leaf }) => (max === null ? [] : [{ code, title: leaf.title, max }])),
  );

/** The criteria that leaders mark, of each index of the regulation to which a campaign is pinned. */
export async function ratingLeaves(tx: Transaction, campaign: Campaign): Promise<RatingLeaves> {
  const { indexes } = await engineOf(tx, campaign);
  return new Map([...indexes].map(([code, index]) => [code, markedIn(index)]));
}
