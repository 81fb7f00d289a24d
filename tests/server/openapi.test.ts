import { describe, expect, it } from "vitest";
import type { Route } from "../../src/contract/route.ts";
import { furnishRooms } from "../../src/server/main.ts";
import { openApi } from "../../src/server/platform/openapi.ts";
import { PROBLEMS } from "../../src/server/platform/problem.ts";
import { breachesOf, checkerOf } from "./openapi-rules.ts";
import { addNote, listNotes, saveNote } from "./notes.ts";

type Media = { readonly schema: { readonly $ref?: string }; readonly example?: unknown; readonly examples?: Readonly<Record<string, { readonly $ref: string }>> };
type Response = { readonly headers?: Readonly<Record<string, unknown>>; readonly content?: Readonly<Record<string, Media>> };
type Operation = { readonly operationId: string; readonly security?: readonly unknown[]; readonly parameters: readonly { readonly name: string; readonly in: string }[]; readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }; readonly responses: Readonly<Record<string, Response>> };
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly examples: Readonly<Record<string, { readonly value: unknown }>> } };

const routes: readonly Route[] = furnishRooms(new Uint8Array(32)).endpoints.map((endpoint) => endpoint.route);
/** As a client gets it. */
function documentOf(of: readonly unknown[]): Document {
  const text = JSON.stringify(openApi(of as readonly Route[]));
  return JSON.parse(text) as Document;
}
const document = documentOf(routes);
const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [operation.operationId, { path, method, operation }] as const));
const operationOf = (of: Document, path: string, method: string) => of.paths[`/api/v1${path}`]?.[method];

describe("the published interface", () => {
  it("keeps the rules of OpenAPI 3.1", () => {
    expect(breachesOf(document)).toEqual([]);
  });

  it.each<[string, (broken: Record<string, never>) => void]>([
    ["a status that is none", (broken) => Object.assign(broken["responses"]!, { "99": { description: "x" } })],
    ["a response without words", (broken) => Object.assign(broken["responses"]!, { "201": {} })],
    ["no permission", (broken) => Object.assign(broken, { "x-permission": [] })],
    ["a name that is not expected", (broken) => Object.assign(broken, { operationID: "a.b" })],
    ["an optional path parameter", (broken) => Object.assign(broken, { parameters: [{ name: "a", in: "path", required: false, schema: {} }] })],
    ["an example twice", (broken) => Object.assign(broken, { requestBody: { content: { "application/json": { schema: {}, example: 1, examples: {} } } } })],
  ])("would be refused with %s", (_name, brake) => {
    const broken = structuredClone(document);
    brake(operationOf(broken, "/campaigns", "post") as unknown as Record<string, never>);
    expect(breachesOf(broken)).not.toEqual([]);
  });

  it("names every route once", () => {
    expect(operations.map(([operationId]) => operationId).toSorted()).toEqual(routes.map(({ operationId }) => operationId).toSorted());
    expect(new Set(operations.map(([operationId]) => operationId)).size).toBe(routes.length);
  });

  it("leads nowhere that is not there", () => {
    for (const [, place] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) expect([place, (place ?? "").split("/").reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document)]).not.toEqual([place, undefined]);
  });
});

describe.each(operations)("%s", (_operationId, { path, operation }) => {
  it("tells every parameter of its path, and no other", () => {
    const named = operation.parameters.filter((one) => one.in === "path").map(({ name }) => name);
    expect(named).toEqual(Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name));
  });

  it("has schemas that hold and examples that fit them", () => {
    const media = [...Object.values(operation.requestBody?.content ?? {}), ...Object.entries(operation.responses).filter(([status]) => status.startsWith("2")).flatMap(([, { content = {} }]) => Object.values(content))];
    for (const { schema, example } of media) expect({ example, faults: checkerOf(schema)(example) }).toEqual({ example: expect.anything() as unknown, faults: [] });
    for (const { schema } of operation.parameters.map((one) => one as unknown as { schema: object })) expect(checkerOf(schema)).toBeInstanceOf(Function);
  });

  it("tells each refusal with an example of its own status", () => {
    const isProblem = checkerOf(document.components.schemas["Problem"] ?? false);
    for (const [status, { content = {} }] of Object.entries(operation.responses).filter(([one]) => /^[45]/.test(one))) {
      const examples = Object.keys(content["application/problem+json"]?.examples ?? {});
      expect(examples.length).toBeGreaterThan(0);
      for (const name of examples) expect([document.components.examples[name]?.value, isProblem(document.components.examples[name]?.value)]).toEqual([expect.objectContaining({ status: Number(status), type: `/problems/${name}` }), []]);
    }
  });
});

describe("statuses follow from a route's shape", () => {
  const notes = documentOf([listNotes, addNote, saveNote, { ...addNote, operationId: "note.open", path: "/open", grants: [{ to: "public", relation: "any" }], repeatable: false }]);
  it.each([
    ["/notes", "get", ["200", "400", "401", "403", "408", "422", "431", "500", "503"]],
    ["/notes", "post", ["201", "400", "401", "403", "408", "413", "415", "422", "431", "500", "503"]],
    ["/notes/{noteId}", "put", ["200", "400", "401", "403", "404", "408", "412", "413", "415", "422", "428", "431", "500", "503"]],
    ["/open", "post", ["201", "400", "403", "408", "413", "415", "422", "431", "500", "503"]],
  ])("%s %s", (path, method, statuses) => {
    expect(Object.keys(operationOf(notes, path, method)?.responses ?? {})).toEqual(statuses);
  });

  it("and so do headers and who need not sign in", () => {
    const [add, save, open, list] = [operationOf(notes, "/notes", "post"), operationOf(notes, "/notes/{noteId}", "put"), operationOf(notes, "/open", "post"), operationOf(notes, "/notes", "get")];
    expect([add, save, open, list].map((one) => one?.parameters.filter(({ in: place }) => place === "header").map(({ name }) => name))).toEqual([["Idempotency-Key"], ["If-Match"], [], []]);
    expect([Object.keys(add?.responses["201"]?.headers ?? {}), Object.keys(list?.responses["200"]?.headers ?? {}), Object.keys(add?.responses["503"]?.headers ?? {})]).toEqual([["ETag"], [], ["Retry-After"]]);
    expect([add?.security, open?.security]).toEqual([undefined, []]);
  });

  it("every kind of refusal has its example", () => {
    expect(Object.keys(document.components.examples).toSorted()).toEqual(Object.keys(PROBLEMS).toSorted());
  });
});
