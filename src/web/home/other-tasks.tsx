import type { ReactNode } from "react";
import type { PeopleWork, PlanWork } from "../../contract/home.ts";
import { Place } from "../shell/place.tsx";
import { useFormat } from "../ui/format.ts";
import { usePeriodName } from "../ui/period-name.ts";
import { placeOfPeople } from "./places.ts";
import { useOtherWords } from "./other-words.ts";
import { useHomeWords } from "./words.ts";

/** What waits outside campaigns: in the work and ratings of people, and in the reform plan. */

/** What is counted; of the others there is one. */
const COUNTED: Readonly<Partial<Record<PeopleWork["kind"], "pieces" | "forms" | "files" | "lists" | "items">>> = { record: "pieces", accept: "pieces", confirm: "forms", meet: "files", propose: "files", "give-opinion": "files", verify: "files", decide: "files", "answer-complaint": "files", replace: "files", "review-lists": "lists", resend: "items" };

function About({ item: { kind, periodId, year, place } }: { readonly item: PeopleWork }): ReactNode {
  const t = useOtherWords();
  const periodName = usePeriodName();
  // The Chairman's round is of no unit.
  const named = place === null ? undefined : place.name === "" && year !== null ? t("province") : place.name;
  const where = [kind === "self-review" ? undefined : named, periodId === null ? undefined : periodName(periodId), year === null ? undefined : t("year", { year })];
  const words = where.flatMap((one) => one ?? []);
  return words.length === 0 ? null : <span className="muted">{words.join(" · ")}</span>;
}

type Shown = { readonly to: string; readonly title: string; readonly dueOn: string | null; readonly about: ReactNode; readonly count: string | undefined; readonly late: number; readonly go: string; readonly children?: ReactNode };

function OtherTask({ to, title, dueOn, about, count, late, go, children }: Shown): ReactNode {
  const t = useOtherWords();
  const home = useHomeWords();
  const format = useFormat();
  return (
    <Place to={to} className="task">
      <span className="task-head">
        <strong>{title}</strong>
        {dueOn === null ? null : <span className="muted">{home("dueOn", { day: format.day(dueOn) })}</span>}
      </span>
      {about}
      <span className="task-foot">
        {count === undefined ? null : <span>{count}</span>}
        {late === 0 ? null : <span className="task-late">{t("late", { count: format.count(late) })}</span>}
        <span className="task-go">
          {go} <span aria-hidden="true">→</span>
        </span>
      </span>
      {children}
    </Place>
  );
}

export function PeopleTask({ item, personId }: { readonly item: PeopleWork; readonly personId: string }): ReactNode {
  const t = useOtherWords();
  const format = useFormat();
  const { kind, dueOn, left, late, comment } = item;
  const counted = COUNTED[kind];
  return (
    <OtherTask to={placeOfPeople(item, personId)} title={t(kind)} dueOn={dueOn} about={<About item={item} />} count={counted === undefined ? undefined : t(counted, { count: format.count(left) })} late={late} go={t(`go.${kind}`)}>
      {comment === null ? null : <span className="task-returned">{t("returned", { comment })}</span>}
    </OtherTask>
  );
}

export function PlanTask({ item: { year, unit, dueOn, left, late } }: { readonly item: PlanWork }): ReactNode {
  const t = useOtherWords();
  const format = useFormat();
  return <OtherTask to={`/plan/${String(year)}/work/${unit.id}`} title={t("plan")} dueOn={dueOn} about={<span className="muted">{`${unit.name} · ${t("planYear", { year })}`}</span>} count={t("pieces", { count: format.count(left) })} late={late} go={t("go.plan")} />;
}
