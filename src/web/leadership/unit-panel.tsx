import type { ReactNode } from "react";
import { readProgress } from "../../contract/assessment.ts";
import { usePast } from "../shell/past.ts";
import { useAll } from "../shell/query.ts";
import type { MarkedUnit } from "./mark-row.tsx";
import { cellKey } from "./marking.ts";
import type { MarksDesk } from "./marks-desk.ts";
import { UnitSummary } from "./unit-summary.tsx";

type Props = { readonly campaignId: string; readonly year: number; readonly ownerUnitId: string | null; readonly desk: MarksDesk; readonly unit: MarkedUnit; readonly isOpen: boolean; readonly onClose: () => void };

/** What a leader may want to know of a unit before marking it, with what was marked so far. */
export function UnitPanel({ campaignId, year, ownerUnitId, desk, unit, isOpen, onClose }: Props): ReactNode {
  const past = usePast({ year, ownerUnitId });
  const progress = useAll(readProgress, { params: { campaignId } });
  return (
    <UnitSummary
      campaignId={campaignId}
      unit={unit}
      isOpen={isOpen}
      past={past}
      progress={progress.data?.find((one) => one.unitId === unit.unitId)}
      cellOf={(code) => desk.cell(cellKey(unit.unitId, code))}
      onWant={(cell, mark, note) => { desk.mark(cellKey(cell.unitId, cell.code), { mark, note }); }}
      onClose={onClose}
    />
  );
}
