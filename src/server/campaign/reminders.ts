import { type CycleState, deadlineOf, foldCycle, isOpenFor, TIMED_STAGES } from "../../contract/cycle.ts";
import type { Reminder } from "../notification/index.ts";
import type { Transaction } from "../platform/index.ts";
import { type Audience, COUNCIL_ROLES, readAudience } from "./audience.ts";
import { actionsOf, type Campaign, runningCampaigns, unitIdsOf } from "./queries.ts";

/** Reminders of deadlines that come near: 7, 3 and 1 days before. */

const DAYS = [1, 3, 7] as const;
type DaysLeft = (typeof DAYS)[number];
const DAY_MS = 86_400_000;

type TimedStage = (typeof TIMED_STAGES)[number];
/** In these stages the units work, each until its own end; in the others the council. */
const OF_UNITS: ReadonlySet<TimedStage> = new Set(["self-scoring", "explanation"]);

/** Which reminder a deadline is in: the nearest number of days that covers what is left. Nothing once it has passed. */
export function daysLeft(until: string, now: Date): DaysLeft | undefined {
  const left = Date.parse(until) - now.getTime();
  return left <= 0 ? undefined : DAYS.find((days) => left <= days * DAY_MS);
}

/** A deadline that comes near, with the units that it is for; without units it is the council's. */
type Nearing = { readonly stage: TimedStage; readonly until: string; readonly days: DaysLeft; readonly unitIds: readonly string[] };

/**
 * The deadlines of a campaign that come near. A unit with time of its own, even in a stage that the others have
 * left, is reminded of its own end.
 */
export function nearing(state: CycleState, unitIds: readonly string[], now: Date): Nearing[] {
  const at = now.toISOString();
  return TIMED_STAGES.flatMap((stage) => {
    const open = OF_UNITS.has(stage) ? unitIds.filter((unit) => isOpenFor(state, stage, unit, at)) : [];
    const ends = OF_UNITS.has(stage) ? Map.groupBy(open, (unit) => deadlineOf(state, stage, unit) ?? "") : new Map(state.stage === stage ? [[state.calendar?.[stage] ?? "", []]] : []);
    return [...ends].flatMap(([until, units]: [string, readonly string[]]) => {
      const days = until === "" ? undefined : daysLeft(until, now);
      return days === undefined ? [] : [{ stage, until, days, unitIds: units }];
    });
  });
}

function reminderOf(campaign: Campaign, { stage, until, days, unitIds }: Nearing, { ofUnits, withRole }: Audience): Reminder {
  const to = OF_UNITS.has(stage) ? ofUnits(campaign, unitIds) : withRole(campaign, COUNCIL_ROLES);
  return { to, kind: "deadline", subject: `campaign:${campaign.id}`, data: { campaign: campaign.title, stage, days, until }, dedupe: `${stage} ${until} ${String(days)}` };
}

/** What the running campaigns have to remind of now. */
export async function remindersDue(tx: Transaction, now: Date): Promise<Reminder[]> {
  const running = await runningCampaigns(tx);
  const ids = running.map(({ id }) => id);
  const [recorded, units] = [await actionsOf(tx, ids), await unitIdsOf(tx, ids)];
  const near = running.flatMap((campaign) => nearing(foldCycle(recorded.get(campaign.id) ?? []), units.get(campaign.id) ?? [], now).map((one) => ({ campaign, one })));
  if (near.length === 0) return [];
  const audience = await readAudience(tx);
  return near.map(({ campaign, one }) => reminderOf(campaign, one, audience)).filter(({ to }) => to.length > 0);
}
