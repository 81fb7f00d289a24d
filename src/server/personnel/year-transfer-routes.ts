import { takeOverRating } from "../../contract/personnel-year.ts";
import type { Relation } from "../../contract/route.ts";
import { actorOf, type Call, type Change, command, type Endpoint, Problem, type Transaction } from "../platform/index.ts";
import { lawOf, loadRound, whoOf, type YearWiring } from "./year-desk.ts";
import { movedFrom, placeOf, type Standing, standingsOf } from "./year-moves.ts";
import { type FileRow, findFile, insertSteps, lockRound } from "./year-queries.ts";
import { isPersonnelOf, type Who } from "./year-rules.ts";
import { openFile } from "./year-routes.ts";
import { fileView } from "./year-views.ts";
import { dayOf, unitTree } from "../organisation/index.ts";

/** A file goes to where somebody works at the time of rating (article 19.1): that agency takes it over. */

type Moving = { readonly file: FileRow; readonly to: Standing | undefined; readonly who: Who };

/** Whose file it is to take over: of the agency in which the person works now. To everybody else it is not there. */
async function movingFile({ tx, actor, params }: Pick<Call<typeof takeOverRating>, "tx" | "actor" | "params">): Promise<Moving> {
  const file = await findFile(tx, params.fileId);
  const who = await whoOf(tx, actorOf({ actor }));
  if (file === undefined) throw new Problem("not-found");
  const tree = await unitTree(tx, dayOf(await tx.now()));
  const { regulation } = await lawOf(tx, file.regulationVersionId);
  const standings = (await standingsOf(tx, tree, regulation, [file.personId])).get(file.personId);
  const to = movedFrom(file, standings);
  const agency = to?.agencyId ?? file.agencyId;
  if (!isPersonnelOf(who, agency) && !who.heads.includes(agency)) throw new Problem("not-found");
  return { file, to, who };
}

async function relations(call: Pick<Call<typeof takeOverRating>, "tx" | "actor" | "params">): Promise<Relation[]> {
  const { file, to, who } = await movingFile(call);
  return who.agencies.includes(to?.agencyId ?? file.agencyId) ? ["own-unit"] : [];
}

const conflict = (vi: string, en: string): Problem => new Problem("conflict", { detail: { vi, en } });

/** Both rounds stand still meanwhile: places are shared out anew in both. In one order, so that two moves never wait for each other. */
async function lockBoth(tx: Transaction, year: number, rounds: readonly string[]): Promise<void> {
  for (const round of [...new Set(rounds)].toSorted((a, b) => (a < b ? -1 : 1))) await lockRound(tx, round, year);
}

async function handle(wiring: YearWiring, call: Call<typeof takeOverRating>): Promise<Change<typeof takeOverRating>> {
  const { tx, seen } = call;
  const actor = actorOf(call);
  const asked = await movingFile(call);
  await lockBoth(tx, asked.file.year, [asked.file.roundId, asked.to?.roundId ?? asked.file.roundId]);
  const { file, to, who } = await movingFile(call);
  if (file.personId === actor.personId) throw new Problem("not-allowed");
  const round = await loadRound(tx, wiring, file.roundId, file.year);
  const entry = round.entries.find((one) => one.file.id === file.id);
  if (entry === undefined) throw new Problem("not-found");
  if (seen !== String(entry.taken.length)) throw new Problem("stale");
  if (entry.state.decisions.length > 0) throw conflict("Người này đã được quyết định xếp loại trong năm; hồ sơ ở lại nơi đã quyết định.", "The year is decided already; the file stays where that was done.");
  if (to === undefined) throw conflict("Hồ sơ đã ở nơi người này công tác hôm nay.", "The file is where the person works today.");
  const at = await tx.now();
  const number = entry.taken.length + 1;
  const step = { kind: "transfer" as const, from: placeOf(round.tree, file), to: placeOf(round.tree, to) };
  if (!(await insertSteps(tx, [{ fileId: file.id, number, step }], at, actor.personId))) throw new Problem("stale");
  const moved = await findFile(tx, file.id);
  if (moved === undefined) throw new Problem("not-found");
  const next = await openFile(tx, wiring, moved, who);
  const view = await fileView(tx, next.round, next.entry, who);
  return { reply: { body: view, version: view.version }, audit: [{ action: "personnel.rating-transfer", subject: `rating:${file.id}`, data: { number, at: at.toISOString(), by: actor.personId, step } }] };
}

export const transferEndpoints = (wiring: YearWiring): readonly Endpoint[] => [command(takeOverRating, (call) => handle(wiring, call), relations)];
