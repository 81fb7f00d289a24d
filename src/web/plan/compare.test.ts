import { expect, it } from "vitest";
import type { PlanContent, Target, Task } from "../../contract/plan-content.ts";
import { changesBetween } from "./compare.ts";
import type { Said } from "./said.ts";

const said: Said = { party: (one) => one.kind, parties: (all) => all.map((one) => ("code" in one ? one.code : one.kind)).join("; "), threshold: ({ threshold }) => (threshold === null ? "" : `${threshold.compare} ${threshold.value}`), baseline: (one) => one?.period ?? "", timing: (one) => one.kind, byReport: (one) => one.doneBy ?? "", formula: (one) => one.kind };
const target = (key: string): Target => ({ key, section: "II.1", name: `Chỉ tiêu ${key}`, text: "Nguyên văn", unitOfMeasure: "%", direction: "up", threshold: { compare: ">=", value: "50", of: "value" }, baseline: null, scope: "unit", reporters: [{ kind: "all" }], formula: null, reading: null });
const task = (key: string): Task => ({ key, section: "III.1", area: "the-che", title: `Nhiệm vụ ${key}`, text: "Nguyên văn", lead: [{ kind: "unit", code: "STP" }], partners: [], output: "Văn bản", timing: { kind: "throughout" }, targets: [], reading: null });
const content: PlanContent = {
  general: { title: "Kế hoạch", theme: "Chủ đề", aims: [], areas: [{ key: "the-che", section: "III.1", name: "Thể chế", lead: [] }], rules: { unitPlansDue: { on: "2025-01-15", article: "V.1.a" }, inspectionShare: { percent: "30.00", article: "I.2" }, escalateAfterDays: 3 } },
  targets: [target("a"), target("b"), target("c")],
  tasks: [task("d"), task("e")],
};

it("says what was added, taken out and changed, field by field, and nothing of what stayed", () => {
  expect(changesBetween(content, content, said)).toEqual([]);
  const [first, second, ...rest] = content.targets;
  if (first === undefined || second === undefined) throw new RangeError("the plan has targets");
  const changed = { ...first, name: "Tên khác", threshold: { compare: ">=" as const, value: "60", of: "value" as const } };
  const added = { ...second, key: "moi", name: "Chỉ tiêu mới" };
  const after = { ...content, general: { ...content.general, theme: "Chủ đề khác" }, targets: [changed, ...rest, added], tasks: content.tasks.slice(1) };
  expect(changesBetween(content, after, said).map(({ kind, key, how, differences }) => [kind, key, how, differences.map((one) => one.field)])).toEqual([
    ["general", "general", "changed", ["theme"]],
    ["target", first.key, "changed", ["name", "threshold"]],
    ["target", "moi", "added", []],
    ["target", second.key, "removed", []],
    ["task", content.tasks[0]?.key, "removed", []],
  ]);
});
