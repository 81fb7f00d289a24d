import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { listFacts } from "../../contract/campaign-setup.ts";
import { type Decided, type LeftToDecide, readPending } from "../../contract/result.ts";
import type { Pending } from "../../scoring/engine/evaluate.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { usePeople } from "../shell/people.ts";
import { useAll, useRead } from "../shell/query.ts";
import { useLaw, usePast } from "../shell/past.ts";
import { useFormat } from "../ui/format.ts";
import { HelpHint } from "../ui/help-hint.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useDecisionWords } from "./decision-words.ts";
import { type WeighingFact, weighingFacts } from "./facts.ts";
import { LevelChoice } from "./level-choice.tsx";
import { ResultNav } from "./result-nav.tsx";
import type { UnitName } from "./standing.ts";
import { type About, TieOrder } from "./tie-order.tsx";
import { type CampaignFrame, LEADERS, useFrame, useUnits } from "./use-result.ts";
import "./decisions.css";

const PLACE = "/signed-in/campaigns/$campaignId/result/decisions";

type Law = ShownRegulation;
type Rule = { readonly article: string; readonly text?: string | undefined };
type Known = { readonly campaignId: string; readonly frame: CampaignFrame; readonly law: ShownRegulation; readonly units: readonly UnitName[] };

/** Who decides, by the campaign. */
const mayDecide = ({ roles, ownerUnitId, isConsolidated }: CampaignFrame): boolean => isConsolidated && (ownerUnitId === null ? roles.some((role) => LEADERS.includes(role)) : roles.includes("council-chair"));

/** What is known of a unit beside its name: facts that weigh, and where it stood a year before. */
function useAbout({ frame, units }: Known, ratio: string, facts: readonly WeighingFact[]): About {
  const t = useDecisionWords();
  const format = useFormat();
  const past = usePast(frame);
  const byCode = new Map(units.map((one) => [one.code, one]));
  return {
    nameOf: (code) => byCode.get(code)?.name ?? code,
    aboutOf: (code) => {
      const before = past?.result?.units.find((one) => one.code === code)?.ratios[ratio];
      const own = facts.filter((one) => one.unitId === byCode.get(code)?.unitId).map((one) => one.title);
      const parts = [...(before === undefined ? [] : [t("lastYear", { year: past?.year ?? "", percent: format.percent(before.percent), rank: before.rank })]), ...own];
      return parts.length === 0 ? null : <span className="small muted">{parts.join(" · ")}</span>;
    },
  };
}

/** What the regulation says of a case like this. */
function rulesFor(why: Pending["why"], ratio: Law["ratios"][number] | undefined, classification: Law["classifications"][number] | undefined): (Rule | undefined)[] {
  switch (why) {
    case "tie":
      return [...(ratio?.tieBreaks ?? []), ratio?.decision];
    case "quota-tie":
      return [...(classification?.levels.map((one) => one.quota) ?? []), ratio?.decision];
    case "no-level":
      return [classification?.gap];
    case "force-majeure":
      return [classification?.forceMajeure];
  }
}

function Case({ pending, facts, onDecided, ...known }: Known & { readonly pending: LeftToDecide; readonly facts: readonly WeighingFact[]; readonly onDecided: (number: number) => void }): ReactNode {
  const t = useDecisionWords();
  const { campaignId, frame, law, units } = known;
  const about = useAbout(known, pending.ratio, facts);
  const ratio = law.ratios.find((one) => one.key === pending.ratio);
  const classification = law.classifications.find((one) => one.ratio === pending.ratio);
  const index = law.indexes.find((one) => one.code === units.find(({ code }) => code === pending.units[0])?.index);
  const isTie = pending.why === "tie" || pending.why === "quota-tie";
  return (
    <section className="card stack">
      <div>
        <h3>
          {t(`why.${pending.why}`, { count: pending.units.length })} <HelpHint topic={ratio?.title ?? pending.ratio} versionId={frame.versionInForce} rules={rulesFor(pending.why, ratio, classification)} />
        </h3>
        <p className="muted">{t("ofRatio", { ratio: ratio?.title ?? pending.ratio, index: index?.title ?? "" })}</p>
      </div>
      {!mayDecide(frame) ? (
        <>
          <ul className="case-units">
            {pending.units.map((code) => (
              <li key={code}>
                {about.nameOf(code)} {about.aboutOf(code)}
              </li>
            ))}
          </ul>
          <p className="muted">{frame.ownerUnitId === null ? t("onlyLeaders") : t("onlyHead")}</p>
        </>
      ) : isTie ? (
        <TieOrder campaignId={campaignId} pending={pending} onDecided={onDecided} {...about} />
      ) : classification === undefined ? null : (
        pending.units.map((code) => <LevelChoice key={code} campaignId={campaignId} unit={{ code, name: about.nameOf(code), about: about.aboutOf(code) }} classification={classification} percent={pending.percents[code]} onDecided={onDecided} />)
      )}
    </section>
  );
}

