import { z } from "zod";
import type { Route } from "../../contract/route.ts";
import { Problem, PROBLEMS, problemBody, type ProblemKey } from "./problem.ts";
import { sample, type Shape } from "./sample.ts";

/** The problems that a route may answer with: its own, and those that follow from its shape. */
function problemsOf(route: Route): ProblemKey[] {
  const isPublic = route.grants.some((grant) => grant.to === "public");
  const changes = route.method !== "GET";
  return [
    ...new Set<ProblemKey>([
      "malformed",
      "timed-out",
      "headers-too-large",
      ...(isPublic ? [] : (["not-signed-in", "not-allowed"] as const)),
      ...(Object.keys(route.params.shape).length > 0 ? (["not-found"] as const) : []),
      ...(route.body !== undefined || Object.keys(route.query.shape).length > 0 || changes ? (["invalid-input"] as const) : []),
      ...(changes ? (["foreign-origin", "too-large", "unsupported-content", "not-confirmed", "clock-skew"] as const) : []),
      ...(route.version === "requires" ? (["if-match-required", "stale"] as const) : []),
      ...route.problems,
      "unavailable",
      "internal",
    ]),
  ];
}

/** One dialect for the whole document, said once and not with each schema. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Shape {
  const { $schema: _dialect, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return shape as Shape;
}

/** The route's own example, or one made from its schema; one that the schema does not take is worse than none. */
function exampleOf(schema: z.ZodType, shape: Shape, given?: unknown): { readonly example?: unknown } {
  const example = given ?? sample(shape);
  return schema.safeParse(example).success ? { example } : {};
}

function jsonOf(schema: z.ZodType, io: "input" | "output", given?: unknown): unknown {
  const shape = schemaOf(schema, io);
  return { "application/json": { schema: shape, ...exampleOf(schema, shape, given) } };
}

/** An answer's content. Of a stream the schema says what one event is. */
function contentOf(route: Route): unknown {
  const schema = schemaOf(route.response, "output");
  return { [route.produces]: { schema, ...exampleOf(route.response, schema) } };
}

/** The offset at which the bytes go on, and what they are (tus 1.0.0). */
const bytesBody = (takes: Route["takes"]): object => ({ requestBody: { required: true, content: { [takes]: { schema: { type: "string", format: "binary" }, example: "" } } } });
const bytesHeader = (name: string) => ({ name, in: "header", required: true, schema: { type: "string" } });

const tagOf = ({ operationId }: Route): string => operationId.split(".", 1)[0] ?? operationId;

function parametersOf(route: Route): unknown[] {
  const params = Object.entries(route.params.shape).map(([name, schema]) => ({ name, in: "path", required: true, schema: schemaOf(schema as z.ZodType, "input") }));
  const query = Object.entries(route.query.shape).map(([name, schema]) => ({ name, in: "query", required: false, schema: schemaOf(schema as z.ZodType, "input") }));
  const match = route.version === "requires" ? [{ name: "If-Match", in: "header", required: true, schema: { type: "string" } }] : [];
  const key = route.method === "POST" && route.repeatable ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", minLength: 1, maxLength: 255 } }] : [];
  const offset = route.takes !== "application/offset+octet-stream" ? [] : ["Tus-Resumable", "Upload-Offset"].map(bytesHeader);
  return [...params, ...query, ...match, ...key, ...offset];
}

function operation(route: Route): unknown {
  const problems = Object.groupBy(problemsOf(route), (key) => String(PROBLEMS[key].status));
  const refused: Record<string, unknown> = {};
  for (const [status, keys] of Object.entries(problems)) {
    refused[status] = {
      description: (keys ?? []).map((key) => PROBLEMS[key].title.vi).join("; "),
      ...(status === "503" || status === "429" ? { headers: { "Retry-After": { schema: { type: "integer" } } } } : {}),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" }, examples: Object.fromEntries((keys ?? []).map((key) => [key, { $ref: `#/components/examples/${key}` }])) } },
    };
  }
  const header = (name: string) => ({ headers: { [name]: { schema: { type: "string" } } } });
  const success = route.status === 303 ? { description: "Chuyển tiếp", ...header("Location") } : { description: "Xong", ...(route.version === "none" ? {} : header("ETag")), ...(route.status === 204 || route.method === "HEAD" ? {} : { content: contentOf(route) }) };
  return {
    operationId: route.operationId,
    summary: route.summary.vi,
    description: route.summary.en,
    tags: [tagOf(route)],
    "x-permission": route.grants.map((grant) => `${grant.to}:${grant.relation}`),
    parameters: parametersOf(route),
    ...(route.takes === "application/json" ? {} : bytesBody(route.takes)),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: jsonOf(route.body, "input", route.example) } }),
    ...(route.grants.some((grant) => grant.to === "public") ? { security: [] } : {}),
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

const FIELDS = [{ pointer: "/title", message: "Không hợp lệ; cần văn bản.", expected: "văn bản" }];

const problemExamples = Object.fromEntries(
  Object.entries(PROBLEMS).map(([key, { title }]) => [key, { summary: title.vi, value: problemBody(new Problem(key as ProblemKey, key === "invalid-input" ? { fields: FIELDS } : {}), "vi", "/api/v1/…") }]),
);

/** OpenAPI 3.1 of all routes, made from their declarations. */
export function openApi(routes: readonly Route[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[`/api/v1${route.path}`] ??= {})[route.method.toLowerCase()] = operation(route);
  return {
    openapi: "3.1.0",
    info: { title: "Công Tâm", version: "0.1.0", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: "/" }],
    security: [{ session: [] }, { key: [] }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: { schemas: { Problem: problemSchema }, examples: problemExamples, securitySchemes: { session: { type: "apiKey", in: "cookie", name: "congtam_session" }, key: { type: "http", scheme: "bearer" } } },
  };
}
