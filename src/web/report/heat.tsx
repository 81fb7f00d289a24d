import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type TableColumn, TableDownload } from "../shell/table-download.tsx";
import { matches, useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import { keepPicture, type Picture } from "./picture.ts";
import type { Dashboard } from "./types.ts";
import { useReportWords } from "./words.ts";
import "./chart.css";

/** Units by area: how many targets each reaches of those it has figures for. The words say it; the colour only helps to find it. */

const LEVELS = 5;
const levelOf = (reached: number, measures: number): number => (measures === 0 ? 0 : Math.floor((reached / measures) * (LEVELS - 1)) + 1);

/** The colours as they are on the page now, for the picture that is taken along. */
function coloursOf(): { readonly level: (level: number) => string; readonly paper: string; readonly ink: string } {
  const style = getComputedStyle(document.documentElement);
  const [paper, ink, good, bad] = ["--surface", "--ink", "--mark-wash", "--failed-wash"].map((one) => style.getPropertyValue(one).trim());
  return { level: (level) => (level >= LEVELS - 1 ? (good ?? "") : level <= 2 ? (bad ?? "") : (style.getPropertyValue("--warning-wash").trim())), paper: paper ?? "", ink: ink ?? "" };
}

function pictureOf({ areas, heat }: Dashboard, title: string): Picture {
  const { level, paper, ink } = coloursOf();
  return { title, columns: areas.map((one) => one.title), rows: heat.map(({ name, cells }) => ({ name, cells: cells.map((one) => (one.measures === 0 ? undefined : { label: `${String(one.reached)}/${String(one.measures)}`, colour: level(levelOf(one.reached, one.measures)), ink })) })), paper, ink };
}

const FEW = 30;

export function Heat({ dashboard, periodId }: { readonly dashboard: Dashboard; readonly periodId: string }): ReactNode {
  const t = useReportWords();
  const format = useFormat();
  const [text, setText] = useState("");
  const [isWhole, setWhole] = useState(false);
  const title = `${t("heat")}: ${dashboard.period?.title ?? ""}`;
  const fitting = dashboard.heat.toSorted((a, b) => format.compare(a.name, b.name)).filter((one) => matches(`${one.code} ${one.name}`, text));
  const areaOf = (key: string): string => dashboard.areas.find((one) => one.key === key)?.title ?? "";
  const columns: TableColumn<Dashboard["heat"][number]>[] = [{ title: t("unit"), of: (one) => one.name }, ...dashboard.areas.map((area): TableColumn<Dashboard["heat"][number]> => ({ title: area.title, of: ({ cells }) => { const cell = cells.find((one) => one.area === area.key); return cell === undefined || cell.measures === 0 ? null : `${String(cell.reached)}/${String(cell.measures)}`; } }))];
  const count = isWhole ? fitting.length : Math.min(FEW, fitting.length);
  return (
    <section className="stack" aria-labelledby="dashboard-heat">
      <h2 id="dashboard-heat">{t("heat")}</h2>
      <p className="small muted">{t("heatHelp")}</p>
      <div className="row no-print">
        <input className="field-input" type="search" value={text} aria-label={t("search")} placeholder={t("search")} onChange={(event) => { setText(event.target.value); }} />
        <span className="small muted" role="status">{t("shown", { shown: count, all: dashboard.heat.length })}</span>
        <Button onClick={() => { void keepPicture(title, pictureOf(dashboard, title), "svg"); }}>{t("saveSvg")}</Button>
        <Button onClick={() => { void keepPicture(title, pictureOf(dashboard, title), "png"); }}>{t("savePng")}</Button>
        <TableDownload name={title} columns={columns} rows={fitting} />
      </div>
      <TableScroll label={t("heat")} className="report-heat" isTaken={false}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              {dashboard.areas.map((one) => (
                <th key={one.key} scope="col">
                  {one.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fitting.map((unit, at) => (
              // On paper all of them stand, whatever the screen shows.
              <tr key={unit.unitId} className={at < count ? undefined : "report-on-paper"}>
                <th scope="row">
                  <Link to="/reports/$periodId/units/$unitId" params={{ periodId, unitId: unit.unitId }}>
                    {unit.name}
                  </Link>
                </th>
                {unit.cells.map((one) => (
                  <td key={one.area} className={`num report-heat-${String(levelOf(one.reached, one.measures))}`}>
                    {one.measures === 0 ? "–" : (
                      <Link to="/reports/$periodId/units/$unitId" params={{ periodId, unitId: unit.unitId }} hash={`report-${one.area}`} aria-label={t("heatCell", { unit: unit.name, area: areaOf(one.area), reached: one.reached, measures: one.measures })}>
                        {`${String(one.reached)}/${String(one.measures)}`}
                      </Link>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {fitting.length > count ? (
        <div className="no-print">
          <Button onClick={() => { setWhole(true); }}>{t("all")}</Button>
        </div>
      ) : null}
    </section>
  );
}
