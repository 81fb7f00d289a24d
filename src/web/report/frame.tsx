import type { ReactNode } from "react";
import type { Role } from "../../contract/route.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Page } from "../ui/page.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useReportWords } from "./words.ts";
import "./report.css";

/** Whose the other pages are; the council comes to a report from a criterion, and goes back to it. */
const READERS: readonly Role[] = ["programme-officer", "working-group", "auditor", "chairman", "vice-chairman", "unit-head", "unit-scorer"];

type Props = { readonly title: string; readonly lead?: ReactNode; readonly actions?: ReactNode; readonly children: ReactNode };

/** What all pages of reports have in common: the way to the others. */
export function ReportFrame({ title, lead, actions, children }: Props): ReactNode {
  const t = useReportWords();
  const session = useSession();
  return (
    <Page title={title} lead={lead} actions={actions}>
      {hasRole(session, ...READERS) ? <Tabs
        label={t("tabs")}
        tabs={[
          { to: "/reports", label: t("title"), isExact: true },
          { to: "/reports/dashboard", label: t("dashboard") },
          { to: "/reports/years", label: t("years") },
          ...(hasRole(session, "programme-officer") ? [{ to: "/reports/forms", label: t("forms") } as const] : []),
        ]}
      /> : null}
      <div className="stack">{children}</div>
    </Page>
  );
}
