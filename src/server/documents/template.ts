import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";
import { Packer } from "docx";
import { withOwnPages } from "./annexes.ts";
import { type Chart, putCharts } from "./charts.ts";
import { layOut } from "./layout.ts";
import type { Official } from "./official.ts";
import { readable } from "./readable.ts";

/** A Word file with places for what changes from one document to the next, and filling it. No I/O; for the thread. */

/** What fills a template: words, and lists whose entries have words of their own. A list without entries leaves its part out. */
type Filled<Entry> = Readonly<Record<string, string | readonly Entry[]>>;
export type Filling = Filled<Filled<Filled<Filled<Filled<never>>>>>;

/** Ours as it is laid out, or a clerk's own file. */
export type Template = { readonly official: Official; readonly bytes?: never } | { readonly bytes: Uint8Array; readonly official?: never };

const bytesOf = async ({ official, bytes }: Template, title: string): Promise<Uint8Array> => bytes ?? Packer.toBuffer(layOut(official, title));

const place = (name: string): string => name.trim().normalize("NFC");

/** Looks up names that stand in the filling itself and nothing else. */
export const parser = (tag: string): { get: (scope: Filling) => unknown } => ({
  get: (scope) => {
    if (tag === ".") return scope;
    const name = place(tag);
    const found = Object.hasOwn(scope, name) ? scope[name] : undefined;
    return typeof found === "string" ? readable(found) : found;
  },
});

export const OPTIONS = { paragraphLoop: true, linebreaks: true, errorLogging: false, parser } as const;

const MAIN = "word/document.xml";

/** The document: a template with its places filled. */
export async function fill({ template, title, filling, charts = [] }: { readonly template: Template; readonly title: string; readonly filling: Filling; readonly charts?: readonly Chart[] }): Promise<Uint8Array> {
  const document = new Docxtemplater(new PizZip(await bytesOf(template, title)), { ...OPTIONS, nullGetter: () => "" });
  document.render(filling);
  const zip = document.getZip();
  const text = zip.file(MAIN)?.asText();
  if (text !== undefined) zip.file(MAIN, withOwnPages(text));
  putCharts(zip, charts);
  return zip.generate({ type: "uint8array", compression: "DEFLATE" });
}

/** The template itself, for a clerk who wants to change it. */
export const templateFile = async ({ template, title }: { readonly template: Template; readonly title: string }): Promise<Uint8Array> => new Uint8Array(await bytesOf(template, title));
