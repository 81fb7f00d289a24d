import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { COMPARISONS, type Party, THRESHOLD_OF, type Target, type Threshold } from "../../contract/plan-content.ts";
import { type PlanView, setTarget, setTask } from "../../contract/plan.ts";
import { useAct } from "../shell/query.ts";
import { AreaField, Choice, TextField } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { keyFrom } from "./draft-keys.ts";
import { ByReport, doneIn, TimingFields, timingOf, typedTiming } from "./draft-timing.tsx";
import { useDraftWords } from "./words-draft.ts";

/** The forms for one target and one task of a draft. What they do not show stays as it was; formulas come with the table. */

const codesOf = (parties: readonly Party[]): string => parties.map((one) => (one.kind === "all" ? "*" : one.kind === "index" ? `#${one.index}` : one.kind === "unit" ? one.code : `@${one.name}`)).join(", ");

/** Parties that were there keep how the text calls them. */
function partiesOf(typed: string, before: readonly Party[]): Party[] {
  const known = new Map(before.map((one) => [codesOf([one]), one]));
  const pieces = typed.split(",").map((one) => one.trim()).filter((one) => one !== "");
  return pieces.map((one): Party => known.get(one) ?? (one === "*" ? { kind: "all" } : one.startsWith("#") ? { kind: "index", index: one.slice(1) } : one.startsWith("@") ? { kind: "other", name: one.slice(1) } : { kind: "unit", code: one }));
}

type FormProps = { readonly view: PlanView; /** Undefined: a new one. */ readonly itemKey: string | undefined; readonly onDone: () => void };

function Buttons({ isBusy, onDone }: { readonly isBusy: boolean; readonly onDone: () => void }): ReactNode {
  const t = useDraftWords();
  return (
    <div className="row">
      <Button type="primary" htmlType="submit" loading={isBusy}>
        {t("save")}
      </Button>
      <Button onClick={onDone}>{t("cancel")}</Button>
    </div>
  );
}

const plainAmount = (typed: string): string => typed.trim().replace("−", "-").replace(",", ".");
const AMOUNT = /^-?\d{1,12}(?:\.\d{1,2})?$/;

type TypedThreshold = { readonly compare: Threshold["compare"] | ""; readonly value: string; readonly of: Threshold["of"] };

const typedOf = (threshold: Threshold | null | undefined): TypedThreshold => (threshold === null || threshold === undefined ? { compare: "", value: "", of: "value" } : { ...threshold, value: threshold.value.replace(".", ",") });
/** Undefined while it cannot be read; null where there is to be none. */
const thresholdOf = ({ compare, value, of }: TypedThreshold): Threshold | null | undefined => (compare === "" ? null : AMOUNT.test(plainAmount(value)) ? { compare, value: plainAmount(value), of } : undefined);

function ThresholdFields({ typed, onChange, fault }: { readonly typed: TypedThreshold; readonly onChange: (typed: TypedThreshold) => void; readonly fault: string | undefined }): ReactNode {
  const t = useDraftWords();
  return (
    <>
      <Choice label={t("compare")} value={typed.compare} onChange={(compare) => { onChange({ ...typed, compare }); }} options={[{ value: "", label: t("none") }, ...COMPARISONS.map((one) => ({ value: one, label: one }))]} />
      {typed.compare === "" ? null : (
        <>
          <TextField label={t("value")} value={typed.value} onChange={(value) => { onChange({ ...typed, value }); }} isNumber fault={fault} />
          <Choice label={t("of")} value={typed.of} onChange={(of) => { onChange({ ...typed, of }); }} options={THRESHOLD_OF.map((one) => ({ value: one, label: t(`of.${one}`) }))} />
        </>
      )}
    </>
  );
}

type TypedBaseline = { readonly period: string; readonly value: string };
const typedBaseline = (baseline: Target["baseline"]): TypedBaseline => ({ period: baseline?.period ?? "", value: (baseline?.value ?? "").replace(".", ",") });
/** Without the time that it was measured at there is none; a number that cannot be read is not known yet. */
function baselineOf({ period, value }: TypedBaseline, before: Target["baseline"]): Target["baseline"] {
  return period.trim() === "" ? null : { period: period.trim(), value: AMOUNT.test(plainAmount(value)) ? plainAmount(value) : null, source: before?.source ?? null };
}

/** A target that is new: what its form does not ask. */
const PLAIN = { section: "II.", name: "", text: "", unitOfMeasure: "%", threshold: null, reporters: [], direction: "up", baseline: null, scope: "province", formula: null, reading: null } as const;

