import { computed, previewAmendment } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import type { Engine } from "../../scoring/engine/compile.ts";
import type { Fault } from "../../scoring/fault.ts";
import { faultLine } from "../../scoring/fault-text.ts";
import { readHead } from "../audit/index.ts";
import { engineOf, engineOfVersion, regulationInForce, requireAmending, stateOf } from "../campaign/index.ts";
import { actorOf, type Bilingual, type Call, type Endpoint, query, type Reply } from "../platform/index.ts";
import { compareRegulations } from "../regulation/index.ts";
import { compareCriteria, compareUnits, looseEnds, type Side } from "./amendment-rules.ts";
import { buildCase, type Sources } from "./case.ts";
import { tryCompute } from "./compute.ts";
import { everyUnit } from "./shown.ts";
import { enterAs, sourcesOf } from "./sources.ts";

/** What an amendment of the regulation would change, shown before anybody decides on it. */

/** Those who propose, who approve and who watch; it holds draft results. */
const READERS: readonly Role[] = ["programme-officer", "council-chair", "auditor"];

const MOST_FAULTS = 100;

async function sideOf(engine: Engine, sources: Sources): Promise<Side & { readonly faults: readonly Fault[] }> {
  const { input, gaps } = buildCase(engine, sources, true);
  const answer = await tryCompute(engine, JSON.stringify(input));
  if ("faults" in answer) return { engine, gaps, result: undefined, faults: answer.faults };
  return { engine, gaps, result: computed.parse(JSON.parse(answer.resultText)), faults: [] };
}

const wordsOf = (one: Fault): Bilingual => ({ vi: faultLine(one, "vi"), en: faultLine(one, "en") });

async function handlePreview(call: Call<typeof previewAmendment>): Promise<Reply<typeof previewAmendment>> {
  const { tx, params, query: { version } } = call;
  const actor = actorOf(call);
  const { campaign, roles } = await enterAs(tx, params.campaignId, actor, READERS);
  const state = await stateOf(tx, campaign.id);
  const { id: versionId, sha256 } = await requireAmending(tx, campaign, state, version, "/version");
  const sources = await sourcesOf(tx, campaign, { roles, actor });
  const before = await sideOf(await engineOf(tx, campaign, state), sources);
  const after = await sideOf(await engineOfVersion(tx, { versionId, sha256 }), sources);
  return {
    body: {
      at: (await tx.now()).toISOString(),
      ledger: await readHead(tx),
      from: regulationInForce(campaign, state),
      to: { versionId, sha256 },
      units: compareUnits(sources.units, before, after),
      criteria: compareCriteria(compareRegulations(before.engine.regulation, after.engine.regulation), sources, after),
      ...looseEnds(sources, after),
      gaps: { before: before.gaps.length, after: after.gaps.length },
      faults: { before: before.faults.slice(0, MOST_FAULTS).map(wordsOf), after: after.faults.slice(0, MOST_FAULTS).map(wordsOf) },
    },
    shown: everyUnit(campaign.id),
  };
}

export const amendmentEndpoints: readonly Endpoint[] = [query(previewAmendment, handlePreview)];
