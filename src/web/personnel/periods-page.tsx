import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { boundsOf, periodsOfYear } from "../../contract/personnel-bounds.ts";
import { actOnPeriod, type Granularity, listPeriods, openPeriod, type PeriodView, setGranularity } from "../../contract/personnel-period.ts";
import { listRegulations } from "../../contract/regulation.ts";
import { useAct, useAll, useRead } from "../shell/query.ts";
import { lastDay } from "../ui/day.ts";
import { DayField } from "../ui/day-field.tsx";
import { Choice, isShort, TextField, Tick } from "../ui/fields.tsx";
import { useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { usePeriodName } from "../ui/period-name.ts";
import { Pick } from "../ui/pick.tsx";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { ComputationPanel } from "./computation-panel.tsx";
import { useSpreadWords } from "./words-spread.ts";

function PeriodLine({ one }: { readonly one: PeriodView }): ReactNode {
  const t = useSpreadWords();
  const periodName = usePeriodName();
  const format = useFormat();
  const [reason, setReason] = useState("");
  const act = useAct(actOnPeriod, { touches: ["personnel"] });
  const isOpen = one.state === "open";
  return (
    <tr>
      <th scope="row">{periodName(one.id)}</th>
      <td>
        {format.day(one.from)} – {format.day(lastDay(one.to))}
      </td>
      <td>{t(`state.${one.state}`)}</td>
      <td>
        <div className="row">
          {isOpen ? null : (
            <input
              className="field-input"
              aria-label={t("reopenWhy")}
              placeholder={t("reopenWhy")}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
              }}
            />
          )}
          <Button
            loading={act.isPending}
            disabled={!isOpen && isShort(reason)}
            onClick={() => {
              act.mutate({ params: { periodId: one.id }, body: isOpen ? { kind: "close" } : { kind: "reopen", reason }, version: one.version });
            }}
          >
            {isOpen ? t("close") : t("reopen")}
            <span className="visually-hidden">: {periodName(one.id)}</span>
          </Button>
        </div>
        <RefusalNote error={act.error} />
      </td>
    </tr>
  );
}

/** Periods of this year and the next that are not open yet, by what was decided of their length; before that, quarters. */
function periodsToOpen({ items, granularities, today }: Periods, isTrial: boolean, regulation: string | undefined): string[] {
  const known = new Set(items.map((one) => one.id));
  const year = Number(today.slice(0, 4));
  const since = granularities.filter((one) => one.regulation === regulation);
  const ids = [year, year + 1].flatMap((one) => periodsOfYear(one, since.length === 0 ? [{ from: `${String(one)}-01-01`, kind: "quarter" }] : since));
  return ids.map((id) => (isTrial ? `T-${id}` : id)).filter((id) => !known.has(id));
}

type Periods = { readonly items: readonly PeriodView[]; readonly granularities: readonly Decided[]; readonly today: string };

