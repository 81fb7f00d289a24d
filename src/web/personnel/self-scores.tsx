import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnForm, type FormView, scoreForm } from "../../contract/personnel-form.ts";
import { useAct } from "../shell/query.ts";
import { AreaField } from "../ui/fields.tsx";
import { readDecimal, useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useFormWords } from "./words-form.ts";
import "./narrowed.css";

type Criterion = FormView["criteria"][number];
type Scores = Readonly<Record<string, string>>;

/** Typed, and no number from 0 to the most that the criterion gives. */
function isWrong({ maxPoints }: Pick<Criterion, "maxPoints">, typed: string): boolean {
  if (typed.trim() === "") return false;
  const points = Number(readDecimal(typed) ?? Number.NaN);
  return !(points >= 0 && points <= Number(maxPoints));
}

function CriterionRow({ one, value, onChange }: { readonly one: Criterion; readonly value: string; readonly onChange: ((value: string) => void) | undefined }): ReactNode {
  const t = useFormWords();
  const format = useFormat();
  const max = one.maxPoints === null ? "" : format.decimal(one.maxPoints.replace(/\.?0+$/, ""));
  const isAbove = isWrong(one, value);
  const changed = one.confirmed !== null && one.confirmed !== one.self;
  return (
    <tr className={one.isLeaf ? undefined : "work-group"}>
      <th scope="row">
        {one.title}
        {one.reason === null ? null : <div className="small muted">{one.reason}</div>}
      </th>
      <td className="num" data-label={t("max")}>{max}</td>
      <td className={isAbove ? "num work-above" : "num"} data-label={t("self")}>
        {!one.isLeaf ? null : onChange === undefined ? (
          one.self === null ? "" : format.decimal(one.self)
        ) : (
          <input
            className="field-input num work-number"
            inputMode="decimal"
            autoComplete="off"
            aria-label={t("scoreOf", { title: one.title, max })}
            aria-invalid={isAbove}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
        )}
        {isAbove ? <div className="small field-bad" role="alert">{t("scoreRange", { max })}</div> : null}
      </td>
      <td className={one.isLeaf ? "num" : "num cards-none"} data-label={t("confirmed")}>{one.isLeaf && one.confirmed !== null ? changed ? <strong>{format.decimal(one.confirmed)}</strong> : format.decimal(one.confirmed) : ""}</td>
    </tr>
  );
}

const startOf = (criteria: readonly Criterion[]): Scores => Object.fromEntries(criteria.flatMap((one) => (one.isLeaf && one.self !== null ? [[one.code, one.self] as const] : [])));

type CriteriaProps = { readonly form: FormView; readonly scores: Scores; readonly onChange: ((scores: Scores) => void) | undefined };

function Criteria({ form, scores, onChange }: CriteriaProps): ReactNode {
  const t = useFormWords();
  return (
    <TableScroll label={t("generalTitle")}>
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{t("criterion")}</th>
            <th scope="col" className="num">{t("max")}</th>
            <th scope="col" className="num">{t("self")}</th>
            <th scope="col" className="num">{t("confirmed")}</th>
          </tr>
        </thead>
        <tbody>
          {form.criteria
            .filter((one) => one.code.includes("."))
            .map((one) => (
              <CriterionRow
                key={one.code}
                one={one}
                value={scores[one.code] ?? ""}
                onChange={
                  onChange === undefined
                    ? undefined
                    : (value) => {
                        onChange({ ...scores, [one.code]: value });
                      }
                }
              />
            ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Words({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: ((value: string) => void) | undefined }): ReactNode {
  if (onChange !== undefined) return <AreaField label={label} value={value} onChange={onChange} />;
  return (
    <div className="field">
      <span>{label}</span>
      <span className="work-words">{value === "" ? "–" : value}</span>
    </div>
  );
}

/** The general criteria, which one scores oneself; with words on strengths and shortcomings. */
export function SelfScores({ form, version }: { readonly form: FormView; readonly version: string }): ReactNode {
  const t = useFormWords();
  const [scores, setScores] = useState<Scores>(() => startOf(form.criteria));
  const [strengths, setStrengths] = useState(form.strengths);
  const [shortcomings, setShortcomings] = useState(form.shortcomings);
  const saving = useAct(scoreForm, { touches: ["personnel"] });
  const acting = useAct(actOnForm, { touches: ["personnel"] });
  const mayScore = form.available.includes("score");
  const params = { periodId: form.periodId, personId: form.personId };
  const leaves = form.criteria.filter((one) => one.isLeaf);
  const given = Object.fromEntries(Object.entries(scores).flatMap(([code, typed]) => (typed.trim() === "" ? [] : [[code, readDecimal(typed) ?? typed] as const])));
  const isFull = leaves.every((one) => given[one.code] !== undefined);
  const save = async (thenHandIn: boolean): Promise<void> => {
    const saved = await saving.mutateAsync({ params, body: { scores: given, strengths, shortcomings }, version });
    if (thenHandIn) await acting.mutateAsync({ params, body: { kind: "hand-in" }, version: saved.version ?? saved.body.version });
  };
  return (
    <section className="card stack">
      <h2>{t("generalTitle")}</h2>
      <Criteria form={form} scores={scores} onChange={mayScore ? setScores : undefined} />
      <Words label={t("strengths")} value={strengths} onChange={mayScore ? setStrengths : undefined} />
      <Words label={t("shortcomings")} value={shortcomings} onChange={mayScore ? setShortcomings : undefined} />
      <RefusalNote error={saving.error ?? acting.error} />
      <div className="row no-print">
        {mayScore ? (
          <>
            <Button
              loading={saving.isPending}
              onClick={() => {
                save(false).catch(() => undefined);
              }}
            >
              {t("save")}
            </Button>
            <Button
              type="primary"
              disabled={!isFull}
              loading={saving.isPending || acting.isPending}
              onClick={() => {
                save(true).catch(() => undefined);
              }}
            >
              {t("handIn")}
            </Button>
          </>
        ) : null}
        {form.available.includes("take-back") ? (
          <Button
            loading={acting.isPending}
            onClick={() => {
              acting.mutate({ params, body: { kind: "take-back" }, version });
            }}
          >
            {t("takeBack")}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
