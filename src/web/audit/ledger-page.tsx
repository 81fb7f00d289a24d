import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listAuditEntries, takeAuditEntries } from "../../contract/audit.ts";
import { Download } from "../shell/download.tsx";
import { useRead } from "../shell/query.ts";
import { useShellWords } from "../shell/words.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { Entry, type FilterName } from "./ledger/entry.tsx";
import { SearchForm } from "./ledger/search-form.tsx";
import { useActorName } from "./names.ts";
import { AuditTabs } from "./tabs.tsx";
import { useAuditWords } from "./words.ts";

const api = getRouteApi("/signed-in/audit");

const PAGE = 50;

/** The ledger, newest first: who did what to what, and when. */
export function LedgerPage(): ReactNode {
  const t = useAuditWords();
  const words = useShellWords();
  const { before, ...filters } = api.useSearch();
  const navigate = api.useNavigate();
  const actorName = useActorName();
  const entries = useRead(listAuditEntries, { query: { ...filters, limit: PAGE, ...(before === undefined ? {} : { cursor: before }) } });
  const narrow = (name: FilterName, value: string): void => {
    void navigate({ search: { ...filters, [name]: value } });
  };
  return (
    <Page title={t("title")} lead={t("lead")}>
      <AuditTabs />
      <SearchForm
        key={JSON.stringify(filters)}
        wanted={filters}
        onSearch={(search) => {
          void navigate({ search });
        }}
      />
      <Loaded query={entries} rows={14}>
        {({ body: { items, nextCursor } }) =>
          items.length === 0 ? (
            <Notice title={t("none")}>{t("noneHelp")}</Notice>
          ) : (
            <>
              <ol className="card audit-entries">
                {items.map((entry, i) => (
                  <Entry key={entry.seq} entry={entry} below={items[i + 1]} actorName={actorName} onFilter={narrow} />
                ))}
              </ol>
              <div className="no-print">
                <Download route={takeAuditEntries} given={{ query: filters }} label={words("take.xlsx")} of={t("title")} />
              </div>
              <nav className="row no-print" aria-label={t("older")}>
                {before === undefined ? null : (
                  <Link className="button-plain" to="/audit" search={filters}>
                    {t("newest")}
                  </Link>
                )}
                {nextCursor === null ? null : (
                  <Link className="button-plain" to="/audit" search={{ ...filters, before: nextCursor }}>
                    {t("older")}
                  </Link>
                )}
              </nav>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
