import type { ShownRegulation } from "../../scoring/regulation/show.ts";

/** Facts that weigh on a level: what is simply true of a unit, or a level that it may not exceed. */
export type WeighingFact = { readonly unitId: string; readonly key: string; readonly title: string; readonly value: true | string; readonly proof: string };

export function weighingFacts(facts: readonly { readonly unitId: string; readonly key: string; readonly value: unknown; readonly proof: string }[], law: Pick<ShownRegulation, "facts">): WeighingFact[] {
  const known = new Map(law.facts.map((one) => [one.key, one]));
  return facts.flatMap(({ unitId, key, value, proof }) => {
    const fact = known.get(key);
    if (fact === undefined || (fact.type !== "boolean" && fact.type !== "level")) return [];
    return value === true || (typeof value === "string" && value !== "") ? [{ unitId, key, title: fact.title, value, proof }] : [];
  });
}
