import type { RegulationContent } from "../../../contract/regulation.ts";

/** The texts of files by their names. */
export type Texts = Readonly<Record<string, string>>;

const NAME = /^[a-z0-9][a-z0-9.-]*\.(?:ya?ml|json)$/;
export const isFileName = (name: string): boolean => NAME.test(name) && name.length <= 100;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** What is sent of the files: one JSON file is the whole document, anything else are the regulation's files. */
export function contentOf(texts: Texts): { readonly content?: RegulationContent; readonly fault?: string } {
  const entries = Object.entries(texts);
  const [only] = entries;
  if (entries.length !== 1 || only === undefined || !only[0].endsWith(".json")) return { content: { files: { ...texts } } };
  try {
    const document: unknown = JSON.parse(only[1]);
    return isRecord(document) ? { content: { document } } : { fault: only[0] };
  } catch (error) {
    return { fault: `${only[0]}: ${error instanceof Error ? error.message : ""}` };
  }
}
