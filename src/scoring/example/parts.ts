import type { CompiledContent, CompiledIndex, CompiledLeaf } from "../engine/compile.ts";
import { type Fields, isFields } from "../fields.ts";
import type { Random } from "./random.ts";

/** An example case taken apart into what each kind of people enters, so that a campaign can be played to it. */

export type Step = { readonly code: string; readonly input: Fields };
export type Parts = {
  /** What does not apply to the unit. */
  readonly marks: readonly string[];
  /** What the unit enters for itself, by each criterion's method. */
  readonly own: readonly Step[];
  /** Where the council is of another mind: points set by hand. */
  readonly cut: readonly Step[];
  /** What others measure. */
  readonly imported: readonly Step[];
  readonly ratings: readonly { readonly code: string; readonly ratings: readonly string[] }[];
};

/** Whether points were set by hand, under whatever method. */
export const isByHand = (leaf: CompiledLeaf, input: Fields): boolean => "points" in input && leaf.leaf.method !== "points";

/** The regulation's role for a criterion, or for its content. */
export const roleOf = (leaf: CompiledLeaf, { content }: CompiledContent): string => leaf.leaf.scoredBy ?? content.scoredBy;

const ratingsIn = ({ ratings }: Fields): string[] => (Array.isArray(ratings) ? ratings.map(String) : []);

/** An entry by the criterion's own method, worth about this share of its points. */
export function byMethod(leaf: CompiledLeaf, share: number, random: Random): Fields {
  const entry = leaf.bound.example(share, random);
  if (!isFields(entry)) throw new RangeError("an example that is no entry");
  return entry;
}

/** The parts of one unit's scores; where points were set by hand the unit itself claims about this share. */
export function partsOf(index: CompiledIndex, scores: Fields, share: number, random: Random): Parts {
  const [own, cut, imported, ratings]: [Step[], Step[], Step[], { code: string; ratings: string[] }[]] = [[], [], [], []];
  const place = (leaf: CompiledLeaf, role: string, given: Fields) => {
    const { code } = leaf;
    const input = isByHand(leaf, given) ? byMethod(leaf, share, random) : given;
    if (role === "leaders") ratings.push({ code, ratings: ratingsIn(input) });
    else if (role !== "unit") imported.push({ code, input });
    else {
      own.push({ code, input });
      if (input !== given) cut.push({ code, input: given });
    }
  };
  for (const content of index.contents) {
    for (const leaf of content.leaves) {
      const given = scores[leaf.code];
      if (isFields(given) && given["notApplicable"] !== true) place(leaf, roleOf(leaf, content), given);
    }
  }
  const marks = Object.entries(scores).flatMap(([code, given]) => (isFields(given) && given["notApplicable"] === true ? [code] : []));
  return { marks, own, cut, imported, ratings };
}
