import type { KeptRow, Telling } from "../audit/index.ts";
import { listOf, moment, told, type ToldRow } from "./told-rows.ts";

/** Which rows an entry about a unit's evidence tells of. No I/O. */

function named({ unit, year, item, file, number, name, size, sha256, reservedAt, bytesUntil, by }: KeptRow): ToldRow[] {
  const at = moment(reservedAt);
  return [
    // The first file of an item makes it.
    ...(number === 1 ? [told("evidence_item", { id: item, unit, year, at, by })] : []),
    told("evidence_file", { id: file, item, unit, year, number, name, size, sha256, reserved_at: at, by, bytes_until: moment(bytesUntil) }),
  ];
}

export function toldOfLibrary({ action, data }: Pick<Telling, "action" | "data">): ToldRow[] {
  const { unit, file, item, sha256, kind, reason, revision, number, dated, issuer, subject, by } = data;
  const at = moment(data["at"]);
  switch (action) {
    case "evidence.reserved":
      return named(data);
    case "evidence.kept":
      return [told("evidence_kept", { file, unit, sha256, kind, at })];
    case "evidence.refused":
      return [told("evidence_refused", { file, unit, reason, at, by })];
    case "evidence.withdrawn":
      return [told("evidence_withdrawn", { file, unit, reason, at, by })];
    case "evidence.described":
      return [told("evidence_description", { item, unit, revision, number, dated, issuer, subject, by, at })];
    default:
      return [];
  }
}

/** What proves a criterion, as an entry about a unit's file tells it. */
export function toldOfLinks(campaign: string, { unit, criterion, part, version, by, at, links, instead }: KeptRow): ToldRow[] {
  const key = { campaign, unit, criterion, part, version };
  return [told("evidence_link_set", { ...key, by, at: moment(at), instead }), ...listOf(links).map(({ fileId, pages, proves }, i) => told("evidence_link", { ...key, position: i + 1, file: fileId, pages, proves }))];
}
