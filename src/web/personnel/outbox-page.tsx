import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listOutbox, outboxWorkbook, type OutboxItem, resendOutbox } from "../../contract/personnel-outbox.ts";
import { call } from "../shell/client.ts";
import { Download } from "../shell/download.tsx";
import { keyOf, useAct } from "../shell/query.ts";
import { Chips } from "../ui/chips.tsx";
import { useFormat } from "../ui/format.ts";
import { PHONE, useMedia } from "../ui/media.ts";
import { Page } from "../ui/page.tsx";
import { usePeriodName } from "../ui/period-name.ts";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useOutboxWords } from "./outbox-words.ts";
import "./narrowed.css";
import "./year.css";

/** What was sent to the national database, what waits, and what needs a person. */

const AT_ONCE = 25;
const ON_PHONE = 10;

/** Which period or year it is about; a correction says so, and a decision its number. */
function What({ item: { year, period, number, decision, replaces } }: { readonly item: OutboxItem }): ReactNode {
  const t = useOutboxWords();
  const periodName = usePeriodName();
  if (period !== null) {
    return (
      <>
        {t("ofPeriod", { period: periodName(period) })}
        {number === null || number < 2 ? null : <div className="small muted">{t("corrected", { count: number - 1 })}</div>}
      </>
    );
  }
  return (
    <>
      {t("ofYear", { year })}
      {decision === null ? null : <div className="small muted">{replaces === null ? t("decision", { number: decision }) : t("decisionReplaces", { number: decision, replaces })}</div>}
    </>
  );
}

function Row({ item }: { readonly item: OutboxItem }): ReactNode {
  const t = useOutboxWords();
  const format = useFormat();
  const resend = useAct(resendOutbox, { touches: ["personnel.outbox"] });
  const isLate = item.isLate && item.state !== "sent";
  return (
    <tr>
      <th scope="row">
        {item.name}
        <div className="small muted">{item.agencyName}</div>
      </th>
      <td className="cards-half" data-label={t("what")}>
        <What item={item} />
      </td>
      <td className="cards-half" data-label={t("state")}>
        <strong className={item.state === "dead" || isLate ? "year-late" : undefined}>{isLate ? t("stateLate", { state: t(`outbox.${item.state}`) }) : t(`outbox.${item.state}`)}</strong>
        {/* The first try comes by itself; only of what was tried it is worth knowing when again. */}
        {item.nextAt === null || item.attempts.length === 0 ? null : <div className="small muted">{t("nextAt", { time: format.time(item.nextAt) })}</div>}
      </td>
      <td className="cards-half" data-label={t("dueOn")}>{format.time(item.dueAt)}</td>
      <td className="cards-half" data-label={t("receipt")}>{item.receipt}</td>
      <td className="cards-half" data-label={t("attempts")}>
        {item.attempts.length === 0 ? null : (
          <details>
            <summary>{format.count(item.attempts.length)}</summary>
            <ol className="year-rows small">
              {item.attempts.map((one) => (
                <li key={one.number}>{`${format.time(one.at)}: ${one.status === null ? "" : `HTTP ${String(one.status)} `}${one.detail}`}</li>
              ))}
            </ol>
          </details>
        )}
      </td>
      <td className="cards-half">
        {/* What was not tried yet goes by itself. */}
        {item.state === "sent" || item.attempts.length === 0 ? null : (
          <Button size="small" loading={resend.isPending} onClick={() => { resend.mutate({ params: { itemId: item.id }, version: item.version }); }}>
            {t("resend")}
            <span className="visually-hidden">: {item.name}</span>
          </Button>
        )}
        {resend.error === null ? null : <RefusalNote error={resend.error} />}
      </td>
    </tr>
  );
}

type Filter = OutboxItem["state"] | "all";
/** As they are listed: first what needs a person. */
const ORDER: readonly OutboxItem["state"][] = ["dead", "waiting", "sent"];

function Items({ items }: { readonly items: readonly OutboxItem[] }): ReactNode {
  const t = useOutboxWords();
  return (
    <TableScroll label={t("outbox")} isTaken={false}>
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("dueOn")}</th>
            <th scope="col">{t("receipt")}</th>
            <th scope="col">{t("attempts")}</th>
            <th scope="col">{t("doWhat")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <Row key={one.id} item={one} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** Everything under a filter, a page at a time; however much was opened is read again as one, so that nothing is missed or there twice. */
function useOutbox(filter: Filter, limit: number) {
  const query = { limit, ...(filter === "all" ? {} : { state: filter }) };
  return useInfiniteQuery({
    queryKey: [...keyOf(listOutbox, { query }), "pages"],
    queryFn: async ({ pageParam, signal }) => (await call(listOutbox, { query: { ...query, ...(pageParam === "" ? {} : { cursor: pageParam }) }, signal })).body,
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

function Listed({ filter, atOnce, query }: { readonly filter: Filter; readonly atOnce: number; readonly query: ReturnType<typeof useOutbox> }): ReactNode {
  const t = useOutboxWords();
  const format = useFormat();
  const items = query.data?.pages.flatMap((one) => one.items) ?? [];
  const counts = query.data?.pages.at(-1)?.counts;
  if (items.length === 0 || counts === undefined) return <Notice title={t("nothingThere")}>{t("nothingThereHelp")}</Notice>;
  const all = filter === "all" ? counts.waiting + counts.sent + counts.dead : counts[filter];
  return (
    <>
      <Items items={items} />
      {query.hasNextPage ? (
        <div className="row">
          <Button loading={query.isFetchingNextPage} onClick={() => { void query.fetchNextPage(); }}>
            {t("more", { count: format.count(Math.min(atOnce, all - items.length)) })}
          </Button>
          <span className="small muted">{t("moreLeft", { count: format.count(all - items.length) })}</span>
        </div>
      ) : null}
    </>
  );
}

export function OutboxPage(): ReactNode {
  const t = useOutboxWords();
  const format = useFormat();
  const [filter, setFilter] = useState<Filter>("all");
  const atOnce = useMedia(PHONE) ? ON_PHONE : AT_ONCE;
  const query = useOutbox(filter, atOnce);
  return (
    <Page title={t("outbox")} lead={t("outboxLead")} actions={<Download route={outboxWorkbook} given={{ query: filter === "all" ? {} : { state: filter } }} label={t("workbook")} of={`${t("outbox")}: ${t(`outbox.${filter}`)}`} />}>
      <Loaded query={query}>
        {({ pages }) => {
          const { counts, isConnected } = pages.at(-1) ?? { counts: { waiting: 0, sent: 0, dead: 0, late: 0 }, isConnected: true };
          return (
            <div className="stack">
              {isConnected ? null : <Notice title={t("notConnected")} tone="warning">{t("notConnectedHelp")}</Notice>}
              {counts.late === 0 ? null : <p className="year-late" role="status">{t("lateItems", { count: format.count(counts.late) })}</p>}
              <Chips
                label={t("state")}
                options={[{ key: "all", word: t("outbox.all"), count: counts.waiting + counts.sent + counts.dead }, ...ORDER.map((key) => ({ key, word: t(`outbox.${key}`), count: counts[key] }))]}
                chosen={filter}
                onChoose={(key) => { setFilter(ORDER.find((one) => one === key) ?? "all"); }}
              />
              <Listed filter={filter} atOnce={atOnce} query={query} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
