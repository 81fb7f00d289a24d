import { formatHundredths, pointsOf } from "../../exact.ts";
import { type Fault, fault } from "../../fault.ts";
import { lintSource } from "../../method/lint-source.ts";
import { bind } from "../../method/methods.ts";
import { type Content, type IndexSet, isLeaf, type Kind, type Node } from "../index-set.ts";
import type { Regulation } from "../schema.ts";

type Path = readonly (string | number)[];

/** Each member after the first that bears a name already taken. */
export function duplicates(names: readonly string[]): { name: string; at: number }[] {
  return names.flatMap((name, at) => (names.indexOf(name) < at ? [{ name, at }] : []));
}

/** Points in hundredths of a node: its own maximum, or undefined where it has none. */
const maximum = (one: { maxPoints?: string | null | undefined }): number | undefined => (one.maxPoints === null || one.maxPoints === undefined ? undefined : pointsOf(one.maxPoints));

function lintSum(parent: { code: string; maxPoints?: string | null | undefined }, children: readonly Node[], path: Path): Fault[] {
  const own = maximum(parent);
  const sum = children.reduce((total, child) => total + (maximum(child) ?? 0), 0);
  if (own === undefined) return [fault("maximum-missing", { path }, { code: parent.code })];
  return own === sum ? [] : [fault("sum", { path: [...path, "maxPoints"] }, { code: parent.code, found: formatHundredths(own), sum: formatHundredths(sum) })];
}

/** Methods whose points grow with what went wrong; the others would punish a unit that did everything well. */
const DEDUCTING = new Set(["points", "occurrences", "choice", "checklist"]);

function lintNode(node: Node, parentCode: string, kind: Kind, path: Path): Fault[] {
  const faults = node.code.startsWith(`${parentCode}.`) ? [] : [fault("code-outside-parent", { path: [...path, "code"] }, { code: node.code, parent: parentCode })];
  if (isLeaf(node)) {
    const findings = [...bind(node).lint(), ...lintSource(node)].map((one) => fault(one.code, { path: [...path, ...one.path] }, { code: node.code, ...one.params }));
    const misplaced = kind === "deduction" && !DEDUCTING.has(node.method) ? [fault("method-in-deduction", { path: [...path, "method"] }, { code: node.code, method: node.method })] : [];
    const unbounded = kind !== "deduction" && maximum(node) === undefined && !findings.some((one) => one.code === "method-needs-maximum");
    return [...faults, ...findings, ...misplaced, ...(unbounded ? [fault("maximum-missing", { path }, { code: node.code })] : [])];
  }
  // Bonus and deduction are capped by their content alone, so a group's own maximum would mean nothing there.
  const idle = maximum(node) === undefined ? [] : [fault("group-maximum-unused", { path: [...path, "maxPoints"] }, { code: node.code })];
  const sums = kind === "points" ? lintSum(node, node.criteria, path) : idle;
  return [...faults, ...sums, ...node.criteria.flatMap((child, i) => lintNode(child, node.code, kind, [...path, "criteria", i]))];
}

function lintContent(content: Content, roles: ReadonlySet<string>, path: Path): Fault[] {
  const sums = content.kind === "points" ? lintSum(content, content.criteria, path) : [];
  const bonus = content.kind === "bonus" && maximum(content) === undefined ? [fault("maximum-missing", { path }, { code: content.code })] : [];
  return [
    ...sums,
    ...bonus,
    ...lintRoles(content, roles, path),
    ...content.criteria.flatMap((child, i) => lintNode(child, content.code, content.kind, [...path, "criteria", i])),
  ];
}

function lintRoles(one: Content | Node, roles: ReadonlySet<string>, path: Path): Fault[] {
  const own = "scoredBy" in one && one.scoredBy !== undefined && !roles.has(one.scoredBy) ? [fault("unknown-role", { path: [...path, "scoredBy"] }, { found: one.scoredBy, known: [...roles].join(", ") })] : [];
  return "criteria" in one ? [...own, ...one.criteria.flatMap((child, i) => lintRoles(child, roles, [...path, "criteria", i]))] : own;
}

/** Codes of everything in an index with their places, in order. */
function codesOf(nodes: readonly (Content | Node)[], path: Path): { code: string; path: Path }[] {
  return nodes.flatMap((node, i) => {
    const here = [...path, i];
    return [{ code: node.code, path: [...here, "code"] }, ...("criteria" in node ? codesOf(node.criteria, [...here, "criteria"]) : [])];
  });
}

function lintIndex(index: IndexSet, regulation: Regulation, path: Path): Fault[] {
  const codes = codesOf(index.contents, [...path, "contents"]);
  const scale = pointsOf(regulation.scale);
  const total = index.contents.reduce((sum, content) => sum + (content.kind === "deduction" ? 0 : (maximum(content) ?? 0)), 0);
  const roles = new Set(regulation.roles.map((role) => role.key));
  return [
    ...duplicates(codes.map((one) => one.code)).map(({ name, at }) => fault("duplicate-code", { path: codes[at]?.path ?? path }, { code: name })),
    ...(total === scale ? [] : [fault("scale", { path }, { code: index.code, found: formatHundredths(total), scale: regulation.scale })]),
    ...index.contents.flatMap((content, i) => lintContent(content, roles, [...path, "contents", i])),
  ];
}

/** Sums from leaf to scale, codes, roles and every method's own fields. */
export const lintTree = (regulation: Regulation): Fault[] => [
  ...duplicates(regulation.indexes.map((index) => index.code)).map(({ name, at }) => fault("duplicate-code", { path: ["indexes", at, "code"] }, { code: name })),
  ...regulation.indexes.flatMap((index, i) => lintIndex(index, regulation, ["indexes", i])),
];
