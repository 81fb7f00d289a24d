import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { type ReactNode, useCallback, useState } from "react";
import { readFile } from "../../../contract/assessment.ts";
import { readPreviousValues } from "../../../contract/result-previous.ts";
import type { Answer } from "../../shell/client.ts";
import { rolesInCampaign } from "../../shell/campaign.ts";
import { useLinks } from "../../shell/evidence/links.ts";
import { useBePresent, usePresent } from "../../shell/presence.ts";
import { keyOf, useRead } from "../../shell/query.ts";
import { useSession } from "../../shell/session.ts";
import { asInput } from "../../ui/entry/input.ts";
import { Notice } from "../../ui/states.tsx";
import type { Mine } from "../appraising.ts";
import { draftKey, useDrafts } from "../drafts.ts";
import { type File, SHOWN, type Shown, type Task, withAppraisal } from "../file.ts";
import type { Ground } from "../ground.ts";
import { useKeys } from "../keys.ts";
import { useNames } from "../names.ts";
import { useAppraisalWords } from "../words.ts";
import { TaskCard } from "./task-card.tsx";
import { TaskList } from "./task-list.tsx";

/** The list of what is mine in a unit, and the criterion that is open beside it. */

const HERE = "/campaigns/$campaignId/appraisal/units/$unitId";
const isShown = (shown: Shown, { state, leaf }: Task, unproved: ReadonlySet<string>): boolean => shown === "all" || (shown === "unproved" ? unproved.has(leaf.code) : state === shown);

type Walk = { readonly listed: readonly Task[]; readonly current: Task | undefined; readonly at: number; readonly shown: Shown; readonly choose: (code: string) => void; readonly show: (shown: Shown) => void };

/** Which criteria are listed and which is open, as the address says. */
/** As they are printed on the keys. */
const KEYS = { previous: "Alt ↑", next: "Alt ↓" } as const;

function useWalk({ campaignId, unitId }: File, tasks: readonly Task[], isChair: boolean, unproved: ReadonlySet<string>): Walk {
  const navigate = useNavigate();
  const { code: chosen, show: wanted } = useSearch({ from: `/signed-in${HERE}` });
  const shown = wanted ?? (isChair && tasks.some((one) => one.state === "disputed") ? "disputed" : "all");
  const inView = (which: Shown): Task[] => tasks.filter((one) => isShown(which, one, unproved));
  const firstOf = (which: Shown): string | undefined => (inView(which).find((one) => one.state === "left") ?? inView(which)[0])?.leaf.code;
  // Where one began one stays: what is done there must not lead on by itself.
  const [start] = useState(() => firstOf(shown));
  const code = chosen ?? start;
  const listed = tasks.filter((one) => isShown(shown, one, unproved) || one.leaf.code === code);
  const current = listed.find((one) => one.leaf.code === code) ?? listed[0];
  const choose = (next: string): void => {
    void navigate({ to: HERE, params: { campaignId, unitId }, search: { ...(wanted === undefined ? {} : { show: wanted }), code: next }, replace: true, resetScroll: false });
  };
  const show = (next: Shown): void => {
    const first = firstOf(next);
    void navigate({ to: HERE, params: { campaignId, unitId }, search: { show: next, ...(first === undefined ? {} : { code: first }) }, replace: true });
  };
  return { listed, current, at: current === undefined ? -1 : listed.indexOf(current), shown, choose, show };
}

/** Puts what the server kept into the file that is on the page. */
function useKeep({ campaignId, unitId }: File, round: Ground["round"], isChair: boolean): (mine: Mine) => void {
  const client = useQueryClient();
  return useCallback(
    (mine) => {
      client.setQueryData<Answer<typeof readFile>>(keyOf(readFile, { params: { campaignId, unitId } }), (kept) => (kept === undefined ? kept : { ...kept, body: withAppraisal(kept.body, round, mine, isChair) }));
    },
    [campaignId, client, isChair, round, unitId],
  );
}

