import type { ReactNode } from "react";
import type { PeopleWork } from "../../contract/home.ts";
import { Place } from "../shell/place.tsx";
import { useFormat } from "../ui/format.ts";
import { usePeriodName } from "../ui/period-name.ts";
import { placeOfPeople } from "./places.ts";
import { usePeopleWords } from "./people-words.ts";
import { useHomeWords } from "./words.ts";

/** What waits in the work and ratings of people. */

/** What is counted; of the others there is one. */
const COUNTED: Readonly<Partial<Record<PeopleWork["kind"], "pieces" | "forms" | "files" | "lists" | "items">>> = { record: "pieces", accept: "pieces", confirm: "forms", meet: "files", propose: "files", "give-opinion": "files", verify: "files", decide: "files", "answer-complaint": "files", replace: "files", "review-lists": "lists", resend: "items" };

function About({ item: { kind, periodId, year, place } }: { readonly item: PeopleWork }): ReactNode {
  const t = usePeopleWords();
  const periodName = usePeriodName();
  // The Chairman's round is of no unit.
  const named = place === null ? undefined : place.name === "" && year !== null ? t("province") : place.name;
  const where = [kind === "self-review" ? undefined : named, periodId === null ? undefined : periodName(periodId), year === null ? undefined : t("year", { year })];
  const words = where.flatMap((one) => one ?? []);
  return words.length === 0 ? null : <span className="muted">{words.join(" · ")}</span>;
}

export function PeopleTask({ item, personId }: { readonly item: PeopleWork; readonly personId: string }): ReactNode {
  const t = usePeopleWords();
  const home = useHomeWords();
  const format = useFormat();
  const { kind, dueOn, left, late, comment } = item;
  const counted = COUNTED[kind];
  return (
    <Place to={placeOfPeople(item, personId)} className="task">
      <span className="task-head">
        <strong>{t(kind)}</strong>
        {dueOn === null ? null : <span className="muted">{home("dueOn", { day: format.day(dueOn) })}</span>}
      </span>
      <About item={item} />
      <span className="task-foot">
        {counted === undefined ? null : <span>{t(counted, { count: format.count(left) })}</span>}
        {late === 0 ? null : <span className="task-late">{t("late", { count: format.count(late) })}</span>}
        <span className="task-go">
          {t(`go.${kind}`)} <span aria-hidden="true">→</span>
        </span>
      </span>
      {comment === null ? null : <span className="task-returned">{t("returned", { comment })}</span>}
    </Place>
  );
}
