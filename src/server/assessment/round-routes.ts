import { readRound } from "../../contract/assessment-round.ts";
import { deadlineOf, isOpenFor, STAGES } from "../../contract/cycle.ts";
import type { Role } from "../../contract/route.ts";
import { mandateOf, marksOf, unitsOfCampaign } from "../campaign/index.ts";
import { actorOf, type Call, type Endpoint, query, type Reply, type Transaction } from "../platform/index.ts";
import { type Hall, openHall } from "./desk.ts";
import { newestEntries } from "./queries.ts";
import { type Round, sortEntries, stepOfRound } from "./rules.ts";
import { type Cell, changesIn, counted, decisionsIn, disputesIn, isAwaited, widestFirst } from "./round-rules.ts";
import { assignedTo } from "./work.ts";
import { placesAppraised } from "./work-queries.ts";

/** A round of the appraisal as one person of the council has it before them, in a number of questions that does not depend on its size. */

const READERS: readonly Role[] = ["programme-officer", "working-group", "council-chair", "council-member", "auditor"];
const MOST_SHOWN = 500;
const keyOf = ({ unitId, code }: { readonly unitId: string; readonly code: string }): string => `${unitId} ${code}`;

type Place = Pick<Cell, "unitId" | "index" | "leaf">;

/** These criteria of these units with what was entered for them. */
export async function cellsOf(tx: Transaction, campaign: string, places: readonly Place[]): Promise<Cell[]> {
  if (places.length === 0) return [];
  const rows = await newestEntries(tx, campaign, { units: [...new Set(places.map((one) => one.unitId))], codes: [...new Set(places.map((one) => one.leaf.code))] });
  const known = Map.groupBy(rows, keyOf);
  return places.map((one) => ({ ...one, entries: sortEntries(known.get(keyOf({ unitId: one.unitId, code: one.leaf.code })) ?? []) }));
}

/** Where anybody has appraised; nothing of a unit in which one has an interest, unless the round is over and everybody sees what it came to. */
export async function appraisedPlaces(tx: Transaction, hall: Hall, round: Round, isOver = false): Promise<Place[]> {
  const conflicts = isOver ? new Map<string, unknown>() : (await mandateOf(tx, hall.campaign, hall.viewer)).conflicts;
  const indexOf = new Map((await unitsOfCampaign(tx, hall.campaign.id)).map((one) => [one.unitId, one.index]));
  return (await placesAppraised(tx, hall.campaign.id, round)).flatMap(({ unitId, code }) => {
    const index = indexOf.get(unitId);
    const leaf = hall.engine.indexes.get(index ?? "")?.leafByCode.get(code);
    return index === undefined || leaf === undefined || conflicts.has(unitId) ? [] : [{ unitId, index, leaf }];
  });
}

async function handleRound(call: Call<typeof readRound>): Promise<Reply<typeof readRound>> {
  const { tx, params: { round } } = call;
  const { personId } = actorOf(call);
  const hall = await openHall(call, false, READERS);
  const { campaign, cycle, now, viewer } = hall;
  const seesAll = viewer.isChair || viewer.isSecretariat || viewer.isAuditor;
  const step = stepOfRound(round);
  const units = await unitsOfCampaign(tx, campaign.id);
  const indexOf = new Map(units.map((one) => [one.unitId, one.index]));
  const marks = Map.groupBy(await marksOf(tx, campaign.id), (one) => one.unitId);
  const assigned = (await assignedTo(tx, { campaign, units, marks, engine: hall.engine }, personId)).map((one) => ({ ...one, index: indexOf.get(one.unitId) ?? "" }));
  // Before its stage nothing of a round is told, not even what a unit's draft would bring into it.
  const hasBegun = STAGES.indexOf(cycle.stage) >= STAGES.indexOf(step);
  const cells = hasBegun ? await cellsOf(tx, campaign.id, assigned) : [];
  const mine = cells.filter((one) => isAwaited(round, one)).map((one) => ({ ...one, isDone: one.entries.rounds[round].some((entry) => entry.author === personId && entry.input !== null) }));
  const byUnit = counted(mine.map(({ unitId, isDone }) => ({ key: unitId, isDone })));
  const byCriterion = counted(mine.map(({ index, leaf, isDone }) => ({ key: `${index} ${leaf.code}`, isDone })));
  const seen = seesAll && hasBegun ? await cellsOf(tx, campaign.id, await appraisedPlaces(tx, hall, round)) : cells;
  const gaps = seesAll ? disputesIn(round, seen) : changesIn(round, seen, personId);
  const criteria = [...hall.engine.indexes].flatMap(([index, { leaves }]) =>
    leaves.flatMap(({ code }) => {
      const counts = byCriterion.get(`${index} ${code}`);
      return counts === undefined ? [] : [{ index, code, ...counts }];
    }),
  );
  return {
    body: {
      now,
      due: cycle.calendar?.[step] ?? null,
      isOpen: cycle.stage === step,
      seesAll,
      units: units.flatMap(({ unitId, code, name, index }) => {
        const counts = byUnit.get(unitId);
        return counts === undefined ? [] : [{ unitId, unitCode: code, unitName: name, index, deadline: deadlineOf(cycle, step, unitId) ?? null, isOpen: isOpenFor(cycle, step, unitId, now), ...counts }];
      }),
      criteria,
      disagreements: widestFirst(gaps, MOST_SHOWN),
      disagreementCount: gaps.length,
      decisions: decisionsIn(round, seen, { personId, seesAll }, MOST_SHOWN),
    },
  };
}

export const roundEndpoints: readonly Endpoint[] = [query(readRound, handleRound)];
