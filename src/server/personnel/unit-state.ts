import type { UnitAction } from "../../contract/personnel-work.ts";

/** An office in a period: its newest minutes, and whether notice was given since. */

export type RecordedUnitAction = { readonly number: number; readonly at: string; readonly by: string; readonly action: UnitAction };
type UnitState = { readonly version: number; readonly meeting: Extract<UnitAction, { kind: "meeting" }> | undefined; readonly notifiedAt: string | undefined };

export const foldUnit = (actions: readonly RecordedUnitAction[]): UnitState => ({
  version: actions.length,
  meeting: actions.map((one) => one.action).findLast((action) => action.kind === "meeting"),
  notifiedAt: actions.findLast((one) => one.action.kind === "notify")?.at,
});
