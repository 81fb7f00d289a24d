import { Button } from "antd";
import type { ReactNode } from "react";
import { remindUnits } from "../../contract/campaign.ts";
import { useAct } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useProgressWords } from "./words-progress.ts";

/** Reminds the chosen units, and says whom that has reached. */
export function Remind({ campaignId, unitIds }: { readonly campaignId: string; readonly unitIds: readonly string[] }): ReactNode {
  const t = useProgressWords();
  const format = useFormat();
  const remind = useAct(remindUnits);
  const told = remind.data?.body;
  return (
    <>
      <Button disabled={unitIds.length === 0} loading={remind.isPending} className="no-print" onClick={() => { remind.mutate({ params: { campaignId }, body: { unitIds: [...unitIds] } }); }}>
        {t("remindChosen", { count: format.count(unitIds.length) })}
      </Button>
      <span role="status" className="no-print">
        {told === undefined ? null : told.people === 0 ? t("remindedAlready", { units: format.count(told.units) }) : t("reminded", { people: format.count(told.people), units: format.count(told.units) })}
      </span>
      <RefusalNote error={remind.error} />
    </>
  );
}
