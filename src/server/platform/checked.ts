import type { z } from "zod";
import type { Route } from "../../contract/route.ts";

/** An answer as it is sent: only what the contract promises leaves the house. */

/** A body that was checked and written elsewhere, in a thread. */
export type Checked = { readonly operationId: string; readonly bytes: Uint8Array };

export const textOf = <R extends Route>(route: R, body: z.input<R["response"]>): string => JSON.stringify(route.response.parse(body));

/** The same as bytes, which pass between threads without being copied. */
export const checked = <R extends Route>(route: R, body: z.input<R["response"]>): Checked => ({ operationId: route.operationId, bytes: new TextEncoder().encode(textOf(route, body)) });
