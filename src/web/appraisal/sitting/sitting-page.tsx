import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type Disagreement, readRound } from "../../../contract/assessment-round.ts";
import type { Answer } from "../../shell/client.ts";
import { useRead } from "../../shell/query.ts";
import { useSession } from "../../shell/session.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { Loaded, Notice } from "../../ui/states.tsx";
import { useRows } from "../grid/rows-read.ts";
import { type Ground, useGround } from "../ground.ts";
import { useKeys } from "../keys.ts";
import { useNames, useUnitNames } from "../names.ts";
import { NotYet } from "../not-yet.tsx";
import { Beside } from "./beside.tsx";
import { entriesSince } from "./minutes.ts";
import { MinutesList } from "./minutes-list.tsx";
import { SittingCard } from "./sitting-card.tsx";
import { useStart } from "./start.ts";
import { useSittingWords } from "./words.ts";
import "../appraisal.css";
import "../unit/unit.css";
import "./sitting.css";

/** For meetings before a projector: one difference at a time, the widest first, and the minutes as they grow. */

type Round = Answer<typeof readRound>["body"];
const keyOf = ({ unitId, code }: Pick<Disagreement, "unitId" | "code">): string => `${unitId} ${code}`;

function Walk({ at, total, onStep }: { readonly at: number; readonly total: number; readonly onStep: (by: number) => void }): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  return (
    <div className="row no-print sitting-walk">
      <Button
        disabled={at <= 0}
        onClick={() => {
          onStep(-1);
        }}
      >
        {t("previous")} <kbd className="appraisal-key" aria-hidden="true">←</kbd>
      </Button>
      <Button
        disabled={at >= total - 1}
        onClick={() => {
          onStep(1);
        }}
      >
        {t("next")} <kbd className="appraisal-key" aria-hidden="true">→</kbd>
      </Button>
      <span className="num">{t("place", { at: format.count(at + 1), total: format.count(total) })}</span>
    </div>
  );
}

type TableProps = { readonly ground: Ground; readonly round: Round };

function Card({ ground, round, place, nameOf, onDecided }: TableProps & { readonly place: Disagreement; readonly nameOf: (personId: string | null) => string; readonly onDecided: () => void }): ReactNode {
  const t = useSittingWords();
  const { personId } = useSession().user;
  const campaignId = ground.campaign.id;
  const rows = useRows({ campaignId, index: place.index, code: place.code, round: ground.round, scope: "assigned" }, true);
  const leaf = ground.engine.indexes.get(place.index)?.leafByCode.get(place.code);
  return (
    <Loaded query={rows}>
      {({ rows: all }) => {
        const row = all.find((one) => one.unitId === place.unitId);
        if (row === undefined || leaf === undefined) return <Notice title={t("gone")}>{t("goneHelp")}</Notice>;
        return (
          <>
            <SittingCard key={keyOf(place)} place={place} campaignId={campaignId} round={ground.round} leaf={leaf} row={row} personId={personId} isChair={round.isChair} isReadOnly={!row.isOpen || !row.isAssigned} nameOf={nameOf} onDecided={onDecided} />
            <Beside rows={all} unitId={place.unitId} round={ground.round} />
          </>
        );
      }}
    </Loaded>
  );
}

function Sitting({ ground, round }: TableProps): ReactNode {
  const t = useSittingWords();
  const { campaign, engine } = ground;
  const nameOf = useNames(campaign.id);
  const unitOf = useUnitNames(campaign.id);
  const since = useStart(campaign.id, ground.round, round.now);
  const [scope, setScope] = useState<"sitting" | "round">("sitting");
  // The order in which one began stays while things are decided: nothing jumps under people's eyes.
  const [order] = useState(() => round.disagreements.map(keyOf));
  const byKey = new Map(round.disagreements.map((one) => [keyOf(one), one]));
  const list = [...new Set([...order, ...byKey.keys()])].flatMap((key) => byKey.get(key) ?? []);
  const [wanted, setWanted] = useState<string>();
  const found = list.findIndex((one) => keyOf(one) === wanted);
  const first = list.findIndex((one) => one.state !== "settled");
  const at = found !== -1 ? found : Math.max(0, first);
  const place = list[at];
  const step = (by: number): void => {
    const next = list[at + by];
    if (next !== undefined) setWanted(keyOf(next));
  };
  useKeys({
    ArrowRight: () => {
      step(1);
    },
    ArrowLeft: () => {
      step(-1);
    },
  });
  const onDecided = (): void => {
    const next = list.slice(at + 1).find((one) => one.state !== "settled");
    setWanted(keyOf(next ?? list[at + 1] ?? list[at] ?? { unitId: "", code: "" }));
  };
  const entries = entriesSince(round.decisions, scope === "sitting" ? since : undefined, { unitOf, nameOf, titleOf: (index, code) => engine.indexes.get(index)?.leafByCode.get(code)?.leaf.title ?? "" });
  return (
    <div className="sitting">
      {place === undefined ? (
        <Notice title={round.isChair ? t("nothingChair") : t("nothingMember")}>{round.isChair ? t("nothingChairHelp") : t("nothingMemberHelp")}</Notice>
      ) : (
        <>
          <Walk at={at} total={list.length} onStep={step} />
          <Card ground={ground} round={round} place={place} nameOf={nameOf} onDecided={onDecided} />
        </>
      )}
      <MinutesList campaign={campaign.title} round={ground.round} now={round.now} entries={entries} scope={scope} onScope={setScope} onOpen={setWanted} />
    </div>
  );
}

export function SittingPage(): ReactNode {
  const t = useSittingWords();
  const format = useFormat();
  const { campaignId } = useParams({ from: "/signed-in/campaigns/$campaignId/appraisal/sitting" });
  const ground = useGround(campaignId);
  const round = useRead(readRound, { params: { campaignId, round: ground.data?.round ?? "1" } }, { enabled: ground.data !== undefined });
  const open = round.data?.body.disagreements.filter((one) => one.state !== "settled").length ?? 0;
  return (
    <Page
      title={t("title", { round: ground.data?.round ?? "1" })}
      lead={round.data === undefined ? undefined : t(round.data.body.isChair ? "leadChair" : "leadMember", { count: format.count(open) })}
      actions={
        <>
          <Button
            onClick={() => {
              void (document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen());
            }}
          >
            {t("fullScreen")}
          </Button>
          <Link to="/campaigns/$campaignId/appraisal" params={{ campaignId }}>
            {t("toOverview")}
          </Link>
        </>
      }
    >
      <Loaded query={ground}>{(data) => (data.hasBegun ? <Loaded query={round}>{({ body }) => <Sitting ground={data} round={body} />}</Loaded> : <NotYet ground={data} />)}</Loaded>
    </Page>
  );
}