export function TargetForm({ view, itemKey, onDone }: FormProps): ReactNode {
  const t = useDraftWords();
  const before = view.targets.find((one) => one.key === itemKey) ?? PLAIN;
  const act = useAct(setTarget, { touches: ["plan"] });
  const [section, setSection] = useState(before.section);
  const [name, setName] = useState(before.name);
  const [text, setText] = useState(before.text);
  const [unit, setUnit] = useState(before.unitOfMeasure);
  const [typed, setTyped] = useState(typedOf(before.threshold));
  const [codes, setCodes] = useState(codesOf(before.reporters));
  const [direction, setDirection] = useState<Target["direction"]>(before.direction);
  const [baseline, setBaseline] = useState(typedBaseline(before.baseline));
  const [isTried, setTried] = useState(false);
  const threshold = thresholdOf(typed);
  const bad = (value: string): string | undefined => (isTried && value.trim() === "" ? t("needed") : undefined);
  const save = (): void => {
    setTried(true);
    if ([section, name, codes].some((one) => one.trim() === "") || threshold === undefined || act.isPending) return;
    const { scope, formula, reading } = before;
    act.mutate({ params: { planId: view.planId, number: view.version.number, key: itemKey ?? keyFrom(section, new Set(view.targets.map((one) => one.key))) }, body: { direction, baseline: baselineOf(baseline, before.baseline), scope, formula, reading, section: section.trim(), name: name.trim(), text: text.trim() || name.trim(), unitOfMeasure: unit.trim(), threshold, reporters: partiesOf(codes, before.reporters) }, version: view.revision }, { onSuccess: onDone });
  };
  return (
    <form className="card stack" noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
      <TextField label={t("name")} value={name} onChange={setName} maxLength={500} fault={bad(name)} />
      <AreaField label={t("text")} value={text} onChange={setText} maxLength={6000} />
      <div className="plan-two">
        <TextField label={t("section")} value={section} onChange={setSection} fault={bad(section)} />
        <TextField label={t("unitOfMeasure")} value={unit} onChange={setUnit} />
        <Choice label={t("direction")} value={direction} onChange={setDirection} options={[{ value: "up", label: t("direction.up") }, { value: "down", label: t("direction.down") }]} />
        <ThresholdFields typed={typed} onChange={setTyped} fault={isTried && threshold === undefined ? t("needed") : undefined} />
        <TextField label={t("baselinePeriod")} value={baseline.period} onChange={(period) => { setBaseline({ ...baseline, period }); }} maxLength={60} />
        <TextField label={t("baselineValue")} value={baseline.value} onChange={(value) => { setBaseline({ ...baseline, value }); }} isNumber />
      </div>
      <TextField label={t("reporters")} value={codes} onChange={setCodes} fault={bad(codes)} maxLength={2000} />
      <RefusalNote error={act.error} />
      <Buttons isBusy={act.isPending} onDone={onDone} />
    </form>
  );
}

export function TaskForm({ view, itemKey, onDone }: FormProps): ReactNode {
  const t = useDraftWords();
  const before = view.tasks.find((one) => one.key === itemKey);
  const act = useAct(setTask, { touches: ["plan"] });
  const [section, setSection] = useState(before?.section ?? "III.");
  const [area, setArea] = useState(before?.area ?? view.general.areas[0]?.key ?? "");
  const [title, setTitle] = useState(before?.title ?? "");
  const [text, setText] = useState(before?.text ?? "");
  const [output, setOutput] = useState(before?.output ?? "");
  const [codes, setCodes] = useState(codesOf(before?.lead ?? []));
  const [partners, setPartners] = useState(codesOf(before?.partners ?? []));
  const [when, setWhen] = useState(typedTiming(before));
  const [isTried, setTried] = useState(false);
  const timing = timingOf(when);
  const bad = (typed: string): string | undefined => (isTried && typed.trim() === "" ? t("needed") : undefined);
  const save = (): void => {
    setTried(true);
    if ([section, title, output, codes].some((one) => one.trim() === "") || timing === undefined || act.isPending) return;
    const kept = { partners: partiesOf(partners, before?.partners ?? []), targets: before?.targets ?? [], reading: before?.reading ?? null };
    act.mutate({ params: { planId: view.planId, number: view.version.number, key: itemKey ?? keyFrom(section, new Set(view.tasks.map((one) => one.key))) }, body: { ...kept, section: section.trim(), area, title: title.trim(), text: text.trim() || title.trim(), output: output.trim(), lead: partiesOf(codes, before?.lead ?? []), timing, ...doneIn(when) }, version: view.revision }, { onSuccess: onDone });
  };
  return (
    <form className="card stack" noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
      <TextField label={t("name")} value={title} onChange={setTitle} fault={bad(title)} />
      <AreaField label={t("text")} value={text} onChange={setText} maxLength={6000} />
      <div className="plan-two">
        <TextField label={t("section")} value={section} onChange={setSection} fault={bad(section)} />
        <Choice label={t("area")} value={area} onChange={setArea} options={view.general.areas.map((one) => ({ value: one.key, label: one.name }))} />
        <TextField label={t("output")} value={output} onChange={setOutput} fault={bad(output)} maxLength={500} />
        <TimingFields typed={when} onChange={setWhen} fault={isTried && timing === undefined ? t("needed") : undefined} />
      </div>
      <ByReport typed={when} onChange={setWhen} />
      <TextField label={t("lead")} value={codes} onChange={setCodes} fault={bad(codes)} maxLength={2000} />
      <TextField label={t("partners")} value={partners} onChange={setPartners} maxLength={2000} />
      <RefusalNote error={act.error} />
      <Buttons isBusy={act.isPending} onDone={onDone} />
    </form>
  );
}
