import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { readRound } from "../../../contract/assessment-round.ts";
import { CampaignTabs } from "../../shell/campaign-tabs.tsx";
import { useRead } from "../../shell/query.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { Loaded, Notice } from "../../ui/states.tsx";
import { useGround } from "../ground.ts";
import { useKeys } from "../keys.ts";
import { useNames, useUnitNames } from "../names.ts";
import { NotYet } from "../not-yet.tsx";
import { entriesSince } from "./minutes.ts";
import { MinutesList } from "./minutes-list.tsx";
import { Card, keyOf, type TableProps, Walk } from "./stage.tsx";
import { useStart } from "./start.ts";
import { useSittingWords } from "./words.ts";
import "../appraisal.css";
import "../unit/unit.css";
import "./sitting.css";

/** For meetings before a projector: one difference at a time, the widest first, and the minutes as they grow. */

/** The next difference begins at its head, wherever one stood in the last. */
function useTopFor(key: string | undefined): RefObject<HTMLDivElement | null> {
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(key);
  useEffect(() => {
    if (shown.current !== key) top.current?.scrollIntoView({ block: "start" });
    shown.current = key;
  }, [key]);
  return top;
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
  // Nor does the card that lies on the table give way when something is settled elsewhere.
  const [wanted, setWanted] = useState(() => {
    const open = round.disagreements.find((one) => one.state !== "settled");
    return open === undefined ? undefined : keyOf(open);
  });
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
  const top = useTopFor(place === undefined ? undefined : keyOf(place));
  return (
    <div className="sitting" ref={top}>
      {place === undefined ? (
        <Notice title={round.seesAll ? t("nothingChair") : t("nothingMember")}>{round.seesAll ? t("nothingChairHelp") : t("nothingMemberHelp")}</Notice>
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
      lead={round.data === undefined ? undefined : t(round.data.body.seesAll ? "leadChair" : "leadMember", { count: format.count(open) })}
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
      <CampaignTabs campaignId={campaignId} />
      <Loaded query={ground}>{(data) => (data.hasBegun ? <Loaded query={round}>{({ body }) => <Sitting ground={data} round={body} />}</Loaded> : <NotYet ground={data} />)}</Loaded>
    </Page>
  );
}
