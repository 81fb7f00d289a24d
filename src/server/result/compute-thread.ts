import { compileRegulation, type Engine } from "../../scoring/engine/compile.ts";
import { serveThread } from "../platform/index.ts";
import { tellFacts, tellUnit, tellWorkbook } from "./document-facts.ts";
import { explainInDraft, explainInVersion, findPending, findStandings, fix, type Law, type Missing, tellAmendment, tellCase, tellDraft, tellVersion, type Under } from "./compute-work.ts";

/** The thread in which results are computed: one after another, the regulations that it has seen kept ready. */

const engines = new Map<string, Engine>();
const MOST_ENGINES = 16;

function engineFor({ sha256, regulation }: Law): Engine | undefined {
  const known = engines.get(sha256);
  if (known !== undefined || regulation === undefined) return known;
  const engine = compileRegulation({ regulation, sha256 });
  const [oldest] = engines.keys();
  if (oldest !== undefined && engines.size >= MOST_ENGINES) engines.delete(oldest);
  engines.set(sha256, engine);
  return engine;
}

const UNKNOWN: Missing = { needsLaws: true };

/** Does something under one law, or two; asks for what it does not know. */
const underOne =
  <G, D>(work: (engine: Engine, given: G) => D) =>
  ({ laws, given }: Under<G>): D | Missing => {
    const [engine] = laws.map(engineFor);
    return engine === undefined ? UNKNOWN : work(engine, given);
  };
const underTwo =
  <G, D>(work: (old: Engine, now: Engine, given: G) => D) =>
  ({ laws, given }: Under<G>): D | Missing => {
    const [old, now] = laws.map(engineFor);
    return old === undefined || now === undefined ? UNKNOWN : work(old, now, given);
  };
const underNone =
  <G, D>(work: (given: G) => D) =>
  ({ given }: Under<G>): D =>
    work(given);

const JOBS = {
  tellDraft: underOne(tellDraft),
  explainInDraft: underOne(explainInDraft),
  findPending: underOne(findPending),
  fix: underOne(fix),
  tellAmendment: underTwo(tellAmendment),
  explainInVersion: underOne(explainInVersion),
  tellVersion: underNone(tellVersion),
  tellCase: underNone(tellCase),
  findStandings: underNone(findStandings),
  tellFacts: underOne(tellFacts),
  tellUnit: underOne(tellUnit),
  tellWorkbook: underOne(tellWorkbook),
};
export type ComputeJobs = typeof JOBS;

serveThread(JOBS);
