import { type Fault, fault } from "../../fault.ts";
import type { Regulation } from "../schema.ts";

/** "II.5.a", "II.4.b(1)", "8.1", "14.2.b": parts of letters and digits joined by points, a clause in brackets. */
const REFERENCE = /^[0-9A-Za-zĐđ]+(?:\.[0-9A-Za-zĐđ]+)*(?:\([0-9a-z]+\))?$/;

function isArticle(text: string, abbreviations: readonly string[]): boolean {
  const own = abbreviations.find((one) => text.startsWith(`${one}, `));
  return REFERENCE.test(own === undefined ? text : text.slice(own.length + 2));
}

function walk(value: unknown, path: (string | number)[], abbreviations: readonly string[], faults: Fault[]): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, child] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(name) : name;
    if (name === "article" && typeof child === "string" && !isArticle(child, abbreviations)) {
      faults.push(fault("article-form", { path: [...path, name] }, { found: child, known: abbreviations.join(", ") }));
    }
    walk(child, [...path, step], abbreviations, faults);
  }
}

/** Every article names a place in a declared source. */
export function lintArticles(regulation: Regulation): Fault[] {
  const faults: Fault[] = [];
  walk(regulation, [], regulation.sources.map((one) => one.abbreviation), faults);
  return faults;
}
