import { type ReactNode, useState } from "react";
import type { AuditEntryView } from "../../../contract/audit.ts";
import { DataView } from "../../ui/data-view.tsx";
import { useFormat } from "../../ui/format.ts";
import { useLanguage } from "../../ui/language.ts";
import { actionInWords } from "../action-words.ts";
import { useAuditWords } from "../words.ts";
import { hashOf } from "./chain.ts";

export type FilterName = "by" | "action" | "subject";

type FilterProps = { readonly value: string; readonly children: ReactNode; readonly onPick: () => void };

function FilterButton({ value, children, onPick }: FilterProps): ReactNode {
  const t = useAuditWords();
  return (
    <button type="button" className="audit-filter" title={t("filterBy", { value })} onClick={onPick}>
      {children}
    </button>
  );
}

function Chain({ entry, below }: { readonly entry: AuditEntryView; readonly below: AuditEntryView | undefined }): ReactNode {
  const t = useAuditWords();
  const isWhole = hashOf(entry) === entry.hash;
  const isNext = below?.seq === entry.seq - 1;
  const isLinked = isNext && below?.hash === entry.previous;
  return (
    <dl className="facts">
      <dt>{t("previous")}</dt>
      <dd>
        <code className="hash">{entry.previous}</code>
        <br />
        <span className={isNext ? (isLinked ? "audit-good" : "audit-bad") : "muted"}>{isNext ? t(isLinked ? "linked" : "broken", { seq: entry.seq - 1 }) : t("unlinked")}</span>
      </dd>
      <dt>{t("hash")}</dt>
      <dd>
        <code className="hash">{entry.hash}</code>
        <br />
        <span className={isWhole ? "audit-good" : "audit-bad"}>{t(isWhole ? "recomputed" : "altered")}</span>
      </dd>
    </dl>
  );
}

type Props = { readonly entry: AuditEntryView; readonly below: AuditEntryView | undefined; readonly actorName: (by: string) => string; readonly onFilter: (name: FilterName, value: string) => void };

/** One entry: who did what to what and when; its data and its place in the chain when opened. */
export function Entry({ entry, below, actorName, onFilter }: Props): ReactNode {
  const t = useAuditWords();
  const format = useFormat();
  const said = actionInWords(entry.action, useLanguage());
  const [wasOpened, setOpened] = useState(false);
  const filter = (name: FilterName) => (): void => {
    onFilter(name, entry[name]);
  };
  return (
    <li className="audit-entry">
      <div className="audit-line">
        <span className="num">
          {t("seq")} {format.count(entry.seq)}
        </span>
        <time dateTime={entry.at}>{format.time(entry.at)}</time>
        <FilterButton value={actorName(entry.by)} onPick={filter("by")}>
          {actorName(entry.by)}
        </FilterButton>
        <span>
          <FilterButton value={entry.action} onPick={filter("action")}>
            <strong>{said ?? entry.action}</strong>
          </FilterButton>{" "}
          <FilterButton value={entry.subject} onPick={filter("subject")}>
            {entry.subject}
          </FilterButton>
          {said === undefined ? null : <span className="muted small"> {entry.action}</span>}
        </span>
      </div>
      {/* Not before it is asked for: the data of fifty entries are ten thousand elements, and fifty hashes to compute. */}
      <details onToggle={() => { setOpened(true); }}>
        <summary>
          {t("data")}, {t("chain")}
        </summary>
        {wasOpened ? (
          <div className="stack">
            <DataView value={entry.data} />
            <Chain entry={entry} below={below} />
          </div>
        ) : null}
      </details>
    </li>
  );
}
