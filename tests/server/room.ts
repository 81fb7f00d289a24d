import { noteReads } from "../../src/server/audit/index.ts";
import { type Actor, type AuditEntry, buildHttp, type Database, type Endpoint, type House } from "../../src/server/platform/index.ts";

/** A room behind the real door, without the ledger: what it would record and what broke is kept to look at. */
export type Room = { readonly app: ReturnType<typeof buildHttp>; recorded: AuditEntry[]; readonly failures: unknown[] };

/** `actorCalled` says who a bearer token is; nobody who is unknown to it is signed in. */
export async function openRoom(database: Database, endpoints: readonly Endpoint[], actorCalled: (token: string) => Actor | undefined, door: Pick<House, "now" | "limits" | "metricsToken" | "publicPages" | "trustedProxies"> = {}): Promise<Room> {
  const failures: unknown[] = [];
  const app = buildHttp({
    ...door,
    database,
    endpoints,
    authenticate: async (_tx, { bearer }) => actorCalled(bearer ?? ""),
    record: async (_tx, _by, entries) => {
      room.recorded = [...room.recorded, ...entries];
    },
    noteReads,
    onFailure: (error) => {
      failures.push(error);
    },
  });
  const room: Room = { app, recorded: [], failures };
  await app.ready();
  return room;
}
