import type { Fault } from "../fault.ts";
import { lintArticles } from "./lint/articles.ts";
import { lintLevels } from "./lint/levels.ts";
import { lintReferences } from "./lint/references.ts";
import { lintTree } from "./lint/tree.ts";
import type { Regulation } from "./schema.ts";

/**
 * What a schema cannot say: sums, codes, references between parts, bands, gaps and order of levels.
 * Every fault has its path in the document; the loader adds file and line.
 */
export const lint = (regulation: Regulation): Fault[] => [...lintTree(regulation), ...lintReferences(regulation), ...lintLevels(regulation), ...lintArticles(regulation)];
