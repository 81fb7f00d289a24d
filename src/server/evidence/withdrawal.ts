import { withdrawFile } from "../../contract/evidence.ts";
import { actorOf, type Call, type Change, command, type Endpoint } from "../platform/index.ts";
import { requireOwnFile } from "./access.ts";
import { announceFiles } from "./live.ts";
import { holdLibrary } from "./queries.ts";
import { toldOf } from "./receive.ts";
import { fileView, requireWithdrawable } from "./rules.ts";
import type { Means } from "./settings.ts";
import { addWithdrawn } from "./withdrawal-queries.ts";

/** Taking a wrong file back: while nothing that was handed in rests on it. Its bytes and its row stay. */

async function handleWithdraw({ asked }: Means, call: Call<typeof withdrawFile>): Promise<Change<typeof withdrawFile>> {
  const { tx, params, body: { reason } } = call;
  const actor = actorOf(call);
  const { unitId } = await requireOwnFile(tx, actor, params.fileId);
  // Nobody links it meanwhile.
  await holdLibrary(tx, unitId);
  const file = await requireOwnFile(tx, actor, params.fileId);
  requireWithdrawable(file, await asked.useOf(tx, file.id));
  const at = (await tx.now()).toISOString();
  const by = actor.personId;
  await addWithdrawn(tx, { file: file.id, unitId, reason, at, by });
  await announceFiles(tx, [file]);
  return { reply: { body: fileView({ ...file, withdrawal: reason }) }, audit: [toldOf("evidence.withdrawn", file, { reason, at, by })] };
}

export const withdrawalEndpoints = (means: Means): readonly Endpoint[] => [
  command(withdrawFile, (call) => handleWithdraw(means, call), async (call) => {
    await requireOwnFile(call.tx, actorOf(call), call.params.fileId);
    return ["own-unit"] as const;
  }),
];
