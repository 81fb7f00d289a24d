import type { Loading } from "../loading.ts";
import type { Official } from "./people.ts";

/** What the parts of the demonstration build on. */
export type GiaLai = Loading & {
  readonly officials: readonly Official[];
  /** Versions of the two regulations. */
  readonly regulations: { readonly organisations: string; readonly staff: string };
};
