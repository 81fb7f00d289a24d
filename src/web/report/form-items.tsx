import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { FIGURE_KINDS, FIGURE_SOURCES, NARRATIVE_PARTS } from "../../contract/plan-form.ts";
import { Choice, Field, type Option, TextField, Tick } from "../ui/fields.tsx";
import { matches } from "../ui/format.ts";
import type { Draft, Item, List, Value } from "./form-draft.ts";
import { useFormWords } from "./words-forms.ts";
import "./forms.css";

/** The items of one list of a form, each with its fields; what is wrong with it stands at it. */

type FieldProps = { readonly label: string; readonly value: Value; readonly onChange: (value: Value) => void };

const textOf = (value: Value): string => (typeof value === "string" ? value : "");
const listOf = (value: Value): readonly string[] => (typeof value === "object" && value !== null ? value : []);

/** Several of many, by typing part of a name. */
function Many({ label, value, onChange, options }: FieldProps & { readonly options: readonly Option[] }): ReactNode {
  return (
    <Field label={label}>
      {({ id }) => <Select id={id} mode="multiple" showSearch={{ filterOption: (typed, option) => matches(option?.label ?? "", typed) }} options={[...options]} value={[...listOf(value)]} onChange={(keys: string[]) => { onChange(keys); }} />}
    </Field>
  );
}

/** Codes with commas between them. */
const codesIn = (text: string): string[] => text.split(/[,;\s]+/u).filter((one) => one !== "");

/** Typed as people write lists; what was typed stays as it is while the person goes on. */
function Codes({ label, help, value, onChange }: FieldProps & { readonly help?: string }): ReactNode {
  const [typed, setTyped] = useState(() => listOf(value).join(", "));
  return <TextField label={label} {...(help === undefined ? {} : { help })} value={typed} onChange={(text) => { setTyped(text); onChange(codesIn(text)); }} />;
}

type ItemProps = { readonly draft: Draft; readonly list: List; readonly item: Item; readonly onChange: (item: Item) => void };