function Made({ decisions, law, units }: Pick<Known, "law" | "units"> & { readonly decisions: readonly Decided[] }): ReactNode {
  const t = useDecisionWords();
  const format = useFormat();
  const nameOfPerson = usePeople();
  const names = new Map(units.map((one) => [one.code, one.name]));
  const nameOf = (code: string): string => names.get(code) ?? code;
  const levelTitle = (ratio: string, key: string): string => law.classifications.find((one) => one.ratio === ratio)?.levels.find((one) => one.key === key)?.title ?? key;
  return (
    <section className="stack">
      <h2>{t("made")}</h2>
      {decisions.length === 0 ? <p className="muted">{t("madeNone")}</p> : null}
      <ol className="made" reversed>
        {decisions.toReversed().map(({ number, by, at, decision }) => (
          <li key={number} value={number}>
            <p>
              <strong>{law.ratios.find((one) => one.key === decision.ratio)?.title}. </strong>
              {decision.kind === "order" ? t("ordered", { units: decision.units.map((code, i) => `${String(i + 1)}. ${nameOf(code)}`).join("; ") }) : t("levelled", { unit: nameOf(decision.unit), level: levelTitle(decision.ratio, decision.level) })}
            </p>
            <p>{decision.reason}</p>
            <p className="small muted">{t("by", { name: nameOfPerson(by), time: format.time(at) })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Facts({ facts, law, units }: Pick<Known, "law" | "units"> & { readonly facts: readonly WeighingFact[] }): ReactNode {
  const t = useDecisionWords();
  const names = new Map(units.map((one) => [one.unitId, one.name]));
  const levelTitle = (key: string): string => law.classifications.flatMap((one) => one.levels).find((one) => one.key === key)?.title ?? key;
  return (
    <section className="stack">
      <div>
        <h2>{t("facts")}</h2>
        <p className="muted">{t("factsLead")}</p>
      </div>
      {facts.length === 0 ? (
        <p className="muted">{t("factsNone")}</p>
      ) : (
        <TableScroll label={t("facts")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("unit")}</th>
                <th scope="col">{t("fact")}</th>
                <th scope="col">{t("proof")}</th>
              </tr>
            </thead>
            <tbody>
              {facts.map(({ unitId, key, title, value, proof }) => (
                <tr key={`${unitId} ${key}`}>
                  <th scope="row">{names.get(unitId) ?? unitId}</th>
                  <td>
                    {title}: {value === true ? t("yes") : levelTitle(value)}
                  </td>
                  <td>{proof}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}

function Cases(known: Known): ReactNode {
  const t = useDecisionWords();
  const { campaignId, law, units } = known;
  const query = useRead(readPending, { params: { campaignId } });
  const all = useAll(listFacts, { params: { campaignId } });
  const [saved, setSaved] = useState<number>();
  const facts = weighingFacts(all.data ?? [], law);
  return (
    <Loaded query={query}>
      {({ body: { pending, decisions } }) => (
        <>
          <p role="status" className={saved === undefined ? "visually-hidden" : "decision-saved"}>
            {saved === undefined ? "" : t("saved", { number: saved })}
          </p>
          {pending.length === 0 ? (
            <Notice
              title={t("nothing")}
              action={
                <Link to="/campaigns/$campaignId/result/proposal" params={{ campaignId }}>
                  {t("toProposal")}
                </Link>
              }
            >
              {t("nothingHelp")}
            </Notice>
          ) : (
            <h2>{t("waiting", { count: pending.length })}</h2>
          )}
          {pending.map((one) => (
            <Case key={`${one.ratio} ${one.units.join(" ")}`} {...known} pending={one} facts={facts} onDecided={setSaved} />
          ))}
          <Made decisions={decisions} law={law} units={units} />
          <Facts facts={facts} law={law} units={units} />
        </>
      )}
    </Loaded>
  );
}

export function DecisionsPage(): ReactNode {
  const t = useDecisionWords();
  const { campaignId } = useParams({ from: PLACE });
  const frame = useFrame(campaignId);
  const units = useUnits(campaignId);
  const law = useLaw(frame.data?.versionInForce);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <ResultNav campaignId={campaignId} frame={frame.data} />
      <Loaded query={frame}>
        {(found) =>
          !found.isConsolidated && !found.seesDraft ? (
            <Notice title={t("early")}>{t("earlyHelp")}</Notice>
          ) : (
            <Loaded query={units}>{(all) => <Loaded query={law}>{(regulation) => <Cases campaignId={campaignId} frame={found} law={regulation} units={all} />}</Loaded>}</Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}
