import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { partNow } from "../../../contract/file.ts";
import { CampaignTabs } from "../../shell/campaign-tabs.tsx";
import { useLinks } from "../../shell/evidence/links.ts";
import { Deadline } from "../../ui/deadline.tsx";
import { foresee, type Foresight } from "../../ui/foresight.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { Loaded } from "../../ui/states.tsx";
import { inputsOf, marksOf } from "../file-model.ts";
import { ForesightPanel } from "../foresight-panel.tsx";
import { useDrafts, useSlots } from "../use-drafts.ts";
import { type UnitFile, useDeadline, useMandate, useUnitFile } from "../use-file.ts";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { FileActs } from "./acts.tsx";
import { useSubmissionWords } from "./words.ts";
import "./submission.css";

/** Criteria as links into the desk. */
function CriterionLinks({ unitFile: { file, lines }, codes }: { readonly unitFile: UnitFile; readonly codes: readonly string[] }): ReactNode {
  const titles = new Map(lines.map(({ code, title }) => [code, title]));
  return (
    <ul className="submission-links">
      {codes.map((code) => (
        <li key={code}>
          <Link to="/campaigns/$campaignId/units/$unitId" params={{ campaignId: file.campaignId, unitId: file.unitId }} search={{ criterion: code }}>
            <span className="num">{code}</span> {titles.get(code)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Completeness({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useSubmissionWords();
  const { file, index } = unitFile;
  const needed = file.criteria.filter(({ code, scoredBy, notApplicable }) => scoredBy === "unit" && notApplicable === null && index.leafByCode.get(code)?.kind === "points").length;
  if (file.missing.length === 0) return <p className="submission-complete">✓ {t("complete", { count: needed })}</p>;
  return (
    <section className="card stack">
      <h2>{t("incomplete", { count: file.missing.length })}</h2>
      <p className="muted">{t("incompleteHelp")}</p>
      <CriterionLinks unitFile={unitFile} codes={file.missing} />
    </section>
  );
}

/** Nothing keeps a file without evidence back; the council will ask for it all the same. */
function Unproved({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useSubmissionWords();
  const { data } = useLinks(unitFile.file);
  const without = data?.body.without ?? [];
  if (without.length === 0) return null;
  return (
    <details className="card">
      <summary>
        <strong>{t("unproved", { count: without.length })}</strong>
      </summary>
      <div className="stack submission-unproved">
        <p className="muted">{t("unprovedHelp")}</p>
        <CriterionLinks unitFile={unitFile} codes={without} />
      </div>
    </details>
  );
}

/** Of the criteria of a content that the unit scores itself: how many there are and how many of them wait. */
function ownIn({ file: { criteria, missing } }: UnitFile, content: string): { readonly count: number; readonly left: number } {
  const own = criteria.filter(({ code, scoredBy, notApplicable }) => scoredBy === "unit" && notApplicable === null && (code === content || code.startsWith(`${content}.`)));
  return { count: own.length, left: own.filter(({ code }) => missing.includes(code)).length };
}

function Summary({ unitFile, foresight }: { readonly unitFile: UnitFile; readonly foresight: Foresight }): ReactNode {
  const t = useSubmissionWords();
  const format = useFormat();
  return (
    <section className="stack">
      <h2>{t("summary")}</h2>
      <TableScroll label={t("summary")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("content")}</th>
              <th scope="col" className="num submission-counts">
                {t("scoredCount")}
              </th>
              <th scope="col" className="num">
                {t("ownPoints")}
              </th>
              <th scope="col" className="num">
                {t("ofMaximum")}
              </th>
            </tr>
          </thead>
          <tbody>
            {foresight.contents.map(({ code, title, points, maxPoints, scored }) => {
              const { count, left } = ownIn(unitFile, code);
              return (
                <tr key={code}>
                  <th scope="row">
                    {code}. {title}
                  </th>
                  {count === 0 && scored === 0 ? (
                    <td className="muted submission-others" colSpan={3}>
                      {t("byOthers")}
                    </td>
                  ) : (
                    <>
                      <td className="num submission-counts">{left === 0 ? format.count(scored) : `${format.count(count - left)}/${format.count(count)}`}</td>
                      <td className="num">{format.decimal(points)}</td>
                      <td className="num">{format.decimal(maxPoints)}</td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

function Submission({ unitFile }: { readonly unitFile: UnitFile }): ReactNode {
  const t = useSubmissionWords();
  const { campaign, file, engine } = unitFile;
  const { mayScore, isHead } = useMandate(unitFile);
  const drafts = useDrafts("score", unitFile, mayScore);
  useSlots(drafts);
  const due = useDeadline(unitFile);
  const foresight = useMemo(() => foresee(engine, file.index, inputsOf(file, new Map()), marksOf(file)), [engine, file]);
  const unsaved = drafts?.unsaved() ?? [];
  const part = partNow(file);
  return (
    <Page
      width="text"
      title={t("submitTitle", { unit: file.unitName })}
      lead={
        <>
          {campaign.title}
          {due === undefined ? null : (
            <>
              {" · "}
              <Deadline at={due} now={file.now} />
            </>
          )}
        </>
      }
      actions={
        <Link to="/campaigns/$campaignId/units/$unitId" params={{ campaignId: file.campaignId, unitId: file.unitId }}>
          {t(isHead ? "toEach" : "toDesk")}
        </Link>
      }
    >
      <CampaignTabs campaignId={file.campaignId} />
      <div className="submission stack">
        {part === "self-scoring" ? <Completeness unitFile={unitFile} /> : null}
        {part === "self-scoring" ? <Unproved unitFile={unitFile} /> : null}
        {unsaved.length === 0 ? null : (
          <section className="card stack" role="status">
            <h2>{t("unsavedLeft", { count: unsaved.length })}</h2>
            <p>{t("unsavedHelp")}</p>
            <CriterionLinks unitFile={unitFile} codes={unsaved} />
          </section>
        )}
        <Summary unitFile={unitFile} foresight={foresight} />
        <ForesightPanel foresight={foresight} elsewhere={file.criteria.filter((one) => one.scoredBy !== "unit" && foresight.waitingCodes.has(one.code)).length} law={unitFile.engine.regulation} versionId={campaign.regulationInForce.versionId} />
        <FileActs unitFile={unitFile} part={part} isReady={unsaved.length === 0 && (part === "explanation" || file.missing.length === 0)} />
      </div>
    </Page>
  );
}

/** Before a file goes out of the house: what is incomplete, where the unit would stand, and what handing in means. */
export function SubmitPage(): ReactNode {
  const query = useUnitFile(useParams({ from: "/signed-in/campaigns/$campaignId/units/$unitId/submit" }));
  return query.data === undefined ? (
    <div className="page page-text">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  ) : (
    <Submission unitFile={query.data} />
  );
}
