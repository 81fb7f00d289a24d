import { fileURLToPath } from "node:url";
import { readPlanFiles, type WrittenPlan } from "../server/plan/index.ts";
import { readText } from "./files.ts";

/** The reform plans that come with the program. */

const MOST_BYTES = 1024 * 1024;

export function builtInPlan(id: string): WrittenPlan {
  const fileOf = (name: string): string => readText(fileURLToPath(new URL(`../../plans/${id}/${name}`, import.meta.url)), MOST_BYTES);
  return readPlanFiles({ "plan.yaml": fileOf("plan.yaml"), "targets.yaml": fileOf("targets.yaml"), "tasks.yaml": fileOf("tasks.yaml") });
}
