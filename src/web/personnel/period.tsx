import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { listPeriods, type PeriodView } from "../../contract/personnel-period.ts";
import { readPlace } from "../../contract/personnel-work.ts";
import type { z } from "zod";
import { useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { Page } from "../ui/page.tsx";
import { usePeriodName } from "../ui/period-name.ts";
import { Loaded, Notice } from "../ui/states.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useWorkWords } from "./words-work.ts";
import "./work.css";

/** Which period one looks at, and the pages about it. */

/** The one that was asked for; else the one of today, else the newest that is open. */
function chosenPeriod(periods: readonly PeriodView[], wanted: string | undefined, today: string): PeriodView | undefined {
  const real = periods.filter((one) => !one.isTrial);
  return periods.find((one) => one.id === wanted) ?? real.find((one) => one.from <= today && today < one.to) ?? real.find((one) => one.state === "open") ?? real[0];
}

type Place = z.output<typeof readPlace.response>;
export type InPeriod = { readonly period: PeriodView; readonly place: Place; readonly today: string };

type FrameProps = { readonly title: string; readonly lead?: ReactNode; readonly wanted: string | undefined; readonly onPick: (period: string) => void; readonly actions?: ReactNode; readonly children: (at: InPeriod) => ReactNode };

function Places({ at }: { readonly at: InPeriod }): ReactNode {
  const t = useWorkWords();
  const session = useSession();
  const isKeeper = hasRole(session, "programme-officer", "personnel-officer");
  const period = at.period.id;
  const boards = at.place.follows.slice(0, 3);
  const own = [
    { to: "/work", search: { period }, label: t("title"), isExact: true },
    { to: `/work/${period}/people/${session.user.personId}`, label: t("myForm") },
  ];
  const pages = [
    ...(at.place.unitId === null ? [] : own),
    ...boards.map((one) => ({ to: `/work/${period}/units/${one.unitId}`, label: t("boardOf", { unit: one.name }) })),
    ...(isKeeper ? [{ to: `/work/${period}/distribution`, label: t("distribution") }] : []),
    ...(hasRole(session, "programme-officer") ? [{ to: "/work/periods", label: t("periods") }] : []),
  ];
  return pages.length === 0 ? null : <Tabs label={t("period")} tabs={pages} />;
}

/** A page about a period, with the choice of which, and the ways to the others. */
export function PeriodFrame({ title, lead, wanted, onPick, actions, children }: FrameProps): ReactNode {
  const t = useWorkWords();
  const periodName = usePeriodName();
  const session = useSession();
  const periods = useRead(listPeriods, {});
  const place = useRead(readPlace, {});
  return (
    <Loaded query={periods}>
      {({ body }) => (
        <Loaded query={place}>
          {({ body: own }) => {
            const period = chosenPeriod(body.items, wanted, body.today);
            if (period === undefined) {
              const toPeriods = hasRole(session, "programme-officer") ? <Link to="/work/periods">{t("periods")}</Link> : undefined;
              return (
                <Page title={title} lead={lead}>
                  <Notice title={t("noPeriod")} action={toPeriods}>
                    {t("noPeriodHelp")}
                  </Notice>
                </Page>
              );
            }
            const at = { period, place: own, today: body.today };
            return (
              <Page title={title} lead={lead} actions={actions}>
                <Places at={at} />
                <label className="work-period">
                  <span className="field-label">{t("period")}</span>
                  <select
                    className="field-select"
                    value={period.id}
                    onChange={(event) => {
                      onPick(event.target.value);
                    }}
                  >
                    {body.items.map((one) => (
                      <option key={one.id} value={one.id}>
                        {periodName(one.id)}
                      </option>
                    ))}
                  </select>
                </label>
                {period.state === "closed" ? <p className="work-closed">{t("closed")}</p> : null}
                {children(at)}
              </Page>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
