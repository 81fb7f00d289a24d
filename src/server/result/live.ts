import { z } from "zod";
import type { Role } from "../../contract/route.ts";
import { type Campaign, rolesHearing } from "../campaign/index.ts";
import { announce, topic, type Topic, type Transaction } from "../platform/index.ts";

/** What is told of results as it happens. */

/** Who reads drafts and decides in them, once everything is brought together. */
const INSIDERS: readonly Role[] = ["programme-officer", "council-chair", "council-member", "chairman", "vice-chairman", "auditor"];

const facts = z.object({ isOwned: z.boolean(), isPublic: z.boolean() });

export const resultTopics: Readonly<Record<string, Topic>> = {
  result: topic(facts, async ({ isOwned, isPublic }, data, read) => {
    const rolesOf = await rolesHearing(read, data["campaignId"], isOwned);
    return (actor) => {
      const roles = rolesOf(actor);
      return (isPublic && roles.length > 0) || roles.some((role) => INSIDERS.includes(role)) ? data : undefined;
    };
  }),
};

/** The number is of the decision or of the version. */
export const announceResult = (tx: Transaction, { id, ownerUnitId }: Campaign, kind: "decided" | "proposed" | "returned" | "approved" | "published", number: number): Promise<void> =>
  announce(tx, [{ topic: "result", data: { campaignId: id, kind, number }, facts: { isOwned: ownerUnitId !== null, isPublic: kind === "published" } }]);
