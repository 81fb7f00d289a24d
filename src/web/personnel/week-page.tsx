import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { readWork, type WorkItem } from "../../contract/personnel-work.ts";
import { useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import { useFormat } from "../ui/format.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { type InPeriod, PeriodFrame } from "./period.tsx";
import { StandingPanel } from "./standing.tsx";
import "./narrowed.css";
import { isPutRight } from "./week.ts";
import { WeekEntry } from "./week-entry.tsx";
import { WorkFiles, WorkFilesField } from "./work-files.tsx";
import { useBoardWords } from "./words-board.ts";
import { useWorkWords } from "./words-work.ts";

/** An officer's week: what is to be done, recorded in two minutes; the points so far. */

function Settled({ items, periodId, onAgain }: { readonly items: readonly WorkItem[]; readonly periodId: string; /** Without it nothing can be changed. */ readonly onAgain: ((id: string) => void) | undefined }): ReactNode {
  const t = useWorkWords();
  const format = useFormat();
  if (items.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t("settled")}</h2>
      <TableScroll label={t("settled")} isTaken={false}>
        <table className="plain cards">
          <thead>
            <tr>
              <th scope="col">{t("work")}</th>
              <th scope="col" className="num">{t("coefficient")}</th>
              <th scope="col" className="num">{t("assigned")}</th>
              <th scope="col" className="num">{t("done")}</th>
              <th scope="col" className="num">{t("accepted")}</th>
              <th scope="col">{t("state")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {one.name}
                  <div className="small muted">{[one.reference ?? one.output ?? "", one.isExtra ? t("extra") : ""].filter((said) => said !== "").join(" · ")}</div>
                  {one.state === "done" && onAgain !== undefined ? <WorkFilesField item={one} periodId={periodId} /> : <WorkFiles item={one} periodId={periodId} />}
                </th>
                <td className="num" data-label={t("coefficient")}>{format.decimal(one.coefficient)}</td>
                <td className="num" data-label={t("assigned")}>{format.decimal(one.assigned)}</td>
                <td className="num" data-label={t("done")}>{format.decimal(one.done)}</td>
                <td className="num" data-label={t("accepted")}>{one.state === "accepted" ? format.decimal(one.accepted) : ""}</td>
                <td className="work-nowrap cards-whole">
                  {t(`state.${one.state}`)}
                  {one.state !== "done" || onAgain === undefined ? null : (
                    <div>
                      <button type="button" className="link-like small" onClick={() => { onAgain(one.id); }}>
                        {t("again")}
                        <span className="visually-hidden">: {one.name}</span>
                      </button>
                    </div>
                  )}
                  {one.qualityFailures === 0 ? null : <div className="small work-overdue work-wrap">{t("failed", { count: one.qualityFailures })}</div>}
                  {one.delays === 0 ? null : <div className="small work-overdue work-wrap">{t("delayed", { count: one.delays })}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

/** All of one's work of the period, as a workbook. */
function Take({ items, period }: { readonly items: readonly WorkItem[]; readonly period: string }): ReactNode {
  const t = useWorkWords();
  const told = useBoardWords();
  return (
    <div>
      <TableDownload
        name={`${t("title")} ${period}`}
        rows={items}
        columns={[
          { title: t("work"), of: (one) => one.name },
          { title: t("coefficient"), of: (one) => numberIn(one.coefficient), decimals: 4 },
          { title: t("assigned"), of: (one) => numberIn(one.assigned), decimals: 2 },
          { title: t("done"), of: (one) => numberIn(one.done), decimals: 2 },
          { title: t("accepted"), of: (one) => (one.state === "accepted" ? numberIn(one.accepted) : null), decimals: 2 },
          { title: told("failures"), of: (one) => one.qualityFailures, decimals: 0 },
          { title: told("delays"), of: (one) => one.delays, decimals: 0 },
          { title: t("state"), of: (one) => t(`state.${one.state}`) },
        ]}
      />
    </div>
  );
}

function Week({ at, personId }: { readonly at: InPeriod; readonly personId: string }): ReactNode {
  const query = useRead(readWork, { params: { periodId: at.period.id, personId } });
  const [again, setAgain] = useState<ReadonlySet<string>>(new Set());
  return (
    <Loaded query={query}>
      {({ body }) => (
        <div className="work-week">
          <div className="stack">
            <WeekEntry key={at.period.id} at={at} items={body.items} unitId={body.unitId} isOpen={body.isOpen} again={again} onSaved={() => { setAgain(new Set()); }} />
            <Settled items={body.items.filter((one) => one.state !== "assigned" && !isPutRight(one, again))} periodId={at.period.id} onAgain={body.isOpen ? (id) => { setAgain(new Set([...again, id])); } : undefined} />
            <Take items={body.items} period={at.period.id} />
          </div>
          <StandingPanel standing={body.standing} />
        </div>
      )}
    </Loaded>
  );
}

export function WeekPage(): ReactNode {
  const t = useWorkWords();
  const session = useSession();
  const navigate = useNavigate();
  const search: { readonly period?: string } = useSearch({ strict: false });
  return (
    <PeriodFrame
      title={t("title")}
      lead={t("lead")}
      wanted={search.period}
      onPick={(period) => {
        void navigate({ to: "/work", search: { period } });
      }}
    >
      {(at) =>
        at.place.unitId === null || at.place.fault === "two-units" || at.place.fault === "circle" ? (
          <Notice title={t("noPlace")} tone="warning">
            {t(`fault.${at.place.fault ?? "no-post"}`)}
          </Notice>
        ) : (
          <Week at={at} personId={session.user.personId} />
        )
      }
    </PeriodFrame>
  );
}
