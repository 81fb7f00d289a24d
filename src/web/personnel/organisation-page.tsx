import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { fillTaskFacts, type OrganisationFacts, readTaskFacts } from "../../contract/personnel-organisation.ts";
import { readCampaign } from "../../contract/campaign.ts";
import { readDraft } from "../../contract/result.ts";
import type { Role } from "../../contract/route.ts";
import { useAct, useRead } from "../shell/query.ts";
import { useSession } from "../shell/session.ts";
import { numberIn, TableDownload } from "../shell/table-download.tsx";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { Page } from "../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useNarrowed } from "./narrowed.tsx";
import { useOrganisationWords } from "./organisation-words.ts";
import "./year.css";

/** Organisations of a campaign: tasks as they were counted, what the points allow, what the conditions allow. */

type LevelOf = { readonly key: string; readonly title: string; readonly from: string | null };
const COUNTS = ["assigned", "completed", "onTime", "exceeded"] as const;

/** The best level whose threshold the percent reaches. */
const byPoints = (levels: readonly LevelOf[], percent: string | undefined): LevelOf | undefined => (percent === undefined ? undefined : (levels.find((one) => one.from !== null && Number(one.from) <= Number(percent)) ?? levels.at(-1)));

const hasTasks = ({ tasks }: OrganisationFacts): boolean => tasks !== null && tasks.assigned > 0;
/** Counted, and in no level of the law: a person decides. */
const isGap = (one: OrganisationFacts): boolean => hasTasks(one) && one.allowed === null;

type Seen = { readonly levels: readonly LevelOf[]; readonly percents: ReadonlyMap<string, string | undefined>; /** Units of which something is not scored yet. */ readonly unscored: ReadonlySet<string>; /** The levels that people decided where the law has none. */ readonly decided: ReadonlyMap<string, string> };
/** The conditions allow less than the points do. */
function isHeldBack(one: OrganisationFacts, { levels, percents }: Seen): boolean {
  const place = (key: string | undefined): number => levels.findIndex((level) => level.key === key);
  const [points, conditions] = [place(byPoints(levels, percents.get(one.code))?.key), place(one.allowed ?? undefined)];
  return points >= 0 && conditions > points;
}

function Row({ unit, seen }: { readonly unit: OrganisationFacts; readonly seen: Seen }): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  const { levels, percents } = seen;
  const percent = percents.get(unit.code);
  const [points, conditions] = [byPoints(levels, percent), levels.find((one) => one.key === unit.allowed)];
  const decided = levels.find((one) => one.key === seen.decided.get(unit.code));
  const { tasks } = unit;
  return (
    <tr>
      <th scope="row">
        {unit.name}
        {unit.waitingFor.length === 0 ? null : <div className="small muted">{t("waiting", { units: unit.waitingFor.join(", ") })}</div>}
        {decided === undefined ? null : <div className="small">{t("decided", { level: decided.title })}</div>}
        {unit.subordinateFailed ? <div className="small year-held">{t("subordinateFailed")}</div> : null}
      </th>
      {tasks === null ? <td colSpan={4} className="muted cards-whole">{t("noTasks")}</td> : COUNTS.map((one) => <td key={one} className="num" data-label={t(`head.${one}`)}>{format.count(tasks[one])}</td>)}
      {percents.size === 0 ? null : (
        <>
          <td className="num" data-label={t("head.points")}>
            {percent === undefined ? "–" : format.decimal(percent)}
            {seen.unscored.has(unit.code) ? <div className="small muted">{t("unscored")}</div> : null}
          </td>
          <td className="cards-whole" data-label={t("head.byPoints")}>{points === undefined ? "–" : <Level level={points.key} title={points.title} />}</td>
        </>
      )}
      <td className={isHeldBack(unit, seen) ? "cards-whole year-held" : "cards-whole"} data-label={t("head.byConditions")}>
        {conditions === undefined ? (isGap(unit) ? <span className={decided === undefined ? "year-held" : "muted"}>{t(decided === undefined ? "gap" : "noLevel")}</span> : "–") : <Level level={conditions.key} title={conditions.title} />}
      </td>
    </tr>
  );
}

