import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { type AuditEntryView, listAuditEntries } from "../../../contract/audit.ts";
import { call } from "../../shell/client.ts";
import { useFormat } from "../../ui/format.ts";
import { RefusalNote } from "../../ui/states.tsx";
import { useAuditWords } from "../words.ts";
import { firstBroken } from "./chain.ts";

const PAGE = 200;
const PAGES = 5;

type Walked = { readonly count: number; readonly newest: number; readonly oldest: number; readonly broken: number | undefined };

/** Reads the newest entries and looks at each and at each joint; tells how far it is; stops when asked. */
async function walk(signal: AbortSignal, onProgress: (count: number) => void): Promise<Walked> {
  const seen: AuditEntryView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES && !signal.aborted; page++) {
    const { body }: Awaited<ReturnType<typeof call<typeof listAuditEntries>>> = await call(listAuditEntries, { query: { limit: PAGE, ...(cursor === null ? {} : { cursor }) }, signal });
    seen.push(...body.items);
    onProgress(seen.length);
    cursor = body.nextCursor;
    if (cursor === null) break;
  }
  return { count: seen.length, newest: seen[0]?.seq ?? 0, oldest: seen.at(-1)?.seq ?? 0, broken: firstBroken(seen) };
}

/** The newest part of the chain, checked by the reader's own browser. */
export function Walk(): ReactNode {
  const t = useAuditWords();
  const format = useFormat();
  const stop = useRef<AbortController>(undefined);
  const [progress, setProgress] = useState<number>();
  const [walked, setWalked] = useState<Walked>();
  const [error, setError] = useState<unknown>(null);
  const start = async (): Promise<void> => {
    const control = new AbortController();
    stop.current = control;
    setWalked(undefined);
    setError(null);
    setProgress(0);
    try {
      setWalked(await walk(control.signal, setProgress));
    } catch (error_) {
      if (!control.signal.aborted) setError(error_);
    } finally {
      setProgress(undefined);
    }
  };
  const said =
    progress !== undefined
      ? t("walking", { count: format.count(progress) })
      : walked === undefined
        ? ""
        : walked.broken === undefined
          ? t("walked", { count: format.count(walked.count), from: format.count(walked.oldest), to: format.count(walked.newest) })
          : t("walkBroken", { seq: format.count(walked.broken) });
  return (
    <section className="card stack no-print" aria-labelledby="walk">
      <h2 id="walk">{t("walkTitle")}</h2>
      <p>{t("walkLead")}</p>
      <RefusalNote error={error} />
      <div className="row">
        {progress === undefined ? (
          <Button
            onClick={() => {
              void start();
            }}
          >
            {t("walk")}
          </Button>
        ) : (
          <Button
            onClick={() => {
              stop.current?.abort();
            }}
          >
            {t("stop")}
          </Button>
        )}
        <span role="status" className={walked?.broken === undefined ? "audit-good" : "audit-bad"}>
          {said}
        </span>
      </div>
    </section>
  );
}
