import type { ReactNode } from "react";
import { CriterionEvidence } from "../../shell/evidence/criterion-evidence.tsx";
import { VerifiedFindings } from "../../shell/evidence/verified-findings.tsx";
import { Recorded } from "../../shell/recorded.tsx";
import { maximumOf, scaleOf } from "../../ui/engine.ts";
import { useFormat } from "../../ui/format.ts";
import { ScorePath } from "../../ui/score-path.tsx";
import { AppraisalForm } from "../appraisal-form.tsx";
import { type Mine, type Place, useAppraising } from "../appraising.ts";
import type { Drafts } from "../drafts.ts";
import { pathOf, type Task } from "../file.ts";
import { type Previous, Said } from "../said.tsx";
import { useAppraisalWords } from "../words.ts";

/** One criterion before a member: what it asks for, what the unit says, what the others say, one's own word. */

type Props = {
  readonly task: Task;
  readonly place: Omit<Place, "leaf" | "before" | "mine">;
  readonly drafts: Drafts;
  readonly personId: string;
  readonly isReadOnly: boolean;
  readonly previous: Previous | undefined;
  readonly nameOf: (personId: string | null) => string;
  readonly onSaved: (mine: Mine) => void;
};

export function TaskCard({ task, place, drafts, personId, isReadOnly, previous, nameOf, onSaved }: Props): ReactNode {
  const t = useAppraisalWords();
  const format = useFormat();
  const { leaf, criterion, before, mine } = task;
  const here: Place = { ...place, leaf, before, mine: mine === undefined ? null : { code: leaf.code, ...mine } };
  const appraising = useAppraising(here, drafts, onSaved);
  const max = maximumOf(leaf);
  return (
    <article className="card appraisal-card" aria-labelledby="appraisal-criterion">
      <header className="appraisal-head">
        <p className="small muted">
          <span className="num">{leaf.code}</span> · {leaf.leaf.article}
          {max === null ? "" : ` · ${t("atMost", { max: format.decimal(max) })}`}
        </p>
        <h2 id="appraisal-criterion">{leaf.leaf.title}</h2>
        <p>{leaf.leaf.text}</p>
        <p className="appraisal-scale">{scaleOf(leaf)}</p>
        <p>
          <span className="muted small">{t("path")}</span> <ScorePath steps={pathOf(criterion, personId)} />
        </p>
      </header>
      <Said task={task} round={place.round} personId={personId} nameOf={nameOf} previous={previous} />
      {leaf.leaf.source === undefined ? null : <Recorded place={place} code={leaf.code} />}
      <CriterionEvidence key={`${place.unitId} ${leaf.code}`} follows tellsChecks place={place} code={leaf.code} />
      <VerifiedFindings place={place} code={leaf.code} />
      <AppraisalForm place={here} appraising={appraising} isReadOnly={isReadOnly} />
    </article>
  );
}
