import type { ReactNode } from "react";
import type { z } from "zod";
import { readVerifiedFile, verifiedFindings } from "../../../contract/plan-inspection.ts";
import { useFormat } from "../../ui/format.ts";
import { BesideDownload } from "../beside-file.tsx";
import { useRead } from "../query.ts";
import type { FilePlace } from "./links.ts";
import { useEvidenceWords } from "./words.ts";
import "./evidence.css";

/** What inspections of the year have concluded of a unit: information for whoever appraises (QĐ 02050, II.3.c), never a score. */

type Finding = z.output<typeof verifiedFindings.response>["items"][number];

const TONE = { met: undefined, partly: "evidence-warn", "not-met": "evidence-bad" } as const;

function Line({ finding, campaignId, named }: { readonly finding: Finding; readonly campaignId: string; readonly named: boolean }): ReactNode {
  const t = useEvidenceWords();
  const format = useFormat();
  return (
    <li className="evidence-link">
      <p>
        <strong className={TONE[finding.verdict]}>{t(`found.${finding.verdict}`)}</strong>
        {named ? ` ${finding.title}` : ""}
      </p>
      <p className="evidence-says">{finding.text}</p>
      <p className="small muted">{t("foundOn", { day: format.day(finding.concludedAt) })}</p>
      {finding.files.length === 0 ? null : (
        <span className="row no-print">
          {finding.files.map((one) => (
            <BesideDownload key={one.number} file={one} route={readVerifiedFile} given={{ params: { campaignId, inspectionId: finding.inspectionId, number: String(one.number) } }} of={finding.title} />
          ))}
        </span>
      )}
    </li>
  );
}

/** Of the criterion first; what was found besides can be opened. */
export function VerifiedFindings({ place: { campaignId, unitId }, code }: { readonly place: FilePlace; readonly code: string }): ReactNode {
  const t = useEvidenceWords();
  const { data } = useRead(verifiedFindings, { params: { campaignId }, query: { unitId } });
  const all = data?.body.items ?? [];
  if (all.length === 0) return null;
  const here = all.filter((one) => one.code === code);
  const others = all.filter((one) => one.code !== code);
  const lines = (findings: readonly Finding[], named: boolean): ReactNode => (
    <ul className="evidence-links">
      {findings.map((one) => (
        <Line key={`${one.inspectionId} ${one.code}`} finding={one} campaignId={campaignId} named={named} />
      ))}
    </ul>
  );
  return (
    <section className="evidence" aria-label={t("inspected")}>
      <h3>{t("inspected")}</h3>
      <p className="small muted">{t("inspectedHelp")}</p>
      {here.length === 0 ? <p className="small muted">{t("foundNothing")}</p> : lines(here, false)}
      {others.length === 0 ? null : (
        <details>
          <summary className="small">{t("foundOthers", { count: others.length })}</summary>
          {lines(others, true)}
        </details>
      )}
    </section>
  );
}
