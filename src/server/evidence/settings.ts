import type { FILE_KINDS } from "../../contract/evidence.ts";
import type { RawBuilder } from "kysely";
import type { Actor, Transaction } from "../platform/index.ts";
import type { Staging } from "./staging.ts";
import type { Store } from "./store.ts";
import type { WriterLimits, Writers } from "./writers.ts";

/** What the room is given: where bytes lie, how much may come, and the answers of those who stand above it. */

export type FileKind = (typeof FILE_KINDS)[number];

export type Limits = {
  readonly kinds: readonly FileKind[];
  readonly maxBytes: number;
  readonly pieceBytes: number;
  /** Of one unit, all years together. */
  readonly quotaBytes: number;
  /** For how long after a deadline bytes of files that were named before may come. */
  readonly graceMinutes: number;
  /** How many may send at once. */
  readonly writers: WriterLimits;
};

/** Until when a unit may name files; undefined: nobody has set an end yet. */
export type Intake = { readonly isOpen: boolean; readonly until: string | undefined };

/**
 * What somebody may see of units' evidence, besides nothing: all of the own units', and of others the files that prove
 * what they may read.
 */
export type Sight = {
  /** Whether somebody has a part in any campaign of others; who has none is told of no unit but the own. */
  readonly isInside: boolean;
  /** About a row `f` of files. */
  readonly shows: RawBuilder<boolean>;
  /** The same, put so that it is quick for very many rows at once rather than for one. */
  readonly showsOfMany: RawBuilder<boolean>;
  /** Under which campaign a look at a unit's file is written down. */
  readonly campaignOf: (unitId: string) => string;
};

/** What rests on a file: criteria that it proves now, and whether it ever was handed in with a part of a unit's file. */
export type Use = { readonly wasHandedIn: boolean; readonly codes: readonly string[] };

/** Handed in by those who know campaigns and files. */
export type Asked = {
  readonly intakeOf: (tx: Transaction, unitId: string, year: number) => Promise<Intake>;
  /** Also tells the policies on rows of roles that count in a unit's own campaign. */
  readonly sightOf: (tx: Transaction, actor: Actor, year: number | undefined) => Promise<Sight>;
  readonly useOf: (tx: Transaction, fileId: string) => Promise<Use>;
};

/** Certificates at which a trusted signature ends: as PEM, and a name that is another one when they are others. */
export type Roots = { readonly pem: string; readonly key: string };

export type Means = { readonly store: Store; readonly staging: Staging; readonly limits: Limits; readonly asked: Asked; /** Where the scanner listens; with one, files are held back until it has found them clean. */ readonly clamd: string | undefined; readonly roots: Roots; readonly writers: Writers };
