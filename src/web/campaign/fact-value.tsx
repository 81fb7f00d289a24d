import type { ReactNode } from "react";
import type { Fact, Regulation } from "../../scoring/regulation/schema.ts";
import { Choice, TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { useRecordWords } from "./words-records.ts";

/** The value of a fact, as its kind in the regulation wants it. */

type Typed = Readonly<Record<string, string>>;
type FactValue = boolean | string | Record<string, number>;

/** What was typed as the interface wants it; undefined while it is none. */
export function readFactValue(fact: Fact, typed: Typed): FactValue | undefined {
  const said = (typed["value"] ?? "").trim();
  if (fact.type === "boolean") return said === "" ? undefined : said === "true";
  if (fact.type !== "counts") return said === "" ? undefined : said;
  const counts = fact.fields.map(({ key }) => [key, (typed[key] ?? "0").trim()] as const);
  return counts.every(([, count]) => /^\d{1,9}$/.test(count)) ? Object.fromEntries(counts.map(([key, count]) => [key, Number(count)])) : undefined;
}

const levelsOf = ({ classifications }: Regulation, ratio: string) => classifications.find((one) => one.ratio === ratio)?.levels ?? [];

type Props = { readonly fact: Fact; readonly document: Regulation; readonly typed: Typed; readonly onChange: (typed: Typed) => void; readonly fault: string | undefined };

export function FactValueField({ fact, document, typed, onChange, fault }: Props): ReactNode {
  const t = useRecordWords();
  const value = typed["value"] ?? "";
  const say = (said: string): void => {
    onChange({ value: said });
  };
  switch (fact.type) {
    case "boolean":
      return <Choice label={t("value")} value={value} fault={fault} onChange={say} options={[{ value: "", label: t("choose") }, { value: "true", label: t("yes") }, { value: "false", label: t("no") }]} />;
    case "level":
      return <Choice label={t("value")} value={value} fault={fault} onChange={say} options={[{ value: "", label: t("choose") }, ...levelsOf(document, fact.ratio).map((one) => ({ value: one.key, label: one.title }))]} />;
    case "text":
      return <TextField label={t("value")} value={value} fault={fault} onChange={say} />;
    case "counts":
      return (
        <>
          {fact.fields.map((field) => (
            <TextField
              key={field.key}
              label={field.title}
              isNumber
              value={typed[field.key] ?? "0"}
              fault={fault}
              onChange={(said) => {
                onChange({ ...typed, [field.key]: said });
              }}
            />
          ))}
        </>
      );
  }
}

/** A recorded value in words. */
export function useFactText(document: Regulation): (key: string, value: unknown) => string {
  const t = useRecordWords();
  const format = useFormat();
  return (key, value) => {
    const fact = document.facts.find((one) => one.key === key);
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (fact?.type === "level") return levelsOf(document, fact.ratio).find((one) => one.key === value)?.title ?? String(value);
    if (fact?.type === "counts" && typeof value === "object" && value !== null) return fact.fields.map((field) => `${field.title}: ${format.count(Number(Reflect.get(value, field.key) ?? 0))}`).join("; ");
    return typeof value === "string" ? value : JSON.stringify(value);
  };
}
