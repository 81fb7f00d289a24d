import { z } from "zod";
import { regulation } from "./schema.ts";

type JsonSchema = Record<string, unknown>;

/** Editors read unquoted scalars as numbers and booleans; the program reads all of them as text. */
const SCALAR = { type: ["string", "number", "boolean"] };

/** Any scalar but a fixed word: a code 1.1, an article 20.1, a title that is a year. */
function isUnquoted(schema: JsonSchema): boolean {
  return schema["type"] === "string" && schema["const"] === undefined && schema["enum"] === undefined;
}

/** The JSON Schema of a regulation file, for editors that complete and check YAML. */
export function regulationJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(regulation, {
    io: "input",
    unrepresentable: "any",
    reused: "ref",
    override: ({ jsonSchema }) => {
      const own: JsonSchema = jsonSchema;
      if (isUnquoted(own)) Object.assign(own, SCALAR);
      Reflect.deleteProperty(own, "decimal");
      // A fixed number such as `format: 1` may stand unquoted too.
      if (typeof own["const"] === "string" && /^\d+$/.test(own["const"])) {
        own["enum"] = [own["const"], Number(own["const"])];
        Reflect.deleteProperty(own, "const");
        Reflect.deleteProperty(own, "type");
      }
    },
  });
  const main: JsonSchema = { ...schema, title: "Quy định (Công Tâm)" };
  return withIndexFiles(main);
}

/** Indexes may stand in files of their own: `- file: index-01.yaml`. */
function withIndexFiles(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  if (typeof properties !== "object" || properties === null || !("indexes" in properties)) throw new RangeError("the schema has no indexes");
  const { indexes } = properties;
  if (typeof indexes !== "object" || indexes === null || !("items" in indexes)) throw new RangeError("the schema's indexes are no list");
  const file = { type: "object", properties: { file: { type: "string", pattern: String.raw`^[a-z0-9][a-z0-9.-]*\.ya?ml$` } }, required: ["file"], additionalProperties: false };
  return { ...schema, properties: { ...properties, indexes: { ...indexes, items: { anyOf: [indexes.items, file] } } } };
}
