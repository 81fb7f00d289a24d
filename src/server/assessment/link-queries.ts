import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Part } from "../../contract/file.ts";
import type { Transaction } from "../platform/index.ts";

/** SQL of what proves criteria. */

type Key = { campaign: string; unit: string; criterion: string; part: Part; version: number };
type Tables = { "congtam.evidence_link_set": Key & { by: string; at: Date; instead: string }; "congtam.evidence_link": Key & { position: number; file: string; pages: string; proves: string } };
const tables = (tx: Transaction): Kysely<Tables> => tx.tables<Tables>();

export type Link = { readonly fileId: string; readonly pages: string; readonly proves: string };
export type LinkSet = { readonly code: string; readonly part: Part; readonly version: number; readonly by: string; readonly at: string; readonly links: readonly Link[]; /** What the unit says where there is nothing to link. */ readonly instead: string };

const ISO = sql`to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const NEWEST = sql`not exists (select from congtam.evidence_link_set later where (later.campaign, later.unit, later.criterion, later.part) = (s.campaign, s.unit, s.criterion, s.part) and later.version > s.version)`;

/** The newest set of each criterion and part of a unit's file. */
export const linkSetsOf = async (tx: Transaction, campaign: string, unit: string): Promise<LinkSet[]> => (await linkSetsOfUnits(tx, campaign, [unit])).get(unit) ?? [];

/** The same for many units, in one question. */
export async function linkSetsOfUnits(tx: Transaction, campaign: string, units: readonly string[]): Promise<ReadonlyMap<string, LinkSet[]>> {
  const { rows } = await sql<LinkSet & { readonly unit: string }>`
    select s.unit, s.criterion as code, s.part, s.version, s.by, ${ISO} as at, s.instead,
      (select coalesce(json_agg(json_build_object('fileId', l.file, 'pages', l.pages, 'proves', l.proves) order by l.position), '[]') from congtam.evidence_link l
        where (l.campaign, l.unit, l.criterion, l.part, l.version) = (s.campaign, s.unit, s.criterion, s.part, s.version)) as links
    from congtam.evidence_link_set s where s.campaign = ${campaign} and s.unit = any(${units}::text[]) and ${NEWEST}
    order by s.unit, s.criterion collate "C", s.part`.execute(tables(tx));
  const sets = new Map<string, LinkSet[]>();
  for (const { unit, ...set } of rows) sets.set(unit, [...(sets.get(unit) ?? []), set]);
  return sets;
}

/** What a unit brought forward for one criterion in one part. */
export type ColumnSet = { readonly unit: string; readonly part: Part; readonly files: readonly string[]; readonly instead: boolean };

/** Of one criterion the newest set of each unit and part: which files prove it, and whether something is said in their place. */
export async function columnSets(tx: Transaction, campaign: string, code: string, units: readonly string[]): Promise<ColumnSet[]> {
  const { rows } = await sql<ColumnSet>`
    select s.unit, s.part, s.instead <> '' as instead,
      array(select l.file from congtam.evidence_link l where (l.campaign, l.unit, l.criterion, l.part, l.version) = (s.campaign, s.unit, s.criterion, s.part, s.version) order by l.position) as files
    from congtam.evidence_link_set s where s.campaign = ${campaign} and s.criterion = ${code} and s.unit = any(${units}::text[]) and ${NEWEST}`.execute(tables(tx));
  return rows;
}

/** Adds a set; false when somebody was faster with its version. */
export async function addLinkSet(tx: Transaction, campaign: string, unit: string, { code, part, version, by, at, links, instead }: LinkSet): Promise<boolean> {
  const key = { campaign, unit, criterion: code, part, version };
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx).insertInto("congtam.evidence_link_set").values({ ...key, by, at: new Date(at), instead }).onConflict((on) => on.doNothing()).executeTakeFirstOrThrow();
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

/** The same for very many files: all that was handed in is gathered once, and each file looked up in it. */
export const linkedFilesOfMany = ({ campaigns, over }: Inside): RawBuilder<boolean> => sql<boolean>`f.id in (
  select linked.file
  from congtam.evidence_link linked join congtam.evidence_link_set s on (s.campaign, s.unit, s.criterion, s.part, s.version) = (linked.campaign, linked.unit, linked.criterion, linked.part, linked.version)
  where s.campaign = any(${campaigns}::text[]) and ${NEWEST}
    and ((s.part = 'self-scoring' and s.campaign = any(${over["self-scoring"]}::text[])) or (s.part = 'explanation' and s.campaign = any(${over.explanation}::text[]))
      or (s.campaign, s.unit, s.part) in (
        select last.campaign, last.unit, last.part from (
          select distinct on (done.campaign, done.unit, done.action ->> 'part') done.campaign, done.unit, done.action ->> 'part' as part, done.action ->> 'kind' as kind
          from congtam.assessment_action done where done.campaign = any(${campaigns}::text[])
          order by done.campaign, done.unit, done.action ->> 'part', done.number desc) last
        where last.kind = 'submit')))`;

/** Every row `f` of files. */
export const everyFile = (): RawBuilder<boolean> => sql<boolean>`true`;

/** Those of one's own units, and those that are linked where one may read. */
export const filesSeen = (ownUnits: readonly string[], linked: RawBuilder<boolean> | undefined): RawBuilder<boolean> => sql<boolean>`(f.unit = any(${ownUnits}::text[]) or ${linked ?? sql`false`})`;

/** What rests on a file: the criteria that it proves now, and whether it was among what was newest when a part was ever handed in. */
export async function useOfFile(tx: Transaction, file: string): Promise<{ readonly wasHandedIn: boolean; readonly codes: readonly string[] }> {
  const { rows } = await sql<{ criterion: string; isNewest: boolean; wasHandedIn: boolean }>`
    select s.criterion, ${NEWEST} as "isNewest", exists (
      select from congtam.assessment_action done
      where done.campaign = s.campaign and done.unit = s.unit and done.action ->> 'part' = s.part and done.action ->> 'kind' = 'submit' and done.at >= s.at
        and not exists (select from congtam.evidence_link_set later where (later.campaign, later.unit, later.criterion, later.part) = (s.campaign, s.unit, s.criterion, s.part) and later.version > s.version and later.at <= done.at)) as "wasHandedIn"
    from congtam.evidence_link linked join congtam.evidence_link_set s on (s.campaign, s.unit, s.criterion, s.part, s.version) = (linked.campaign, linked.unit, linked.criterion, linked.part, linked.version)
    where linked.file = ${file} order by s.criterion collate "C"`.execute(tables(tx));
  return { wasHandedIn: rows.some((one) => one.wasHandedIn), codes: [...new Set(rows.filter((one) => one.isNewest).map((one) => one.criterion))] };
}

type LinkedIn = { readonly campaign: string; readonly isSubmitted: boolean; readonly part: Part };

/** In which campaigns a file proves something now, and whether that part was handed in. */
export async function campaignsLinking(tx: Transaction, file: string): Promise<LinkedIn[]> {
  const { rows } = await sql<LinkedIn>`
    select distinct s.campaign, s.part, 
      coalesce((select done.action ->> 'kind' = 'submit' from congtam.assessment_action done where done.campaign = s.campaign and done.unit = s.unit and done.action ->> 'part' = s.part order by done.number desc limit 1), false) as "isSubmitted"
    from congtam.evidence_link linked join congtam.evidence_link_set s on (s.campaign, s.unit, s.criterion, s.part, s.version) = (linked.campaign, linked.unit, linked.criterion, linked.part, linked.version)
    where linked.file = ${file} and ${NEWEST}`.execute(tables(tx));
  return rows;
}
