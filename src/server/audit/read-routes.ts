import { listOwnReads, listReads } from "../../contract/audit-reads.ts";
import type { Role } from "../../contract/route.ts";
import { type Endpoint, pageFrom, Problem, query } from "../platform/index.ts";
import { type ReadFilter, readPageOfReads } from "./read-queries.ts";

/** Who read what: the auditor sees all of it, a unit's head what was seen of the own unit. */

/** A unit is told what the council holds against its score, not which member held it. */
const UNNAMED: readonly Role[] = ["council-chair", "council-member"];

type Asked = Parameters<typeof readPageOfReads>[0];
type Page = { readonly limit: number; readonly cursor?: string | undefined };

async function pageOf(tx: Asked, filter: ReadFilter, { limit, cursor }: Page) {
  const rows = await readPageOfReads(tx, filter, cursor === undefined ? undefined : Number(cursor), limit + 1);
  return pageFrom(rows, limit, (row) => String(row.id));
}

export const readLogEndpoints: readonly Endpoint[] = [
  query(listReads, async ({ tx, query: { limit, cursor, ...filter } }) => {
    const { items, nextCursor } = await pageOf(tx, { ...filter, withEveryUnit: true }, { limit, cursor });
    const views = items.map(({ at, account, person, api_key, roles, operation, kind, campaign, unit, of_person }) => ({ at: at.toISOString(), accountId: account, personId: person, keyId: api_key, roles, operation, kind, campaignId: campaign, unitId: unit, ofPersonId: of_person }));
    return { body: { items: views, nextCursor } };
  }),
  query(
    listOwnReads,
    async ({ tx, params, query: { limit, cursor, ...filter } }) => {
      const { items, nextCursor } = await pageOf(tx, { ...filter, kind: "unit-file", unit: params.unitId, unnamed: UNNAMED }, { limit, cursor });
      const personOf = (roles: readonly Role[], person: string) => (roles.some((role) => UNNAMED.includes(role)) ? null : person);
      const views = items.map(({ at, person, api_key, roles, operation, campaign }) => ({ at: at.toISOString(), personId: personOf(roles, person), isSystem: api_key !== null, roles, operation, campaignId: campaign }));
      return { body: { items: views, nextCursor } };
    },
    ({ actor, params }) => {
      if (actor?.unitIds.includes(params.unitId) !== true) throw new Problem("not-found");
      return ["own-unit"];
    },
  ),
];
