import { Button } from "antd";
import { memo, type ReactNode, type Ref, useState } from "react";
import { readPreviousValues } from "../../contract/result-previous.ts";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { CriterionEvidence } from "../shell/evidence/criterion-evidence.tsx";
import { useRead } from "../shell/query.ts";
import { Recorded } from "../shell/recorded.tsx";
import { ArticleLink } from "../ui/article-link.tsx";
import { type IndexLine, scaleOf } from "../ui/engine.ts";
import { EntryInput, LivePoints } from "../ui/entry/entry-input.tsx";
import { asInput } from "../ui/entry/input.ts";
import { useFormat } from "../ui/format.ts";
import { HelpHint } from "../ui/help-hint.tsx";
import { ScorePath } from "../ui/score-path.tsx";
import type { Drafts } from "./drafts.ts";
import { type Criterion, type File, pathOf } from "./file-model.ts";
import { HistoryDrawer } from "./history.tsx";
import type { Slot } from "./saving.ts";
import { ScoreForm } from "./scoring.tsx";
import { useAssessmentWords } from "./words.ts";

type Place = Pick<File, "campaignId" | "unitId">;

/** What earns what, one line for each; where the input shows its own scale nothing is said twice. */
function Scale({ leaf }: { readonly leaf: CompiledLeaf }): ReactNode {
  const t = useAssessmentWords();
  const isShownByInput = leaf.leaf.method === "choice" || leaf.leaf.method === "checklist";
  return (
    <section className="desk-scale" aria-label={t("scale")}>
      <p>{leaf.leaf.text}</p>
      {isShownByInput ? null : (
        <ul>
          {scaleOf(leaf)
            .replace(/\.$/, "")
            .split("; ")
            .map((line) => (
              <li key={line}>{line}</li>
            ))}
        </ul>
      )}
      {leaf.leaf.reading === undefined ? null : <p className="muted small">{t("reading", { clause: leaf.leaf.reading.clause, taken: leaf.leaf.reading.taken })}</p>}
    </section>
  );
}

/** What was published of the criterion the last time, for the eye to compare. */
function LastYear({ place, code }: { readonly place: Place; readonly code: string }): ReactNode {
  const t = useAssessmentWords();
  const format = useFormat();
  const { data } = useRead(readPreviousValues, { params: { campaignId: place.campaignId, unitId: place.unitId } }, { staleTime: Infinity });
  const year = data?.body.campaign?.year;
  if (data === undefined || year === undefined) return null;
  const found = data.body.units.flatMap(({ unitId, name, values }) => values.filter((one) => one.code === code).map((one) => ({ ...one, unitId, name })));
  if (found.length === 0) return null;
  return (
    <section>
      <h3>{t("lastYear", { year })}</h3>
      {found.map(({ unitId, name, state, points, isSameCriterion }) => (
        <p key={unitId}>
          {found.length > 1 ? `${name}: ` : null}
          <span className="num">{state === "scored" ? t("lastYearPoints", { points: format.decimal(points) }) : t(state === "notApplicable" ? "lastYearNotApplicable" : "lastYearNone")}</span>
          {isSameCriterion ? null : <span className="muted small"> {t("lastYearOther")}</span>}
        </p>
      ))}
    </section>
  );
}

/** What the council has made of it, as far as the reader may see. */
function Council({ criterion }: { readonly criterion: Criterion }): ReactNode {
  const t = useAssessmentWords();
  const format = useFormat();
  const rounds = criterion.outcomes.filter(({ state }) => state === "decided" || state === "disputed");
  if (rounds.length === 0) return null;
  return (
    <section>
      <h3>{t("council")}</h3>
      {rounds.map(({ round, state, points, note }) => (
        <div key={round}>
          <p>
            {t(`step.appraisal-${round}`)}: {state === "disputed" ? t("disputed") : <strong className="num">{points === null ? t("noPoints") : t("points", { points: format.decimal(points) })}</strong>}
          </p>
          {note === "" ? null : <p className="desk-note-text">{t("councilReason", { reason: note })}</p>}
        </div>
      ))}
    </section>
  );
}

