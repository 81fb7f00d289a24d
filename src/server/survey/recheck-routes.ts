import type { z } from "zod";
import { drawRecheck, readRechecks, recordRecheck } from "../../contract/survey-field.ts";
import { actorOf, command, type Endpoint, Problem, query, type Transaction } from "../platform/index.ts";
import { enterAsOutsider } from "./enter.ts";
import { type Drawn, drawnOf, insertOutcome, insertRound, roundsOf, shortOf, type Visit, visitsOf } from "./field-queries.ts";
import { holdAlone } from "./queries.ts";
import { agreementOf, draw } from "./recheck-rules.ts";
import { conflict } from "./routes.ts";
import { shuffled } from "./sealing.ts";

/** Interviewers, and asking some of those they interviewed again (phúc tra). */

type View = z.input<typeof readRechecks.response>;

function viewFrom(visits: readonly Visit[], drawn: readonly Drawn[], rounds: readonly { readonly round: number; readonly percent: number; readonly at: Date }[]): View {
  const byCard = new Map(visits.map((one) => [one.card.toString("hex"), one]));
  const ofPerson = Map.groupBy(drawn, (one) => byCard.get(one.card.toString("hex"))?.interviewer.toString("hex") ?? "");
  const interviewers = [...Map.groupBy(visits, (one) => one.interviewer.toString("hex"))].map(([hash, own]) => ({ id: shortOf(Buffer.from(hash, "hex")), label: own[0]?.label ?? "", assigned: own.length, done: own.filter((one) => one.isDone).length, ...agreementOf(ofPerson.get(hash) ?? []) }));
  const items = drawn.flatMap(({ round, card, outcome, note, version }) => {
    const visit = byCard.get(card.toString("hex"));
    return visit === undefined ? [] : [{ round, interviewer: shortOf(visit.interviewer), number: visit.number, stratum: visit.stratum, outcome, note, version }];
  });
  return { interviewers, rounds: rounds.map(({ round, percent, at }) => ({ round, percent, at: at.toISOString() })), items: items.toSorted((a, b) => a.round - b.round || (a.interviewer < b.interviewer ? -1 : a.interviewer > b.interviewer ? 1 : a.number - b.number)) };
}

const viewOf = async (tx: Transaction, survey: string): Promise<View> => viewFrom(await visitsOf(tx, survey), await drawnOf(tx, survey), await roundsOf(tx, survey));

export const recheckRoutes: readonly Endpoint[] = [
  query(readRechecks, async (call) => {
    const { id } = await enterAsOutsider(call);
    return { body: await viewOf(call.tx, id) };
  }),

  command(drawRecheck, async (call) => {
    const { tx, body: { percent } } = call;
    const { id } = await enterAsOutsider(call);
    await holdAlone(tx, id);
    const known = new Set((await drawnOf(tx, id)).map((one) => one.card.toString("hex")));
    const chosen = draw(await visitsOf(tx, id), known, percent, shuffled);
    if (chosen.length === 0) throw conflict("Chưa có cuộc phỏng vấn nào chưa phúc tra.", "There is no interview that was not drawn yet.");
    const round = ((await roundsOf(tx, id)).at(-1)?.round ?? 0) + 1;
    const by = actorOf(call).personId;
    await insertRound(tx, id, { round, percent, by, cards: chosen.map((one) => one.card) });
    return { reply: { body: await viewOf(tx, id) }, audit: [{ action: "survey.recheck-drawn", subject: `survey:${id}`, data: { round, percent, by, items: chosen.map(({ interviewer, number }) => ({ interviewer: shortOf(interviewer), number })) } }] };
  }),

  command(recordRecheck, async (call) => {
    const { tx, params: { round }, body: { interviewer, number, outcome, note, version } } = call;
    const { id } = await enterAsOutsider(call);
    const visit = (await visitsOf(tx, id)).find((one) => shortOf(one.interviewer) === interviewer && one.number === number);
    const drawn = visit === undefined ? undefined : (await drawnOf(tx, id)).find((one) => one.round === round && one.card.equals(visit.card));
    if (visit === undefined || drawn === undefined) throw new Problem("invalid-input", { fields: [{ pointer: "/number", message: { vi: "Cuộc phỏng vấn này không được rút để phúc tra.", en: "This interview was not drawn." } }] });
    const by = actorOf(call).personId;
    if (drawn.version !== version || !(await insertOutcome(tx, id, { round, card: visit.card, version: version + 1, outcome, note, by }))) throw conflict("Người khác vừa ghi kết quả phúc tra này; hãy xem lại.", "Somebody else has just recorded this; look again.");
    return { reply: { body: await viewOf(tx, id) }, audit: [{ action: "survey.recheck-recorded", subject: `survey:${id}`, data: { round, interviewer, number, version: version + 1, outcome, note, by } }] };
  }),
];
