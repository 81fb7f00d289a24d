import { setImmediate } from "node:timers/promises";
import { parentPort, Worker } from "node:worker_threads";

/**
 * Work on much data takes longer than anything may hold up the other requests (10 ms), so it happens beside them, in a
 * thread: pure functions by name, from data to data, one at a time.
 */

// Each room knows the types of its own jobs; between the threads they are only data.
type Job = (given: never) => unknown;
type Jobs = Readonly<Record<string, Job>>;

type Order = { readonly id: number; readonly job: string; readonly given: unknown };
type Answer = { readonly id: number } & ({ readonly done: unknown; readonly error?: never } | { readonly error: unknown });

type Thread<J extends Jobs> = { readonly ask: <N extends keyof J & string>(job: N, given: Parameters<J[N]>[0]) => Promise<Awaited<ReturnType<J[N]>>> };

type Waiting = { readonly resolve: (done: unknown) => void; readonly reject: (error: unknown) => void };
type Running = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };

/** How much a thread may hold: what is just made, and what stays. One that works through pieces needs little of both, and clears up the sooner. */
type Limits = { readonly youngMb: number; readonly oldMb: number };

function start(file: URL, limits: Limits | undefined, onEnd: (ended: Worker) => void): Running {
  const worker = new Worker(file, limits === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: limits.youngMb, maxOldGenerationSizeMb: limits.oldMb } });
  const waiting = new Map<number, Waiting>();
  const end = (error: Error) => {
    onEnd(worker);
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  worker.on("message", ({ id, ...answer }: Answer) => {
    if (answer.error === undefined) waiting.get(id)?.resolve("done" in answer ? answer.done : undefined);
    else waiting.get(id)?.reject(answer.error);
    waiting.delete(id);
    // An idle thread must not keep a finished program alive.
    if (waiting.size === 0) worker.unref();
  });
  worker.on("error", end);
  worker.on("exit", () => {
    end(new Error(`the thread ${file.pathname} has ended`));
  });
  worker.unref();
  return { worker, waiting };
}

/** A thread that runs a file; it begins when it is first asked. One that dies fails what it was asked and is replaced at the next question. */
export function makeThread<J extends Jobs>(file: URL, limits?: Limits): Thread<J> {
  let running: Running | undefined;
  let last = 0;
  return {
    ask: async <N extends keyof J & string>(job: N, given: Parameters<J[N]>[0]): Promise<Awaited<ReturnType<J[N]>>> => {
      running ??= start(file, limits, (ended) => {
        if (running?.worker === ended) running = undefined;
      });
      const { worker, waiting } = running;
      last += 1;
      const order: Order = { id: last, job, given };
      const done = await new Promise<unknown>((resolve, reject) => {
        waiting.set(order.id, { resolve, reject });
        worker.ref();
        worker.postMessage(order, []);
      });
      // What the thread says is what the function of this name returns.
      return done as Awaited<ReturnType<J[N]>>;
    },
  };
}

/** Bytes are handed over, not copied. */
const bytesIn = (done: unknown): ArrayBuffer[] => (typeof done === "object" && done !== null ? Object.values(done).filter((one) => one instanceof Uint8Array).map((one) => one.buffer).filter((one) => one instanceof ArrayBuffer) : []);

/** In the thread: does what it is asked with these functions. */
export function serveThread(jobs: Jobs): void {
  const answer = async ({ id, job, given }: Order): Promise<Answer> => {
    try {
      return { id, done: await jobs[job]?.(given as never) };
    } catch (error) {
      return { id, error };
    }
  };
  // One at a time, also where the work itself waits for something.
  let last: Promise<unknown> = Promise.resolve();
  const serve = async (order: Order): Promise<void> => {
    const answered = await answer(order);
    parentPort?.postMessage(answered, "done" in answered ? bytesIn(answered.done) : []);
  };
  parentPort?.on("message", (order: Order) => {
    last = last.then(() => serve(order));
  });
}

/** The same for each item, with other requests in between: for work that is short for one and long for all. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) {
    done.push(work(item));
    await setImmediate();
  }
  return done;
}
