import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

/** The syntax trees of the web application's sources: comments cannot fool who looks through them. */

const ROOT = fileURLToPath(new URL("../../src/web", import.meta.url));

export type Node = { readonly type: string; readonly start: number; readonly [field: string]: unknown };
/** `path` is from src/web, its first part the room. */
export type Source = { readonly path: string; readonly room: string; readonly text: string; readonly tree: Node };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

function sourceOf(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? ""}`);
  return { path, room: path.split("/", 1)[0] ?? "", text, tree: program as unknown as Node };
}

export const readSources = (): readonly Source[] =>
  readdirSync(ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .toSorted()
    .map(sourceOf);

/** Every node below, parents first. */
export function* nodesBelow(node: Node, parent?: Node): Generator<{ readonly node: Node; readonly parent: Node | undefined }> {
  yield { node, parent };
  for (const value of Object.values(node)) for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesBelow(child, node);
}

/** The text of a string literal. */
export const literalOf = (node: Node): string | undefined => (node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined);

/** The texts between the gaps of a template. */
export const piecesOf = (node: Node): readonly string[] => (node.type === "TemplateLiteral" && Array.isArray(node["quasis"]) ? node["quasis"].map((one: { value: { cooked: string } }) => one.value.cooked) : []);

export const lineOf = ({ text }: Source, node: Node): number => text.slice(0, node.start).split("\n").length;
