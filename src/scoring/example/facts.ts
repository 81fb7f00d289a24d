import type { Engine } from "../engine/compile.ts";
import { comparisonsIn, type Comparison } from "../regulation/condition.ts";
import type { Fact } from "../regulation/schema.ts";
import type { Random } from "./random.ts";

/** What the best levels ask of a fact, so that examples mostly meet it. */
function bestLevelAsks(engine: Engine): Comparison[] {
  return engine.ratios.flatMap(({ classification }) => {
    const best = classification.levels[0];
    return best === undefined ? [] : comparisonsIn(best.when);
  });
}

type Counts = Extract<Fact, { type: "counts" }>;

function exampleCounts(one: Counts, share: number, asks: readonly Comparison[], random: Random): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const field of one.fields) {
    const bound = field.atMost === undefined ? undefined : counts[field.atMost];
    const asked = asks.find((ask) => ask.value === `${one.key}.${field.key}`);
    if (bound === undefined) counts[field.key] = random.between(20, 80);
    else if (asked?.equals !== undefined) counts[field.key] = random.between(1, 100) <= share - 5 ? bound : Math.floor((bound * random.between(65, 99)) / 100);
    else counts[field.key] = Math.floor((bound * random.between(15, 50)) / 100);
  }
  return counts;
}

function exampleFact(one: Fact, engine: Engine, share: number, asks: readonly Comparison[], random: Random): unknown {
  switch (one.type) {
    case "boolean": {
      const wanted = asks.find((ask) => ask.value === one.key)?.equals === true;
      return random.between(1, 20) === 1 ? !wanted : wanted;
    }
    case "counts":
      return exampleCounts(one, share, asks, random);
    case "level": {
      const levels = engine.ratios.find((ratio) => ratio.ratio.key === one.ratio)?.classification.levels ?? [];
      return random.between(1, 8) === 1 ? levels[random.between(0, Math.max(0, levels.length - 2))]?.key : undefined;
    }
    case "text":
      return `Nhóm ${String(random.between(1, 3))}`;
  }
}

/** Facts for one example unit; most are such that its points decide. */
export function exampleFacts(engine: Engine, share: number, random: Random): Record<string, unknown> {
  const asks = bestLevelAsks(engine);
  const facts = [...engine.facts.values()].map((one) => [one.key, exampleFact(one, engine, share, asks, random)] as const);
  return Object.fromEntries(facts.filter(([, value]) => value !== undefined));
}
