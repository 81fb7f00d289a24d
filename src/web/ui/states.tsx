import { Button } from "antd";
import type { ReactNode } from "react";
import { Refused } from "./refusal.ts";
import { Unreachable } from "./unreachable.ts";
import { useUiWords } from "./words.ts";
import "./states.css";

/** What a page shows when there is nothing, not yet, or not to be had. */

type NoticeProps = { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode; readonly tone?: "plain" | "warning" | "failed" };

/** A quiet box: what this place is for, and the next step. */
export const Notice = ({ title, children, action, tone = "plain" }: NoticeProps): ReactNode => (
  <section className={`notice notice-${tone}`} role={tone === "failed" ? "alert" : undefined}>
    <h2>{title}</h2>
    {children === undefined ? null : <div>{children}</div>}
    {action === undefined ? null : <div className="row">{action}</div>}
  </section>
);

/** The shape of what is coming. */
export function Loading({ rows = 6 }: { readonly rows?: number }): ReactNode {
  const t = useUiWords();
  return (
    <div className="card" role="status" aria-busy="true">
      <span className="visually-hidden">{t("loading")}</span>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="bone" />
      ))}
    </div>
  );
}

/** Why something could not be shown, and what to do. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }): ReactNode {
  const t = useUiWords();
  const again = onRetry === undefined ? undefined : <Button onClick={onRetry}>{t("retry")}</Button>;
  if (error instanceof Unreachable) {
    return (
      <Notice title={t("unreachable")} tone="warning" action={again}>
        {t("unreachableHelp")}
      </Notice>
    );
  }
  if (error instanceof Refused) {
    if (error.status === 403) return <Notice title={t("forbidden")}>{error.detail ?? t("forbiddenHelp")}</Notice>;
    if (error.status === 404) return <Notice title={t("notFound")}>{t("notFoundHelp")}</Notice>;
    return (
      <Notice title={error.title} tone="failed" action={again}>
        {error.detail}
      </Notice>
    );
  }
  return (
    <Notice title={t("failed")} tone="failed" action={again}>
      <p>{t("failedHelp")}</p>
      <p className="small muted">{error instanceof Error ? error.message : String(error)}</p>
    </Notice>
  );
}

type Query<T> = { readonly data: T | undefined; readonly error: unknown; readonly isPending: boolean; readonly refetch: () => unknown };

/** A read on its way to the page: skeleton, failure, or what came. What was there stays while it is read anew. */
export function Loaded<T>({ query, rows, children }: { readonly query: Query<T>; readonly rows?: number; readonly children: (data: T) => ReactNode }): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null && query.error !== undefined) {
    return (
      <Failure
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      />
    );
  }
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}

/** What the server said of a change that it refused: above the form, with the fields' own faults at the fields. */
type NoteProps = { readonly error: unknown; /** What people call the field of a pointer, where the page shows several lines of the same. */ readonly nameOf?: (pointer: string) => string | undefined };

export function RefusalNote({ error, nameOf }: NoteProps): ReactNode {
  const t = useUiWords();
  if (error === null || error === undefined) return null;
  const isLine = error instanceof Unreachable;
  const title = isLine ? t("unreachable") : error instanceof Refused ? error.title : t("failed");
  const detail = isLine ? t("unreachableHelp") : error instanceof Refused ? (error.detail ?? (error.is("stale") ? t("staleHelp") : undefined)) : error instanceof Error ? error.message : undefined;
  const fields = error instanceof Refused ? error.fields : [];
  return (
    <div className="refusal" role="alert">
      <strong>{title}</strong>
      {detail === undefined ? null : <p>{detail}</p>}
      {fields.length === 0 ? null : (
        <ul>
          {fields.map(({ pointer, message, expected }) => {
            const name = nameOf?.(pointer);
            return (
              <li key={`${pointer} ${message}`}>
                {name === undefined ? null : <strong>{name}: </strong>}
                {message}
                {expected === undefined || message.includes(expected) ? null : ` ${t("expected", { expected })}`}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
