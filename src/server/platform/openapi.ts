import { z } from "zod";
import type { Route } from "../../contract/route.ts";
import { PROBLEMS, type ProblemKey } from "./problem.ts";

/** The problems that a route may answer with: its own, and those that follow from its shape. */
function problemsOf(route: Route): ProblemKey[] {
  const isPublic = route.grants.some((grant) => grant.to === "public");
  const changes = route.method !== "GET";
  return [
    ...new Set<ProblemKey>([
      "malformed",
      ...(isPublic ? [] : (["not-signed-in", "not-allowed"] as const)),
      ...(Object.keys(route.params.shape).length > 0 ? (["not-found"] as const) : []),
      ...(route.body !== undefined || Object.keys(route.query.shape).length > 0 || changes ? (["invalid-input"] as const) : []),
      ...(changes ? (["foreign-origin", "too-large", "unsupported-content", "not-confirmed"] as const) : []),
      ...(route.version === "requires" ? (["if-match-required", "stale"] as const) : []),
      ...route.problems,
      "unavailable",
      "internal",
    ]),
  ];
}

const schemaOf = (schema: z.ZodType, io: "input" | "output"): unknown => z.toJSONSchema(schema, { io, unrepresentable: "any" });

function parametersOf(route: Route): unknown[] {
  const params = Object.entries(route.params.shape).map(([name, schema]) => ({ name, in: "path", required: true, schema: schemaOf(schema as z.ZodType, "input") }));
  const query = Object.entries(route.query.shape).map(([name, schema]) => ({ name, in: "query", required: false, schema: schemaOf(schema as z.ZodType, "input") }));
  const match = route.version === "requires" ? [{ name: "If-Match", in: "header", required: true, schema: { type: "string" } }] : [];
  const key = route.method === "POST" ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 255 } }] : [];
  return [...params, ...query, ...match, ...key];
}

function operation(route: Route): unknown {
  const problems = Object.groupBy(problemsOf(route), (key) => String(PROBLEMS[key].status));
  const refused: Record<string, unknown> = {};
  for (const [status, keys] of Object.entries(problems)) {
    refused[status] = { description: (keys ?? []).map((key) => PROBLEMS[key].title.vi).join("; "), content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } };
  }
  const success = route.status === 204 ? { description: "Xong" } : { description: "Xong", content: { "application/json": { schema: schemaOf(route.response, "output") } } };
  return {
    operationId: route.operationId,
    summary: route.summary.vi,
    description: route.summary.en,
    tags: [route.operationId.split(".", 1)[0]],
    "x-permission": route.grants.map((grant) => `${grant.to}:${grant.relation}`),
    parameters: parametersOf(route),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input"), ...(route.example === undefined ? {} : { example: route.example }) } } } }),
    responses: { [String(route.status)]: success, ...refused },
  };
}

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "instance"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    errors: { type: "array", items: { type: "object", required: ["pointer", "message"], properties: { pointer: { type: "string" }, message: { type: "string" }, expected: { type: "string" } } } },
    current: {},
  },
};

/** OpenAPI 3.1 of all routes, made from their declarations. */
export function openApi(routes: readonly Route[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[`/api/v1${route.path}`] ??= {})[route.method.toLowerCase()] = operation(route);
  return {
    openapi: "3.1.0",
    info: { title: "Công Tâm", version: "0.1.0", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: { schemas: { Problem: problemSchema }, securitySchemes: { session: { type: "apiKey", in: "cookie", name: "congtam_session" }, key: { type: "http", scheme: "bearer" } } },
  };
}