function Steps({ walk: { listed, at }, onStep }: { readonly walk: Walk; readonly onStep: (by: number) => void }): ReactNode {
  const t = useAppraisalWords();
  return (
    <div className="row no-print">
      <Button
        disabled={at <= 0}
        onClick={() => {
          onStep(-1);
        }}
      >
        {t("previous")} <kbd className="appraisal-key" aria-hidden="true">{KEYS.previous}</kbd>
      </Button>
      <Button
        type="primary"
        disabled={at >= listed.length - 1}
        onClick={() => {
          onStep(1);
        }}
      >
        {t("next")} <kbd className="appraisal-key" aria-hidden="true">{KEYS.next}</kbd>
      </Button>
      <span className="muted small">{t("place", { at: at + 1, total: listed.length })}</span>
    </div>
  );
}

type Props = { readonly ground: Ground; readonly file: File; readonly tasks: readonly Task[] };

export function UnitDesk({ ground: { round, campaign }, file, tasks }: Props): ReactNode {
  const t = useAppraisalWords();
  const session = useSession();
  const { personId } = session.user;
  const { campaignId, unitId } = file;
  const isChair = rolesInCampaign(campaign, session).includes("council-chair");
  const nameOf = useNames(campaignId);
  const drafts = useDrafts(campaignId, round);
  const previous = useRead(readPreviousValues, { params: { campaignId, unitId } }, { staleTime: Infinity }).data?.body;
  const unproved = new Set(useLinks({ campaignId, unitId }).data?.body.without);
  const walk = useWalk(file, tasks, isChair, unproved);
  const onSaved = useKeep(file, round, isChair);
  const { current, listed, at, shown } = walk;
  const isReadOnly = file.open.appraisal !== round;
  const step = (by: number): void => {
    const next = listed[at + by];
    if (next !== undefined) walk.choose(next.leaf.code);
  };
  const agree = (): void => {
    if (current?.before === undefined || current.before === null || isReadOnly) return;
    drafts.put(unitId, current.leaf.code, { input: asInput(current.before.input), reason: "", base: current.mine?.version ?? "0" });
  };
  useKeys({
    "Alt+ArrowDown": () => {
      step(1);
    },
    "Alt+ArrowUp": () => {
      step(-1);
    },
    "=": agree,
  });
  useBePresent(campaignId, unitId, current?.leaf.code);
  const others = usePresent(campaignId, unitId, personId).filter((one) => one.code === current?.leaf.code);
  const unsaved = new Set(tasks.flatMap((one) => (drafts.all.has(draftKey(unitId, one.leaf.code)) ? [one.leaf.code] : [])));
  return (
    <div className="appraisal-desk">
      <nav className="appraisal-side" aria-label={t("criteria")}>
        <Select<Shown> aria-label={t("show")} value={shown} options={SHOWN.map((one) => ({ value: one, label: t(`show.${one}`, { count: tasks.filter((task) => isShown(one, task, unproved)).length }) }))} onChange={(next) => { walk.show(next); }} />
        <TaskList tasks={listed} current={current?.leaf.code} unsaved={unsaved} unproved={unproved} onChoose={(code) => { walk.choose(code); }} />
      </nav>
      <div className="appraisal-main">
        {isReadOnly ? <Notice title={t("closed")}>{t("closedHelp")}</Notice> : null}
        {others.length === 0 ? null : <p className="muted small">{t("alsoHere", { names: others.map((one) => one.name).join(", ") })}</p>}
        {current === undefined ? (
          <Notice title={t("noneHere")}>{t("noneHereHelp")}</Notice>
        ) : (
          <>
            <TaskCard key={`${unitId} ${current.leaf.code}`} task={current} place={{ campaignId, round, unitId }} drafts={drafts} personId={personId} isReadOnly={isReadOnly} previous={previous} nameOf={nameOf} onSaved={onSaved} />
            <Steps walk={walk} onStep={step} />
          </>
        )}
      </div>
    </div>
  );
}
