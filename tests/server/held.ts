const STEP_MS = 1;

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/**
 * The longest that the event loop of this process was held while something was done, in milliseconds of the thread's own
 * computing: on a busy machine it is as long as on an idle one. The kernel counts in steps of some milliseconds, so that
 * looking once in each of them is enough; short turns that come in one step are counted together, never less than there was.
 */
export async function heldDuring<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly held: number }> {
  let held = 0;
  let last = cpuMs();
  let isOver = false;
  const look = () => {
    const now = cpuMs();
    held = Math.max(held, now - last);
    last = now;
    if (!isOver) setTimeout(look, STEP_MS);
  };
  setTimeout(look, STEP_MS);
  const result = await work();
  look();
  isOver = true;
  return { result, held };
}
