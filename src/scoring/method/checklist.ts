import { z } from "zod";
import { asPoints, formatHundredths, pointsOf } from "../exact.ts";
import { type Fault, fault } from "../fault.ts";
import { list } from "../regulation/scalar.ts";
import { viHundredths, viPoints } from "../words.ts";
import { lintOptions, option } from "./choice.ts";
import { bySchema, entry } from "./input.ts";
import { type Bound, leafSchema, lintMaximum, requiredMaximum, scorer } from "./method.ts";

/** Items that each earn their own points, all or some (form F5). */
export const checklistLeaf = leafSchema("checklist", { items: list(option).describe("Các mục, mỗi mục đạt thì được điểm của mục đó") });

export function bindChecklist(leaf: z.output<typeof checklistLeaf>): Bound {
  const max = requiredMaximum(leaf);
  const pointsByKey = new Map(leaf.items.map((item) => [item.key, pointsOf(item.points)]));
  const keys = leaf.items.map((item) => item.key).join(", ");
  const total = leaf.items.reduce((sum, item) => sum + pointsOf(item.points), 0);
  const input = entry({ checked: z.array(z.string({ error: "option-key" }), { error: "key-list" }).max(2000, "key-list") });

  function faults(checked: readonly string[]): Fault[] {
    return checked.flatMap((one, i) => {
      if (!pointsByKey.has(one)) return [fault("not-one-of", { path: ["checked", i] }, { found: JSON.stringify(one.slice(0, 50)), options: keys })];
      return checked.indexOf(one) < i ? [fault("given-twice", { path: ["checked", i] }, { found: one })] : [];
    });
  }

  return {
    title: "Danh mục kiểm tra",
    input: entry({ checked: z.array(z.enum(leaf.items.map((item) => item.key), { error: "option-key" }), { error: "key-list" }) }),
    ...scorer(bySchema(input), {
      points: ({ checked }) => {
        const wrong = faults(checked);
        return wrong.length > 0 ? wrong : asPoints(checked.reduce((sum, one) => sum + (pointsByKey.get(one) ?? 0), 0));
      },
      reason: ({ checked }, points) => {
        const met = leaf.items.filter((item) => checked.includes(item.key));
        const sum = met.map((item) => `${item.title} ${viPoints(item.points)}`).join(" + ");
        return {
          rule: "checklist",
          text: met.length === 0 ? "Không đạt mục nào: 0,00 điểm." : `Đạt ${String(met.length)}/${String(leaf.items.length)} mục: ${sum} = ${viHundredths(points)} điểm.`,
          values: { checked: met.map((item) => item.key).join(", "), points: formatHundredths(points) },
        };
      },
    }),
    describe: () => `Mỗi mục đạt được cộng điểm: ${leaf.items.map((item) => `${item.title}: ${viPoints(item.points)} điểm`).join("; ")}.`,
    lint: () => [
      ...lintMaximum(leaf),
      ...lintOptions("items", leaf.items, max),
      ...(total === max ? [] : [{ code: "items-sum", path: ["items"], params: { found: formatHundredths(total), max: formatHundredths(max) } }]),
    ],
    example: (share) => {
      let left = (max * share) / 100;
      return { checked: leaf.items.flatMap((item) => ((left -= pointsOf(item.points)) >= -1 ? [item.key] : [])) };
    },
  };
}
