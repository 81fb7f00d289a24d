import { type ReactNode, useId, useMemo, useState } from "react";
import { Button } from "antd";
import { matches, useFormat } from "../ui/format.ts";
import { useCampaignWords } from "./words.ts";
import "./unit-picker.css";

/** Units to tick: found by typing a few letters, with or without marks, or taken all together. */

export type PickUnit = { readonly unitId: string; readonly code: string; readonly name: string; readonly index: string; /** Why it cannot be chosen. */ readonly bar?: string | undefined; readonly note?: string | undefined };

type Props = { readonly legend: string; readonly units: readonly PickUnit[]; readonly chosen: ReadonlySet<string>; readonly onChange: (chosen: ReadonlySet<string>) => void; readonly fault?: string | undefined };

const textOf = ({ code, name }: PickUnit): string => `${code} ${name}`;

/** Those that were chosen when the page was opened stand first, so that they are seen. */
function useShown(units: readonly PickUnit[], typed: string, index: string, chosen: ReadonlySet<string>): PickUnit[] {
  const [first] = useState(chosen);
  const { compare } = useFormat();
  return useMemo(() => units.filter((one) => (index === "" || one.index === index) && matches(textOf(one), typed)).toSorted((a, b) => Number(first.has(b.unitId)) - Number(first.has(a.unitId)) || compare(a.index, b.index) || compare(a.name, b.name)), [units, typed, index, first, compare]);
}

type RowProps = { readonly unit: PickUnit; readonly isChosen: boolean; readonly onToggle: (unitId: string) => void };

function UnitRow({ unit, isChosen, onToggle }: RowProps): ReactNode {
  return (
    <label className={`picker-row${unit.bar === undefined ? "" : " picker-row-barred"}`}>
      <input
        type="checkbox"
        checked={isChosen}
        disabled={unit.bar !== undefined}
        onChange={() => {
          onToggle(unit.unitId);
        }}
      />
      <span className="grow">
        {unit.name} <span className="muted small">{unit.code}</span>
        {unit.bar === undefined ? null : <span className="picker-bar small"> {unit.bar}</span>}
      </span>
      {unit.note === undefined ? null : <span className="small muted">{unit.note}</span>}
    </label>
  );
}

type HeadProps = { readonly indexes: readonly string[]; readonly typed: string; readonly onType: (typed: string) => void; readonly index: string; readonly onIndex: (index: string) => void };

function PickerHead({ indexes, typed, onType, index, onIndex }: HeadProps): ReactNode {
  const t = useCampaignWords();
  return (
    <div className="row">
      <input
        type="search"
        className="field-input picker-search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={typed}
        onChange={({ target }) => {
          onType(target.value);
        }}
      />
      {indexes.length < 2 ? null : (
        <select
          className="field-input picker-index"
          aria-label={t("allIndexes")}
          value={index}
          onChange={({ target }) => {
            onIndex(target.value);
          }}
        >
          <option value="">{t("allIndexes")}</option>
          {indexes.map((one) => (
            <option key={one} value={one}>
              {t("index", { index: one })}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

export function UnitPicker({ legend, units, chosen, onChange, fault }: Props): ReactNode {
  const t = useCampaignWords();
  const format = useFormat();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [index, setIndex] = useState("");
  const shown = useShown(units, typed, index, chosen);
  const indexes = [...new Set(units.map((one) => one.index))].toSorted();
  const free = shown.filter((one) => one.bar === undefined);
  const toggle = (unitId: string): void => {
    const next = new Set(chosen);
    if (!next.delete(unitId)) next.add(unitId);
    onChange(next);
  };
  return (
    <fieldset className="plain-set picker" aria-describedby={fault === undefined ? undefined : `${id}-fault`}>
      <legend>{legend}</legend>
      <PickerHead indexes={indexes} typed={typed} onType={setTyped} index={index} onIndex={setIndex} />
      <div className="row">
        <span role="status">{t("chosen", { count: `${format.count(chosen.size)}/${format.count(units.length)}` })}</span>
        <Button
          size="small"
          disabled={free.length === 0}
          onClick={() => {
            onChange(new Set([...chosen, ...free.map((one) => one.unitId)]));
          }}
        >
          {t("chooseShown", { count: format.count(free.length) })}
        </Button>
        <Button
          size="small"
          disabled={chosen.size === 0}
          onClick={() => {
            onChange(new Set());
          }}
        >
          {t("chooseNone")}
        </Button>
      </div>
      <div className="picker-list">
        {shown.length === 0 ? <p className="muted">{t("noMatch")}</p> : null}
        {shown.map((unit) => (
          <UnitRow key={unit.unitId} unit={unit} isChosen={chosen.has(unit.unitId)} onToggle={toggle} />
        ))}
      </div>
      {fault === undefined ? null : (
        <span className="field-bad" id={`${id}-fault`} role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  );
}
