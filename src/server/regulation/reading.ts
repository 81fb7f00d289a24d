import { z } from "zod";
import { checkContent, compareVersions, readDocument, type RegulationContent, type RegulationFault, type VersionItem } from "../../contract/regulation.ts";
import { isLoaded } from "../../scoring/regulation/load.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { type Checked, checked } from "../platform/index.ts";
import { compareRegulations, MOST_FAULTS, readContent, shownFault } from "./rules.ts";

/** What is done with whole regulations in a thread, since reading one takes longer than anything may hold up the other requests. No I/O. */

/** A regulation that was read: its document as JSON text, as it is kept. */
export type ReadRegulation = { readonly id: string; readonly title: string; readonly sha256: string; readonly document: string; readonly faults?: never };
type Unread = { readonly faults: readonly RegulationFault[]; readonly faultCount: number };

/** Reads and checks content; of many faults the first are told. */
export function read(content: RegulationContent): ReadRegulation | Unread {
  const loaded = readContent(content);
  if (!isLoaded(loaded)) return { faults: loaded.slice(0, MOST_FAULTS).map(shownFault), faultCount: loaded.length };
  const { regulation, sha256 } = loaded;
  return { id: regulation.id, title: regulation.title, sha256, document: JSON.stringify(regulation) };
}

/** The answer that says what is wrong with content. */
export function tellCheck(content: RegulationContent): Checked {
  const found = read(content);
  return checked(checkContent, found.faults === undefined ? { sha256: found.sha256, faults: [], faultCount: 0 } : { sha256: null, faults: [...found.faults], faultCount: found.faultCount });
}

type Kept = { readonly item: VersionItem; readonly document: string };
/** A document that was checked before it was kept. */
const known = z.custom<Regulation>((value) => typeof value === "object" && value !== null);
const regulationIn = ({ document }: Kept): Regulation => known.parse(JSON.parse(document));

/** The answer with a whole version as data. */
export const tellDocument = (one: Kept): Checked => checked(readDocument, { sha256: one.item.sha256, document: regulationIn(one) });

/** The answer that says what differs from one version to another. */
export const tellComparison = ({ old, now }: { readonly old: Kept; readonly now: Kept }): Checked => {
  const body: z.input<typeof compareVersions.response> = { ...compareRegulations(regulationIn(old), regulationIn(now)), old: old.item, new: now.item };
  return checked(compareVersions, body);
};
