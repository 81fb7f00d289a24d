import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listNotifications } from "../../contract/notification.ts";
import { useFormat } from "../ui/format.ts";
import { useRead } from "./query.ts";
import { useShellWords } from "./words.ts";

const MOST_SHOWN = 99;

/** How much is unread, wherever one is. */
export function Bell(): ReactNode {
  const t = useShellWords();
  const format = useFormat();
  const inbox = useRead(listNotifications, { query: { limit: 1 } });
  const count = inbox.data?.body.unreadCount ?? 0;
  return (
    <Link to="/notifications" className="bell" aria-label={count === 0 ? t("notifications") : t("unread", { count: format.count(count) })}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
        <path d="M4 14h12l-1.5-2V8.5a4.5 4.5 0 0 0-9 0V12zm4.5 2a1.5 1.5 0 0 0 3 0" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
      </svg>
      {count === 0 ? null : (
        <span className="bell-count num" aria-hidden="true">
          {count > MOST_SHOWN ? `${String(MOST_SHOWN)}+` : count}
        </span>
      )}
    </Link>
  );
}