function Fields({ draft, list, item, onChange }: ItemProps): ReactNode {
  const t = useFormWords();
  const named = (items: readonly Item[]): Option[] => items.map((one) => ({ value: textOf(one["key"]), label: textOf(one["title"]) }));
  const figures = named(draft.figures);
  const set = (name: string) => (value: Value): void => { onChange({ ...item, [name]: value }); };
  const at = (name: string, label: string) => ({ label, value: textOf(item[name]), onChange: set(name) });
  const many = (name: string, label: string): FieldProps => ({ label, value: item[name], onChange: set(name) });
  const tick = (name: string, label: string) => ({ label, isOn: item[name] === true, onChange: set(name) });
  const area = <Choice {...at("area", t("area"))} options={named(draft.areas)} />;
  const title = <TextField {...at("title", t("title"))} />;
  const key = <TextField {...at("key", t("key"))} help={t("keyHelp")} />;
  const unit = <TextField {...at("unit", t("unit"))} />;
  switch (list) {
    case "areas":
      return <>{title}{key}</>;
    case "figures":
      return (
        <>
          {title}{area}{unit}
          <Choice {...at("kind", t("kind"))} options={FIGURE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
          <Choice {...at("over", t("over"))} options={(["year", "moment"] as const).map((value) => ({ value, label: t(`over.${value}`) }))} />
          <Choice {...at("from", t("from"))} options={[{ value: "", label: t("fromUnit") }, ...FIGURE_SOURCES.map((value) => ({ value, label: t(`from.${value}`) }))]} />
          {item["from"] === "survey" ? (
            <>
              <Codes {...many("surveyed", t("surveyed"))} help={t("surveyedHelp")} />
              <Codes {...many("answers", t("answers"))} help={t("answersHelp")} />
            </>
          ) : null}
          <Codes {...many("for", t("for"))} />
          <Tick {...tick("isRequired", t("isRequired"))} />
          {key}
        </>
      );
    case "checks":
      return (
        <>
          <Choice {...at("kind", t("checkKind"))} options={(["within", "sum"] as const).map((value) => ({ value, label: t(`checkKind.${value}`) }))} />
          <Many {...many("parts", t("parts"))} options={figures} />
          <Choice {...at("total", t("total"))} options={[{ value: "", label: "–" }, ...figures]} />
        </>
      );
    case "measures":
      return (
        <>
          {title}{area}{unit}
          <TextField {...at("formula", t("formula"))} />
          <Choice {...at("direction", t("direction"))} options={(["up", "down"] as const).map((value) => ({ value, label: t(`direction.${value}`) }))} />
          <TextField {...at("threshold", t("threshold"))} />
          <TextField {...at("target", t("target"))} />
          {key}
        </>
      );
    case "narratives":
      return (
        <>
          {title}{area}
          <Choice {...at("part", t("part"))} options={NARRATIVE_PARTS.map((value) => ({ value, label: t(`part.${value}`) }))} />
          <TextField {...at("hint", t("hint"))} />
          <Tick {...tick("isRequired", t("isRequired"))} />
          {key}
        </>
      );
  }
}

/** What an item is called: its title, or of a check what it joins. */
function nameOf(draft: Draft, item: Item): string {
  if (item["total"] === undefined) return textOf(item["title"]);
  const titleOf = (key: string): string => textOf(draft.figures.find((one) => one["key"] === key)?.["title"]);
  const total = titleOf(textOf(item["total"]));
  return total === "" ? "" : `${listOf(item["parts"]).map(titleOf).join(" + ")} ${item["kind"] === "sum" ? "=" : "≤"} ${total}`;
}

type OneProps = ItemProps & { readonly said: readonly string[]; readonly onRemove: () => void };

/** Folded until somebody works on it; what is new or wrong lies open. */
function OneItem({ said, onRemove, ...one }: OneProps): ReactNode {
  const t = useFormWords();
  const { draft, item } = one;
  const name = nameOf(draft, item);
  const [isOpen, setOpen] = useState(name === "");
  const lies = isOpen || said.length > 0;
  // The fields of every item of a form are eight thousand elements, drawn anew at every letter: only those looked at are there.
  const [wasOpened, setOpened] = useState(lies);
  if (lies && !wasOpened) setOpened(true);
  return (
    <details className="card" open={lies} onToggle={({ currentTarget }) => { setOpen(currentTarget.open); }}>
      <summary>
        {name === "" ? t("newItem") : name} <span className="small muted">{textOf(item["key"])}</span>
      </summary>
      {said.map((words) => (
        <p key={words} className="small field-bad" role="alert">{words}</p>
      ))}
      {wasOpened ? (
        <div className="report-form-fields">
          <Fields {...one} />
        </div>
      ) : null}
      <button type="button" className="report-take" onClick={onRemove}>
        {t("removeItem")}
        <span className="visually-hidden">: {name}</span>
      </button>
    </details>
  );
}

type ItemsProps = { readonly draft: Draft; readonly list: List; readonly faults: ReadonlyMap<number, readonly string[]>; readonly onChange: (items: readonly Item[]) => void; readonly onAdd: () => void };

export function FormItems({ draft, list, faults, onChange, onAdd }: ItemsProps): ReactNode {
  const t = useFormWords();
  const items = draft[list];
  return (
    <section className="stack" aria-labelledby={`form-${list}`}>
      <h2 id={`form-${list}`}>
        {t(list)} <span className="muted num">{items.length}</span>
      </h2>
      <ul className="report-form-items">
        {items.map((item, at) => (
          <li key={at}>
            <OneItem draft={draft} list={list} item={item} said={faults.get(at) ?? []} onChange={(changed) => { onChange(items.map((one, i) => (i === at ? changed : one))); }} onRemove={() => { onChange(items.filter((_one, i) => i !== at)); }} />
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={onAdd}>{t("add", { list: t(list).toLowerCase() })}</Button>
      </div>
    </section>
  );
}
