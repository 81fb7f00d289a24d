import { queryOptions, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import { readGrid } from "../../../contract/assessment-grid.ts";
import { call } from "../../shell/client.ts";
import { keyOf } from "../../shell/query.ts";
import type { Round } from "../ground.ts";
import type { Row } from "./rows.ts";

/** All rows of a criterion, however many pages they come in. */

type Asked = { readonly campaignId: string; readonly index: string; readonly code: string; readonly round: Round; readonly scope: "assigned" | "all" };
export type Rows = { readonly rows: readonly Row[]; readonly now: string };

const PAGE = 200;

const rowsRead = ({ campaignId, index, code, round, scope }: Asked) => {
  const params = { campaignId, code };
  const query = { index, round, scope, limit: PAGE };
  return queryOptions({
    queryKey: keyOf(readGrid, { params, query }),
    queryFn: async ({ signal }): Promise<Rows> => {
      const rows: Row[] = [];
      let cursor: string | undefined;
      for (;;) {
        const { body } = await call(readGrid, { params, query: { ...query, ...(cursor === undefined ? {} : { cursor }) }, signal });
        rows.push(...body.items);
        if (body.nextCursor === null) return { rows, now: body.now };
        cursor = body.nextCursor;
      }
    },
  });
};

export const useRows = (asked: Asked, isEnabled: boolean): UseQueryResult<Rows> => useQuery({ ...rowsRead(asked), enabled: isEnabled });

export type PutRow = (unitId: string, alter: (row: Row) => Row) => void;

/** Puts what was saved into the row as it was read last: meanwhile others may have changed something else of it. */
export function usePutRow(asked: Asked): PutRow {
  const client = useQueryClient();
  const { campaignId, index, code, round, scope } = asked;
  return useCallback(
    (unitId, alter) => {
      const { queryKey } = rowsRead({ campaignId, index, code, round, scope });
      client.setQueryData<Rows>(queryKey, (kept) => (kept === undefined ? kept : { ...kept, rows: kept.rows.map((one) => (one.unitId === unitId ? alter(one) : one)) }));
    },
    [campaignId, client, code, index, round, scope],
  );
}
