// Random facts of all kinds that a regulation knows.
import type { Random } from './random.ts';
import type { Facts, Tasks } from './shapes.ts';

/** Task counts that are mostly those of a good unit and otherwise lie around the limits of the levels. */
function tasks(random: Random): Tasks {
  const assigned = random.pick([1, 2, 3, 5, 10, 10, 20, 37, 100]);
  const near = (percent: number, top: number): number =>
    Math.max(0, Math.min(top, Math.ceil((assigned * percent) / 100) + random.int(-1, 1)));
  const completed = random.chance(0.85) ? assigned : random.pick([near(70, assigned), random.int(0, assigned)]);
  const onTime = random.chance(0.8) ? completed : random.pick([near(80, completed), random.int(0, completed)]);
  const exceeded = random.chance(0.4)
    ? completed
    : random.pick([near(30, completed), near(40, completed), random.int(0, completed)]);
  return { assigned, completed, onTime, exceeded };
}

/** Sometimes true, else false in so many words or by silence, which mean the same. */
function flag(random: Random, key: keyof Facts, probability: number): Facts {
  if (random.chance(probability)) return { [key]: true };
  return random.chance(0.5) ? { [key]: false } : {};
}

export function randomFacts(random: Random, regulation: string, grouped: boolean): Facts {
  switch (regulation) {
    case 'dak-lak-2025': return flag(random, 'leaderDisciplined', 0.12);
    case 'gia-lai-2026-org': return {
      tasks: tasks(random),
      ...flag(random, 'subordinateFailed', 0.1),
      ...flag(random, 'shortcomingsRemedied', 0.85),
      ...flag(random, 'violation', 0.05),
      ...flag(random, 'forceMajeure', 0.15),
    };
    case 'gia-lai-2026-staff': return {
      ...flag(random, 'misconduct', 0.04),
      ...flag(random, 'disciplined', 0.04),
      ...flag(random, 'unitCorruption', 0.04),
      ...(random.chance(0.25) ? { headOf: random.pick(['excellent', 'good', 'completed', 'failed']) } : {}),
      ...(grouped && random.chance(0.85) ? { quotaGroup: random.pick(['heads', 'others']) } : {}),
    };
    default: throw new Error(`no facts written for ${regulation}`);
  }
}
