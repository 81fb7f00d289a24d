import type { Frame } from "../../contract/personnel-catalogue-parts.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { Problem, type Transaction } from "../platform/index.ts";
import { engineFor } from "./ground.ts";
import { allPeriods } from "./period-queries.ts";

/** How many groups of complexity a catalogue may have: a number of the regulation (NĐ 335/2025, article 13.1.a), never of the program. */

type Terms = Pick<Regulation, "terms">["terms"];

/** Refuses more groups than these terms allow. */
export function requireGroups(frames: readonly Frame[], terms: Terms): void {
  if (terms === undefined || frames.length <= Number(terms.mostGroups.value)) return;
  const { value, article } = terms.mostGroups;
  throw new Problem("invalid-input", { fields: [{ pointer: "/frames", message: { vi: `Danh mục có nhiều nhất ${value} nhóm theo mức độ phức tạp (Điều ${article}).`, en: `A catalogue has at most ${value} groups of complexity (article ${article}).` }, expected: `≤ ${value}` }] });
}

/** The terms of the regulation by which the newest period goes; none before there is any, as the province has not chosen one yet. */
export async function termsInForce(tx: Transaction): Promise<Terms> {
  const newest = (await allPeriods(tx)).find((one) => !one.isTrial);
  return newest === undefined ? undefined : (await engineFor(tx, newest)).regulation.terms;
}
