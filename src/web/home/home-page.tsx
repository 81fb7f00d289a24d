import type { ReactNode } from "react";
import { readMyWork, type Work } from "../../contract/home.ts";
import { Place } from "../shell/place.tsx";
import { useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { Deadline } from "../ui/deadline.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { placeOf } from "./places.ts";
import { useHomeWords } from "./words.ts";
import "./home.css";

function Due({ item: { due, dueOn }, now }: { readonly item: Work; readonly now: string }): ReactNode {
  const t = useHomeWords();
  const format = useFormat();
  if (due !== null) return <Deadline at={due} now={now} />;
  return <span className="muted">{dueOn === null ? t("noDue") : t("dueOn", { day: format.day(dueOn) })}</span>;
}

function Task({ item, now }: { readonly item: Work; readonly now: string }): ReactNode {
  const t = useHomeWords();
  const { kind, unit, campaignTitle, total, done, left, unitsLeft, isReturned, comment } = item;
  const rest = left === 0 ? t("done", { total }) : unit === null && unitsLeft > 1 ? t("leftInUnits", { left, total, units: unitsLeft }) : t("left", { left, total });
  return (
    <li>
      <Place to={placeOf(item)} className="task">
        <span className="task-head">
          <strong>{t(kind)}</strong>
          <Due item={item} now={now} />
        </span>
        <span className="muted">{unit === null ? campaignTitle : `${unit.name} · ${campaignTitle}`}</span>
        <span className="task-foot">
          <progress value={done} max={Math.max(1, total)} aria-label={t("progress", { done, total })} />
          {rest}
        </span>
        {isReturned && comment !== null ? <span className="task-returned">{t("returned", { comment })}</span> : null}
      </Place>
    </li>
  );
}

/** What is mine to do, what is left of it, and when it is due. */
export function HomePage(): ReactNode {
  const t = useHomeWords();
  const { user } = useSession();
  const query = useRead(readMyWork, {});
  return (
    <Page title={t("title")} lead={`${user.name}. ${t("lead")}`} width="text">
      <Loaded query={query}>
        {({ body: { items, now } }) =>
          items.length === 0 ? (
            <Notice title={t("nothing")}>{t("nothingHelp")}</Notice>
          ) : (
            <ul className="tasks">
              {items.map((item) => (
                <Task key={`${item.kind} ${item.campaignId} ${item.unit?.unitId ?? ""}`} item={item} now={now} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
