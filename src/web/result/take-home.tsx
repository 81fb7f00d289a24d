import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readResultDocument, readWorkbook } from "../../contract/result-documents.ts";
import type { Role } from "../../contract/route.ts";
import { rolesInCampaign, useCampaign } from "../shell/campaign.ts";
import { Download } from "../shell/download.tsx";
import { PaperDownloads } from "../shell/papers.tsx";
import { useSession } from "../shell/session.ts";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import type { Classification } from "../../scoring/regulation/schema.ts";
import { changeOf, plainOf, type Row } from "./standing.ts";
import { useResultWords } from "./words.ts";

/** What is taken home of a result where one looks at it; the rest has a page of its own. */

const INSIDERS: readonly Role[] = ["programme-officer", "council-chair", "council-member", "chairman", "vice-chairman", "auditor"];

export function VersionPapers({ campaignId, number }: { readonly campaignId: string; readonly number: string }): ReactNode {
  const t = useResultWords();
  const session = useSession();
  const campaign = useCampaign(campaignId);
  if (campaign.data === undefined) return null;
  const isInsider = rolesInCampaign(campaign.data.body, session).some((role) => INSIDERS.includes(role));
  const params = { campaignId, number };
  return (
    <details className="no-print version-papers">
      <summary>{t("papers")}</summary>
      <div className="row">
        {isInsider ? (
          <>
            <span>{t("paperProposal")}</span>
            <PaperDownloads route={readResultDocument} given={(query) => ({ params: { ...params, kind: "proposal" as const }, query })} of={t("paperProposal")} />
            <span>{t("paperDecision")}</span>
            <PaperDownloads route={readResultDocument} given={(query) => ({ params: { ...params, kind: "decision" as const }, query })} of={t("paperDecision")} />
          </>
        ) : null}
        <span>{t("workbook")}</span>
        <Download route={readWorkbook} given={{ params }} label={t("excel")} of={t("workbook")} />
        <Link to="/campaigns/$campaignId/documents" params={{ campaignId }}>
          {t("allPapers")}
        </Link>
      </div>
    </details>
  );
}

type Titled = { readonly title: string } | undefined;

/** The ranking as it is shown. */
export function TakeRanking({ listed, classification, ratio, index, past }: { readonly listed: readonly Row[]; readonly classification: Pick<Classification, "levels"> | undefined; readonly ratio: Titled; readonly index: Titled; readonly past: { readonly year: number } | undefined }): ReactNode {
  const t = useResultWords();
  const changed = (row: Row): string | number | null => {
    const hundredths = changeOf(row);
    return hundredths === undefined ? null : numberIn(plainOf(hundredths));
  };
  return (
    <TableDownload
      name={t("tableOf", { ratio: ratio?.title ?? "", index: index?.title ?? "" })}
      rows={listed}
      columns={[
        { title: t("rank"), of: (row) => row.rank },
        { title: t("code"), of: (row) => row.code },
        { title: t("unit"), of: (row) => row.name },
        { title: t("points"), of: (row) => numberIn(row.points), decimals: 2 },
        { title: t("maxPoints"), of: (row) => numberIn(row.maxPoints), decimals: 2 },
        { title: t("percent"), of: (row) => numberIn(row.percent), decimals: 2 },
        { title: t("level"), of: (row) => classification?.levels.find((one) => one.key === row.level)?.title ?? "" },
        { title: past === undefined ? t("changeNone") : t("change", { year: past.year }), of: changed, decimals: 2 },
      ]}
    />
  );
}
