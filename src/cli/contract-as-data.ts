import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

/**
 * Of a route the browser needs its name, method and path; the schemas beside them are for the compiler and the server,
 * and their library would be a fifth of the first screen. So modules of the contract that declare routes or only data
 * are handed to the browser as that data. Modules with functions that both sides share (the cycle, the file, a rating, the letterhead) stay whole.
 */

const DECLARATIONS = /\/src\/contract\/(?!cycle\.ts|file\.ts|letterhead\.ts|personnel-bounds\.ts|personnel-year-levels\.ts|personnel-year-steps\.ts)[\w-]+\.ts$/;

const isRoute = (value: object): value is Readonly<Record<"operationId" | "method" | "path" | "repeatable", unknown>> => "operationId" in value && "path" in value;

/** What of an exported value the browser gets; undefined: nothing. */
function shown(value: unknown): unknown {
  if (typeof value === "string" || typeof value === "number" || Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null || !isRoute(value)) return undefined;
  const { operationId, method, path, repeatable } = value;
  return { operationId, method, path, repeatable };
}

export const contractAsData = (): Plugin => ({
  name: "contract-as-data",
  enforce: "pre",
  async load(id) {
    if (!DECLARATIONS.test(id)) return undefined;
    const module: unknown = await import(pathToFileURL(id).href);
    if (typeof module !== "object" || module === null) return undefined;
    const lines = Object.entries(module).flatMap(([name, value]: [string, unknown]) => {
      const data = shown(value);
      return data === undefined ? [] : [`export const ${name} = /* @__PURE__ */ Object.freeze(${JSON.stringify(data)});`];
    });
    return { code: lines.join("\n"), moduleSideEffects: false };
  },
});
