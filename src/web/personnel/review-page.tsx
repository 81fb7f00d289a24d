import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { listUnits } from "../../contract/organisation.ts";
import { listTaskReviews, recordTaskReview, type TaskReview } from "../../contract/personnel-organisation.ts";
import { call } from "../shell/client.ts";
import { forget, type ItemOf, useAll, useRead } from "../shell/query.ts";
import { hasRole, useSession } from "../shell/session.ts";
import { type TableColumn, TableDownload } from "../shell/table-download.tsx";
import { Chips } from "../ui/chips.tsx";
import { isShort, TextField } from "../ui/fields.tsx";
import { dayHere, useFormat } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { Loaded, RefusalNote } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useNarrowed } from "./narrowed.tsx";
import { useReviewWords } from "./words-review.ts";
import "./year.css";

/** The Office's quarterly review: how many tasks each organisation was given and did (plan V.3). */

const COUNTS = ["assigned", "completed", "onTime", "exceeded"] as const;
type Counts = Record<(typeof COUNTS)[number], string>;
type Unit = ItemOf<typeof listUnits>;
type Line = { readonly unit: Unit; readonly review: TaskReview | undefined };

const countsOf = (review: TaskReview | undefined): Counts => ({ assigned: review === undefined ? "" : String(review.assigned), completed: review === undefined ? "" : String(review.completed), onTime: review === undefined ? "" : String(review.onTime), exceeded: review === undefined ? "" : String(review.exceeded) });
const isCount = (text: string): boolean => /^\d{1,6}$/.test(text.trim());
const isChanged = ({ review }: Line, typed: Counts): boolean => COUNTS.some((one) => typed[one].trim() !== countsOf(review)[one]);

type RowProps = { readonly line: Line; readonly typed: Counts; readonly fault: unknown; readonly onChange: ((typed: Counts) => void) | undefined };

function Row({ line: { unit, review }, typed, fault, onChange }: RowProps): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  return (
    <tr>
      <th scope="row">
        {unit.name}
        <RefusalNote error={fault} />
      </th>
      {COUNTS.map((one) => (
        <td key={one} className="num" data-label={t(`count.${one}`)}>
          {onChange === undefined ? typed[one] : <input className="field-input year-count" inputMode="numeric" aria-label={`${t(`count.${one}`)}: ${unit.name}`} aria-invalid={typed[one].trim() !== "" && !isCount(typed[one])} value={typed[one]} onChange={(event) => { onChange({ ...typed, [one]: event.target.value }); }} />}
        </td>
      ))}
      <td className="small muted cards-whole">{review === undefined ? null : t("kept", { source: review.source, time: format.time(review.at) })}</td>
    </tr>
  );
}

type Body = { readonly items: readonly TaskReview[]; readonly openQuarter: number | null };
type Typed = ReadonlyMap<string, Counts>;

/** Keeps what was typed of each organisation, one after the other: what is refused of one leaves the others kept. */
function useKeeping(year: number, quarter: number): { readonly keep: (lines: readonly (Line & { readonly typed: Counts })[], grounds: { readonly source: string; readonly reason: string }) => Promise<readonly string[]>; readonly faults: ReadonlyMap<string, unknown>; readonly isBusy: boolean } {
  const client = useQueryClient();
  const [faults, setFaults] = useState<ReadonlyMap<string, unknown>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const keep = async (lines: readonly (Line & { readonly typed: Counts })[], grounds: { readonly source: string; readonly reason: string }): Promise<readonly string[]> => {
    setBusy(true);
    const refused = new Map<string, unknown>();
    for (const { unit, review, typed } of lines) {
      const [assigned = 0, completed = 0, onTime = 0, exceeded = 0] = COUNTS.map((one) => Number(typed[one]));
      // One after the other, so that a slow line is not flooded with a hundred and more requests at once.
      await call(recordTaskReview, { params: { year, quarter, unitId: unit.id }, body: { assigned, completed, onTime, exceeded, ...grounds }, version: review?.version ?? "0" }).catch((error: unknown) => refused.set(unit.id, error));
    }
    setFaults(refused);
    await forget(client, ["personnel.taskReviews", "personnel.taskFacts"]);
    setBusy(false);
    return lines.filter(({ unit }) => !refused.has(unit.id)).map(({ unit }) => unit.id);
  };
  return { keep, faults, isBusy };
}

type Grounds = { readonly source: string; readonly reason: string };

function GroundsFields({ grounds, isOpen, onChange }: { readonly grounds: Grounds; readonly isOpen: boolean; readonly onChange: (grounds: Grounds) => void }): ReactNode {
  const t = useReviewWords();
  return (
    <>
      <div className="form-grid">
        <TextField label={t("source")} value={grounds.source} placeholder={t("sourceExample")} onChange={(source) => { onChange({ ...grounds, source }); }} />
        {isOpen ? null : <TextField label={t("reason")} value={grounds.reason} onChange={(reason) => { onChange({ ...grounds, reason }); }} />}
      </div>
      {isOpen ? null : <p className="small muted">{t("closedHelp")}</p>}
    </>
  );
}

