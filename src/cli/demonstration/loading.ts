import { record } from "../../server/audit/index.ts";
import { type Actor, type AuditEntry, type Endpoint, Problem, requireAllowed, type Transaction } from "../../server/platform/index.ts";
import type { Rooms } from "../../server/main.ts";

/** Loading the demonstration: people act through the rooms' own operations, all within one transaction. */

/** Who the ledger says has written all this. */
export const OWNER = "demonstration";
/** What every entry of the demonstration says of itself. */
export const LABEL = "Dữ liệu minh họa";

export type Loading = {
  readonly tx: Transaction;
  readonly rooms: Rooms;
  readonly actor: (username: string) => Actor;
  readonly unit: (code: string) => string;
  /** Stands for the people of the units that have no account. */
  readonly loader: string;
};

type Wanted = { readonly params?: object; readonly query?: object; readonly body?: unknown; /** The version that is changed. */ readonly seen?: string };
export type Done = { readonly body: unknown; readonly cookie: string | undefined };

/** No statement may take long, on a slow machine either. */
const ENTRIES_AT_ONCE = 2000;

/** Writes to the ledger what was done. */
export async function tell(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += ENTRIES_AT_ONCE) await record(tx, OWNER, entries.slice(from, from + ENTRIES_AT_ONCE));
}

function operationOf({ rooms }: Loading, operationId: string): Endpoint {
  const found = rooms.endpoints.find((one) => one.route.operationId === operationId);
  if (found === undefined) throw new RangeError(`there is no operation ${operationId}`);
  return found;
}

/**
 * Does one operation as somebody, with everything that a request would meet: the gate, the schema, the room's rules, the
 * ledger. `moment` is the transaction with the time at which it happens.
 */
export async function act(loading: Loading, moment: Transaction, actor: Actor | undefined, operationId: string, { params = {}, query = {}, body, seen }: Wanted): Promise<Done> {
  const endpoint = operationOf(loading, operationId);
  const { route } = endpoint;
  // What a room remembers of a request must not be remembered for the next one.
  const tx = { ...moment };
  if (endpoint.kind === "errand" || endpoint.kind === "stream" || endpoint.kind === "passage") throw new RangeError(`nobody outside is asked or told while loading: ${operationId}`);
  const call = { params: route.params.parse(params), query: route.query.parse(query), body: route.body?.parse(body), actor, tx, seen, request: { address: OWNER, cookie: () => undefined } };
  requireAllowed(route, actor, await endpoint.relations(call));
  if (endpoint.kind === "query") {
    const read = await endpoint.handle(call);
    if ("file" in read) throw new RangeError(`nobody reads a file while loading: ${operationId}`);
    return { body: "checked" in read ? JSON.parse(new TextDecoder().decode(read.checked.bytes)) : read.body, cookie: undefined };
  }
  const { reply, refusal, audit } = await endpoint.handle(call);
  if (refusal !== undefined) throw refusal;
  await tell(tx, audit);
  return { body: reply.body, cookie: reply.cookies?.find((one) => one.value !== undefined)?.value };
}

const PAUSE_MS = 10;

/** The transaction at its first moment that is not before this one. */
export async function momentFrom(tx: Transaction, time: string): Promise<Transaction> {
  for (;;) {
    const moment = tx.later();
    if ((await moment.now()).toISOString() >= time) return moment;
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
  }
}

/** Signs in for acts that ask for a session; the demonstration's accounts need no second factor. */
export async function signedIn(loading: Loading, moment: Transaction, username: string, password: string): Promise<Actor> {
  const { cookie } = await act(loading, moment, undefined, "identity.signIn", { body: { username, password } });
  const actor = await loading.rooms.authenticate(moment, { cookie, bearer: undefined });
  if (actor === undefined) throw new Problem("not-signed-in");
  return actor;
}
