import { type QueryClient, type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { readLinks, setLinks } from "../../../contract/evidence-link.ts";
import { Refused } from "../../ui/refusal.ts";
import { type Answer, call } from "../client.ts";
import { forget, useRead } from "../query.ts";

/** What proves the criteria of a unit's file, and how that is changed. */

export type FilePlace = { readonly campaignId: string; readonly unitId: string };
export type Links = Answer<typeof readLinks>["body"];
export type LinkSet = Links["sets"][number];
export type Link = LinkSet["links"][number];
/** A link as it is sent. */
export type Proof = Pick<Link, "fileId" | "pages" | "proves">;

export const useLinks = ({ campaignId, unitId }: FilePlace, isEnabled = true): UseQueryResult<Answer<typeof readLinks>> => useRead(readLinks, { params: { campaignId, unitId } }, { enabled: isEnabled });

export const setsOf = (links: Links | undefined, code: string): readonly LinkSet[] => (links?.sets ?? []).filter((one) => one.code === code);

const TRIES = 3;
const proofOf = ({ fileId, pages, proves }: Link): Proof => ({ fileId, pages, proves });

const LINKED_FILE = /^\/links\/(\d+)\/fileId$/;

/** The files that the server says cannot be linked: those that were refused while they were being linked. */
const notLinkable = (error: Refused, links: readonly Proof[]): string[] => error.fields.flatMap(({ pointer }) => links[Number(LINKED_FILE.exec(pointer)?.[1] ?? -1)]?.fileId ?? []);

/** Changes the links of a criterion as they are now, whoever else is at it; `unwanted` are files that proved to be none. */
async function changeLinks(place: FilePlace, code: string, change: (links: readonly Proof[]) => readonly Proof[], triesLeft = TRIES, unwanted: readonly string[] = []): Promise<void> {
  const { body } = await call(readLinks, { params: { campaignId: place.campaignId, unitId: place.unitId } });
  const set = body.sets.find((one) => one.code === code && one.part === body.open);
  // What was refused proves nothing, and would be refused here again.
  const before = (set?.links ?? []).filter(({ file }) => file.state !== "refused").map(proofOf);
  const links = change(before).filter(({ fileId }) => !unwanted.includes(fileId));
  try {
    await call(setLinks, { params: { campaignId: place.campaignId, unitId: place.unitId, code }, body: { links }, version: set?.version ?? "0" });
  } catch (error) {
    if (!(error instanceof Refused) || triesLeft <= 1) throw error;
    // One that is refused for what is in it must not take those with it that were brought along.
    const more = notLinkable(error, links);
    if (!error.is("stale") && more.length === 0) throw error;
    await changeLinks(place, code, change, triesLeft - 1, [...unwanted, ...more]);
  }
}

/** Changes of one criterion come one after another. */
let last: Promise<unknown> = Promise.resolve();

export type ChangeLinks = (change: (links: readonly Proof[]) => readonly Proof[]) => Promise<void>;

export function useChangeLinks(place: FilePlace, code: string): ChangeLinks {
  const client = useQueryClient();
  return async (change) => {
    const mine = last.catch(() => undefined).then(async () => changeLinks(place, code, change));
    last = mine;
    await mine;
    await forgetEvidence(client);
  };
}

/** Says what stands in place of evidence; "" takes it back. Whoever else was at it meanwhile is not overwritten. */
export function useSayInstead(place: FilePlace, code: string): (instead: string) => Promise<void> {
  const client = useQueryClient();
  return async (instead) => {
    const { body } = await call(readLinks, { params: { campaignId: place.campaignId, unitId: place.unitId } });
    const set = body.sets.find((one) => one.code === code && one.part === body.open);
    await call(setLinks, { params: { campaignId: place.campaignId, unitId: place.unitId, code }, body: { links: (set?.links ?? []).map(proofOf), instead }, version: set?.version ?? "0" });
    await forgetEvidence(client);
  };
}

export const forgetEvidence = async (client: QueryClient): Promise<void> => forget(client, ["evidence", "assessment.links"]);

export const withFiles = (links: readonly Proof[], ids: readonly string[]): readonly Proof[] => [...links, ...ids.filter((id) => links.every((one) => one.fileId !== id)).map((fileId) => ({ fileId, pages: "", proves: "" }))];
