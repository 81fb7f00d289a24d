import { readdirSync, readFileSync } from "node:fs";

/** A built-in regulation as its files, as somebody would import it. */
export function regulationFiles(id: string): Record<string, string> {
  const folder = new URL(`../../regulations/${id}/`, import.meta.url);
  return Object.fromEntries(readdirSync(folder).filter((name) => name !== "units.yaml").map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
}
