import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { type Duty, readWork } from "../../contract/plan-work.ts";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Choice } from "../ui/fields.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { CalendarLinks } from "./calendar-links.tsx";
import { DutyLine } from "./duty-line.tsx";
import { PlanFrame } from "./frame.tsx";
import { useWorkWords } from "./words-work.ts";

/** What one unit owes: the year's months, and the days of the one that is chosen. */

type By = "month" | "quarter";
const COUNT: Readonly<Record<By, number>> = { month: 12, quarter: 4 };
const ROMAN = ["", "I", "II", "III", "IV"] as const;
const monthOf = ({ due }: Duty): number => Number(due.slice(5, 7));
const placeOf = (duty: Duty, by: By): number => (by === "month" ? monthOf(duty) : Math.ceil(monthOf(duty) / 3));
const isDone = ({ state }: Duty): boolean => state === "done" || state === "done-late";

type PartsProps = { readonly duties: readonly Duty[]; readonly by: By; readonly chosen: number; readonly onChoose: (place: number) => void };

function Parts({ duties, by, chosen, onChoose }: PartsProps): ReactNode {
  const t = useWorkWords();
  const counted = (own: readonly Duty[]): ReactNode => {
    const late = own.filter((one) => one.state === "late").length;
    return (
      <>
        <div className="small muted num">{t("counted", { due: own.length, done: own.filter(isDone).length })}</div>
        {late === 0 ? null : <div className="small plan-late">{t("monthLate", { late })}</div>}
      </>
    );
  };
  return (
    <div className="plan-months" role="group" aria-label={t("months")}>
      <button type="button" className="plan-month" aria-pressed={chosen === 0} onClick={() => { onChoose(0); }}>
        <strong>{t("all")}</strong>
        {counted(duties)}
      </button>
      {Array.from({ length: COUNT[by] }, (_, at) => at + 1)
        .filter((one) => duties.some((duty) => placeOf(duty, by) === one))
        .map((one) => (
          <button key={one} type="button" className="plan-month" aria-pressed={chosen === one} onClick={() => { onChoose(one); }}>
            <strong>{by === "month" ? t("month", { month: one }) : t("quarter", { quarter: ROMAN[one] ?? one })}</strong>
            {counted(duties.filter((duty) => placeOf(duty, by) === one))}
          </button>
        ))}
    </div>
  );
}

/** The part of the year that one looks for first: this one in the plan's own year, else the first with something left. */
function firstPart(duties: readonly Duty[], by: By, year: number, today: string): number {
  const now = Math.ceil(Number(today.slice(5, 7)) / (by === "month" ? 1 : 3));
  if (today.startsWith(String(year)) && duties.some((one) => placeOf(one, by) === now)) return now;
  const open = duties.find((one) => !isDone(one));
  return open === undefined ? 0 : placeOf(open, by);
}

function Calendar({ planId, year, today, unitName, duties, mayRecord }: { readonly planId: string; readonly year: number; readonly today: string; readonly unitName: string; readonly duties: readonly Duty[]; readonly mayRecord: boolean }): ReactNode {
  const t = useWorkWords();
  const [by, setBy] = useState<By>("month");
  const [chosen, setChosen] = useState(() => firstPart(duties, by, year, today));
  const shown = duties.filter((one) => chosen === 0 || placeOf(one, by) === chosen);
  const turn = (next: By): void => {
    setBy(next);
    setChosen(firstPart(duties, next, year, today));
  };
  return (
    <>
      <p>
        <strong>{unitName}</strong>
      </p>
      <div className="plan-filters no-print">
        <Choice label={t("by")} value={by} onChange={turn} options={(["month", "quarter"] as const).map((one) => ({ value: one, label: t(`by.${one}`) }))} />
      </div>
      <Parts duties={duties} by={by} chosen={chosen} onChoose={setChosen} />
      {shown.length === 0 ? (
        <Notice title={t("nothing")} />
      ) : (
        <ul className="plan-items">
          {shown.map((one) => (
            <DutyLine key={`${one.source} ${one.key} ${one.period}`} planId={planId} duty={one} mayRecord={mayRecord && one.reportPeriodId === null && (one.source === "province" || one.source === "own")} />
          ))}
        </ul>
      )}
    </>
  );
}

function OfUnit({ planId, unitId }: { readonly planId: string; readonly unitId: string }): ReactNode {
  const session = useSession();
  const query = useRead(readWork, { params: { planId, unitId } });
  const isOwn = session.user.unitIds.includes(unitId) && hasRole(session, "unit-head", "unit-scorer");
  return (
    <>
      <Loaded query={query}>{({ body }) => <Calendar key={planId} planId={planId} {...body} mayRecord={isOwn} />}</Loaded>
      {isOwn ? <CalendarLinks /> : null}
    </>
  );
}

export function WorkPage(): ReactNode {
  const t = useWorkWords();
  const { year, unitId } = useParams({ from: "/signed-in/plan/$year/work/$unitId" });
  return (
    <PlanFrame year={year} title={`${t("title")} ${year}`}>
      {(plan) => <OfUnit planId={plan.id} unitId={unitId} />}
    </PlanFrame>
  );
}
