import type { Reads, Relation, Role, Route } from "../../contract/route.ts";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Checked } from "./checked.ts";
import type { Transaction } from "./database.ts";
import { Problem } from "./problem.ts";

/** Who is acting: an account with the rights that it has at this moment. */
export type Actor = {
  readonly accountId: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Units in which the person has a post now. */
  readonly unitIds: readonly string[];
  /** Empty when another system acts with its key. */
  readonly sessionId: string;
  /** The key of another system. */
  readonly keyId?: string;
};

/** What is written to the ledger about a change: who is known from the call, the rest says the room. */
export type AuditEntry = {
  /** "room.what": "identity.signed-in" */
  readonly action: string;
  /** What was changed: "account:…". */
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** One request after reading, checking and letting in. */
export type Call<R extends Route> = {
  readonly params: z.output<R["params"]>;
  readonly query: z.output<R["query"]>;
  readonly body: z.output<NonNullable<R["body"]>>;
  /** Undefined only on public routes. */
  readonly actor: Actor | undefined;
  readonly tx: Transaction;
  /** The version that the client saw (If-Match), where the route requires one. */
  readonly seen: string | undefined;
  readonly request: { readonly address: string; readonly cookie: (name: string) => string | undefined };
};

/** Whose data an answer shows: of one unit in a campaign (or in a period of work), or (null) of every unit; of one person. */
export type Shown = { readonly campaign: string; readonly unit: string | null; readonly ofPerson?: string };

/** For the log of reads: who was shown what, by which of the own roles. */
export type ReadEntry = Shown & { readonly actor: Actor; readonly roles: readonly Role[]; readonly operation: string; readonly kind: Reads };

/** What is shown of one unit to somebody who is not of it; who looks at the own unit leaves no trace. */
export const shownOf = (actor: Actor | undefined, campaign: string, units: readonly string[]): Shown[] => [...new Set(units)].filter((unit) => actor?.unitIds.includes(unit) !== true).map((unit) => ({ campaign, unit }));

export type Reply<R extends Route> = {
  readonly body: z.input<R["response"]>;
  /** The version of what is returned, for the ETag. */
  readonly version?: string;
  readonly cookies?: readonly Cookie[];
  /** What of it goes into the log of reads: needed on routes that declare `reads`, and only there. */
  readonly shown?: readonly Shown[];
  /** Where the browser goes next, on routes of status 303. */
  readonly location?: string;
};

/** Other sites' pages never make the browser send it, unless a person comes from there (`isSentOnArrival`). */
type Cookie = { readonly name: string; readonly value: string | undefined; readonly maxAgeSeconds: number; readonly isSentOnArrival?: boolean };

/** An answer so large that it was checked and written in a thread. */
export type LargeReply = Pick<Reply<Route>, "shown"> & { readonly checked: Checked };

/** A file as people keep it: its name may be Vietnamese. It is made when the transaction is over: nobody waits for a connection meanwhile. */
export type FileBody = { readonly name: string; readonly type: string; readonly make: () => Promise<Uint8Array> };
/** The answer of a route that produces a file. */
export type FileReply = Pick<Reply<Route>, "shown" | "version"> & { readonly file: FileBody };

/** A query reads; it has nothing to audit. */
type QueryHandler<R extends Route> = (call: Call<R>) => Promise<Reply<R> | LargeReply | FileReply>;

/** A change, or a refusal that itself must be kept (a failed sign-in). Without an entry for the ledger it does not compile. */
export type Change<R extends Route> = { readonly audit: readonly [AuditEntry, ...AuditEntry[]]; readonly by?: string } & ({ readonly reply: Reply<R>; readonly refusal?: never } | { readonly refusal: Problem; readonly reply?: never });
type CommandHandler<R extends Route> = (call: Call<R>) => Promise<Change<R>>;

/** What an errand knows of its request: no transaction is open while it waits for somebody else. */
export type Errand<R extends Route> = Omit<Call<R>, "tx" | "seen"> & { readonly transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T> };

/** Asks another system first, then answers; or hands over the change that follows, which gets a transaction of its own. */
type ErrandHandler<R extends Route> = (errand: Errand<R>) => Promise<Reply<R> | ((tx: Transaction) => Promise<Change<R>>)>;

/** Opens a stream that lasts for as long as both sides want; it changes nothing. */
type StreamHandler = (asked: { readonly actor: Actor; readonly lastEventId: string | undefined }) => Readable;

/** Bytes as they leave the house, whatever they are. */
export type Sent = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body?: Readable };

/** What a passage has once it was let through: the request as it comes in, and a way to write down what came of it. */
export type Wire = {
  readonly incoming: IncomingMessage;
  /** In a transaction of its own, as the same person, with its entries for the ledger and, of what passes bit by bit, for the log of reads. */
  readonly commit: <T>(work: (tx: Transaction) => Promise<{ readonly audit: readonly AuditEntry[]; readonly shown?: readonly Shown[]; readonly result: T }>) => Promise<T>;
};

/** Who may, and what it is about, is decided within a transaction; the bytes pass when it is over. */
type Passage = Pick<Reply<Route>, "shown"> & { readonly pass: (wire: Wire) => Promise<Sent> };
type PassageHandler<R extends Route> = (call: Call<R>) => Promise<Passage>;

/** Which relations the actor has to what this call touches; `any` is always there. */
type RelationsOf<R extends Route> = (call: Call<R>) => Promise<readonly Relation[]> | readonly Relation[];

export type Endpoint<R extends Route = Route> = { readonly route: R; readonly relations: RelationsOf<R> } & ({ readonly kind: "query"; readonly handle: QueryHandler<R> } | { readonly kind: "command"; readonly handle: CommandHandler<R> } | { readonly kind: "errand"; readonly handle: ErrandHandler<R> } | { readonly kind: "stream"; readonly handle: StreamHandler } | { readonly kind: "passage"; readonly handle: PassageHandler<R> });

/** The signed-in caller; the gate has already refused everybody else on routes that need one. */
export function actorOf(call: { readonly actor: Actor | undefined }): Actor {
  if (call.actor === undefined) throw new Problem("not-signed-in");
  return call.actor;
}

const noRelations = (): readonly [] => [];

/** Binds a route to the function that answers it. */
export const query = <R extends Route>(route: R, handle: QueryHandler<R>, relations: RelationsOf<R> = noRelations): Endpoint => ({ kind: "query", route, handle, relations }) as unknown as Endpoint;
/** Binds a route to the function that makes its change. */
export const command = <R extends Route>(route: R, handle: CommandHandler<R>, relations: RelationsOf<R> = noRelations): Endpoint => ({ kind: "command", route, handle, relations }) as unknown as Endpoint;
/** Binds a route to the function that lets bytes in or out. */
export const passage = <R extends Route>(route: R, handle: PassageHandler<R>, relations: RelationsOf<R> = noRelations): Endpoint => ({ kind: "passage", route, handle, relations }) as unknown as Endpoint;
/** Binds a route to the function that opens a stream for whoever is signed in; a key has no session, which the stream would end with. */
export const stream = (route: unknown, handle: StreamHandler): Endpoint => ({ kind: "stream", route, handle, relations: noRelations }) as unknown as Endpoint;
/** Binds a route to the function that asks another system for it; nobody needs a relation to anything. */
export const errand = <R extends Route>(route: R, handle: ErrandHandler<R>): Endpoint => ({ kind: "errand", route, handle, relations: noRelations }) as unknown as Endpoint;
