import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, LineCounter, type Node as YamlNode, type Pair, parseDocument, visit } from "yaml";
import { type Fault, fault } from "../fault.ts";

/** A YAML text that was read: plain data whose scalars are all text, and the line of any place in it. */
export type Source = {
  readonly file: string;
  readonly data: unknown;
  readonly faults: readonly Fault[];
  /** The line (from 1) of the nearest existing node on the path. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
};

const MAX_DEPTH = 40;
const MAX_NODES = 200_000;

/** Bounds that hold before the text is parsed at all: nesting by indentation or brackets, and stray tabs. */
function depthFault(text: string, file: string): Fault | undefined {
  let depth = 0;
  let line = 1;
  for (const character of text) {
    if (character === "\n") line++;
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    // Brackets inside prose are rare and balanced; only hostile files come near this.
    if (depth > MAX_DEPTH * 5) return fault("too-deep", { file, line }, { max: String(MAX_DEPTH) });
  }
  // Lists opened within lists on one line: "- - - …".
  const compact = /^[ ]*(?:[-?:] ){41}/m.exec(text);
  return compact === null ? undefined : fault("too-deep", { file, line: text.slice(0, compact.index).split("\n").length }, { max: String(MAX_DEPTH) });
}

/** Keys written twice in one mapping, with their lines. */
function duplicateKeys(pairs: readonly Pair[], file: string, lineAt: (offset: number) => number): Fault[] {
  const seen = new Set<string>();
  return pairs.flatMap((pair) => {
    const key = keyOf(pair);
    const again = seen.has(key);
    seen.add(key);
    return again ? [fault("yaml-duplicate-key", { file, line: lineAt(isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0) })] : [];
  });
}

type Structure = { faults: Fault[]; nodes: number };

/** Anchors, aliases, tags and merge keys are refused: a regulation says each thing where it stands. */
function structureFaults(root: YamlNode, file: string, lineAt: (offset: number) => number): Structure {
  const result: Structure = { faults: [], nodes: 0 };
  visit(root, {
    Node: (_key, node, ancestors) => {
      result.nodes++;
      if (isMap(node)) result.faults.push(...duplicateKeys(node.items, file, lineAt));
      const line = lineAt(node.range?.[0] ?? 0);
      if (isAlias(node) || ("anchor" in node && node.anchor !== undefined)) result.faults.push(fault("yaml-anchor", { file, line }));
      else if (node.tag !== undefined && (isCollection(node) || isScalar(node))) result.faults.push(fault("yaml-tag", { file, line }));
      if (ancestors.length > MAX_DEPTH * 2) {
        result.faults.push(fault("too-deep", { file, line }, { max: String(MAX_DEPTH) }));
        return visit.BREAK;
      }
      if (result.nodes > MAX_NODES) {
        result.faults.push(fault("too-large", { file, line }, { max: String(MAX_NODES) }));
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return result;
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : "");

function plain(node: unknown): unknown {
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [keyOf(pair), plain(pair.value)]));
  if (isSeq(node)) return node.items.map(plain);
  if (!isScalar(node)) return undefined;
  // An empty value ("cap:") means that nothing is given.
  return node.value === "" && node.type === "PLAIN" ? null : node.value;
}

function nodeAt(root: unknown, path: readonly (string | number)[]): YamlNode | undefined {
  let found = isNode(root) ? root : undefined;
  let current = root;
  for (const step of path) {
    if (isMap(current)) {
      const pair = current.items.find((one) => keyOf(one) === String(step));
      if (pair === undefined) break;
      found = isNode(pair.key) ? pair.key : found;
      current = pair.value;
    } else if (isSeq(current)) {
      const item = current.items[Number(step)];
      if (item === undefined) break;
      found = isNode(item) ? item : found;
      current = item;
    } else break;
  }
  return found;
}

/** The parser recurses; nesting that exhausts the stack is the file's fault, not a crash. */
function parseBounded(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, { schema: "failsafe", lineCounter, uniqueKeys: false, merge: false, prettyErrors: false, keepSourceTokens: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Reads YAML 1.2 with the fail-safe schema: every scalar stays the text that was written, so that code 1.10
 * and points 12.50 lose nothing. Faults: syntax with its line, tabs, duplicate keys, anchors, tags, depth, size.
 */
export function readYaml(text: string, file: string): Source {
  const nothing = { file, data: undefined, lineOf: () => 1 };
  const deep = depthFault(text, file);
  if (deep !== undefined) return { ...nothing, faults: [deep] };
  const counter = new LineCounter();
  const document = parseBounded(text, counter);
  if (document === undefined) return { ...nothing, faults: [fault("too-deep", { file, line: 1 }, { max: String(MAX_DEPTH) })] };
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const root = document.contents;
  // One slip makes the parser stumble again and again; the first place is the one to mend.
  if (document.errors.some((error) => error.message.includes("call stack"))) return { ...nothing, faults: [fault("too-deep", { file, line: 1 }, { max: String(MAX_DEPTH) })] };
  const syntax = document.errors.slice(0, 1).map((error) =>
    fault(error.code === "TAB_AS_INDENT" ? "yaml-tab" : "yaml-syntax", { file, line: lineAt(error.pos[0]) }, { detail: error.message.split("\n", 1)[0] ?? "" }),
  );
  if (root === null) return { ...nothing, faults: [...syntax, fault("empty-file", { file, line: 1 })] };
  const structure = structureFaults(root, file, lineAt);
  return {
    file,
    // Whoever aliases may also bomb: nothing is expanded once an alias was seen.
    data: structure.faults.length > 0 ? undefined : plain(root),
    // Where the nesting or an alias is refused, the parser's own complaint about it says nothing more.
    faults: structure.faults.length > 0 ? structure.faults : syntax,
    lineOf: (path) => lineAt(nodeAt(root, path)?.range?.[0] ?? 0),
  };
}
