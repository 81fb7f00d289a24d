import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Part } from "../../contract/file.ts";
import type { Transaction } from "../platform/index.ts";

/** SQL of what proves criteria. */

type Key = { campaign: string; unit: string; criterion: string; part: Part; version: number };
type Tables = { "congtam.evidence_link_set": Key & { by: string; at: Date }; "congtam.evidence_link": Key & { position: number; file: string; pages: string; proves: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type Link = { readonly fileId: string; readonly pages: string; readonly proves: string };
export type LinkSet = { readonly code: string; readonly part: Part; readonly version: number; readonly by: string; readonly at: string; readonly links: readonly Link[] };

const ISO = sql`to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const NEWEST = sql`not exists (select from congtam.evidence_link_set later where (later.campaign, later.unit, later.criterion, later.part) = (s.campaign, s.unit, s.criterion, s.part) and later.version > s.version)`;

/** The newest set of each criterion and part of a unit's file. */
export async function linkSetsOf(tx: Transaction, campaign: string, unit: string): Promise<LinkSet[]> {
  const { rows } = await sql<LinkSet>`
    select s.criterion as code, s.part, s.version, s.by, ${ISO} as at,
      (select coalesce(json_agg(json_build_object('fileId', l.file, 'pages', l.pages, 'proves', l.proves) order by l.position), '[]') from congtam.evidence_link l
        where (l.campaign, l.unit, l.criterion, l.part, l.version) = (s.campaign, s.unit, s.criterion, s.part, s.version)) as links
    from congtam.evidence_link_set s where s.campaign = ${campaign} and s.unit = ${unit} and ${NEWEST}
    order by s.criterion collate "C", s.part`.execute(tables(tx));
  return rows;
}

/** How many files prove one criterion in each unit's file, by part. */
export async function countLinks(tx: Transaction, campaign: string, code: string, units: readonly string[]): Promise<ReadonlyMap<string, Readonly<Partial<Record<Part, number>>>>> {
  const { rows } = await sql<{ unit: string; counts: Partial<Record<Part, number>> }>`
    select unit, jsonb_object_agg(part, count) as counts from (
      select s.unit, s.part, (select count(*) from congtam.evidence_link l where (l.campaign, l.unit, l.criterion, l.part, l.version) = (s.campaign, s.unit, s.criterion, s.part, s.version)) as count
      from congtam.evidence_link_set s where s.campaign = ${campaign} and s.criterion = ${code} and s.unit = any(${units}::text[]) and ${NEWEST}) counted
    group by unit`.execute(tables(tx));
  return new Map(rows.map(({ unit, counts }) => [unit, counts]));
}

/** Adds a set; false when somebody was faster with its version. */
export async function addLinkSet(tx: Transaction, campaign: string, unit: string, { code, part, version, by, at, links }: LinkSet): Promise<boolean> {
  const key = { campaign, unit, criterion: code, part, version };
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.evidence_link_set").values({ ...key, by, at: new Date(at) }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return false;
  if (links.length > 0) await tables(tx).insertInto("congtam.evidence_link").values(links.map(({ fileId, pages, proves }, i) => ({ ...key, position: i + 1, file: fileId, pages, proves }))).execute();
  return true;
}

/** Campaigns in which somebody looks at others' files, and among them those where all of a part has been handed in. */
export type Inside = { readonly campaigns: readonly string[]; readonly over: Readonly<Record<Part, readonly string[]>> };

/** For the room evidence, about its row `f`: whether the file proves something that was handed in, in these campaigns. */
export const linkedFiles = ({ campaigns, over }: Inside): RawBuilder<boolean> => sql<boolean>`exists (
  select from congtam.evidence_link linked join congtam.evidence_link_set s on (s.campaign, s.unit, s.criterion, s.part, s.version) = (linked.campaign, linked.unit, linked.criterion, linked.part, linked.version)
  where linked.file = f.id and linked.campaign = any(${campaigns}::text[]) and ${NEWEST}
    and ((linked.part = 'self-scoring' and linked.campaign = any(${over["self-scoring"]}::text[])) or (linked.part = 'explanation' and linked.campaign = any(${over.explanation}::text[]))
      or (select done.action ->> 'kind' = 'submit' from congtam.assessment_action done where done.campaign = linked.campaign and done.unit = linked.unit and done.action ->> 'part' = linked.part order by done.number desc limit 1)))`;
