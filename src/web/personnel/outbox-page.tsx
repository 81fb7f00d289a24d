import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listOutbox, OUTBOX_STATES, type OutboxItem, resendOutbox } from "../../contract/personnel-outbox.ts";
import { useAct, useRead } from "../shell/query.ts";
import { TableDownload } from "../shell/table-download.tsx";
import { Choice } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useOutboxWords } from "./outbox-words.ts";
import "./year.css";

/** What was sent to the national database, what waits, and what needs a person. */

const NEWEST = 200;

function Row({ item }: { readonly item: OutboxItem }): ReactNode {
  const t = useOutboxWords();
  const format = useFormat();
  const resend = useAct(resendOutbox, { touches: ["personnel.outbox"] });
  return (
    <tr>
      <th scope="row">
        {item.name}
        <div className="small muted">{item.agencyName}</div>
      </th>
      <td>{t(`kind.${item.kind}`, { year: item.year })}</td>
      <td>
        <strong className={item.isLate && item.state !== "sent" ? "year-late" : undefined}>{t(`outbox.${item.state}`)}</strong>
        {item.nextAt === null ? null : <div className="small muted">{t("nextAt", { time: format.time(item.nextAt) })}</div>}
      </td>
      <td>{format.time(item.dueAt)}</td>
      <td>{item.receipt ?? "–"}</td>
      <td>
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
      <td>
        {item.state === "sent" ? null : (
          <Button size="small" loading={resend.isPending} onClick={() => { resend.mutate({ params: { itemId: item.id }, version: item.version }); }}>
            {t("resend")}
            <span className="visually-hidden">: {item.name}</span>
          </Button>
        )}
        <RefusalNote error={resend.error} />
      </td>
    </tr>
  );
}

type Filter = OutboxItem["state"] | "all";
const FILTERS: readonly Filter[] = ["all", ...OUTBOX_STATES];

export function OutboxPage(): ReactNode {
  const t = useOutboxWords();
  const format = useFormat();
  const [filter, setFilter] = useState<Filter>("all");
  const query = useRead(listOutbox, { query: { limit: NEWEST, ...(filter === "all" ? {} : { state: filter }) } });
  return (
    <Page title={t("outbox")} lead={t("outboxLead")} actions={<Choice label={t("state")} value={filter} options={FILTERS.map((one) => ({ value: one, label: t(`outbox.${one}`) }))} onChange={setFilter} />}>
      <Loaded query={query}>
        {({ body: { items, counts, isConnected } }) => (
          <div className="stack">
            {isConnected ? null : <Notice title={t("notConnected")} tone="warning">{t("notConnectedHelp")}</Notice>}
            <p className="year-levels">
              {OUTBOX_STATES.map((one) => (
                <span key={one}>{`${t(`outbox.${one}`)}: ${format.count(counts[one])}`}</span>
              ))}
              <span className={counts.late > 0 ? "year-late" : undefined}>{`${t("lateItems")}: ${format.count(counts.late)}`}</span>
            </p>
            <TableDownload
              name={t("outbox")}
              rows={items}
              columns={[
                { title: t("name"), of: (one) => one.name },
                { title: t("agency"), of: (one) => one.agencyName },
                { title: t("what"), of: (one) => t(`kind.${one.kind}`, { year: one.year }) },
                { title: t("state"), of: (one) => t(`outbox.${one.state}`) },
                { title: t("dueOn"), of: (one) => format.time(one.dueAt) },
                { title: t("receipt"), of: (one) => one.receipt },
                { title: t("attempts"), of: (one) => one.attempts.length, decimals: 0 },
              ]}
            />
            {items.length === 0 ? (
              <Notice title={t("nothingThere")}>{t("nothingThereHelp")}</Notice>
            ) : (
              <TableScroll label={t("outbox")}>
                <table className="plain">
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
            )}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
