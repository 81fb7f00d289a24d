import { Button } from "antd";
import { type ReactNode, useMemo } from "react";
import type { Conversion, SurveyDesign } from "../../contract/survey-design.ts";
import type { IndexSet, Node } from "../../scoring/regulation/index-set.ts";
import type { Leaf } from "../../scoring/method/methods.ts";
import type { Regulation } from "../../scoring/regulation/schema.ts";
import { Choice, TextField, Tick } from "../ui/fields.tsx";
import { SmallAct } from "./small-act.tsx";
import { optionsOf, placesIn, removed, replaced, sameOptions } from "./design-state.ts";
import { useDesignWords } from "./words-design.ts";

type Place = { readonly value: string; readonly label: string; readonly index: string; readonly leaf: Leaf };
type Props = { readonly design: SurveyDesign; readonly regulation: Regulation; readonly onChange: (design: SurveyDesign) => void };

const leavesBelow = (node: Node): Leaf[] => ("method" in node ? [node] : node.criteria.flatMap(leavesBelow));
/** Criteria whose method takes what a survey gives. */
const TAKEN: readonly string[] = ["survey", "external", "answers"];
const placesOfIndex = ({ code, contents }: IndexSet): Place[] => contents.flatMap((one) => one.criteria.flatMap(leavesBelow)).filter((leaf) => TAKEN.includes(leaf.method)).map((leaf) => ({ value: `${code} ${leaf.code}`, label: `${code} · ${leaf.code} ${leaf.title}`, index: code, leaf }));

/** The rule that a criterion's method takes. */
const ruleFor = ({ method }: Leaf): Conversion["rule"] => (method === "answers" ? { kind: "answers", options: {} } : method === "external" ? { kind: "top-share", from: "4" } : { kind: "mean" });

/** Where options are counted, those that both sides call the same begin as each other. */
const withSame = (one: Conversion, design: SurveyDesign, leaf: Leaf): Conversion => (one.rule.kind === "answers" && leaf.method === "answers" ? { ...one, rule: { kind: "answers", options: sameOptions(optionsOf(design, one), leaf.options) } } : one);

type OneProps = { readonly one: Conversion; readonly design: SurveyDesign; readonly places: readonly Place[]; readonly onChange: (one: Conversion) => void; readonly onRemove: () => void };

