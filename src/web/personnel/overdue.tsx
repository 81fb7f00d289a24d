import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Board } from "../../contract/personnel-work.ts";
import { useFormat } from "../ui/format.ts";
import { PHONE, useMedia } from "../ui/media.ts";
import { useBeginning } from "../ui/more.tsx";
import { useBoardWords } from "./words-board.ts";

/** Which work of the office is overdue, whose it is and for how long. */

const DAY_MS = 86_400_000;
const ON_PHONE = 5;
const AT_ONCE = 10;

export function Overdue({ board }: { readonly board: Board }): ReactNode {
  const t = useBoardWords();
  const format = useFormat();
  const { shown, more } = useBeginning(board.overdue, useMedia(PHONE) ? ON_PHONE : AT_ONCE);
  if (board.overdue.length === 0) return null;
  const names = new Map(board.people.map((one) => [one.personId, one.name]));
  return (
    <section className="card stack">
      <h2>{t("overdueTitle", { count: format.count(board.overdue.length) })}</h2>
      <ul className="work-rows">
        {shown.map((one) => (
          <li key={one.id} className="work-row work-overdue-row">
            <div className="work-row-what">
              <strong>{one.name}</strong>
              <div className="small muted">
                <Link to="/work/$periodId/people/$personId" params={{ periodId: board.periodId, personId: one.personId }}>
                  {names.get(one.personId)}
                </Link>
                {` · ${format.decimal(one.assigned)} ${one.unitOfMeasure}`}
              </div>
            </div>
            <span className="work-overdue small">{t("overdueBy", { due: format.day(one.due), days: format.count((Date.parse(board.today) - Date.parse(one.due)) / DAY_MS) })}</span>
          </li>
        ))}
      </ul>
      {more}
    </section>
  );
}
