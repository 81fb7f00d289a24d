import { expect, test } from "vitest";
import { contentOf, isFileName } from "./content.ts";

test("one JSON file is the document, other files are themselves", () => {
  expect(contentOf({ "all.json": '{"format":"1"}' })).toEqual({ content: { document: { format: "1" } } });
  expect(contentOf({ "regulation.yaml": "format: 1" })).toEqual({ content: { files: { "regulation.yaml": "format: 1" } } });
  expect(contentOf({ "a.json": "{}", "regulation.yaml": "" }).content).toHaveProperty("files");
});

test.each(["[1]", "null", "{"])("%j is no document", (text) => {
  expect(contentOf({ "all.json": text }).fault).toContain("all.json");
});

test.each([
  ["index-01.yaml", true],
  ["Index.yaml", false],
  ["../a.yaml", false],
  ["a.txt", false],
])("the name %s: %s", (name, is) => {
  expect(isFileName(name)).toBe(is);
});
