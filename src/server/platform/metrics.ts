import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Admission } from "./admission.ts";
import type { Database } from "./database.ts";
import type { Health } from "./health.ts";
import { countJobs } from "./jobs.ts";
import type { Live } from "./live.ts";

/** What the house tells Prometheus. Nothing here names a person, a unit or an address. */

/** Process figures and the delay of the event loop: once per process, however many houses stand in it (in tests). */
let processFigures: Registry | undefined;

function figuresOfProcess(): Registry {
  if (processFigures === undefined) {
    processFigures = new Registry();
    collectDefaultMetrics({ register: processFigures });
  }
  return processFigures;
}

/** Around the budgets: a save within 50 ms, a refusal within 200 ms, nothing beyond ten seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

export type Metrics = {
  readonly observe: (operation: string, status: number, milliseconds: number) => void;
  /** A request that was no HTTP, told apart from those that were refused. */
  readonly unreadable: () => void;
  readonly text: () => Promise<{ readonly type: string; readonly body: string }>;
};

/** A figure that a room tells of itself: one value for each value of a label. */
export type Figure = { readonly name: string; readonly help: string; readonly label: string; readonly read: () => ReadonlyMap<string, number> };

type Watched = { readonly database: Database; readonly admission: Admission; readonly health: Health; readonly live: Pick<Live, "counts"> | undefined; readonly figures: readonly Figure[] };

function addGauges(registers: [Registry], { database, admission, health, live }: Watched): void {
  // `collect` is called with the gauge as `this` when somebody asks.
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("congtam_requests_in_work", "API requests that are being answered", admission.inWork);
  gauge("congtam_requests_shed", "API requests refused because the house was full, since the start", admission.refused);
  gauge("congtam_clock_skew_seconds", "The process's clock minus the database's, at the last look", health.skewSeconds);
  gauge("congtam_live_streams", "Open streams of live updates", () => live?.counts().streams ?? 0);
  gauge("congtam_live_refused", "Streams refused because an account or the process had too many, since the start", () => live?.counts().refused ?? 0);
  const connections = new Gauge({
    name: "congtam_database_connections",
    help: "Connections of the pool by state; waiting: requests without one",
    labelNames: ["state"],
    registers: [],
    collect() {
      const { inUse, idle, waiting } = database.connections();
      this.set({ state: "in-use" }, inUse);
      this.set({ state: "idle" }, idle);
      this.set({ state: "waiting" }, waiting);
    },
  });
  registers[0].registerMetric(connections);
  const jobs = new Gauge({
    name: "congtam_jobs",
    help: "Jobs by state; failing: tried in vain and to be tried again, given-up: not tried any more",
    labelNames: ["state"],
    registers: [],
    async collect() {
      // Of a database that is away nothing is known, and the other figures are wanted then most of all.
      const counts = await countJobs(database);
      this.reset();
      for (const [state, count] of Object.entries(counts ?? {})) this.set({ state }, count);
    },
  });
  registers[0].registerMetric(jobs);
}

function addFigures(register: Registry, figures: readonly Figure[]): void {
  for (const { name, help, label, read } of figures) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [],
      collect() {
        for (const [value, figure] of read()) this.set({ [label]: value }, figure);
      },
    });
    register.registerMetric(gauge);
  }
}

export function makeMetrics(watched: Watched): Metrics {
  const own = new Registry();
  const labelNames = ["operation", "status"] as const;
  const requests = new Counter({ name: "congtam_http_requests_total", help: "Answered requests by operationId and status", labelNames, registers: [own] });
  const seconds = new Histogram({ name: "congtam_http_request_seconds", help: "Time to the end of the answer by operationId and status", labelNames, buckets: BUCKETS, registers: [own] });
  const unreadable = new Counter({ name: "congtam_http_unreadable_total", help: "Connections that did not speak HTTP", registers: [own] });
  addGauges([own], watched);
  addFigures(own, watched.figures);
  return {
    observe: (operation, status, milliseconds) => {
      const labels = { operation, status: String(status) };
      requests.inc(labels);
      seconds.observe(labels, milliseconds / 1000);
    },
    unreadable: () => {
      unreadable.inc();
    },
    text: async () => {
      const all = Registry.merge([own, figuresOfProcess()]);
      return { type: all.contentType, body: await all.metrics() };
    },
  };
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether somebody may read the figures: by the token, or from this machine itself and not through a proxy on it. */
export function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  const { authorization, forwarded } = request.headers;
  if (token !== undefined && authorization !== undefined && isSame(authorization, `Bearer ${token}`)) return true;
  const cameByProxy = forwarded !== undefined || request.headers["x-forwarded-for"] !== undefined || request.headers["x-real-ip"] !== undefined || request.headers.via !== undefined;
  return !cameByProxy && LOOPBACK.test(request.socket.remoteAddress ?? "");
}
