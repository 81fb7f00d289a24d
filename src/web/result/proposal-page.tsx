import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readVersion, type VersionItem } from "../../contract/result.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { usePeople } from "../shell/people.ts";
import { useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { type Past, useLaw, usePast } from "../shell/past.ts";
import { dayHere, useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { LevelSummary } from "./level-summary.tsx";
import { useProposalWords } from "./proposal-words.ts";
import { ProposeAct } from "./propose-act.tsx";
import { ResultNav } from "./result-nav.tsx";
import { type CampaignFrame, useFrame, useVersions } from "./use-result.ts";
import { EmbargoAct } from "./embargo-act.tsx";
import { ApproveAct, PublishAct, ReturnAct } from "./version-acts.tsx";
import "./proposal.css";

const PLACE = "/signed-in/campaigns/$campaignId/result/proposal";
const STEPS = ["proposed", "approved", "published"] as const;
const steps: readonly string[] = STEPS;

type Known = { readonly campaignId: string; readonly frame: CampaignFrame; readonly versions: readonly VersionItem[] };

/** Where the newest version stands on its way. */
function Way({ newest, isOwn }: { readonly newest: VersionItem | undefined; readonly isOwn: boolean }): ReactNode {
  const t = useProposalWords();
  const reached = newest === undefined ? -1 : steps.indexOf(newest.state);
  const said = newest === undefined ? t("now.none") : isOwn && newest.state === "proposed" ? t("now.proposedOwn", { number: newest.number }) : t(`now.${newest.state}`, { number: newest.number });
  return (
    <div className="stack">
      <ol className="way" aria-label={t("steps")}>
        {STEPS.map((step, at) => (
          <li key={step} className={at <= reached ? "way-done" : undefined} aria-current={at === reached ? "step" : undefined}>
            <span aria-hidden="true">{at <= reached ? "●" : "○"}</span> {t(`step.${step}`)}
          </li>
        ))}
      </ol>
      <p role="status">
        <strong>{said}</strong> {newest?.returned?.reason}
      </p>
    </div>
  );
}

/** What is to be approved or published, as it was fixed, and who may do it. */
function Open({ campaignId, frame, item, law, past }: Omit<Known, "versions"> & { readonly item: VersionItem; readonly law: ShownRegulation; readonly past: Past | undefined }): ReactNode {
  const t = useProposalWords();
  const { user } = useSession();
  const query = useRead(readVersion, { params: { campaignId, number: String(item.number) } }, { staleTime: Infinity });
  const { roles, ownerUnitId, now } = frame;
  const decides = ownerUnitId === null ? roles.includes("chairman") : roles.includes("council-chair");
  const publishes = decides || (ownerUnitId === null && roles.includes("programme-officer"));
  return (
    <Loaded query={query}>
      {({ body: { result, levelDecisions } }) => {
        const act = { campaignId, item, count: result.units.length };
        return (
          <>
            <section className="card stack">
              <h2>{t("summary")}</h2>
              <LevelSummary result={result} decisions={levelDecisions} law={law} past={past} />
              <p className="small num hash">{t("hash", { hash: item.sha256 })}</p>
              <p className="small num hash">{t("ledger", { ...item.ledger })}</p>
              <p className="no-print">
                <Link to="/campaigns/$campaignId/result" params={{ campaignId }} search={{ of: String(item.number) }}>
                  {t("seeRanking")}
                </Link>
              </p>
            </section>
            {item.state === "proposed" && decides ? (
              <>
                {item.proposedBy === user.personId ? <Notice title={t("approve")}>{t("ownProposal")}</Notice> : <ApproveAct {...act} today={dayHere(now)} />}
                <ReturnAct {...act} />
              </>
            ) : null}
            {item.state === "approved" ? publishes ? <><PublishAct {...act} /><EmbargoAct campaignId={act.campaignId} item={item} /></> : <p className="muted">{t("waitPublish")}</p> : null}
          </>
        );
      }}
    </Loaded>
  );
}

function Versions({ campaignId, versions }: Pick<Known, "campaignId" | "versions">): ReactNode {
  const t = useProposalWords();
  const format = useFormat();
  const nameOf = usePeople();
  if (versions.length === 0) return <p className="muted">{t("versionsNone")}</p>;
  return (
    <TableScroll label={t("versions")}>
      <table className="plain versions">
        <thead>
          <tr>
            <th scope="col">{t("version")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("proposedBy")}</th>
            <th scope="col">{t("approvedBy")}</th>
            <th scope="col">{t("publishedAt")}</th>
            <th scope="col">{t("hashes")}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr key={one.number}>
              <th scope="row">
                <Link to="/campaigns/$campaignId/result" params={{ campaignId }} search={{ of: String(one.number) }}>
                  {t("version")} {one.number}
                </Link>
              </th>
              <td>
                {t(`state.${one.state}`)}
                {one.reason === "" ? null : <p className="small">{t("replaces", { reason: one.reason })}</p>}
                {one.returned === null ? null : (
                  <p className="small">
                    {t("returned", { reason: one.returned.reason })} <span className="muted">({t("byAt", { name: nameOf(one.returned.by), time: format.time(one.returned.at) })})</span>
                  </p>
                )}
              </td>
              <td>{t("byAt", { name: nameOf(one.proposedBy), time: format.time(one.proposedAt) })}</td>
              <td>
                {one.decision === null ? "–" : t("decisionOf", { number: one.decision.number, day: format.day(one.decision.on) })}
                {one.approvedBy === null ? null : <p className="small muted">{nameOf(one.approvedBy)}</p>}
              </td>
              <td>{one.publishedAt === null ? "–" : format.time(one.publishedAt)}</td>
              <td className="small hash" title={one.sha256}>
                {one.sha256.slice(0, 12)}…
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Proposal({ campaignId, frame, versions }: Known): ReactNode {
  const t = useProposalWords();
  const [newest] = versions;
  const open = newest?.state === "proposed" || newest?.state === "approved" ? newest : undefined;
  const law = useLaw(open?.regulation.versionId ?? frame.versionInForce);
  const past = usePast(frame);
  const isRevision = versions.some((one) => one.state === "published");
  const proposes = frame.roles.includes(frame.ownerUnitId === null ? "programme-officer" : "working-group");
  const published = newest?.state === "published" ? newest : undefined;
  return (
    <>
      <Way newest={newest} isOwn={frame.ownerUnitId !== null} />
      <Loaded query={law}>
        {(regulation) => (
          <>
            {open === undefined ? null : <Open campaignId={campaignId} frame={frame} item={open} law={regulation} past={past} />}
            {published === undefined ? null : <Open campaignId={campaignId} frame={frame} item={published} law={regulation} past={past} />}
            {open !== undefined || !frame.isConsolidated ? null : proposes ? <ProposeAct campaignId={campaignId} frame={frame} law={regulation} past={past} isRevision={isRevision} /> : isRevision ? null : <p className="muted">{t("waitOfficer")}</p>}
          </>
        )}
      </Loaded>
      {frame.isConsolidated ? null : <Notice title={t("early")}>{t("earlyHelp")}</Notice>}
      <section className="stack">
        <h2>{t("versions")}</h2>
        <Versions campaignId={campaignId} versions={versions} />
      </section>
    </>
  );
}

export function ProposalPage(): ReactNode {
  const t = useProposalWords();
  const { campaignId } = useParams({ from: PLACE });
  const frame = useFrame(campaignId);
  const versions = useVersions(campaignId);
  return (
    <Page title={t("title")} lead={frame.data?.title}>
      <ResultNav campaignId={campaignId} frame={frame.data} />
      <Loaded query={frame}>{(found) => <Loaded query={versions}>{(all) => <Proposal campaignId={campaignId} frame={found} versions={all} />}</Loaded>}</Loaded>
    </Page>
  );
}
