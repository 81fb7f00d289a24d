import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Fragment, type ReactNode } from "react";
import { cancelComputation, type ComputationItem, listComputations, startComputation } from "../../contract/personnel-computation.ts";
import type { PeriodView } from "../../contract/personnel-period.ts";
import { MISSING } from "../../contract/personnel-work.ts";
import { read, useAct } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Level } from "../ui/level.tsx";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { useLevels } from "./levels.ts";
import { useComputationWords } from "./words-computation.ts";
import "./year.css";

/** The points of a period for everybody at once: begun, watched, stopped; where everybody stands when it is done. */

const isUnderWay = ({ state }: ComputationItem): boolean => state === "waiting" || state === "running";
const LOOK_MS = 2000;

function Outcome({ summary }: { readonly summary: NonNullable<ComputationItem["summary"]> }): ReactNode {
  const t = useComputationWords();
  const format = useFormat();
  const { titleOf } = useLevels();
  const lacking = MISSING.flatMap((what) => (summary.missing[what] === undefined ? [] : [{ key: what, word: t(`missing.${what}`), people: summary.missing[what] }]));
  const open = [...lacking, ...(summary.unclear === 0 ? [] : [{ key: "unclear", word: t("unclear"), people: summary.unclear }])];
  return (
    <div className="work-outcome">
      <section aria-label={t("levels")}>
        <h3>{t("levels")}</h3>
        {Object.keys(summary.levels).length === 0 ? <p className="muted">{t("noLevels")}</p> : null}
        <dl className="facts">
          {Object.entries(summary.levels).map(([level, people]) => (
            <Fragment key={level}>
              <dt><Level level={level} title={titleOf(level)} /></dt>
              <dd className="num">{format.count(people)}</dd>
            </Fragment>
          ))}
          <dt>{t("settled")}</dt>
          <dd className="num">{format.count(summary.settled)}</dd>
        </dl>
      </section>
      {open.length === 0 ? null : (
        <section aria-label={t("lacking")}>
          <h3>{t("lacking")}</h3>
          <dl className="facts">
            {open.map((one) => (
              <Fragment key={one.key}>
                <dt>{one.word}</dt>
                <dd className="num">{format.count(one.people)}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function Newest({ item }: { readonly item: ComputationItem }): ReactNode {
  const t = useComputationWords();
  const format = useFormat();
  const cancel = useAct(cancelComputation, { touches: ["personnel.listComputations"] });
  return (
    <div className="stack">
      <p role="status">
        {t(`state.${item.state}`, { time: format.time(item.endedAt ?? item.at) })}
        {isUnderWay(item) ? ` ${t("progress", { done: format.count(item.done), total: format.count(item.total) })}` : ""}
      </p>
      {isUnderWay(item) ? <progress value={item.done} max={Math.max(1, item.total)} aria-label={t("title")} /> : null}
      {item.summary === null ? null : <Outcome summary={item.summary} />}
      {isUnderWay(item) ? (
        <div>
          <Button loading={cancel.isPending} onClick={() => { cancel.mutate({ params: { computationId: item.id } }); }}>
            {t("cancel")}
          </Button>
        </div>
      ) : null}
      <RefusalNote error={cancel.error} />
    </div>
  );
}

export function ComputationPanel({ period, name }: { readonly period: PeriodView; readonly name: string }): ReactNode {
  const t = useComputationWords();
  const query = useQuery({ ...read(listComputations, { params: { periodId: period.id } }), refetchInterval: ({ state }) => (state.data?.body.items.some(isUnderWay) === true ? LOOK_MS : false) });
  const start = useAct(startComputation, { touches: ["personnel.listComputations"] });
  return (
    <section className="card stack">
      <h2>{t("titleOf", { period: name })}</h2>
      <p className="small muted">{t("help")}</p>
      <Loaded query={query}>
        {({ body: { items: [newest] } }) => (
          <>
            {newest === undefined ? <p className="muted">{t("never")}</p> : <Newest item={newest} />}
            {newest !== undefined && isUnderWay(newest) ? null : (
              <div>
                <Button type="primary" loading={start.isPending} onClick={() => { start.mutate({ params: { periodId: period.id } }); }}>
                  {newest === undefined ? t("start") : t("again")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
      <RefusalNote error={start.error} />
    </section>
  );
}
