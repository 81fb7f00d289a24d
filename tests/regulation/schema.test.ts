import { Ajv2020 } from "ajv/dist/2020.js";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { regulationJsonSchema } from "../../src/scoring/regulation/json-schema.ts";

const folder = new URL("../../regulations/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

describe("regulations/schema.json", () => {
  it("is current: `npm run schema` would write the same", () => {
    expect(JSON.parse(read("schema.json"))).toEqual(structuredClone(regulationJsonSchema()));
  });

  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(regulationJsonSchema());

  it.each(readdirSync(folder).filter((name) => !name.includes(".")))("accepts %s as an editor reads it", (id) => {
    const data: unknown = parse(read(`${id}/regulation.yaml`));
    validate(data);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("refuses a regulation with a misspelt field", () => {
    const data: unknown = parse(read("dak-lak-2025/regulation.yaml").replace("scale: 100", "skale: 100"));
    expect(validate(data)).toBe(false);
  });
});
