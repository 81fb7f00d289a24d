import type { ReactNode } from "react";
import { explainDraft, explainVersion, type VersionItem } from "../../contract/result.ts";
import type { ExplainedStep } from "../../scoring/explain/unit.ts";
import { Place } from "../shell/place.tsx";
import { useRead } from "../shell/query.ts";
import { Reasons, SideDrawer } from "../ui/reasons.tsx";
import { Loaded } from "../ui/states.tsx";
import { arranged, criterionIn } from "./explained.ts";
import { useResultWords } from "./words.ts";

type Asked = { readonly campaignId: string; readonly of: "draft" | VersionItem; readonly unit: { readonly code: string; readonly unitId: string; readonly name: string }; readonly ratioTitle: string; readonly regulationVersionId: string };

function useExplained({ campaignId, of, unit }: Asked): { readonly data: ExplainedStep | undefined; readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown } {
  const draft = useRead(explainDraft, { params: { campaignId, unit: unit.code } }, { enabled: of === "draft" });
  const number = typeof of === "object" ? String(of.number) : "1";
  const version = useRead(explainVersion, { params: { campaignId, number, unit: unit.code } }, { enabled: typeof of === "object", staleTime: Infinity });
  const query = of === "draft" ? draft : version;
  return { ...query, data: query.data?.body };
}

/** How a unit's number came about: the ratio that was looked at first, then the contents it is made of, each down to its criteria. */
export function ReasonsPanel({ onClose, ...asked }: Asked & { readonly onClose: () => void }): ReactNode {
  const t = useResultWords();
  const { campaignId, unit, ratioTitle, regulationVersionId } = asked;
  const query = useExplained(asked);
  const more = (step: ExplainedStep): ReactNode => {
    const criterion = criterionIn(step);
    return criterion === undefined || unit.unitId === "" ? null : (
      <Place className="small no-print" to={`/campaigns/${campaignId}/units/${unit.unitId}?criterion=${criterion}`}>
        {t("inFile")}
        <span className="visually-hidden">: {step.title}</span>
      </Place>
    );
  };
  return (
    <SideDrawer title={t("reasons", { unit: unit.name })} isOpen onClose={onClose}>
      <Loaded query={query} rows={12}>
        {(step) => <Reasons step={arranged(step, ratioTitle)} versionId={regulationVersionId} more={more} isFolded={(one) => "maxPoints" in one.values && criterionIn(one) === undefined && one.steps.length > 0} />}
      </Loaded>
    </SideDrawer>
  );
}
