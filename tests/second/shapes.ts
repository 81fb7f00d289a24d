// The shapes of the published interface, written down by hand for the second implementation only.

/** A decimal: a JSON number or a decimal string. */
export type Num = number | string;

export type Kind = 'points' | 'bonus' | 'deduction';

/** One band of the methods `ratio` and `bands`. */
export interface Band {
  atLeast: Num;
  points?: Num;
  proportional?: boolean;
  proportionalTo?: Num;
  line?: { from: Num; to: Num; pointsFrom: Num; pointsTo: Num };
}

export interface Option {
  key: string;
  title?: string;
  points?: Num;
  weight?: Num;
}

/** A leaf criterion with the fields of every method, each present only under its own method. */
export interface Leaf {
  code: string;
  title: string;
  maxPoints: Num | null;
  method: string;
  options?: Option[];
  items?: Option[];
  bands?: Band[];
  pointsEach?: Num;
  cap?: Num | null;
  scaleMin?: Num;
  scaleMax?: Num;
  target?: Num;
}

export interface Content {
  code: string;
  title: string;
  kind: Kind;
  maxPoints: Num | null;
  criteria: Leaf[];
}

export interface Index {
  code: string;
  title: string;
  contents: Content[];
}

/** What `regulation show ID --json` prints; the last two are not fixed, so nothing here reads them. */
export interface Shown {
  id: string;
  title: string;
  sha256: string;
  indexes: Index[];
  ratios?: unknown;
  classifications?: unknown;
}

export interface WorkItem {
  coefficient: Num;
  assigned: number;
  done: number;
  qualityFailures: number;
  delays: number;
  extra: boolean;
}

/** One entry of a unit's `scores`: the inputs of all methods, each optional. */
export interface Entry {
  notApplicable?: boolean;
  points?: Num;
  choice?: string;
  numerator?: Num;
  denominator?: Num;
  checked?: string[];
  occurrences?: number;
  ratings?: Num[];
  mean?: Num;
  value?: Num;
  score?: Num;
  counts?: Record<string, number>;
  leader?: boolean;
  items?: WorkItem[];
  d?: boolean;
  dd?: boolean;
  e?: boolean;
}

export interface Tasks {
  assigned: number;
  completed: number;
  onTime: number;
  exceeded: number;
}

export interface Facts {
  leaderDisciplined?: boolean;
  tasks?: Tasks;
  subordinateFailed?: boolean;
  shortcomingsRemedied?: boolean;
  violation?: boolean;
  forceMajeure?: boolean;
  misconduct?: boolean;
  disciplined?: boolean;
  unitCorruption?: boolean;
  headOf?: string;
  quotaGroup?: string;
}

export interface Unit {
  code: string;
  name?: string;
  index: string;
  facts?: Facts;
  scores: Record<string, Entry>;
}

export interface CaseInput {
  regulation: string;
  units: Unit[];
  decisions?: Record<string, string[][]>;
}

export interface RatioResult {
  points: string;
  maxPoints: string;
  percent: string;
  rank: number;
  level: string | null;
}

export interface UnitResult {
  code: string;
  index: string;
  contents: { code: string; points: string; maxPoints: string }[];
  ratios: Record<string, RatioResult>;
}

export type PendingWhy = 'tie' | 'quota-tie' | 'no-level' | 'force-majeure';

export interface Pending {
  ratio: string;
  units: string[];
  why: PendingWhy;
}

export interface Result {
  regulation: { id: string; sha256: string };
  units: UnitResult[];
  pending: Pending[];
}

export type Outcome = { faults: true } | Result;

/** Thrown where the input breaks the regulation. Any other error is a mistake of this program. */
export class Fault extends Error {}
