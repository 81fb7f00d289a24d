import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { listNotifications, markAllRead, markRead } from "../../contract/notification.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { useLanguage } from "../ui/language.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { pageOf } from "./place.ts";
import { useNotificationWords } from "./words.ts";
import "./notification.css";

type Item = z.output<typeof listNotifications.response>["items"][number];

const TOUCHES = { touches: ["notification.list"] };
const PAGE = 50;
const MOST = 200;

function ItemView({ item }: { readonly item: Item }): ReactNode {
  const t = useNotificationWords();
  const format = useFormat();
  const language = useLanguage();
  const mark = useAct(markRead, TOUCHES);
  const address = pageOf(item.subject);
  const read = (): void => {
    if (item.readAt === null) mark.mutate({ params: { notificationId: item.id } });
  };
  return (
    <li className={item.readAt === null ? "notification-item notification-unread" : "notification-item"}>
      <div className="row">
        {item.readAt === null ? <span className="notification-new">{t("isNew")}</span> : null}
        <strong className="grow">{item.title[language]}</strong>
        <time className="small muted" dateTime={item.createdAt}>
          {format.time(item.createdAt)}
        </time>
      </div>
      <p>{item.text[language]}</p>
      <div className="row">
        {address === undefined ? null : (
          <a href={address} onClick={read}>
            {t("open")}
          </a>
        )}
        {item.readAt === null ? (
          <Button size="small" loading={mark.isPending} aria-label={t("markOf", { title: item.title[language] })} onClick={read}>
            {t("mark")}
          </Button>
        ) : null}
      </div>
      <RefusalNote error={mark.error} />
    </li>
  );
}

/** The inbox: what is unread first. */
export function NotificationsPage(): ReactNode {
  const t = useNotificationWords();
  const format = useFormat();
  const [isUnreadOnly, setUnreadOnly] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const inbox = useRead(listNotifications, { query: { limit, ...(isUnreadOnly ? { state: "unread" as const } : {}) } });
  const markAll = useAct(markAllRead, TOUCHES);
  const count = inbox.data?.body.unreadCount;
  return (
    <Page
      title={t("title")}
      width="text"
      lead={<span role="status">{count === undefined ? "" : count === 0 ? t("allRead") : t("unread", { count: format.count(count) })}</span>}
      actions={
        <>
          <select
            className="field-select"
            aria-label={t("show")}
            value={isUnreadOnly ? "unread" : "all"}
            onChange={(event) => {
              setUnreadOnly(event.target.value === "unread");
            }}
          >
            <option value="all">{t("all")}</option>
            <option value="unread">{t("onlyUnread")}</option>
          </select>
          <Button
            disabled={count === undefined || count === 0}
            loading={markAll.isPending}
            onClick={() => {
              markAll.mutate({});
            }}
          >
            {t("markAll")}
          </Button>
          <Link to="/settings">{t("settings")}</Link>
        </>
      }
    >
      <RefusalNote error={markAll.error} />
      <Loaded query={inbox}>
        {({ body: { items, nextCursor } }) =>
          items.length === 0 ? (
            <Notice title={isUnreadOnly ? t("allRead") : t("none")}>{t("noneHelp")}</Notice>
          ) : (
            <>
              <ul className="card notification-list">
                {items.map((item) => (
                  <ItemView key={item.id} item={item} />
                ))}
              </ul>
              {nextCursor === null || limit >= MOST ? null : (
                <div>
                  <Button
                    onClick={() => {
                      setLimit(MOST);
                    }}
                  >
                    {t("more")}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
