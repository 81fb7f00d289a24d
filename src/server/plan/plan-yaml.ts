import { z } from "zod";
import { general, type PlanContent, planDecision, target, task } from "../../contract/plan-content.ts";
import type { Fault } from "../../scoring/fault.ts";
import { faultLine } from "../../scoring/fault-text.ts";
import { readYaml } from "../../scoring/regulation/source.ts";

/** A plan as its folder in `plans/` holds it: what is general, targets and tasks in files of their own. */

const programme = z.strictObject({ title: z.string(), fromYear: z.coerce.number().int(), toYear: z.coerce.number().int(), decision: planDecision });
const main = z.strictObject({ format: z.literal("1"), year: z.coerce.number().int(), programme, decision: planDecision, ...general.shape });
/** What a measure leaves out, it has not. */
const withNothing = (value: unknown): unknown => (typeof value === "object" && value !== null ? { threshold: null, baseline: null, formula: null, ...value } : value);
const targets = z.strictObject({ targets: z.array(z.preprocess(withNothing, target)) });
const tasks = z.strictObject({ tasks: z.array(task) });

/** By name of the file. */
export type PlanFiles = Readonly<Record<"plan.yaml" | "targets.yaml" | "tasks.yaml", string>>;
export type WrittenPlan = { readonly year: number; readonly title: string; readonly programme: z.output<typeof programme>; readonly decision: z.output<typeof planDecision>; readonly content: PlanContent };

const told = (faults: readonly Fault[]): string => faults.map((one) => faultLine(one, "en")).join("\n");

function read<S extends z.ZodType>(files: PlanFiles, name: keyof PlanFiles, schema: S): z.output<S> {
  const source = readYaml(files[name], name);
  if (source.faults.length > 0) throw new RangeError(told(source.faults));
  const parsed = schema.safeParse(source.data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).map((step) => (typeof step === "number" ? step : String(step)));
  throw new RangeError(`${name}:${String(source.lineOf(path))}: ${path.join("/")}: ${issue?.message ?? ""}`);
}

/** Throws at the first thing that is wrong, with its file and line: these files come with the program. */
export function readPlanFiles(files: PlanFiles): WrittenPlan {
  const { year, programme: within, decision, format: _format, ...rest } = read(files, "plan.yaml", main);
  return { year, title: rest.title, programme: within, decision, content: { general: rest, ...read(files, "targets.yaml", targets), ...read(files, "tasks.yaml", tasks) } };
}
