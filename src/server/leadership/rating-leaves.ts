import { pointsOf } from "../../scoring/exact.ts";
import { leavesOf } from "../../scoring/regulation/index-set.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import type { Transaction } from "../platform/index.ts";
import { findRegulation } from "../regulation/index.ts";
import type { RatingLeaf, RatingLeaves } from "./rules.ts";

/** The key by which a regulation calls the Chairman and the Vice-Chairmen. */
const LEADERS = "leaders";

/** The criteria that leaders mark, of each index. */
function ratingLeavesIn({ indexes }: Regulation): RatingLeaves {
  const marked = indexes.map((index): [string, RatingLeaf[]] => [
    index.code,
    index.contents.flatMap((content) =>
      leavesOf(content)
        .filter((leaf) => leaf.method === "rating" && (leaf.scoredBy ?? content.scoredBy) === LEADERS)
        .map(({ code, title, maxPoints }) => ({ code, title, max: pointsOf(maxPoints ?? "0") })),
    ),
  ]);
  return new Map(marked);
}

/** What was read before, by hash: the content under a hash cannot change. */
const known = new Map<string, RatingLeaves>();

/** The criteria that leaders mark under the regulation to which a campaign is pinned. */
export async function ratingLeaves(tx: Transaction, { regulationVersionId, sha256 }: { readonly regulationVersionId: string; readonly sha256: string }): Promise<RatingLeaves> {
  const before = known.get(sha256);
  if (before !== undefined) return before;
  const loaded = await findRegulation(tx, regulationVersionId);
  if (loaded === undefined) throw new RangeError(`the regulation of a campaign is gone: ${regulationVersionId}`);
  const leaves = ratingLeavesIn(loaded.regulation);
  known.set(sha256, leaves);
  return leaves;
}
