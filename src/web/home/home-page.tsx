import type { ReactNode } from "react";
import type { z } from "zod";
import { readMyWork, type Work } from "../../contract/home.ts";
import { Place } from "../shell/place.tsx";
import { useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { Deadline } from "../ui/deadline.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { PeopleTask, PlanTask } from "./other-tasks.tsx";
import { placeOf } from "./places.ts";
import { useHomeWords } from "./words.ts";
import "./home.css";

function Due({ item: { due, dueOn }, now }: { readonly item: Work; readonly now: string }): ReactNode {
  const t = useHomeWords();
  const format = useFormat();
  if (due !== null) return <Deadline at={due} now={now} />;
  return <span className="muted">{dueOn === null ? t("noDue") : t("dueOn", { day: format.day(dueOn) })}</span>;
}

/** Tasks of one step, of which there is nothing to count. */
const SINGLE_STEPS: ReadonlySet<Work["kind"]> = new Set(["advance", "review", "submit", "approve", "publish"]);

function Rest({ item: { unit, total, left, unitsLeft } }: { readonly item: Work }): ReactNode {
  const t = useHomeWords();
  const format = useFormat();
  if (left === 0) return t("done", { total: format.count(total) });
  const counts = { left: format.count(left), total: format.count(total) };
  return unit === null && unitsLeft > 1 && unitsLeft < left ? t("leftInUnits", { ...counts, units: format.count(unitsLeft) }) : t("left", counts);
}

/** Where a unit's own file is between its scorer and its head. */
function OwnFile({ item: { kind, left, isReturned, isHandedUp, comment } }: { readonly item: Work }): ReactNode {
  const t = useHomeWords();
  const isOwn = kind === "score" || kind === "explain";
  return (
    <>
      {isOwn && isHandedUp ? <span className="task-handed">{t("handedUp")}</span> : null}
      {isOwn && left === 0 && !isHandedUp && !isReturned ? <span className="task-handed">{t("readyToHandUp")}</span> : null}
      {isReturned && comment !== null ? <span className="task-returned">{t("returned", { comment })}</span> : null}
    </>
  );
}

function Task({ item, now }: { readonly item: Work; readonly now: string }): ReactNode {
  const t = useHomeWords();
  const { kind, unit, campaignTitle, total, done } = item;
  const isCounted = total > 0 && !SINGLE_STEPS.has(kind);
  return (
    <Place to={placeOf(item)} className="task">
      <span className="task-head">
        <strong>{t(kind === "follow" && total === 0 ? "followAppraisal" : kind)}</strong>
        <Due item={item} now={now} />
      </span>
      <span className="muted">{unit === null ? campaignTitle : `${unit.name} · ${campaignTitle}`}</span>
      <span className="task-foot">
        {isCounted ? <progress value={done} max={Math.max(1, total)} aria-label={t("progress", { done, total })} /> : null}
        {isCounted ? <Rest item={item} /> : null}
        <span className="task-go">
          {t(`go.${kind}`)} <span aria-hidden="true">→</span>
        </span>
      </span>
      <OwnFile item={item} />
    </Place>
  );
}

type Found = z.output<typeof readMyWork.response>;
type Entry = { readonly key: string; readonly due: string; readonly task: ReactNode };
/** After every day. */
const LAST = "9999";

/** What is due first stands first, whatever it is about; what has no end comes last. */
function entriesOf({ items, ofPeople, ofPlan, now }: Found, personId: string): Entry[] {
  const ofCampaigns = items.map((item): Entry => ({ key: `${item.kind} ${item.campaignId} ${item.unit?.unitId ?? ""}`, due: item.due ?? item.dueOn ?? LAST, task: <Task item={item} now={now} /> }));
  const people = ofPeople.map((item): Entry => ({ key: `${item.kind} ${item.periodId ?? ""} ${String(item.year)} ${item.place?.id ?? ""}`, due: item.dueOn ?? LAST, task: <PeopleTask item={item} personId={personId} /> }));
  const planned = ofPlan.map((item): Entry => ({ key: `plan ${item.unit.id}`, due: item.dueOn, task: <PlanTask item={item} /> }));
  return [...ofCampaigns, ...people, ...planned].toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/** What is mine to do, what is left of it, and when it is due. */
export function HomePage(): ReactNode {
  const t = useHomeWords();
  const { user } = useSession();
  const query = useRead(readMyWork, {});
  return (
    <Page title={t("title")} lead={`${user.name}. ${t("lead")}`} width="text">
      <Loaded query={query}>
        {({ body }) => {
          const entries = entriesOf(body, user.personId);
          return entries.length === 0 ? (
            <Notice title={t("nothing")}>{t("nothingHelp")}</Notice>
          ) : (
            <ul className="tasks">
              {entries.map(({ key, task }) => (
                <li key={key}>{task}</li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Page>
  );
}
