// What the published interface says in words about each regulation's ratios, levels, quotas and ties.
// It is written out here by hand: the machine-readable form is the engine's own affair.
import { atLeast, decimal } from './fraction.ts';
import type { Fraction } from './fraction.ts';
import { Fault } from './shapes.ts';
import type { Facts, Tasks } from './shapes.ts';

type Condition = (percent: Fraction, facts: Facts) => boolean;

export interface RatioRule {
  key: string;
  /** Codes of its contents; null for all of them. */
  contents: readonly string[] | null;
  /** Contents whose points break ties of the percent, in order. */
  tieBreaks: readonly string[];
  /** Whether units that stay tied wait for a decision even where no quota place depends on it. */
  tieIsPending: boolean;
  /** Whether `decisions` may speak about this ratio. */
  decidable: boolean;
  /** Tested before all levels; null where the regulation has no such rule. */
  fails: Condition | null;
  /** Whether a unit that fails is left to a person instead, with why `force-majeure`. */
  excused: (facts: Facts) => boolean;
  /** Best first. */
  levels: readonly { code: string; holds: Condition }[];
  /** Whether the first level has a quota of 20 %, counted over the first two levels, within groups. */
  quotaGroup: ((facts: Facts) => string) | null;
  /** The level a unit may not exceed, null for none. */
  ceiling: (facts: Facts) => string | null;
}

const from = (limit: string): Condition => (percent) => atLeast(percent, decimal(limit));
const always: Condition = () => true;
const below50: Condition = (percent) => !atLeast(percent, decimal('50'));

const plain = {
  contents: null, tieBreaks: [], tieIsPending: false, fails: null, excused: () => false, ceiling: () => null,
};

// Of these levels the published interface gives only the first; the others are read in QĐ 02050, II.5.a.
const dakLakQuality: RatioRule = {
  ...plain,
  key: 'quality',
  contents: ['1', '2', '3', '4', '5', '6'],
  tieBreaks: ['1', '2'],
  tieIsPending: true,
  decidable: true,
  levels: [
    { code: 'excellent', holds: (percent, facts) => from('90')(percent, facts) && facts.leaderDisciplined !== true },
    { code: 'good', holds: from('75') },
    { code: 'completed', holds: from('60') },
    { code: 'failed', holds: always },
  ],
  quotaGroup: () => '',
};

const dakLakReform: RatioRule = {
  ...plain,
  key: 'reform',
  contents: ['2', '3', '4', '5', '6'],
  decidable: false,
  levels: [
    { code: 'good', holds: from('80') },
    { code: 'fair', holds: from('70') },
    { code: 'average', holds: from('50') },
    { code: 'weak', holds: always },
  ],
  quotaGroup: null,
};

/** The task counts of an organisation, which the levels cannot do without. */
function tasksOf(facts: Facts): Tasks {
  const { tasks } = facts;
  if (tasks === undefined) throw new Fault('no tasks');
  const { assigned, completed, onTime, exceeded } = tasks;
  for (const n of [assigned, completed, onTime, exceeded]) {
    if (!Number.isSafeInteger(n) || n < 0) throw new Fault(`not a count: ${n}`);
  }
  if (assigned < 1) throw new Fault('no task assigned');
  if (onTime > completed || completed > assigned || exceeded > completed) throw new Fault('task counts clash');
  return tasks;
}

// Shares of counts are compared as products of whole numbers, so nothing is rounded.
const org: RatioRule = {
  ...plain,
  key: 'quality',
  decidable: true,
  fails: (percent, facts) => {
    const { assigned, completed } = tasksOf(facts);
    return below50(percent, facts) || facts.violation === true || completed * 100 < assigned * 70;
  },
  excused: (facts) => facts.forceMajeure === true,
  levels: [
    {
      code: 'excellent',
      holds: (percent, facts) => {
        const { assigned, completed, onTime, exceeded } = tasksOf(facts);
        return from('90')(percent, facts) && completed === assigned && onTime === assigned
          && exceeded * 100 >= assigned * 30
          && facts.subordinateFailed !== true && facts.shortcomingsRemedied === true;
      },
    },
    {
      code: 'good',
      holds: (percent, facts) => {
        const { assigned, completed, onTime } = tasksOf(facts);
        return from('70')(percent, facts) && completed === assigned && onTime === assigned;
      },
    },
    {
      code: 'completed',
      holds: (percent, facts) => {
        const { assigned, completed, onTime } = tasksOf(facts);
        return from('50')(percent, facts) && completed === assigned && (assigned - onTime) * 100 <= assigned * 20;
      },
    },
  ],
  quotaGroup: () => '',
};

const staffLevels = ['excellent', 'good', 'completed', 'failed'];

const staff: RatioRule = {
  ...plain,
  key: 'quality',
  decidable: true,
  fails: (percent, facts) => below50(percent, facts) || facts.misconduct === true
    || facts.disciplined === true || facts.unitCorruption === true,
  levels: [
    { code: 'excellent', holds: from('90') },
    { code: 'good', holds: from('70') },
    { code: 'completed', holds: from('50') },
  ],
  // The mark keeps units without a group apart from those of a group named by the empty string.
  quotaGroup: (facts) => (facts.quotaGroup === undefined ? '' : `=${facts.quotaGroup}`),
  ceiling: (facts) => {
    if (facts.headOf === undefined) return null;
    if (!staffLevels.includes(facts.headOf)) throw new Fault(`no such level: ${facts.headOf}`);
    return facts.headOf;
  },
};

/** Level codes of a ratio from best to worst, `failed` last where a rule of its own gives it. */
export const levelOrder = (rule: RatioRule): string[] => [
  ...rule.levels.map((level) => level.code),
  ...(rule.fails === null ? [] : ['failed']),
];

export function rulesOf(regulation: string): readonly RatioRule[] {
  switch (regulation) {
    case 'dak-lak-2025': return [dakLakQuality, dakLakReform];
    case 'gia-lai-2026-org': return [org];
    case 'gia-lai-2026-staff': return [staff];
    default: throw new Error(`no rules written for ${regulation}`);
  }
}
