import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { actOnForm, type FormView } from "../../contract/personnel-form.ts";
import { useAct } from "../shell/query.ts";
import { AreaField, Choice, isShort, TextField } from "../ui/fields.tsx";
import { FinalAct } from "../ui/final-act.tsx";
import { readDecimal } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useFormWords } from "./words-form.ts";

type Correction = { readonly points: string; readonly reason: string };

function Corrections({ form, corrections, onChange }: { readonly form: FormView; readonly corrections: ReadonlyMap<string, Correction>; readonly onChange: (corrections: ReadonlyMap<string, Correction>) => void }): ReactNode {
  const t = useFormWords();
  return (
    <details>
      <summary>{t("corrections")}</summary>
      <p className="small muted">{t("correctionsHelp")}</p>
      {form.criteria
        .filter((one) => one.isLeaf)
        .map((one) => {
          const own = corrections.get(one.code) ?? { points: "", reason: "" };
          return (
            <div key={one.code} className="work-row">
              <span className="work-row-what">{one.title}</span>
              <input
                className="field-input num work-number"
                inputMode="decimal"
                aria-label={t("correctedPoints", { title: one.title })}
                placeholder={one.self ?? ""}
                value={own.points}
                onChange={(event) => {
                  onChange(new Map([...corrections, [one.code, { ...own, points: event.target.value }]]));
                }}
              />
              <input
                className="field-input work-reference"
                aria-label={t("correctedWhy", { title: one.title })}
                placeholder={t("why")}
                value={own.reason}
                onChange={(event) => {
                  onChange(new Map([...corrections, [one.code, { ...own, reason: event.target.value }]]));
                }}
              />
            </div>
          );
        })}
    </details>
  );
}

function Marks({ dd, e, grounds, onChange }: { readonly dd: boolean; readonly e: boolean; readonly grounds: string; readonly onChange: (marks: { dd: boolean; e: boolean; grounds: string }) => void }): ReactNode {
  const t = useFormWords();
  const choice = (name: "dd" | "e", value: boolean) => (
    <Choice
      label={t(`mark.${name}`)}
      value={value ? "met" : "unmet"}
      onChange={(picked) => {
        onChange({ dd, e, grounds, [name]: picked === "met" });
      }}
      options={[{ value: "met", label: t(`met.${name}`) }, { value: "unmet", label: t(`unmet.${name}`) }]}
    />
  );
  return (
    <div className="form-grid">
      {choice("dd", dd)}
      {choice("e", e)}
      <TextField label={t("grounds")} value={grounds} help={dd && e ? undefined : t("needsGrounds")} onChange={(typed) => { onChange({ dd, e, grounds: typed }); }} />
    </div>
  );
}

/** What the superior does with a form that was handed in; reopening what was confirmed. */
export function ConfirmForm({ form, version }: { readonly form: FormView; readonly version: string }): ReactNode {
  const t = useFormWords();
  const [remark, setRemark] = useState("");
  const [reason, setReason] = useState("");
  const [corrections, setCorrections] = useState<ReadonlyMap<string, Correction>>(new Map());
  const [marks, setMarks] = useState({ dd: true, e: true, grounds: "" });
  const act = useAct(actOnForm, { touches: ["personnel"] });
  const params = { periodId: form.periodId, personId: form.personId };
  const may = (step: FormView["available"][number]): boolean => form.available.includes(step);
  const simple = (["return", "reopen", "absent"] as const).filter((one) => may(one));
  if (!may("confirm") && simple.length === 0) return null;
  const changed = [...corrections].flatMap(([code, one]) => (one.points.trim() === "" ? [] : [{ code, points: readDecimal(one.points) ?? one.points, reason: one.reason }]));
  return (
    <>
      {may("confirm") ? (
        <FinalAct
          consequences={[t("confirmWhat", { name: form.name }), ...(form.isLeader ? [form.d === null ? t("dOpen") : form.d ? t("dMet") : t("dUnmet")] : [])]}
          lasting={t("confirmLasting")}
          action={t("confirm")}
          isBusy={act.isPending}
          error={act.error}
          isReady={remark.trim() !== "" && (!form.isLeader || (marks.dd && marks.e) || !isShort(marks.grounds))}
          onAct={() => {
            act.mutate({ params, body: { kind: "confirm", remark, corrections: changed, ...(form.isLeader ? { marks } : {}) }, version });
          }}
        >
          <h2>{t("confirmTitle")}</h2>
          <AreaField label={t("remark")} value={remark} onChange={setRemark} />
          {form.isLeader ? <Marks {...marks} onChange={setMarks} /> : null}
          <Corrections form={form} corrections={corrections} onChange={setCorrections} />
        </FinalAct>
      ) : null}
      {simple.length === 0 ? null : (
        <section className="card stack no-print">
          <TextField label={t("reason")} value={reason} onChange={setReason} />
          {may("confirm") ? null : <RefusalNote error={act.error} />}
          <div className="row">
            {simple.map((kind) => (
              <Button
                key={kind}
                disabled={isShort(reason)}
                loading={act.isPending}
                onClick={() => {
                  act.mutate({ params, body: { kind, reason }, version });
                }}
              >
                {t(`act.${kind}`)}
              </Button>
            ))}
          </div>
        </section>
      )}
    </>
  );
}
