import { Button } from "antd";
import type { ReactNode } from "react";
import type { Disagreement, readRound } from "../../../contract/assessment-round.ts";
import type { Answer } from "../../shell/client.ts";
import { useSession } from "../../shell/session.ts";
import { useFormat } from "../../ui/format.ts";
import { Loaded, Notice } from "../../ui/states.tsx";
import { useRows } from "../grid/rows-read.ts";
import type { Ground } from "../ground.ts";
import { Beside } from "./beside.tsx";
import { SittingCard } from "./sitting-card.tsx";
import { useSittingWords } from "./words.ts";

/** What stands on the stage of a sitting: one difference, the other units beside it, the way to the next. */

export const keyOf = ({ unitId, code }: Pick<Disagreement, "unitId" | "code">): string => `${unitId} ${code}`;

export function Walk({ at, total, onStep }: { readonly at: number; readonly total: number; readonly onStep: (by: number) => void }): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  return (
    <div className="row no-print sitting-walk">
      <Button
        disabled={at <= 0}
        onClick={() => {
          onStep(-1);
        }}
      >
        {t("previous")} <kbd className="appraisal-key" aria-hidden="true">←</kbd>
      </Button>
      <Button
        disabled={at >= total - 1}
        onClick={() => {
          onStep(1);
        }}
      >
        {t("next")} <kbd className="appraisal-key" aria-hidden="true">→</kbd>
      </Button>
      <span className="num">{t("place", { at: format.count(at + 1), total: format.count(total) })}</span>
    </div>
  );
}

export type TableProps = { readonly ground: Ground; readonly round: Answer<typeof readRound>["body"] };

export function Card({ ground, round, place, nameOf, onDecided }: TableProps & { readonly place: Disagreement; readonly nameOf: (personId: string | null) => string; readonly onDecided: () => void }): ReactNode {
  const t = useSittingWords();
  const { personId } = useSession().user;
  const campaignId = ground.campaign.id;
  const rows = useRows({ campaignId, index: place.index, code: place.code, round: ground.round, scope: round.seesAll ? "all" : "assigned" }, true);
  const leaf = ground.engine.indexes.get(place.index)?.leafByCode.get(place.code);
  return (
    <Loaded query={rows}>
      {({ rows: all }) => {
        const row = all.find((one) => one.unitId === place.unitId);
        if (row === undefined || leaf === undefined) return <Notice title={t("gone")}>{t("goneHelp")}</Notice>;
        return (
          <>
            <SittingCard key={keyOf(place)} place={place} campaignId={campaignId} round={ground.round} leaf={leaf} row={row} personId={personId} isReadOnly={!row.isOpen || !row.isAssigned} nameOf={nameOf} onDecided={onDecided} />
            <Beside rows={all} unitId={place.unitId} round={ground.round} />
          </>
        );
      }}
    </Loaded>
  );
}
