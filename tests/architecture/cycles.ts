/** A closed walk: every file imports the next one, the last imports the first. */
type Cycle = readonly [string, ...string[]];

type Targets = (file: string) => readonly string[];

/** The shortest way from `start` back to itself, or undefined. */
function shortestCycle(start: string, targets: Targets): Cycle | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const target of targets(file)) {
      if (target === start) return wayTo(start, file, cameFrom);
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      queue.push(target);
    }
  }
  return undefined;
}

function wayTo(start: string, end: string, cameFrom: ReadonlyMap<string, string>): Cycle {
  const back: string[] = [];
  for (let file: string | undefined = end; file !== undefined && file !== start; file = cameFrom.get(file)) back.push(file);
  return [start, ...back.toReversed()];
}

/**
 * The import cycles of a tree, each once: files are tried in order, and a file that lies on a cycle already
 * found is not tried again, so a knot of many cycles shows at least one of them until it is untied.
 */
export function findCycles(files: readonly string[], targets: Targets): Cycle[] {
  const known = new Set<string>();
  const cycles: Cycle[] = [];
  for (const file of files.toSorted()) {
    const cycle = known.has(file) ? undefined : shortestCycle(file, targets);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    for (const one of cycle) known.add(one);
  }
  return cycles;
}
