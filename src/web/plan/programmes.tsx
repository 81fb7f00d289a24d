import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { addProgramme, type listProgrammes } from "../../contract/plan.ts";
import { useOnce } from "../shell/once.ts";
import { DayField } from "../ui/day-field.tsx";
import { TextField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { usePlanWords } from "./words.ts";

/** Programmes of some years, within which each year has its plan. */

export type Programme = z.output<typeof listProgrammes.response>["items"][number];

export function ProgrammeHead({ programme }: { readonly programme: Programme }): ReactNode {
  const t = usePlanWords();
  const format = useFormat();
  const { title, fromYear, toYear, decision } = programme;
  return (
    <header className="plan-facts">
      <h2>{title}</h2>
      <span className="muted num">{t("years", { from: fromYear, to: toYear })}</span>
      {decision === null ? null : <span className="small muted">{t("issued", { decision: t("decision", { number: decision.number, day: format.day(decision.on) }) })}</span>}
    </header>
  );
}

const YEAR = /^20\d\d$/;

export function NewProgramme({ programmes }: { readonly programmes: readonly Programme[] }): ReactNode {
  const t = usePlanWords();
  const { send, isBusy, error } = useOnce(addProgramme, { touches: ["plan"] });
  const next = programmes.length === 0 ? "" : String(Math.max(...programmes.map((one) => one.toYear)) + 1);
  const [title, setTitle] = useState("");
  const [from, setFrom] = useState(next);
  const [to, setTo] = useState(next === "" ? "" : String(Number(next) + 4));
  const [number, setNumber] = useState("");
  const [day, setDay] = useState("");
  const [isTried, setTried] = useState(false);
  // A decision is given whole, or not yet.
  const hasDecision = number.trim() !== "" || day !== "";
  const isReady = title.trim() !== "" && YEAR.test(from) && YEAR.test(to) && (!hasDecision || (number.trim() !== "" && day !== ""));
  const add = async (): Promise<void> => {
    setTried(true);
    if (!isReady) return;
    const decision = hasDecision ? { number: number.trim(), on: day, text: title.trim() } : null;
    if ((await send({ body: { title: title.trim(), fromYear: Number(from), toYear: Number(to), decision } })) === undefined) return;
    setTitle("");
    setNumber("");
    setDay("");
    setTried(false);
  };
  return (
    <details className="card no-print">
      <summary>{t("newProgramme")}</summary>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <TextField label={t("programmeTitle")} value={title} onChange={setTitle} />
        <div className="plan-two">
          <TextField label={t("fromYear")} value={from} onChange={setFrom} isNumber />
          <TextField label={t("toYear")} value={to} onChange={setTo} isNumber />
          <TextField label={t("decisionNumber")} value={number} onChange={setNumber} maxLength={100} />
          <DayField label={t("decisionDay")} value={day} onChange={setDay} />
        </div>
        {isTried && !isReady ? (
          <p className="small field-bad" role="alert">
            {t("programmeMissing")}
          </p>
        ) : null}
        <RefusalNote error={error} />
        <div>
          <Button htmlType="submit" loading={isBusy}>
            {t("addProgramme")}
          </Button>
        </div>
      </form>
    </details>
  );
}
