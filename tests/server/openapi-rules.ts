import { type AnySchema, Ajv2020, type ErrorObject } from "ajv/dist/2020.js";

/**
 * The rules of OpenAPI 3.1.0 for what this project's document uses of it, written from the specification (4.8, "Schema"):
 * stricter than it, since a name that is not expected here is a mistake.
 */

const text = { type: "string", minLength: 1 };
const object = (required: readonly string[], properties: Readonly<Record<string, unknown>>) => ({ type: "object", required, properties, additionalProperties: false });
const mapOf = (value: unknown, pattern = "^.+$") => ({ type: "object", patternProperties: { [pattern]: value }, additionalProperties: false });
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const reference = object(["$ref"], { $ref: { type: "string", pattern: "^#/components/(schemas|examples)/[A-Za-z0-9._-]+$" } });

const definitions = {
  // A schema is checked by compiling it; here only that it is one.
  schema: { type: ["object", "boolean"] },
  example: { oneOf: [reference, object(["value"], { summary: text, description: text, value: {} })] },
  media: { ...object(["schema"], { schema: ref("schema"), example: {}, examples: mapOf(ref("example")) }), not: { required: ["example", "examples"] } },
  content: { ...mapOf(ref("media"), String.raw`^[a-z]+/[a-z0-9.+-]+$`), minProperties: 1 },
  header: object(["schema"], { description: text, schema: ref("schema") }),
  response: object(["description"], { description: text, headers: mapOf(ref("header")), content: ref("content") }),
  responses: { ...mapOf(ref("response"), "^[1-5][0-9][0-9]$"), minProperties: 1 },
  parameter: {
    ...object(["name", "in", "required", "schema"], { name: text, in: { enum: ["path", "query", "header", "cookie"] }, required: { type: "boolean" }, description: text, schema: ref("schema") }),
    not: { properties: { in: { const: "path" }, required: { const: false } } },
  },
  body: object(["content"], { description: text, required: { type: "boolean" }, content: ref("content") }),
  security: { type: "array", items: mapOf({ type: "array", items: text }) },
  operation: object(["operationId", "summary", "description", "tags", "x-permission", "responses"], {
    operationId: { type: "string", pattern: String.raw`^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$` },
    summary: text,
    description: text,
    tags: { type: "array", items: text, minItems: 1 },
    "x-permission": { type: "array", minItems: 1, items: { type: "string", pattern: "^[a-z-]+:(any|self|own-unit|[a-z-]+)$" } },
    parameters: { type: "array", items: ref("parameter") },
    requestBody: ref("body"),
    responses: ref("responses"),
    security: ref("security"),
  }),
  path: { ...mapOf(ref("operation"), "^(get|head|put|post|delete|patch)$"), minProperties: 1 },
  scheme: { oneOf: [object(["type", "in", "name"], { type: { const: "apiKey" }, in: { enum: ["cookie", "header", "query"] }, name: text }), object(["type", "scheme"], { type: { const: "http" }, scheme: text })] },
};

const document = {
  ...object(["openapi", "info", "paths", "components"], {
    openapi: { type: "string", pattern: String.raw`^3\.1\.\d+$` },
    info: object(["title", "version"], { title: text, version: text, license: { ...object(["name"], { name: text, identifier: text, url: text }), not: { required: ["identifier", "url"] } } }),
    jsonSchemaDialect: { const: "https://json-schema.org/draft/2020-12/schema" },
    servers: { type: "array", minItems: 1, items: object(["url"], { url: text }) },
    security: ref("security"),
    tags: { type: "array", uniqueItems: true, items: object(["name"], { name: text, description: text }) },
    paths: mapOf(ref("path"), "^/"),
    components: object(["schemas", "securitySchemes"], { schemas: mapOf(ref("schema")), examples: mapOf(ref("example")), securitySchemes: mapOf(ref("scheme")) }),
  }),
  $defs: definitions,
};

// The patterns of days and times are checked; formats of others' making are not.
const rules = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, validateFormats: false, allErrors: true });
const isDocument = rules.compile(document as AnySchema);

const wordsOf = (errors: readonly ErrorObject[] | null | undefined): string[] => (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);

/** What breaks the rules, as places; nothing when all is well. */
export function breachesOf(value: unknown): string[] {
  return isDocument(value) === true ? [] : wordsOf(isDocument.errors);
}

// One for all: the schema of schemas, by which each is checked before it is compiled, costs more than any of them.
const compiler = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false, validateFormats: false, allErrors: true });

/** A check of values by one of the document's own schemas, which must be a whole and sensible schema to be compiled. */
export function checkerOf(schema: AnySchema): (value: unknown) => string[] {
  const check = compiler.compile(schema);
  return (value) => (check(value) === true ? [] : wordsOf(check.errors));
}