function Table({ units, seen }: { readonly units: readonly OrganisationFacts[]; readonly seen: Seen }): ReactNode {
  const t = useOrganisationWords();
  const withPoints = seen.percents.size > 0;
  return (
    <TableScroll label={t("title")} isTaken={false}>
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{t("head.unit")}</th>
            {COUNTS.map((one) => (
              <th key={one} scope="col" className="num">{t(`head.${one}`)}</th>
            ))}
            {withPoints ? <th scope="col" className="num">{t("head.points")}</th> : null}
            {withPoints ? <th scope="col">{t("head.byPoints")}</th> : null}
            <th scope="col">{t("head.byConditions")}</th>
          </tr>
        </thead>
        <tbody>
          {units.map((one) => (
            <Row key={one.unitId} unit={one} seen={seen} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Filling({ campaignId, items }: { readonly campaignId: string; readonly items: readonly OrganisationFacts[] }): ReactNode {
  const t = useOrganisationWords();
  const fill = useAct(fillTaskFacts, { touches: ["personnel", "campaign", "result"] });
  const ready = items.filter((one) => hasTasks(one) && one.waitingFor.length === 0);
  return (
    <>
      <RefusalNote error={fill.error} />
      {fill.data === undefined ? null : <p role="status">{t("filled")}</p>}
      <div>
        <Button type="primary" disabled={ready.length === 0} loading={fill.isPending} onClick={() => { fill.mutate({ params: { campaignId }, body: { unitIds: ready.map((one) => one.unitId) } }); }}>
          {t("fill", { count: ready.length })}
        </Button>
      </div>
    </>
  );
}

const SEE_DRAFTS: readonly Role[] = ["programme-officer", "council-chair", "auditor"];
const FILLERS: readonly Role[] = ["programme-officer", "working-group", "unit-head"];

function Units({ campaignId, items, levels, isHeads }: { readonly campaignId: string; readonly items: readonly OrganisationFacts[]; readonly levels: readonly LevelOf[]; /** Whether it is the campaign of one's own unit. */ readonly isHeads: boolean }): ReactNode {
  const t = useOrganisationWords();
  const format = useFormat();
  const { roles } = useSession();
  const draft = useRead(readDraft, { params: { campaignId } }, { enabled: isHeads || roles.some((role) => SEE_DRAFTS.includes(role)) });
  const seen: Seen = { levels, percents: new Map((draft.data?.body.result.units ?? []).map((one) => [one.code, Object.values(one.ratios)[0]?.percent])), unscored: new Set((draft.data?.body.gaps ?? []).filter((one) => one.why === "missing").map((one) => one.unit)), decided: new Map((draft.data?.body.decisions ?? []).flatMap(({ decision }) => (decision.kind === "level" ? [[decision.unit, decision.level] as const] : []))) };
  const isOpenGap = (one: OrganisationFacts): boolean => isGap(one) && !seen.decided.has(one.code);
  const kinds = [{ key: "all", word: t("kind.all"), holds: () => true }, { key: "gap", word: t("kind.gap"), holds: isOpenGap }, { key: "held", word: t("kind.held"), holds: (one: OrganisationFacts) => isHeldBack(one, seen) }, { key: "none", word: t("kind.none"), holds: (one: OrganisationFacts) => !hasTasks(one) }];
  const sorted = items.toSorted((a, b) => Number(isOpenGap(b)) - Number(isOpenGap(a)) || format.compare(a.name, b.name));
  const { bar, fit, shown, more } = useNarrowed(sorted, { label: t("show"), search: t("search"), textOf: (one) => `${one.code} ${one.name}`, kinds });
  if (items.length === 0) return <Notice title={t("none")}>{t("noneHelp")}</Notice>;
  const gaps = items.filter(isOpenGap).length;
  return (
    <div className="stack">
      {gaps === 0 ? null : (
        <p>
          {t("gaps", { count: gaps })} <Link to="/campaigns/$campaignId/result/decisions" params={{ campaignId }}>{t("decideGaps")}</Link>
        </p>
      )}
      {bar}
      <Table units={shown} seen={seen} />
      {more}
      {seen.percents.size > 0 ? null : <p className="small muted">{t("noPoints")}</p>}
      <div className="row">
        <TableDownload
          name={t("title")}
          rows={fit}
          columns={[
            { title: t("head.unit"), of: (one) => one.name },
            ...COUNTS.map((key) => ({ title: t(`head.${key}`), of: (one: OrganisationFacts) => one.tasks?.[key] ?? null, decimals: 0 })),
            { title: t("head.points"), of: (one) => numberIn(seen.percents.get(one.code)), decimals: 2 },
            { title: t("head.byPoints"), of: (one) => byPoints(levels, seen.percents.get(one.code))?.title ?? null },
            { title: t("head.byConditions"), of: (one) => levels.find(({ key }) => key === one.allowed)?.title ?? (isOpenGap(one) ? t("gap") : isGap(one) ? t("noLevel") : null) },
            { title: t("head.decided"), of: (one) => levels.find(({ key }) => key === seen.decided.get(one.code))?.title ?? null },
            { title: t("head.waitsFor"), of: (one) => one.waitingFor.join("; ") },
            { title: t("head.below"), of: (one) => (one.subordinateFailed ? t("subordinateFailed") : null) },
          ]}
        />
      </div>
      {roles.some((role) => FILLERS.includes(role)) ? <Filling campaignId={campaignId} items={items} /> : null}
    </div>
  );
}

export function OrganisationsPage(): ReactNode {
  const t = useOrganisationWords();
  const { user } = useSession();
  const { campaignId } = useParams({ from: "/signed-in/ratings/organisations/$campaignId" });
  const query = useRead(readTaskFacts, { params: { campaignId } });
  const campaign = useRead(readCampaign, { params: { campaignId } }).data?.body;
  return (
    <Page title={campaign?.title ?? t("title")} lead={t("lead")}>
      <Loaded query={query}>{({ body }) => <Units campaignId={campaignId} items={body.items} levels={body.levels} isHeads={campaign?.ownerUnitId !== null && user.unitIds.includes(campaign?.ownerUnitId ?? "")} />}</Loaded>
    </Page>
  );
}
