import type { ReactNode } from "react";
import { Tabs } from "../ui/tabs.tsx";
import { useAuditWords } from "./words.ts";
import "./audit.css";

/** The pages of the ledger. */
export function AuditTabs(): ReactNode {
  const t = useAuditWords();
  return (
    <Tabs
      label={t("tabs")}
      tabs={[
        { to: "/audit", label: t("ledger"), isExact: true },
        { to: "/audit/reads", label: t("reads") },
        { to: "/audit/head", label: t("head") },
      ]}
    />
  );
}