/** Options of the form beside those of the criterion, where answers are counted. */
function Mapping({ one, design, leaf, onChange }: Pick<OneProps, "one" | "design" | "onChange"> & { readonly leaf: Leaf | undefined }): ReactNode {
  const t = useDesignWords();
  const { rule } = one;
  if (rule.kind !== "answers" || leaf?.method !== "answers") return null;
  return (
    <fieldset className="survey-lines">
      <legend>{t("mapping")}</legend>
      <div className="form-grid">
        {optionsOf(design, one).map(({ key, label }) => (
          <Choice
            key={key}
            label={label}
            value={rule.options[key] ?? ""}
            options={[{ value: "", label: t("notCounted") }, ...leaf.options.map((each) => ({ value: each.key, label: each.title }))]}
            onChange={(target) => {
              const { [key]: _old, ...rest } = rule.options;
              onChange({ ...one, rule: { ...rule, options: target === "" ? rest : { ...rest, [key]: target } } });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

function OneConversion({ one, design, places, onChange, onRemove }: OneProps): ReactNode {
  const t = useDesignWords();
  const place = places.find((each) => each.index === one.index && each.leaf.code === one.leaf);
  const form = design.groups.find((each) => each.key === one.groups[0]?.group)?.form;
  const title = place?.label ?? `${one.index} · ${one.leaf}`;
  const { rule } = one;
  return (
    <section className="card stack" aria-label={title}>
      <div className="row">
        <h2 className="grow">{title}</h2>
        <span className="small muted">{t(`rule.${rule.kind}`)}</span>
        <SmallAct label={t("removeConversion")} of={title} onAct={onRemove} />
      </div>
      <Choice
        label={t("criterion")}
        value={place?.value ?? ""}
        options={[{ value: "", label: "–" }, ...places]}
        onChange={(value) => {
          const chosen = places.find((each) => each.value === value);
          if (chosen !== undefined) onChange(withSame({ ...one, index: chosen.index, leaf: chosen.leaf.code, rule: ruleFor(chosen.leaf) }, design, chosen.leaf));
        }}
      />
      <fieldset className="survey-lines">
        <legend>{t("weights")}</legend>
        {design.groups.map(({ key, title: name }) => {
          const own = one.groups.find((each) => each.group === key);
          return (
            <div key={key} className="row">
              <Tick
                label={name}
                isOn={own !== undefined}
                onChange={(isOn) => {
                  const groups = isOn ? [...one.groups, { group: key, weight: "1" }] : one.groups.filter((each) => each.group !== key);
                  if (groups.length > 0) onChange({ ...one, groups });
                }}
              />
              {own === undefined ? null : (
                <TextField
                  className="survey-short"
                  label={`${t("weight")}: ${name}`}
                  value={own.weight}
                  maxLength={10}
                  onChange={(text) => {
                    onChange({ ...one, groups: one.groups.map((each) => (each.group === key ? { ...each, weight: text.replace(",", ".") } : each)) });
                  }}
                />
              )}
            </div>
          );
        })}
      </fieldset>
      <fieldset className="survey-lines">
        <legend>{t("questions")}</legend>
        {placesIn(form, rule.kind).map(({ value, label }) => (
          <Tick
            key={value}
            label={label}
            isOn={one.questions.includes(value)}
            onChange={(isOn) => {
              const questions = isOn ? [...one.questions, value] : one.questions.filter((each) => each !== value);
              if (questions.length > 0) onChange({ ...one, questions });
            }}
          />
        ))}
      </fieldset>
      {rule.kind === "top-share" ? (
        <Choice
          label={t("from")}
          value={rule.from}
          options={["3", "4", "5"].map((level) => ({ value: level, label: level }))}
          onChange={(from) => {
            onChange({ ...one, rule: { kind: "top-share", from: from === "3" ? "3" : from === "5" ? "5" : "4" } });
          }}
        />
      ) : null}
      <Mapping one={one} design={design} leaf={place?.leaf} onChange={onChange} />
    </section>
  );
}

/** What answers are worth: a line for each criterion of each index. */
export function ConversionEditor({ design, regulation, onChange }: Props): ReactNode {
  const t = useDesignWords();
  const places = useMemo(() => regulation.indexes.flatMap(placesOfIndex), [regulation]);
  const add = (): void => {
    const taken = new Set(design.conversions.map((one) => `${one.index} ${one.leaf}`));
    const next = places.find((one) => !taken.has(one.value)) ?? places[0];
    const [group] = design.groups;
    if (next === undefined || group === undefined) return;
    const [question] = placesIn(group.form, ruleFor(next.leaf).kind).slice(-1);
    const one: Conversion = { index: next.index, leaf: next.leaf.code, groups: [{ group: group.key, weight: "1" }], questions: [question?.value ?? ""], rule: ruleFor(next.leaf) };
    onChange({ ...design, conversions: [...design.conversions, withSame(one, design, next.leaf)] });
  };
  return (
    <div className="stack">
      <p className="muted">{t("pointsLead")}</p>
      {design.conversions.map((one, i) => (
        <details key={i} className="survey-fold">
          <summary>{`${places.find((each) => each.index === one.index && each.leaf.code === one.leaf)?.label ?? `${one.index} · ${one.leaf}`}: ${t(`rule.${one.rule.kind}`)}`}</summary>
          <OneConversion
            one={one}
            design={design}
            places={places}
            onChange={(next) => {
              onChange({ ...design, conversions: replaced(design.conversions, i, next) });
            }}
            onRemove={() => {
              onChange({ ...design, conversions: removed(design.conversions, i) });
            }}
          />
        </details>
      ))}
      <div className="row">
        <Button onClick={add}>{t("addConversion")}</Button>
      </div>
    </div>
  );
}