/** The unit's value for whoever only reads, or for whom it is not (any more) the time to write. */
function ReadOnly({ leaf, criterion }: { readonly leaf: CompiledLeaf; readonly criterion: Criterion }): ReactNode {
  const t = useAssessmentWords();
  const { self, imported, correction } = criterion;
  const counted = correction ?? imported ?? self;
  const value = asInput(counted?.input);
  if (criterion.scoredBy !== "unit" && value === null) return <p className="desk-told">{t(`by.${criterion.scoredBy}`)}</p>;
  return (
    <section className="desk-score" aria-label={t("ownValue")}>
      {self?.fits === false ? <p className="desk-told">{t("noLongerFits")}</p> : null}
      {value === null ? <p className="muted">{t("noValue")}</p> : <EntryInput leaf={leaf} value={value} onChange={() => undefined} isReadOnly />}
      {value === null ? null : <LivePoints leaf={leaf} value={value} />}
      {(self?.note ?? "") === "" ? null : (
        <div>
          <h3>{t("note")}</h3>
          <p className="desk-note-text">{self?.note}</p>
        </div>
      )}
    </section>
  );
}

/** What stands beside a criterion: evidence that is needed, last year, what the council made of it, its history. */
function EveryBeside({ place, leaf, criterion, mayAdd }: { readonly place: Place; readonly leaf: CompiledLeaf; readonly criterion: Criterion; /** Whether the reader is of the unit; until when files may come, the server says. */ readonly mayAdd: boolean }): ReactNode {
  const t = useAssessmentWords();
  const [isOpen, setOpen] = useState(false);
  const path = pathOf(criterion);
  return (
    <section className="card desk-beside" aria-label={t("beside", { code: leaf.code })}>
      <section>
        <h3>{t("evidenceNeeded")}</h3>
        <ul>
          {leaf.leaf.evidence.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </section>
      <CriterionEvidence key={leaf.code} place={place} code={leaf.code} follows mayAdd={mayAdd && criterion.notApplicable === null} />
      {leaf.leaf.source === undefined ? null : <Recorded place={place} code={leaf.code} isOwn={mayAdd} />}
      <LastYear place={place} code={leaf.code} />
      {path.length < 2 ? null : (
        <section>
          <h3>{t("path")}</h3>
          <ScorePath steps={path} />
        </section>
      )}
      <Council criterion={criterion} />
      <Button size="small" onClick={() => { setOpen(true); }}>
        {t("history")}
      </Button>
      <HistoryDrawer place={place} leaf={leaf} isOpen={isOpen} onClose={() => { setOpen(false); }} />
    </section>
  );
}

/** Drawn anew only when what it shows has changed. */
export const Beside = memo(EveryBeside);

type Props = {
  readonly line: IndexLine;
  readonly leaf: CompiledLeaf;
  /** The headings above, outermost first. */
  readonly above: readonly IndexLine[];
  readonly criterion: Criterion;
  readonly law: Regulation;
  readonly versionId: string;
  readonly writing: { readonly drafts: Drafts; readonly slot: Slot } | undefined;
  readonly box: Ref<HTMLElement>;
};

/** One criterion: what earns what first, the input second, the points third. */
export function CriterionCard({ line, leaf, above, criterion, law, versionId, writing, box }: Props): ReactNode {
  const t = useAssessmentWords();
  return (
    <article className="card desk-card" aria-labelledby="desk-criterion" ref={box}>
      <header>
        <p className="muted small">
          {above.map(({ code, title }, i) => (
            <span key={code} title={title}>
              {i === 0 ? null : " › "}
              {i === above.length - 1 ? `${code}. ${title}` : code}
            </span>
          ))}
        </p>
        <div className="row">
          <h2 id="desk-criterion">
            <span className="num">{line.code}</span> {line.title}
          </h2>
          <ArticleLink versionId={versionId} article={line.article} />
          {leaf.kind === "points" ? null : <HelpHint topic={line.title} versionId={versionId} rules={[law[leaf.kind]]} />}
        </div>
      </header>
      <Scale leaf={leaf} />
      {criterion.notApplicable === null ? null : <div className="desk-told">
          {t("notApplicable", { reason: criterion.notApplicable.reason })} <HelpHint topic={t("notApplicableTopic")} versionId={versionId} rules={[law.notApplicable]} />
        </div>}
      {writing === undefined ? criterion.notApplicable === null ? <ReadOnly leaf={leaf} criterion={criterion} /> : null : <ScoreForm leaf={leaf} slot={writing.slot} drafts={writing.drafts} />}
    </article>
  );
}
