import { describe, type Names, namesOf } from "../scoring/explain/describe.ts";
import { bind } from "../scoring/method/methods.ts";
import { isLeaf, type Node } from "../scoring/regulation/index-set.ts";
import type { LoadedRegulation } from "../scoring/regulation/load.ts";
import type { Classification, Ratio, Regulation } from "../scoring/regulation/schema.ts";

type Reading = { clause: string; taken: string; alternatives: string[] };
type Rule = { article: string; text?: string | undefined; reading?: Reading | undefined };

const readingLines = (rule: Rule, indent: string): string[] =>
  rule.reading === undefined ? [] : [`${indent}Còn để ngỏ “${rule.reading.clause}”: ${rule.reading.taken} Cách hiểu khác: ${rule.reading.alternatives.join("; ")}.`];

/** A rule: its name, what it says, its article, and how open wording was read. */
const ruleLines = (name: string, rule: Rule, indent: string): string[] => [`${indent}${name}${rule.text === undefined ? "" : `: ${rule.text}`} [${rule.article}]`, ...readingLines(rule, `${indent}  `)];

function nodeLines(node: Node, depth: number): string[] {
  const indent = "  ".repeat(depth);
  const max = node.maxPoints === null || node.maxPoints === undefined ? "" : ` (${node.maxPoints})`;
  if (!isLeaf(node)) return [`${indent}${node.code} ${node.title}${max}`, ...node.criteria.flatMap((child) => nodeLines(child, depth + 1))];
  const bound = bind(node);
  return [
    ...ruleLines(`${node.code} ${node.title}${max}`, node, indent),
    `${indent}    ${bound.title}: ${bound.describe()}`,
    `${indent}    Tài liệu kiểm chứng: ${node.evidence.join("; ")}.`,
  ];
}

function ratioLines(ratio: Ratio): string[] {
  return [
    ...ruleLines(ratio.title, ratio, "  "),
    ...ratio.tieBreaks.flatMap((one) => ruleLines(`Khi bằng nhau, so nội dung ${one.content}`, one, "    ")),
    ...(ratio.decision === undefined ? [] : ruleLines(`Quyết định thứ tự (${ratio.decision.by}; ${ratio.decision.required ? "bắt buộc" : "khi cần"})`, ratio.decision, "    ")),
  ];
}

function classificationLines(one: Classification, names: Names): string[] {
  return [
    ...ruleLines(one.title, one, "  "),
    ...one.levels.flatMap((level) => [
      ...ruleLines(`${level.title} (${level.testedFirst === true ? "xét trước; " : ""}${describe(level.when, names)})`, level, "    "),
      ...(level.quota === undefined ? [] : ruleLines("Hạn mức", level.quota, "      ")),
    ]),
    ...(one.ceiling === undefined ? [] : ruleLines("Mức không được vượt", one.ceiling, "    ")),
    ...(one.forceMajeure === undefined ? [] : ruleLines("Lý do bất khả kháng", one.forceMajeure, "    ")),
    ...(one.gap === undefined ? [] : ruleLines("Khoảng trống của văn bản", one.gap, "    ")),
  ];
}

function stageLines(regulation: Regulation): string[] {
  const day = (monthDay: string) => monthDay.split("-").toReversed().join("/");
  return regulation.calendar.flatMap((stage) => {
    const from = stage.from === undefined ? "" : `từ ${day(stage.from)} `;
    const end = stage.to === undefined ? `trước ${day(stage.before ?? "")}` : `đến ${day(stage.to)}`;
    return ruleLines(`${stage.title} (${from}${end}${stage.nextYear === true ? " năm sau" : ""})`, stage, "  ");
  });
}

/** A regulation for people who proofread it: every rule with its article, scales and conditions as sentences. */
export function regulationText({ regulation, sha256 }: LoadedRegulation): string {
  const names = namesOf(regulation.facts);
  const indexes = regulation.indexes.flatMap((index) => [
    "",
    ...ruleLines(index.title, index, ""),
    ...index.contents.flatMap((content) => [...ruleLines(`Nội dung ${content.code}. ${content.title} (${content.maxPoints ?? "–"})`, content, "  "), ...content.criteria.flatMap((node) => nodeLines(node, 2))]),
  ]);
  return [
    `${regulation.id}: ${regulation.title}`,
    ...(regulation.illustrative === undefined ? [] : [regulation.illustrative]),
    `SHA-256: ${sha256}`,
    "",
    "Nguồn:",
    ...regulation.sources.map((one) => `  ${one.abbreviation}: ${one.title}`),
    "Quy tắc chung:",
    ...ruleLines("Làm tròn", regulation.rounding, "  "),
    ...ruleLines("Không áp dụng", regulation.notApplicable, "  "),
    ...(regulation.bonus === undefined ? [] : ruleLines("Điểm cộng", regulation.bonus, "  ")),
    ...(regulation.deduction === undefined ? [] : ruleLines("Điểm trừ", regulation.deduction, "  ")),
    ...(regulation.withoutEvidence === undefined ? [] : ruleLines("Không có tài liệu kiểm chứng", regulation.withoutEvidence, "  ")),
    "Vai trò:",
    ...regulation.roles.flatMap((role) => ruleLines(role.title, role, "  ")),
    "Lịch:",
    ...stageLines(regulation),
    ...(regulation.facts.length === 0 ? [] : ["Dữ kiện:", ...regulation.facts.flatMap((one) => ruleLines(one.title, one, "  "))]),
    ...indexes,
    "",
    "Tỷ lệ và thứ hạng:",
    ...regulation.ratios.flatMap(ratioLines),
    "Xếp loại:",
    ...regulation.classifications.flatMap((one) => classificationLines(one, names)),
    "",
  ].join("\n");
}
