import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { readCertificate } from "../../../contract/assessment-papers.ts";
import { CampaignTabs } from "../../shell/campaign-tabs.tsx";
import { PaperDownloads } from "../../shell/papers.tsx";
import { useSession } from "../../shell/session.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { Loaded, Notice } from "../../ui/states.tsx";
import type { File } from "../file-model.ts";
import { useNames } from "../history.tsx";
import { type UnitFile, useMandate, useUnitFile } from "../use-file.ts";
import { useSubmissionWords } from "./words.ts";
import "./submission.css";

/** What a unit holds in its hand after it has handed in: time, person and checksum of what went out. */

type Receipt = File["receipts"][number];

function Sheet({ unitFile: { campaign, file }, receipt }: { readonly unitFile: UnitFile; readonly receipt: Receipt }): ReactNode {
  const t = useSubmissionWords();
  const format = useFormat();
  const { user } = useSession();
  const nameOf = useNames(file.unitId);
  const scored = file.criteria.filter(({ self }) => (self?.input ?? null) !== null).length;
  const by = receipt.by === user.personId ? user.name : nameOf(receipt.by);
  const lines: readonly (readonly [string, ReactNode])[] = [
    [t("receiptUnit"), file.unitName],
    [t("receiptCampaign"), campaign.title],
    [t("receiptPart"), t(`receiptPart.${receipt.part}`)],
    [t("receiptAt"), <time key="at" className="num" dateTime={receipt.at}>{format.time(receipt.at)}</time>],
    ...(by === undefined ? [] : [[t("receiptBy"), by] as const]),
    ...(receipt.part === "self-scoring" && file.parts[receipt.part] === "submitted" ? [[t("receiptCount"), format.count(scored)] as const] : []),
    [t("receiptHash"), <code key="hash" className="receipt-hash">{receipt.hash}</code>],
  ];
  return (
    <section className="card receipt" aria-label={t("receiptTitle")}>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">{t("receiptHashHelp")}</p>
      {file.parts[receipt.part] === "submitted" ? (
        <p className="row no-print">
          <span>{t("certificate")}</span>
          <PaperDownloads route={readCertificate} given={(query) => ({ params: { campaignId: file.campaignId, unitId: file.unitId, part: receipt.part }, query })} of={t("certificate")} />
        </p>
      ) : null}
      {file.parts[receipt.part] === "submitted" ? null : <p className="submission-stale">{t("receiptTakenBack")}</p>}
    </section>
  );
}

function ReceiptView({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useSubmissionWords();
  const format = useFormat();
  const { file } = unitFile;
  const [latest, ...earlier] = file.receipts.toReversed();
  const { isHead } = useMandate(unitFile);
  const back = (
    <Link to="/campaigns/$campaignId/units/$unitId" params={{ campaignId: file.campaignId, unitId: file.unitId }}>
      {t("toDesk")}
    </Link>
  );
  return (
    <Page
      width="text"
      title={t("receiptTitle")}
      lead={latest === undefined ? undefined : t("receiptLead", { unit: file.unitName })}
      actions={
        <>
          {latest === undefined ? null : <Button onClick={() => { globalThis.print(); }}>{t("print")}</Button>}
          {isHead ? (
            <Link to="/units/$unitId/reads" params={{ unitId: file.unitId }}>
              {t("whoRead")}
            </Link>
          ) : null}
          {back}
        </>
      }
    >
      <CampaignTabs campaignId={file.campaignId} />
      {latest === undefined ? <Notice title={t("receiptNone")}>{t("receiptNoneHelp")}</Notice> : <Sheet unitFile={unitFile} receipt={latest} />}
      {earlier.length === 0 ? null : (
        <section className="no-print">
          <h2>{t("earlier")}</h2>
          <ul>
            {earlier.map(({ part, at, hash }) => (
              <li key={at}>
                {t(`receiptPart.${part}`)}: <time dateTime={at}>{format.time(at)}</time> <code className="receipt-hash small">{hash}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

export function ReceiptPage(): ReactNode {
  const query = useUnitFile(useParams({ from: "/signed-in/campaigns/$campaignId/units/$unitId/receipt" }));
  return query.data === undefined ? (
    <div className="page page-text">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  ) : (
    <ReceiptView unitFile={query.data} />
  );
}
