import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type Duty, recordWork } from "../../contract/plan-work.ts";
import { LibraryFiles } from "../shell/evidence/library-files.tsx";
import { useAct } from "../shell/query.ts";
import { AreaField } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useWorkWords } from "./words-work.ts";

/** One thing that is due, and what is said of it. */

const YEAR = 4;
const ROMAN = ["", "I", "II", "III", "IV"] as const;

/** "2025-Q1" as people say it. */
function usePeriodName(): (period: string) => string {
  const t = useWorkWords();
  return (period) => {
    const { year = period, part = "" } = /^(?<year>\d{4})(?:-(?<part>[QHqh]?\d{1,2}|year))?$/.exec(period)?.groups ?? {};
    const number = Number(part.replace(/^\D/, ""));
    if (part === "" || part === "year") return t("period.year", { year });
    if (/^[Qq]/.test(part)) return t("period.quarter", { quarter: ROMAN[number] ?? number, year });
    if (/^[Hh]/.test(part)) return t(number === 1 ? "period.firstHalf" : "period.secondHalf", { year });
    return t("period.month", { month: number, year });
  };
}

const TONE: Readonly<Record<Duty["state"], string>> = { open: "muted", near: "plan-near", late: "plan-late", done: "plan-done", "done-late": "plan-near" };

export function DutyLine({ planId, duty, mayRecord }: { readonly planId: string; readonly duty: Duty; readonly mayRecord: boolean }): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState(duty.record?.note ?? "");
  const act = useAct(recordWork, { touches: ["plan"] });
  const period = usePeriodName()(duty.period);
  const [files, setFiles] = useState<readonly string[]>(duty.record?.files ?? []);
  const done = duty.reportPeriodId === null ? duty.record?.isDone === true : duty.state === "done" || duty.state === "done-late";
  const save = (): void => {
    if (act.isPending) return;
    act.mutate({ params: { planId, unitId: duty.unitId }, body: { key: duty.key, period: duty.period, isDone: !done, note: note.trim(), files: [...files], seen: duty.record?.number ?? 0 } }, { onSuccess: () => { setOpen(false); } });
  };
  return (
    <li className="plan-duty">
      <span className="num">{format.day(duty.due)}</span>
      <div className="grow">
        {duty.title}
        <p className="small muted plan-facts">
          <span>{duty.output}</span>
          <span>{t(`source.${duty.source}`)}</span>
          {/^\d{4}$/.test(duty.period) ? null : <span>{period}</span>}
          {duty.reportPeriodId === null ? null : (
            <Link to="/reports/$periodId/units/$unitId" params={{ periodId: duty.reportPeriodId, unitId: duty.unitId }}>
              {t(done ? "seeReport" : "writeReport")} <span className="visually-hidden">{duty.title}</span>
            </Link>
          )}
          {duty.record === null || duty.record.files.length === 0 ? null : <span>{t("filesCount", { count: duty.record.files.length })}</span>}
        </p>
        {duty.record === null || duty.record.note === "" ? null : <p className="small">{duty.record.note}</p>}
        {!isOpen ? null : (
          <form className="stack" onSubmit={(event) => { event.preventDefault(); save(); }}>
            <AreaField label={t("note")} value={note} onChange={setNote} />
            {done ? null : (
              <div className="field">
                <span className="field-label">{t("files")}</span>
                <LibraryFiles library={{ unitId: duty.unitId, year: Number(duty.period.slice(0, YEAR)) }} spot={`work ${duty.key} ${duty.period}`} fileIds={files} onChange={(change) => { setFiles(change); }} />
              </div>
            )}
            <RefusalNote error={act.error} />
            <div>
              <Button type="primary" htmlType="submit" loading={act.isPending}>
                {t("save")}
              </Button>
            </div>
          </form>
        )}
      </div>
      <span className={TONE[duty.state]}>{t(`state.${duty.state}`)}</span>
      {mayRecord ? (
        <Button aria-expanded={isOpen} onClick={() => { setOpen(!isOpen); }}>
          {t(done ? "markOpen" : "markDone")} <span className="visually-hidden">{duty.title}</span>
        </Button>
      ) : null}
    </li>
  );
}
