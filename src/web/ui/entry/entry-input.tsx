import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { CompiledLeaf } from "../../../scoring/engine/compile.ts";
import type { Leaf } from "../../../scoring/method/methods.ts";
import { judge, maximumOf } from "../engine.ts";
import { type Format, useFormat } from "../format.ts";
import type { FieldFault } from "../refusal.ts";
import { ChecklistField, ChoiceField } from "./choices.tsx";
import type { EntryForm } from "./form.ts";
import type { Input } from "./input.ts";
import { AnswersField, RatingField } from "./lists.tsx";
import { type Field, NumberFields, RatioFields } from "./plain-fields.tsx";
import { saidByServer, saidOf } from "./said.ts";
import { WorkField } from "./work-items.tsx";
import { useEntryWords } from "./words.ts";
import "./entry.css";

type Words = ReturnType<typeof useEntryWords>;
type Plain = Exclude<Leaf["method"], "choice" | "checklist" | "ratio" | "rating" | "answers" | "work">;

/** The one field of a method that takes a single number. */
function fieldOf(leaf: Extract<Leaf, { method: Plain }>, max: string | null, t: Words, format: Format): Field {
  switch (leaf.method) {
    case "points":
      return { key: "points", label: max === null ? t("points") : t("pointsOf", { max: format.decimal(max) }), kind: "amount" };
    case "occurrences":
    case "deduct":
      return { key: "occurrences", label: t("occurrences", { event: leaf.event }), kind: "whole" };
    case "survey":
      return { key: "mean", label: t("mean", { min: format.decimal(leaf.scaleMin), max: format.decimal(leaf.scaleMax) }), kind: "signed" };
    case "external":
      return { key: "score", label: `${leaf.publisher}. ${t("score", { max: format.decimal(leaf.scaleMax) })}`, kind: "amount" };
    case "inverse":
    case "relative":
      return { key: "value", label: leaf.measure, kind: "amount", unit: leaf.unit };
    case "bands":
      return { key: "value", label: leaf.measure, kind: "signed", unit: leaf.unit };
  }
}

function MethodFields({ form, leaf, max }: { readonly form: EntryForm; readonly leaf: Leaf; readonly max: string | null }): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  switch (leaf.method) {
    case "choice":
      return <ChoiceField form={form} leaf={leaf} />;
    case "checklist":
      return <ChecklistField form={form} leaf={leaf} />;
    case "ratio":
      return <RatioFields form={form} leaf={leaf} />;
    case "rating":
      return <RatingField form={form} leaf={leaf} />;
    case "answers":
      return <AnswersField form={form} leaf={leaf} />;
    case "work":
      return <WorkField form={form} />;
    case "points":
    case "occurrences":
    case "deduct":
    case "survey":
    case "external":
    case "inverse":
    case "relative":
    case "bands":
      return <NumberFields form={form} fields={[fieldOf(leaf, max, t, format)]} />;
  }
}

function DirectField({ form, max }: { readonly form: EntryForm; readonly max: string | null }): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  return <NumberFields form={form} fields={[{ key: "points", label: max === null ? t("points") : t("pointsOf", { max: format.decimal(max) }), kind: "amount" }]} />;
}

type Props = {
  readonly leaf: CompiledLeaf;
  /** As the interface takes it; a field that is being typed may hold what is no number yet (`judge` tells). */
  readonly value: Input | null;
  readonly onChange: (value: Input | null) => void;
  /** What the server said of the value; what the method itself says is shown anyway. */
  readonly faults?: readonly FieldFault[] | undefined;
  readonly isReadOnly?: boolean;
  /** Points by hand under any method: the council may take another view, a unit scores through the method. */
  readonly takesPoints?: boolean;
};

/** The input of one criterion, as its method wants it. */
export function EntryInput({ leaf, value, onChange, faults, isReadOnly = false, takesPoints = false }: Props): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  const [wantsPoints, setWantsPoints] = useState(false);
  const max = maximumOf(leaf);
  const isDirect = leaf.leaf.method !== "points" && (value === null ? wantsPoints : "points" in value);
  const judged = judge(leaf, value);
  const own = judged.kind === "faults" ? saidOf(judged.faults, t, format) : [];
  // What the method says here and now is better known than what the server said of an earlier value.
  const form: EntryForm = { value, onChange, isReadOnly, said: own.length > 0 ? own : saidByServer(faults ?? []) };
  return (
    <div className="entry">
      {takesPoints && !isReadOnly && leaf.leaf.method !== "points" ? (
        <Segmented<boolean>
          aria-label={t("way")}
          value={isDirect}
          options={[
            { label: t("byMethod"), value: false },
            { label: t("byHand"), value: true },
          ]}
          onChange={(wanted) => {
            setWantsPoints(wanted);
            onChange(null);
          }}
        />
      ) : null}
      {isDirect ? <DirectField form={form} max={max} /> : <MethodFields form={form} leaf={leaf.leaf} max={max} />}
    </div>
  );
}

/** What the value earns, as it stands: large, and how it came about. */
export function LivePoints({ leaf, value }: { readonly leaf: CompiledLeaf; readonly value: Input | null }): ReactNode {
  const t = useEntryWords();
  const format = useFormat();
  const judged = judge(leaf, value);
  const max = maximumOf(leaf);
  return (
    <div className="entry-live" role="status" aria-label={t("live")}>
      {judged.kind === "points" ? (
        <>
          <span className="entry-points num">{format.decimal(judged.points)}</span>
          {max === null ? null : <span className="muted num">{t("ofMax", { max: format.decimal(max) })}</span>}
          <span className="entry-reason">{judged.reason}</span>
        </>
      ) : (
        <span className="muted">{max === null ? t("notYet") : t("notYetOf", { max: format.decimal(max) })}</span>
      )}
    </div>
  );
}
