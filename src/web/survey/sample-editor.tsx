import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { countRespondents } from "../../contract/survey.ts";
import type { SurveyDesign } from "../../contract/survey-design.ts";
import { useAct } from "../shell/query.ts";
import type { SheetField, SheetRecord } from "../shell/sheet/mapping.ts";
import { SheetImport } from "../shell/sheet/sheet-import.tsx";
import { Choice, FilePick } from "../ui/fields.tsx";
import { plainText, useFormat } from "../ui/format.ts";
import { useBeginning } from "../ui/more.tsx";
import { Refused } from "../ui/refusal.ts";
import { RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { SmallAct } from "./small-act.tsx";
import { freshKey, removed, replaced, sampleOf, strataFrom } from "./design-state.ts";
import { RESPONDENT_HEADS, useDesignWords } from "./words-design.ts";

type Unit = { readonly code: string; readonly name: string };
type Props = { readonly design: SurveyDesign; readonly units: readonly Unit[]; readonly onChange: (design: SurveyDesign) => void };

const ERRORS = ["0.03", "0.05", "0.10"] as const;
const whole = (text: string): number => Math.max(1, Number(text.replaceAll(/\D/g, "").slice(0, 8)) || 1);

const UNPROCESSABLE = 422;
const quoted = (words: string): string => `"${words.replaceAll('"', '""')}"`;

/** A group or a body as people call it, or as the program does. */
const finder = (all: readonly (readonly [key: string, words: string])[]): ((typed: string) => string | undefined) => {
  const known = new Map(all.flatMap(([key, words]) => [[plainText(words), key], [plainText(key), key]]));
  return (typed) => known.get(plainText(typed));
};

/** The list from a workbook: of each row only its group and its body are sent on. */
function FromWorkbook({ design, units, onList }: Omit<Props, "onChange"> & { readonly onList: (csv: string) => Promise<void> }): ReactNode {
  const t = useDesignWords();
  const fields: readonly SheetField[] = [
    { key: "group", label: t("group"), heads: RESPONDENT_HEADS.group, isNeeded: true },
    { key: "unit", label: t("unit"), heads: RESPONDENT_HEADS.unit, isNeeded: true },
  ];
  const groupOf = finder(design.groups.map(({ key, title }) => [key, title]));
  const unitOf = finder(units.map(({ code, name }) => [code, name]));
  const send = async (records: readonly SheetRecord[]): Promise<void> => {
    const read = records.map(({ values: { group = "", unit = "" } }) => ({ group: groupOf(group), unit: unit === "" ? "" : unitOf(unit) }));
    const faults = read.flatMap(({ group, unit }, at) => [
      ...(group === undefined ? [{ pointer: `/list/${String(at)}/group`, message: t("groupUnknown", { groups: design.groups.map(({ title }) => title).join(", ") }) }] : []),
      ...(unit === undefined ? [{ pointer: `/list/${String(at)}/unit`, message: t("unitUnknown") }] : []),
    ]);
    if (faults.length > 0) throw new Refused(UNPROCESSABLE, { title: t("listWrong"), errors: faults });
    await onList(["nhom,don_vi", ...read.map(({ group = "", unit = "" }) => `${quoted(group)},${quoted(unit)}`)].join("\n"));
  };
  return <SheetImport kind="respondents" fields={fields} onSend={send} />;
}

/** A list of people becomes a sample: counted by the server, which keeps nothing of it. */
function FromList({ design, units, onChange }: Props): ReactNode {
  const t = useDesignWords();
  const format = useFormat();
  const [error, setError] = useState<(typeof ERRORS)[number]>("0.05");
  const counting = useAct(countRespondents);
  const counted = counting.data?.body;
  const read = async (file: File): Promise<void> => {
    counting.mutate({ body: { csv: await file.text(), error } });
  };
  return (
    <section className="card stack">
      <p className="muted">{t("sampleLead")}</p>
      <Choice
        label={t("error")}
        value={error}
        options={ERRORS.map((one) => ({ value: one, label: format.percent(String(Math.round(Number(one) * 100))) }))}
        onChange={(value) => {
          setError(ERRORS.find((one) => one === value) ?? "0.05");
        }}
      />
      <p className="small muted">{t("peopleHelp")}</p>
      <FromWorkbook design={design} units={units} onList={async (csv) => { await counting.mutateAsync({ body: { csv, error } }); }} />
      <FilePick
        label={t("people")}
        accept=".csv"
        onPick={(file) => { void read(file); }}
      />
      <RefusalNote error={counting.error} />
      {counted === undefined ? null : (
        <div className="row" role="status">
          <span>{t("counted", { total: format.count(counted.total), sample: format.count(counted.sample), strata: format.count(counted.strata.length) })}</span>
          <Button
            type="primary"
            onClick={() => {
              onChange({ ...design, strata: strataFrom(counted.strata) });
              counting.reset();
            }}
          >
            {t("take")}
          </Button>
        </div>
      )}
    </section>
  );
}

type Stratum = SurveyDesign["strata"][number];
type RowProps = { readonly one: Stratum; readonly group: string; readonly unit: string; readonly onChange: (one: Stratum) => void; readonly onRemove: () => void };

function StratumRow({ one, group, unit, onChange, onRemove }: RowProps): ReactNode {
  const t = useDesignWords();
  const number = (label: string, value: number, set: (value: number) => Stratum): ReactNode => (
    <input
      className="field-input num survey-number"
      aria-label={`${label}: ${one.key}`}
      inputMode="numeric"
      value={String(value)}
      onChange={({ target }) => {
        onChange(set(whole(target.value)));
      }}
    />
  );
  return (
    <tr>
      <th scope="row">
        {group} <span className="small muted">{one.key}</span>
      </th>
      <td>{unit}</td>
      <td className="num">{number(t("population"), one.population, (population) => ({ ...one, population }))}</td>
      <td className="num">{number(t("sample"), one.sample, (sample) => ({ ...one, sample }))}</td>
      <td>
        <SmallAct
          label={t("computeOne")}
          of={one.key}
          onAct={() => {
            onChange({ ...one, sample: sampleOf(one.population, 5) });
          }}
        />{" "}
        <SmallAct label={t("remove")} of={one.key} onAct={onRemove} />
      </td>
    </tr>
  );
}

/** One more stratum, of a group and a body. */
function AddStratum({ design, units, onChange }: Props): ReactNode {
  const t = useDesignWords();
  const [group, setGroup] = useState(design.groups[0]?.key ?? "");
  const [unit, setUnit] = useState("");
  return (
    <div className="form-grid">
      <Choice label={t("group")} value={group} options={design.groups.map((one) => ({ value: one.key, label: one.title }))} onChange={setGroup} />
      <Choice label={t("unit")} value={unit} options={[{ value: "", label: t("anyUnit") }, ...units.map((one) => ({ value: one.code, label: one.name }))]} onChange={setUnit} />
      <Button
        onClick={() => {
          onChange({ ...design, strata: [{ key: freshKey("tang", design.strata.map((one) => one.key)), group, unit: unit === "" ? null : unit, population: 1000, sample: sampleOf(1000, 5) }, ...design.strata] });
        }}
      >
        {t("addStratum")}
      </Button>
    </div>
  );
}

/** Whom to ask, and how many. */
export function SampleEditor({ design, units, onChange }: Props): ReactNode {
  const t = useDesignWords();
  const { shown, more } = useBeginning(design.strata);
  const names = new Map(units.map((one) => [one.code, one.name]));
  const groups = new Map(design.groups.map((one) => [one.key, one.title]));
  return (
    <div className="stack">
      <FromList design={design} units={units} onChange={onChange} />
      <section className="card stack">
        <AddStratum design={design} units={units} onChange={onChange} />
        <TableScroll label={t("part.sample")} isTaken={false}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("stratum")}</th>
                <th scope="col">{t("unit")}</th>
                <th scope="col" className="num">{t("population")}</th>
                <th scope="col" className="num">{t("sample")}</th>
                <th scope="col">
                  <span className="visually-hidden">{t("remove")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one, i) => (
                <StratumRow
                  key={one.key}
                  one={one}
                  group={groups.get(one.group) ?? one.group}
                  unit={one.unit === null ? t("anyUnit") : (names.get(one.unit) ?? one.unit)}
                  onChange={(next) => {
                    onChange({ ...design, strata: replaced(design.strata, i, next) });
                  }}
                  onRemove={() => {
                    onChange({ ...design, strata: removed(design.strata, i) });
                  }}
                />
              ))}
            </tbody>
          </table>
        </TableScroll>
        {more}
      </section>
    </div>
  );
}
