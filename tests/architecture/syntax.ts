/** What the rules need to know of one source text, read from its syntax tree: comments and strings cannot fool it. */

import { parseSync } from "vite";

/** An import as it is written. Under verbatimModuleSyntax only `import type` vanishes; `import { type A }` still loads. */
export type Import = {
  readonly kind: "value" | "type" | "dynamic";
  /** Undefined when a dynamic import computes it. */
  readonly specifier: string | undefined;
  readonly line: number;
};

/** A name that stands for itself, not a key or a property; `property` is what is taken from it (`Math.max`). */
type Name = { readonly name: string; readonly property: string | undefined; readonly line: number };

/** A property that is read from some value, whatever the value is. */
type Property = { readonly name: string; readonly line: number };

export type Syntax = {
  readonly imports: readonly Import[];
  readonly names: readonly Name[];
  readonly properties: readonly Property[];
  readonly defaultExports: readonly number[];
  readonly onlyReExports: boolean;
  readonly lines: number;
  readonly errors: readonly string[];
};

type Node = { readonly type: string; readonly start: number; readonly [field: string]: unknown };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value && typeof value.start === "number";

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);

/** Fields that hold a name without meaning the thing of that name, unless it is computed (`a[b]`). */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  AccessorProperty: ["key"],
  BreakStatement: ["label"],
  ContinueStatement: ["label"],
  ExportAllDeclaration: ["exported"],
  ExportSpecifier: ["exported"],
  ImportAttribute: ["key"],
  ImportSpecifier: ["imported"],
  LabeledStatement: ["label"],
  MemberExpression: ["property"],
  MetaProperty: ["meta", "property"],
  MethodDefinition: ["key"],
  Property: ["key"],
  PropertyDefinition: ["key"],
  TSEnumMember: ["id"],
  TSImportType: ["qualifier"],
  TSMethodSignature: ["key"],
  TSNamedTupleMember: ["label"],
  TSPropertySignature: ["key"],
  TSQualifiedName: ["right"],
};

type Visit = (node: Node, parent: Node | undefined) => void;

function walk(node: Node, parent: Node | undefined, visit: Visit): void {
  visit(node, parent);
  const labels = node["computed"] === true ? [] : (LABELS[node.type] ?? []);
  for (const [field, value] of Object.entries(node)) {
    if (labels.includes(field)) continue;
    for (const child of nodesOf(value)) walk(child, node, visit);
  }
}

/** The text of a string literal, also of a template without gaps. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  const [only, ...more] = node.type === "TemplateLiteral" ? nodesOf(node["quasis"]) : [];
  const value = only?.["value"];
  const isWhole = more.length === 0 && typeof value === "object" && value !== null && "cooked" in value;
  return isWhole && typeof value.cooked === "string" ? value.cooked : undefined;
}

/** The name in a field of a node: written plainly, or as a string (`a["b"]`). */
function nameIn(node: Node, field: string): string | undefined {
  const label = node[field];
  if (isNode(label) && label.type === "Identifier" && node["computed"] !== true) return String(label["name"]);
  return textOf(label);
}

function importKind(node: Node): Import["kind"] {
  if (node.type === "ImportExpression") return "dynamic";
  return node.type === "TSImportType" || node["importKind"] === "type" || node["exportKind"] === "type" ? "type" : "value";
}

const LOADING = ["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration", "ImportExpression", "TSImportType"];

/** The node that holds the specifier of an import, or undefined when the node loads nothing. */
function sourceOf(node: Node): Node | undefined {
  const source = LOADING.includes(node.type) ? node["source"] : node.type === "TSExternalModuleReference" ? node["expression"] : undefined;
  return isNode(source) ? source : undefined;
}

function isDefaultExport(node: Node): boolean {
  if (node.type === "ExportDefaultDeclaration" || node.type === "TSExportAssignment") return true;
  return (node.type === "ExportSpecifier" || node.type === "ExportAllDeclaration") && nameIn(node, "exported") === "default";
}

const isReExport = (node: Node): boolean => node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && nodesOf(node["specifiers"]).length > 0);

/** Nothing but imports and exports of what others declare. */
const passesOn = (body: readonly Node[]): boolean => body.some(isReExport) && body.every((node) => node.type === "ImportDeclaration" || isReExport(node));

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The line (from 1) of an offset, found by halving. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Reads one source text; `path` decides by its ending how the text is read. */
export function readSyntax(path: string, text: string): Syntax {
  const { program, errors } = parseSync(path, text);
  const starts = lineStarts(text);
  const lineAt = (node: Node): number => lineOf(starts, node.start);
  const imports: Import[] = [];
  const names: Name[] = [];
  const properties: Property[] = [];
  const defaultExports: number[] = [];
  const visit: Visit = (node, parent) => {
    const source = sourceOf(node);
    if (source !== undefined) imports.push({ kind: importKind(node), specifier: textOf(source), line: lineAt(node) });
    if (isDefaultExport(node)) defaultExports.push(lineAt(node));
    if (node.type === "Identifier") {
      const taken = parent?.type === "MemberExpression" && parent["object"] === node ? nameIn(parent, "property") : undefined;
      names.push({ name: String(node["name"]), property: taken, line: lineAt(node) });
    }
    const read = node.type === "MemberExpression" ? nameIn(node, "property") : node.type === "Property" && parent?.type === "ObjectPattern" ? nameIn(node, "key") : undefined;
    if (read !== undefined) properties.push({ name: read, line: lineAt(node) });
  };
  if (isNode(program)) walk(program, undefined, visit);
  return {
    imports,
    names,
    properties,
    defaultExports,
    onlyReExports: passesOn(nodesOf(program.body)),
    lines: text === "" ? 0 : starts.length - (text.endsWith("\n") ? 1 : 0),
    errors: errors.map((error) => error.message),
  };
}