function Table({ lines, typed, faults, onChange }: { readonly lines: readonly Line[]; readonly typed: Typed; readonly faults: ReadonlyMap<string, unknown>; readonly onChange: ((unitId: string, counts: Counts) => void) | undefined }): ReactNode {
  const t = useReviewWords();
  return (
    <TableScroll label={t("title")} isTaken={false}>
      <table className="plain cards">
        <thead>
          <tr>
            <th scope="col">{t("unit")}</th>
            {COUNTS.map((one) => (
              <th key={one} scope="col" className="num">{t(`count.${one}`)}</th>
            ))}
            <th scope="col">{t("source")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.unit.id} line={line} typed={typed.get(line.unit.id) ?? countsOf(line.review)} fault={faults.get(line.unit.id)} onChange={onChange === undefined ? undefined : (counts) => { onChange(line.unit.id, counts); }} />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Quarter({ year, quarter, units, body }: { readonly year: number; readonly quarter: number; readonly units: readonly Unit[]; readonly body: Body }): ReactNode {
  const t = useReviewWords();
  const mayWrite = hasRole(useSession(), "programme-officer", "working-group");
  const [grounds, setGrounds] = useState<Grounds>({ source: "", reason: "" });
  const [typed, setTyped] = useState<Typed>(new Map());
  const { keep, faults, isBusy } = useKeeping(year, quarter);
  const reviews = new Map(body.items.filter((one) => one.quarter === quarter).map((one) => [one.unitId, one]));
  const lines: readonly Line[] = units.map((unit) => ({ unit, review: reviews.get(unit.id) }));
  const { bar, fit, shown, more } = useNarrowed(lines, { label: t("show"), search: t("search"), textOf: ({ unit }) => `${unit.code} ${unit.name}`, kinds: [{ key: "open", word: t("open"), holds: ({ review, unit }) => review === undefined || typed.has(unit.id) }, { key: "done", word: t("done"), holds: ({ review }) => review !== undefined }, { key: "all", word: t("all"), holds: () => true }] });
  const changed = lines.flatMap((line) => {
    const own = typed.get(line.unit.id);
    return own !== undefined && isChanged(line, own) ? [{ ...line, typed: own }] : [];
  });
  const isWhole = changed.every((line) => COUNTS.every((one) => isCount(line.typed[one])));
  const isOpen = body.openQuarter === quarter;
  const isReady = changed.length > 0 && isWhole && grounds.source.trim().length >= 3 && (isOpen || !isShort(grounds.reason));
  const submit = async (): Promise<void> => {
    if (!isReady || isBusy) return;
    const kept = new Set(await keep(changed, grounds));
    setTyped(new Map([...typed].filter(([unitId]) => !kept.has(unitId))));
  };
  const columns: readonly TableColumn<Line>[] = [{ title: t("unit"), of: ({ unit }) => unit.name }, ...COUNTS.map((one) => ({ title: t(`count.${one}`), of: ({ review }: Line) => review?.[one] ?? null, decimals: 0 })), { title: t("source"), of: ({ review }) => review?.source ?? null }];
  return (
    <form className="stack" aria-label={t("quarterOf", { quarter: String(quarter) })} onSubmit={(event) => { event.preventDefault(); submit().catch(() => undefined); }}>
      {mayWrite ? <GroundsFields grounds={grounds} isOpen={isOpen} onChange={setGrounds} /> : null}
      <div className="row">
        <strong className="grow">{t("filled", { done: reviews.size, all: units.length })}</strong>
        <TableDownload name={t("fileName", { quarter, year })} rows={fit} columns={columns} />
      </div>
      {bar}
      <Table lines={shown} typed={typed} faults={faults} onChange={mayWrite ? (unitId, counts) => { setTyped(new Map([...typed, [unitId, counts]])); } : undefined} />
      {more}
      {mayWrite ? (
        <div className="row year-save">
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={isBusy}>
            {t("save", { count: changed.length })}
          </Button>
          {changed.length === 0 || isReady ? null : <span className="small muted">{t(isWhole ? "needsGrounds" : "needsCounts")}</span>}
        </div>
      ) : null}
    </form>
  );
}

const QUARTERS = ["1", "2", "3", "4"] as const;

/** Organisations that the authority evaluates itself: those right under it. */
const agenciesIn = (units: readonly Unit[]): Unit[] => {
  const inIndex = new Set(units.filter((one) => one.index !== null).map((one) => one.id));
  return units.filter((one) => one.index !== null && (one.parent === null || !inIndex.has(one.parent)));
};

/** The quarter of a moment in that year; of a year that is over, its last. */
function lastQuarter(year: number, now: string): number {
  const today = dayHere(now);
  const there = Number(today.slice(0, 4));
  return there > year ? 4 : there < year ? 1 : Math.ceil(Number(today.slice(5, 7)) / 3);
}

export function TaskReviewPage(): ReactNode {
  const t = useReviewWords();
  const { year } = useParams({ from: "/signed-in/ratings/$year/task-reviews" });
  const query = useRead(listTaskReviews, { params: { year: Number(year) } });
  const units = useAll(listUnits, {});
  const [picked, setPicked] = useState<(typeof QUARTERS)[number]>();
  return (
    <Page title={t("titleOf", { year })} lead={t("lead")}>
      <Loaded query={query}>
        {({ body }) => {
          const quarter = picked ?? QUARTERS.find((one) => Number(one) === (body.openQuarter ?? lastQuarter(Number(year), body.now))) ?? "1";
          return (
            <Loaded query={units}>
              {(all) => (
                <div className="stack">
                  <Chips label={t("quarter")} options={QUARTERS.map((key) => ({ key, word: t("quarterOf", { quarter: key }), count: body.items.filter((one) => one.quarter === Number(key)).length }))} chosen={quarter} onChoose={(key) => { setPicked(QUARTERS.find((one) => one === key)); }} />
                  <Quarter key={quarter} year={Number(year)} quarter={Number(quarter)} units={agenciesIn(all)} body={body} />
                </div>
              )}
            </Loaded>
          );
        }}
      </Loaded>
    </Page>
  );
}
