import type { Evaluation, EvaluatedUnit } from "../scoring/engine/evaluate.ts";
import type { Placed } from "../scoring/engine/quota.ts";
import { viHundredths } from "../scoring/words.ts";

const WHY = { tie: "đồng hạng, chờ quyết định thứ tự", "quota-tie": "đồng hạng ở chỗ cuối của hạn mức", "no-level": "không mức nào phù hợp", "force-majeure": "có lý do bất khả kháng" } as const;
const NAME_WIDTH = 56;

type Cell = { readonly text: string; readonly right: boolean };
const left = (text: string): Cell => ({ text, right: false });
const right = (text: string): Cell => ({ text, right: true });

/** Columns wide enough for their longest cell; Vietnamese letters are one column each after NFC. */
function lines(rows: readonly (readonly Cell[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((cells) => cells[column]?.text.length ?? 0));
  const widths = (rows[0] ?? []).map((_, column) => width(column));
  return rows.map((cells) => cells.map((cell, i) => (cell.right ? cell.text.padStart(widths[i] ?? 0) : cell.text.padEnd(widths[i] ?? 0))).join("  ").trimEnd());
}

const cut = (text: string): string => (text.length > NAME_WIDTH ? `${text.slice(0, NAME_WIDTH - 1)}…` : text);
const levelOf = (placed: Placed): string => placed.level?.title ?? "(chờ quyết định)";

function row(unit: EvaluatedUnit): Cell[] {
  const [main, ...others] = unit.ratios;
  if (main === undefined) return [];
  const { of: ratio, rank } = main.placed.ranked;
  return [
    right(String(rank)),
    left(unit.scored.unit.code),
    left(cut((unit.scored.unit.name ?? "").normalize("NFC"))),
    right(viHundredths(ratio.points)),
    right(viHundredths(ratio.maxPoints)),
    right(viHundredths(ratio.percent)),
    left(levelOf(main.placed)),
    ...others.flatMap(({ placed }) => [right(viHundredths(placed.ranked.of.percent)), right(String(placed.ranked.rank)), left(levelOf(placed))]),
  ];
}

/** One ranking table per index, best first, then what is left to be decided. */
export function rankingTables(evaluation: Evaluation): string {
  const { engine, units, pending } = evaluation;
  const [, ...others] = engine.ratios;
  const head = [right("Hạng"), left("Mã"), left("Cơ quan, đơn vị"), right("Điểm"), right("Tối đa"), right("%"), left("Mức"), ...others.flatMap(({ classification }) => [right("%"), right("Hạng"), left(classification.title)])];
  const tables = [...engine.indexes.values()].flatMap(({ index }) => {
    const members = units.filter((unit) => unit.scored.unit.index === index.code).toSorted((a, b) => (a.ratios[0]?.placed.ranked.rank ?? 0) - (b.ratios[0]?.placed.ranked.rank ?? 0));
    return members.length === 0 ? [] : [`${index.title} (${String(members.length)})`, "", ...lines([head, ...members.map(row)]), ""];
  });
  const open = pending.map((one) => `  ${engine.ratios.find((ratio) => ratio.ratio.key === one.ratio)?.ratio.title ?? one.ratio}: ${one.units.join(", ")}: ${WHY[one.why]}`);
  const note = engine.regulation.illustrative;
  return [engine.regulation.title, ...(note === undefined ? [] : [note]), "", ...tables, ...(open.length === 0 ? [] : ["Chờ người có thẩm quyền quyết định:", ...open, ""])].join("\n");
}
