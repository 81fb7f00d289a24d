import type { FastifyInstance } from "fastify";
import type { Health } from "./health.ts";
import { mayReadMetrics, type Metrics } from "./metrics.ts";
import { Problem, problemPage } from "./problem.ts";

/** What belongs to running the house and not to its work: health, figures, the published interface. */

type Tools = { readonly health: Health; readonly metrics: Metrics; readonly metricsToken: string | undefined; readonly document: unknown };

export const OPERATIONAL_PATHS = ["/healthz", "/readyz", "/metrics", "/api/openapi.json", "/problems/{key}"] as const;

const named = (operationId: string) => ({ exposeHeadRoute: false, config: { operationId } });

export function mountOperational(app: FastifyInstance, { health, metrics, metricsToken, document }: Tools): void {
  app.get("/healthz", named("platform.health"), () => ({ status: "ok" }));
  app.get("/readyz", named("platform.ready"), async () => {
    const refusal = await health.look();
    if (refusal !== undefined) throw refusal;
    return { status: "ready" };
  });
  app.get("/metrics", named("platform.metrics"), async (request, reply) => {
    // Who may not read them is not told that they are there.
    if (!mayReadMetrics(request, metricsToken)) throw new Problem("not-found");
    const { type, body } = await metrics.text();
    return reply.type(type).send(body);
  });
  const text = JSON.stringify(document);
  app.get("/api/openapi.json", named("platform.interface"), (_request, reply) => reply.type("application/json; charset=utf-8").send(text));
  app.get<{ Params: { key: string } }>("/problems/:key", named("platform.problem"), (request, reply) => {
    const page = problemPage(request.params.key);
    if (page === undefined) throw new Problem("not-found");
    return reply.type("text/html; charset=utf-8").send(page);
  });
}
