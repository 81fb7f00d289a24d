import type { ReactNode } from "react";
import { useFormat } from "../../ui/format.ts";
import type { Ground } from "../ground.ts";
import { BulkAgree } from "./bulk-agree.tsx";
import type { Editing } from "./editing.ts";
import type { Plan } from "./paste.ts";
import { PastePreview } from "./paste-preview.tsx";
import type { Far, Row } from "./rows.ts";
import { useGridWords } from "./words.ts";

export type Place = { readonly campaignId: string; readonly index: string; readonly code: string };
export type Panel = { readonly kind: "agree" } | { readonly kind: "paste"; readonly plan: Plan };

type ManyProps = { readonly panel: Panel; readonly place: Place; readonly ground: Ground; readonly rows: readonly Row[]; readonly far: Far | undefined; readonly editing: Editing; readonly onClose: (done?: string) => void };

/** What is done with many units at once is looked at before it is done. */
export function Many({ panel, place, ground: { round }, rows, far, editing, onClose }: ManyProps): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const cancel = (): void => {
    onClose();
  };
  if (panel.kind === "agree") {
    return (
      <BulkAgree
        campaignId={place.campaignId}
        round={round}
        code={place.code}
        rows={rows}
        far={far}
        onCancel={cancel}
        onDone={(count) => {
          onClose(t("agreedMany", { count: format.count(count) }));
        }}
      />
    );
  }
  return (
    <PastePreview
      plan={panel.plan}
      place={{ ...place, round }}
      onCancel={cancel}
      onDone={({ saved, statuses }) => {
        for (const [unitId, status] of statuses) editing.say(unitId, status);
        onClose(statuses.size === saved ? t("pastedAll", { count: format.count(saved) }) : t("pasted", { count: format.count(saved), failed: format.count(statuses.size - saved) }));
      }}
    />
  );
}
