import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { CampaignTabs } from "../../shell/campaign-tabs.tsx";
import { CriterionEvidence } from "../../shell/evidence/criterion-evidence.tsx";
import { judge } from "../../ui/engine.ts";
import { asInput } from "../../ui/entry/input.ts";
import { Deadline } from "../../ui/deadline.tsx";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { SaveState } from "../../ui/save-state.tsx";
import { ScorePath } from "../../ui/score-path.tsx";
import { Loaded, Notice } from "../../ui/states.tsx";
import type { Drafts } from "../drafts.ts";
import { type Criterion, pathOf } from "../file-model.ts";
import { NOTHING, savingOf, type Slot } from "../saving.ts";
import { Conflict, NotSaved } from "../scoring.tsx";
import { useDrafts, useSlots } from "../use-drafts.ts";
import { type UnitFile, useDeadline, useMandate, useUnitFile } from "../use-file.ts";
import { FileActs } from "./acts.tsx";
import { useSubmissionWords } from "./words.ts";
import "./submission.css";

/** The round of explanations: only what the council saw differently, its reason, and the unit's answer. */

type SideProps = { readonly unitFile: UnitFile; readonly criterion: Criterion };

function Sides({ unitFile: { index }, criterion: { code, self, outcomes } }: SideProps): ReactNode {
  const t = useSubmissionWords();
  const format = useFormat();
  const leaf = index.leafByCode.get(code);
  const first = outcomes.find(({ round }) => round === "1");
  const sides = [
    { title: t("ownSide"), points: self?.points ?? null, input: self?.input, note: self?.note ?? "" },
    { title: t("councilSide"), points: first?.points ?? null, input: first?.input, note: first?.note ?? "" },
  ];
  return (
    <div className="explanation-sides">
      {sides.map(({ title, points, input, note }) => {
        const judged = leaf === undefined ? undefined : judge(leaf, asInput(input));
        return (
          <section key={title}>
            <h3>{title}</h3>
            <p className="explanation-points num">{points === null ? t("noPoints") : t("points", { points: format.decimal(points) })}</p>
            {judged?.kind === "points" ? <p className="small">{judged.reason}</p> : null}
            {note === "" ? null : <blockquote className="explanation-note">{note}</blockquote>}
          </section>
        );
      })}
    </div>
  );
}

function Answer({ criterion, slot, drafts }: { readonly criterion: Criterion; readonly slot: Slot | undefined; readonly drafts: Drafts | undefined }): ReactNode {
  const t = useSubmissionWords();
  const id = useId();
  if (drafts === undefined || slot === undefined) {
    const text = criterion.explanation?.note ?? "";
    return (
      <div>
        <h3>{t("explanationText")}</h3>
        <p className={text === "" ? "muted" : "explanation-note"}>{text === "" ? t("notExplained") : text}</p>
      </div>
    );
  }
  return (
    <div className="submission-field">
      <label htmlFor={id}>{t("explanationText")}</label>
      <textarea id={id} rows={4} maxLength={4000} value={slot.draft.note} aria-describedby={`${id}-hint`} onChange={(event) => { drafts.edit(criterion.code, { ...NOTHING, note: event.target.value }); }} />
      <div className="row">
        <span id={`${id}-hint`} className="muted small">
          {t("explanationHint")}
        </span>
        <span className="grow" />
        <SaveState saving={savingOf(slot, drafts.isKept(criterion.code))} />
      </div>
      <Conflict code={criterion.code} slot={slot} drafts={drafts} leaf={undefined} />
      <NotSaved code={criterion.code} slot={slot} drafts={drafts} />
    </div>
  );
}

function Explanations({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useSubmissionWords();
  const { campaign, file, lines } = unitFile;
  const { isOfUnit, mayExplain } = useMandate(unitFile);
  const drafts = useDrafts("explanation", unitFile, mayExplain);
  const slots = useSlots(drafts);
  const due = useDeadline(unitFile);
  const contested = file.criteria.filter(({ isContested }) => isContested);
  const done = contested.filter(({ explanation }) => explanation !== null).length;
  const titles = new Map(lines.map(({ code, title }) => [code, title]));
  return (
    <Page
      width="text"
      title={t("explanationTitle", { unit: file.unitName })}
      lead={
        <>
          {campaign.title} · {t("explanationLead", { count: contested.length, done })}
          {due === undefined || file.stage !== "explanation" ? null : (
            <>
              {" · "}
              <Deadline at={due} now={file.now} />
            </>
          )}
        </>
      }
      actions={
        <Link to="/campaigns/$campaignId/units/$unitId" params={{ campaignId: file.campaignId, unitId: file.unitId }}>
          {t("toDesk")}
        </Link>
      }
    >
      <CampaignTabs campaignId={file.campaignId} />
      <div className="submission stack">
        {isOfUnit && !mayExplain ? <Notice title={t("explanationClosed")} /> : null}
        {contested.length === 0 ? <Notice title={t("explanationNone")}>{t("explanationNoneHelp")}</Notice> : null}
        {contested.map((criterion) => (
          <article key={criterion.code} className="card stack" aria-labelledby={`explanation-${criterion.code}`}>
            <header>
              <h2 id={`explanation-${criterion.code}`}>
                <span className="num">{criterion.code}</span> {titles.get(criterion.code)}
              </h2>
              <ScorePath steps={pathOf(criterion)} />
            </header>
            <Sides unitFile={unitFile} criterion={criterion} />
            <Answer criterion={criterion} slot={slots.get(criterion.code)} drafts={drafts} />
            <CriterionEvidence place={file} code={criterion.code} mayAdd={mayExplain} />
          </article>
        ))}
        {mayExplain && done < contested.length ? <p className="muted">{t("explanationSkip", { count: contested.length - done })}</p> : null}
        {file.stage === "explanation" && contested.length > 0 ? <FileActs unitFile={unitFile} part="explanation" isReady={(drafts?.unsaved() ?? []).length === 0} /> : null}
      </div>
    </Page>
  );
}

export function ExplanationPage(): ReactNode {
  const query = useUnitFile(useParams({ from: "/signed-in/campaigns/$campaignId/units/$unitId/explanation" }));
  return query.data === undefined ? (
    <div className="page page-text">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  ) : (
    <Explanations unitFile={query.data} />
  );
}
