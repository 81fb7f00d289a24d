import { changeSettings, type Letterhead, readSettings } from "../../contract/documents.ts";
import { actorOf, type Call, type Change, command, type Endpoint, Problem, query, type Reply, type Transaction } from "../platform/index.ts";
import { letterheadFor } from "../../contract/letterhead.ts";
import { wholeLetterhead } from "./letterhead.ts";
import { hasOffice } from "./office.ts";
import { addSetting, newestSetting } from "./queries.ts";

/** The letterhead of the authority's papers: read, changed, and what holds until it is set. */

/** What stands above papers now; `authority` is as the regulation calls it. */
export const letterheadOf = async (tx: Transaction, authority: string): Promise<Letterhead> => {
  const kept = (await newestSetting(tx))?.setting;
  return kept === undefined ? letterheadFor(authority) : wholeLetterhead(kept);
};

async function handleRead({ tx }: Call<typeof readSettings>): Promise<Reply<typeof readSettings>> {
  const newest = await newestSetting(tx);
  return { body: { letterhead: newest === undefined ? null : wholeLetterhead(newest.setting), hasPdf: await hasOffice() }, version: String(newest?.number ?? 0) };
}

/** Who signs in the head's place does so under a title of their own. */
function requireTitles({ chair, standing }: Letterhead): void {
  const signers = [["/chair/ownTitle", chair], ["/standing/head/ownTitle", standing.head]] as const;
  const fields = signers.flatMap(([pointer, one]) => (one.ownTitle === "" && one.signing !== "head" && one.signing !== "acting" ? [{ pointer, message: { vi: "Ghi chức vụ của người ký thay, ví dụ Phó Chủ tịch.", en: "Say the title of whoever signs in the head's place, such as Vice-Chairman." } }] : []));
  if (fields.length > 0) throw new Problem("invalid-input", { fields });
}

async function handleChange(call: Call<typeof changeSettings>): Promise<Change<typeof changeSettings>> {
  const { tx, body, seen } = call;
  const { personId } = actorOf(call);
  requireTitles(body);
  const newest = await newestSetting(tx);
  const current = newest?.number ?? 0;
  const number = current + 1;
  const at = await tx.now();
  if (seen !== String(current) || !(await addSetting(tx, number, at, personId, body))) throw new Problem("stale", { extra: { current: { letterhead: newest?.setting ?? null } } });
  return { reply: { body: { letterhead: body }, version: String(number) }, audit: [{ action: "documents.settings-changed", subject: "documents:settings", data: { number, at: at.toISOString(), by: personId, setting: body } }] };
}

export const settingEndpoints: readonly Endpoint[] = [query(readSettings, handleRead), command(changeSettings, handleChange)];
