import { measureHouse } from "./evidence-house.ts";
import { measureProgram } from "./evidence-program.ts";

/** All of it, or the part that is named: `program`, `evening`, `search`. */
export async function measureEvidence(only?: string): Promise<void> {
  if (only === undefined || only === "program") await measureProgram();
  if (only !== "program") await measureHouse(only);
}

if (import.meta.main) await measureEvidence(process.argv[2]);
