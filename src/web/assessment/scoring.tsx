import { Button } from "antd";
import { type ReactNode, useId } from "react";
import type { CompiledLeaf } from "../../scoring/engine/compile.ts";
import { judge } from "../ui/engine.ts";
import { EntryInput, LivePoints } from "../ui/entry/entry-input.tsx";
import { useFormat } from "../ui/format.ts";
import { Refused } from "../ui/refusal.ts";
import { SaveState } from "../ui/save-state.tsx";
import { RefusalNote } from "../ui/states.tsx";
import type { Drafts } from "./drafts.ts";
import { type Draft, savingOf, type Slot } from "./saving.ts";
import { useAssessmentWords } from "./words.ts";

/** The writing part of a criterion: its input, what it earns, the note, and what became of it all. */

type SideProps = { readonly title: string; readonly leaf: CompiledLeaf | undefined; readonly draft: Draft; readonly action: string; readonly onChoose: () => void };

function Side({ title, leaf, draft, action, onChoose }: SideProps): ReactNode {
  const t = useAssessmentWords();
  const format = useFormat();
  const judged = leaf === undefined ? undefined : judge(leaf, draft.input);
  return (
    <div className="desk-side">
      <h4>{title}</h4>
      {judged === undefined ? null : judged.kind === "points" ? (
        <p>
          <strong className="num">{t("points", { points: format.decimal(judged.points) })}</strong>. {judged.reason}
        </p>
      ) : (
        <p className="muted">{t("noValue")}</p>
      )}
      <p className={draft.note === "" ? "muted" : "desk-note-text"}>{draft.note === "" ? t("noNote") : draft.note}</p>
      <Button onClick={onChoose}>{action}</Button>
    </div>
  );
}

/** Both values side by side; nothing is decided before somebody chooses. */
export function Conflict({ code, slot, drafts, leaf }: { readonly code: string; readonly slot: Slot; readonly drafts: Drafts; readonly leaf: CompiledLeaf | undefined }): ReactNode {
  const t = useAssessmentWords();
  if (slot.phase.kind !== "conflict") return null;
  return (
    <section className="desk-conflict" role="alert" aria-label={t("conflictTitle")}>
      <h3>{t("conflictTitle")}</h3>
      <p>{t("conflictLead")}</p>
      <div className="desk-sides">
        <Side title={t("mine")} leaf={leaf} draft={slot.draft} action={t("keepMine")} onChoose={() => { drafts.resolve(code, "mine"); }} />
        <Side title={t("theirs")} leaf={leaf} draft={slot.phase.current.draft} action={t("takeTheirs")} onChoose={() => { drafts.resolve(code, "theirs"); }} />
      </div>
    </section>
  );
}

/** Why the server did not take it; what was typed stays. */
export function NotSaved({ code, slot, drafts }: { readonly code: string; readonly slot: Slot; readonly drafts: Drafts }): ReactNode {
  const t = useAssessmentWords();
  if (slot.phase.kind !== "refused") return null;
  return (
    <div className="stack">
      <RefusalNote error={slot.phase.error} />
      <p className="row">
        <span>{t(drafts.isKept(code) ? "copyKept" : "copyOnPage")}</span>
        <Button size="small" onClick={() => { drafts.retry(code); }}>
          {t("tryAgain")}
        </Button>
      </p>
    </div>
  );
}

type Props = { readonly leaf: CompiledLeaf; readonly slot: Slot; readonly drafts: Drafts };

/** The input of a criterion that may be written now. */
export function ScoreForm({ leaf, slot, drafts }: Props): ReactNode {
  const t = useAssessmentWords();
  const note = useId();
  const { code } = leaf;
  const { draft, phase } = slot;
  const faults = phase.kind === "refused" && phase.error instanceof Refused ? phase.error.fields : [];
  return (
    <section className="desk-score" aria-label={t("ownValue")}>
      <EntryInput leaf={leaf} value={draft.input} faults={faults} onChange={(input) => { drafts.edit(code, { ...draft, input }); }} />
      {leaf.kind === "points" || draft.input !== null ? null : <p className="muted small">{t("optionalHint")}</p>}
      <LivePoints leaf={leaf} value={draft.input} />
      <div className="desk-note">
        <label htmlFor={note}>{t("note")}</label>
        <textarea id={note} rows={2} maxLength={4000} value={draft.note} aria-describedby={`${note}-hint`} onChange={(event) => { drafts.edit(code, { ...draft, note: event.target.value }); }} />
        <span id={`${note}-hint`} className="muted small">
          {t("noteHint")}
        </span>
      </div>
      <div className="row desk-state">
        <SaveState saving={savingOf(slot, drafts.isKept(code))} />
        <span className="grow" />
        {draft.input === null ? null : (
          <Button size="small" type="text" onClick={() => { drafts.edit(code, { ...draft, input: null }); }}>
            {t("clear")}
          </Button>
        )}
      </div>
      <Conflict code={code} slot={slot} drafts={drafts} leaf={leaf} />
      <NotSaved code={code} slot={slot} drafts={drafts} />
    </section>
  );
}
