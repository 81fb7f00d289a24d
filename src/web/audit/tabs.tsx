import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAuditWords } from "./words.ts";
import "./audit.css";

/** The pages of the ledger. */
export function Tabs(): ReactNode {
  const t = useAuditWords();
  return (
    <nav className="audit-tabs no-print" aria-label={t("tabs")}>
      <Link to="/audit" activeOptions={{ exact: true, includeSearch: false }}>
        {t("ledger")}
      </Link>
      <Link to="/audit/reads">{t("reads")}</Link>
      <Link to="/audit/head">{t("head")}</Link>
    </nav>
  );
}
