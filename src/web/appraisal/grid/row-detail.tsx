import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { CriterionEvidence } from "../../shell/evidence/criterion-evidence.tsx";
import { VerifiedFindings } from "../../shell/evidence/verified-findings.tsx";
import { useFormat } from "../../ui/format.ts";
import { ScorePath } from "../../ui/score-path.tsx";
import { pathOf } from "../file.ts";
import { Said } from "../said.tsx";
import { valueText } from "../values.ts";
import type { Shown } from "./columns.ts";
import type { Editing } from "./editing.ts";
import type { Row } from "./rows.ts";
import { useGridWords } from "./words.ts";

/** The active row in full: what does not fit into cells, why something was not saved, what was saved elsewhere. */

function Trouble({ row, editing, shown }: { readonly row: Row; readonly editing: Editing; readonly shown: Shown }): ReactNode {
  const t = useGridWords();
  const format = useFormat();
  const status = editing.statuses.get(row.unitId);
  if (status === undefined) return null;
  if (status.kind === "refused") return <p className="refusal">{status.message}</p>;
  if (status.kind === "fault" && status.typed.kind !== "empty" && status.typed.kind !== "value") return <p className="refusal">{t(`wrong.${status.typed.kind}`, { text: "", max: status.typed.kind === "too-much" ? format.decimal(status.typed.max) : "" })}</p>;
  if (status.kind !== "conflict") return null;
  const { current } = status;
  return (
    <div className="refusal">
      <p>{current === null ? t("conflictEmpty") : t("conflictIs", { time: format.time(current.at), value: valueText(shown.leaf, current.input, format, t), reason: current.note === "" ? "–" : current.note })}</p>
      <div className="row">
        <Button
          size="small"
          onClick={() => {
            editing.settle(row, true);
          }}
        >
          {t("keepMine")}
        </Button>
        <Button
          size="small"
          onClick={() => {
            editing.settle(row, false);
          }}
        >
          {t("takeTheirs")}
        </Button>
      </div>
    </div>
  );
}

type Props = { readonly row: Row | undefined; readonly campaignId: string; readonly shown: Shown; readonly editing: Editing };

export function RowDetail({ row, campaignId, shown, editing }: Props): ReactNode {
  const t = useGridWords();
  if (row === undefined) return null;
  const { criterion } = row;
  return (
    <section className="card grid-detail" aria-label={t("detail")}>
      <header className="row">
        <h2 className="grow">
          <Link to="/campaigns/$campaignId/appraisal/units/$unitId" params={{ campaignId, unitId: row.unitId }} search={{ code: criterion.code }}>
            {row.unitName}
          </Link>
        </h2>
        <ScorePath steps={pathOf(criterion, shown.personId)} />
      </header>
      <Trouble row={row} editing={editing} shown={shown} />
      {criterion.notApplicable === null ? <Said task={{ criterion, leaf: shown.leaf }} round={shown.round} personId={shown.personId} nameOf={shown.nameOf} /> : <p>{t("notApplicableWhy", { reason: criterion.notApplicable.reason, article: criterion.notApplicable.article })}</p>}
      <CriterionEvidence key={row.unitId} follows tellsChecks place={{ campaignId, unitId: row.unitId }} code={criterion.code} />
      <VerifiedFindings place={{ campaignId, unitId: row.unitId }} code={criterion.code} />
    </section>
  );
}