function OpenPeriod({ periods }: { readonly periods: Periods }): ReactNode {
  const t = useSpreadWords();
  const periodName = usePeriodName();
  const [picked, setPicked] = useState<string>();
  const [isTrial, setTrial] = useState(false);
  const [chosen, setVersion] = useState<string>();
  const regulations = useAll(listRegulations, {});
  const opening = useAct(openPeriod, { touches: ["personnel"] });
  const version = chosen ?? periods.items[0]?.regulationVersionId;
  const ids = periodsToOpen(periods, isTrial, regulations.data?.find((one) => one.id === version)?.regulationId);
  const id = ids.find((one) => one === picked) ?? ids.find((one) => boundsOf(one).to > periods.today) ?? ids[0];
  return (
    <form
      className="card stack"
      aria-label={t("open")}
      onSubmit={(event) => {
        event.preventDefault();
        if (version !== undefined && id !== undefined) opening.mutate({ body: { id, regulationVersionId: version } });
      }}
    >
      <h2>{t("open")}</h2>
      <div className="form-grid">
        <Choice label={t("openWhich")} value={id ?? ""} onChange={setPicked} options={ids.map((one) => ({ value: one, label: periodName(one) }))} />
        <div className="field">
          <span className="field-label">{t("regulation")}</span>
          <Pick label={t("regulation")} options={(regulations.data ?? []).filter((one) => one.frozenAt !== null).map((one) => ({ value: one.id, label: one.title }))} value={version} onPick={setVersion} isLoading={regulations.isPending} />
        </div>
      </div>
      <Tick label={t("isTrial")} isOn={isTrial} onChange={setTrial} />
      <RefusalNote error={opening.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={id === undefined || version === undefined} loading={opening.isPending}>
          {t("open")}
        </Button>
      </div>
    </form>
  );
}

type Decided = { readonly regulation: string; readonly from: string; readonly kind: Granularity; readonly reason: string };

function Lengths({ decided }: { readonly decided: readonly Decided[] }): ReactNode {
  const t = useSpreadWords();
  const format = useFormat();
  const [regulation, setRegulation] = useState("");
  const [from, setFrom] = useState("");
  const [kind, setKind] = useState<Granularity>("quarter");
  const [reason, setReason] = useState("");
  const deciding = useAct(setGranularity, { touches: ["personnel"] });
  const regulations = useAll(listRegulations, {});
  const titles = new Map((regulations.data ?? []).map((one) => [one.regulationId, one.title]));
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        deciding.mutate({ body: { regulation, from, kind, reason } });
      }}
    >
      <h2>{t("granularity")}</h2>
      <ul>
        {decided.map((one) => (
          <li key={`${one.regulation} ${one.from}`}>
            {titles.get(one.regulation) ?? one.regulation}: {t("since", { day: format.day(one.from), kind: t(`kind.${one.kind}`) })}. {one.reason}
          </li>
        ))}
      </ul>
      <div className="form-grid">
        <div className="field">
          <span>{t("regulation")}</span>
          <Pick
            label={t("regulation")}
            options={[...titles].map(([value, label]) => ({ value, label }))}
            value={regulation === "" ? undefined : regulation}
            onPick={(one) => {
              setRegulation(one ?? "");
            }}
          />
        </div>
        <DayField label={t("from")} value={from} onChange={setFrom} />
        <Choice label={t("granularity")} value={kind} onChange={setKind} options={(["quarter", "month"] as const).map((one) => ({ value: one, label: t(`kind.${one}`) }))} />
        <TextField label={t("reason")} value={reason} onChange={setReason} />
      </div>
      <RefusalNote error={deciding.error} />
      <div className="row">
        <Button htmlType="submit" disabled={regulation === "" || from === "" || isShort(reason)} loading={deciding.isPending}>
          {t("decide")}
        </Button>
      </div>
    </form>
  );
}

/** The periods, for the programme officer. */
export function PeriodsPage(): ReactNode {
  const t = useSpreadWords();
  const periodName = usePeriodName();
  const query = useRead(listPeriods, {});
  return (
    <Page title={t("periodsTitle")} lead={t("periodsLead")}>
      <Loaded query={query}>
        {({ body }) => (
          <>
            <section className="card stack">
              {body.items.length === 0 ? (
                <p className="muted">{t("none")}</p>
              ) : (
                <TableScroll label={t("periodsTitle")} isTaken={false}>
                  <table className="plain">
                    <thead>
                      <tr>
                        <th scope="col">{t("period")}</th>
                        <th scope="col">{t("days")}</th>
                        <th scope="col">{t("state")}</th>
                        <th scope="col">{t("act")}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {body.items.map((one) => (
                        <PeriodLine key={one.id} one={one} />
                      ))}
                    </tbody>
                  </table>
                </TableScroll>
              )}
            </section>
            {body.items.filter((one) => one.state === "open").map((one) => (
              <ComputationPanel key={one.id} period={one} name={periodName(one.id)} />
            ))}
            <OpenPeriod periods={body} />
            <Lengths decided={body.granularities} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
