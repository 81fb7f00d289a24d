import { Button, Input as TextInput } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { Disagreement } from "../../../contract/assessment-round.ts";
import { LEAST_REASON } from "../../../contract/prose.ts";
import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import { CriterionEvidence } from "../../shell/evidence/criterion-evidence.tsx";
import { VerifiedFindings } from "../../shell/evidence/verified-findings.tsx";
import { maximumOf } from "../../ui/engine.ts";
import type { Input } from "../../ui/entry/input.ts";
import { useFormat } from "../../ui/format.ts";
import { RefusalNote } from "../../ui/states.tsx";
import type { Row } from "../grid/rows.ts";
import type { Round } from "../ground.ts";
import { useKeys } from "../keys.ts";
import { differs, lacksReason, readPoints, valueText } from "../values.ts";
import { type Option, optionsOf, useDecide } from "./decide.ts";
import { useSittingWords } from "./words.ts";

/** One difference, large enough for the last row of the room: what was given, by whom, why, and what is decided. */

type Props = { readonly place: Disagreement; readonly campaignId: string; readonly round: Round; readonly leaf: CompiledLeaf; readonly row: Row; readonly personId: string; readonly isReadOnly: boolean; readonly nameOf: (personId: string | null) => string; readonly onDecided: () => void };

type Choice = { readonly input: Input; readonly points: string; readonly reason: string } | undefined;

function Options({ options, chosen, leaf, isReadOnly, nameOf, onChoose }: Pick<Props, "leaf" | "isReadOnly" | "nameOf"> & { readonly options: readonly Option[]; readonly chosen: string | undefined; readonly onChoose: (option: Option) => void }): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  return (
    <ul className="sitting-options">
      {options.map((option) => (
        <li key={option.key}>
          <button
            type="button"
            aria-pressed={chosen === option.key}
            disabled={isReadOnly}
            onClick={() => {
              onChoose(option);
            }}
          >
            <kbd className="appraisal-key">{option.key}</kbd>
            <strong className="num sitting-points">{format.decimal(option.points)}</strong>
            <span className="grow">
              <span>{t(`by.${option.kind}`, { name: nameOf(option.by) })}</span>
              {"points" in option.input ? null : <span className="muted"> · {valueText(leaf, option.input, format, t)}</span>}
              {option.reason === "" ? null : <span className="sitting-why">{option.reason}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The reason, and the last step; both come once a value was chosen. */
function Conclusion({ leaf, row, choice, isBusy, onReason, onDecide }: Pick<Props, "leaf" | "row"> & { readonly choice: NonNullable<Choice>; readonly isBusy: boolean; readonly onReason: (reason: string) => void; readonly onDecide: () => void }): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  const id = useId();
  const needs = differs(leaf, choice.input, row.before);
  const lacks = lacksReason(leaf, choice.input, row.before, choice.reason);
  return (
    <div className="stack">
      {needs ? (
        <div className="appraisal-reason">
          <label htmlFor={id}>{t("reason")}</label>
          <textarea
            id={id}
            className="appraisal-text"
            rows={2}
            value={choice.reason}
            maxLength={4000}
            autoFocus={lacks}
            onChange={(event) => {
              onReason(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && event.ctrlKey && !lacks) onDecide();
            }}
          />
          {lacks ? <p className="small muted">{t("reasonNeeded", { count: LEAST_REASON })}</p> : null}
        </div>
      ) : null}
      <div className="row">
        <Button autoFocus={!lacks} type="primary" size="large" disabled={lacks} loading={isBusy} onClick={onDecide}>
          {t("decide", { points: format.decimal(choice.points) })}
        </Button>
        <span className="small muted">{t("decideKeys")}</span>
      </div>
    </div>
  );
}

/** Another value than those that were given. */
function Other({ leaf, row, onChoose }: Pick<Props, "leaf" | "row"> & { readonly onChoose: (choice: NonNullable<Choice>) => void }): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  const [text, setText] = useState("");
  const typed = readPoints(leaf, text, row.before);
  const max = maximumOf(leaf);
  return (
    <label className="sitting-other">
      <span>{t("other")}</span>
      <TextInput
        className="num"
        inputMode="decimal"
        value={text}
        {...(typed.kind === "empty" || typed.kind === "value" ? {} : { status: "error" as const })}
        onChange={(event) => {
          setText(event.target.value);
          const read = readPoints(leaf, event.target.value, row.before);
          if (read.kind === "value") onChoose({ input: read.input, points: read.points, reason: "" });
        }}
      />
      {max === null ? null : <span className="muted small">{t("upTo", { max: format.decimal(max) })}</span>}
    </label>
  );
}

export function SittingCard({ place, campaignId, round, leaf, row, personId, isReadOnly, nameOf, onDecided }: Props): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  const [choice, setChoice] = useState<Choice>();
  const [chosen, setChosen] = useState<string>();
  const { isBusy, error, decide } = useDecide(campaignId, round, leaf.code);
  const options = optionsOf(row, round, personId);
  const choose = (option: Option): void => {
    if (isReadOnly) return;
    setChosen(option.key);
    setChoice({ input: option.input, points: option.points, reason: option.reason });
  };
  useKeys(Object.fromEntries(options.map((option) => [option.key, () => { choose(option); }])));
  const conclude = async (): Promise<void> => {
    if (choice === undefined || isBusy) return;
    const reason = differs(leaf, choice.input, row.before) ? choice.reason : "";
    if (await decide(row, choice.input, reason)) onDecided();
  };
  const { self, explanation } = row.criterion;
  return (
    <article className="card sitting-card" aria-labelledby="sitting-unit">
      <header>
        <p className="muted">
          <span className="num">{leaf.code}</span> {leaf.leaf.title}
        </p>
        <h2 id="sitting-unit">{row.unitName}</h2>
        <p>
          {t(`state.${place.state}`, { gap: format.decimal(place.gap) })}
        </p>
      </header>
      {self === null || self.note === "" ? null : (
        <blockquote className="sitting-quote">
          <span className="muted">{t("unitSays")}</span> {self.note}
        </blockquote>
      )}
      {explanation === null ? null : (
        <blockquote className="sitting-quote">
          <span className="muted">{t("unitExplains")}</span> {explanation.note}
        </blockquote>
      )}
      <CriterionEvidence follows tellsChecks place={{ campaignId, unitId: row.unitId }} code={leaf.code} />
      <VerifiedFindings place={{ campaignId, unitId: row.unitId }} code={leaf.code} />
      <Options options={options} chosen={chosen} leaf={leaf} isReadOnly={isReadOnly} nameOf={nameOf} onChoose={choose} />
      {isReadOnly ? null : (
        <Other
          leaf={leaf}
          row={row}
          onChoose={(other) => {
            setChosen(undefined);
            setChoice({ ...other, reason: choice?.reason ?? "" });
          }}
        />
      )}
      {choice === undefined ? null : (
        <Conclusion
          key={choice.points}
          leaf={leaf}
          row={row}
          choice={choice}
          isBusy={isBusy}
          onDecide={() => {
            void conclude();
          }}
          onReason={(reason) => {
            setChoice({ ...choice, reason });
          }}
        />
      )}
      <RefusalNote error={error} />
    </article>
  );
}
