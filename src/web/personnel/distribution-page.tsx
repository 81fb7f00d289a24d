import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { z } from "zod";
import { distributionWorkbook, readDistribution, type UnitSpread } from "../../contract/personnel-form.ts";
import { Download } from "../shell/download.tsx";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { Level, LevelCount } from "../ui/level.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useLevels } from "./levels.ts";
import { useNarrowed } from "./narrowed.tsx";
import { PeriodFrame } from "./period.tsx";
import { useSpreadWords } from "./words-spread.ts";

/** How points are spread: where everybody has the same, who lies far outside, who is late. */

type Spread = z.output<typeof readDistribution.response>;
const LEVELS = ["excellent", "good", "completed", "failed"] as const;
/** From this share on in one level the levels tell nobody apart. */
const NEARLY_ALL = 90;
const LOW = 30;

function Histogram({ histogram }: Pick<Spread, "histogram">): ReactNode {
  const t = useSpreadWords();
  const format = useFormat();
  // Hardly anybody is below; whoever is stands in one bar.
  const low = histogram.filter((one) => Number(one.from) < LOW);
  const below = low.reduce((sum, one) => sum + one.people, 0);
  const shown = [...(below === 0 ? [] : [{ from: "0.00", to: `${String(LOW)}.00`, people: below }]), ...histogram.filter((one) => Number(one.from) >= LOW)];
  const most = Math.max(1, ...shown.map((one) => one.people));
  const said = shown.filter((one) => one.people > 0).map((one) => t("bar", { from: format.decimal(one.from), to: format.decimal(one.to), people: format.count(one.people) }));
  return (
    <svg className="work-histogram" viewBox={`0 -8 ${String(shown.length * 28)} 124`} role="img" aria-label={`${t("histogram")}: ${said.join("; ")}`}>
      {shown.map((one, i) => {
        const height = (one.people / most) * 84;
        return (
          <g key={one.from}>
            <rect x={i * 28 + 3} y={92 - height} width={22} height={height} className="work-bar" />
            {one.people === 0 ? null : (
              <text x={i * 28 + 14} y={88 - height} textAnchor="middle" className="work-bar-count">
                {format.count(one.people)}
              </text>
            )}
            <text x={i * 28 + 3} y={108} className="work-bar-axis">
              {Number(one.from) < LOW ? `<${String(LOW)}` : String(Number(one.from))}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** How many have which level: where nearly all have one, it tells nothing about anybody. */
function Levels({ levels }: Pick<Spread, "levels">): ReactNode {
  const t = useSpreadWords();
  const format = useFormat();
  const { titleOf } = useLevels();
  const all = LEVELS.reduce((sum, one) => sum + (levels[one] ?? 0), 0);
  if (all === 0) return null;
  const shares = LEVELS.map((level) => {
    const people = levels[level] ?? 0;
    return { level, people, share: (people / all) * 100 };
  });
  const most = shares.find((one) => one.share >= NEARLY_ALL);
  return (
    <>
      <ul className="work-levels">
        {shares.map(({ level, people, share }) => (
          <li key={level}>
            <Level level={level} title={titleOf(level)} />
            <span className="num">{t("share", { people: format.count(people), share: format.percent(share.toFixed(1)) })}</span>
            <span className={`work-level-bar work-level-${level}`} aria-hidden="true" style={{ width: `${share.toFixed(1)}%` }} />
          </li>
        ))}
      </ul>
      {most === undefined ? null : <p className="work-much">{t("nearlyAll", { share: format.percent(most.share.toFixed(1)), level: titleOf(most.level) ?? "" })}</p>}
    </>
  );
}

function UnitLine({ one, periodId }: { readonly one: UnitSpread; readonly periodId: string }): ReactNode {
  const t = useSpreadWords();
  const format = useFormat();
  const { titleOf } = useLevels();
  const points = (text: string | null): string => (text === null ? "" : format.decimal(text));
  return (
    <tr>
      <th scope="row">
        <Link to="/work/$periodId/units/$unitId" params={{ periodId, unitId: one.unitId }}>
          {one.name}
        </Link>
      </th>
      <td data-label={t("look")} className="cards-whole">
        {one.signs.map((sign) => (
          <div key={sign} className="work-sign work-overdue small">
            {t(`sign.${sign}`)}
          </div>
        ))}
      </td>
      <td className="num" data-label={t("mean")}>{points(one.mean)}</td>
      <td className="num" data-label={t("spread")}>{points(one.spread)}</td>
      <td className="num work-nowrap cards-half" data-label={t("range")}>{one.lowest === null ? "" : `${points(one.lowest)} – ${points(one.highest)}`}</td>
      <td className="num" data-label={t("confirmed")}>{`${format.count(one.confirmed)}/${format.count(one.people)}`}</td>
      <td className="cards-half" data-label={t("byLevel")}>
        {LEVELS.flatMap((level) => (one.levels[level] === undefined ? [] : [<LevelCount key={level} level={level} title={titleOf(level)} count={format.count(one.levels[level])} />]))}
      </td>
    </tr>
  );
}

/** What is odd about its points; being late says nothing about them. */
const oddities = ({ signs }: UnitSpread): number => signs.filter((one) => one !== "late").length;

function Units({ spread }: { readonly spread: Spread }): ReactNode {
  const t = useSpreadWords();
  const format = useFormat();
  const sorted = spread.units.toSorted((a, b) => oddities(b) - oddities(a) || Number(a.mean === null) - Number(b.mean === null) || format.compare(a.name, b.name));
  const kinds = [
    { key: "scored", word: t("kind.scored"), holds: (one: UnitSpread) => one.mean !== null },
    { key: "odd", word: t("kind.odd"), holds: (one: UnitSpread) => oddities(one) > 0 },
    { key: "late", word: t("kind.late"), holds: (one: UnitSpread) => one.signs.includes("late") },
    { key: "all", word: t("kind.all"), holds: () => true },
  ];
  const { bar, shown, more } = useNarrowed(sorted, { label: t("look"), search: t("search"), textOf: (one) => one.name, kinds });
  return (
    <section className="card stack">
      <h2>{t("units")}</h2>
      {bar}
      <TableScroll label={t("units")} isTaken={false}>
        <table className="plain cards">
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              <th scope="col">{t("look")}</th>
              <th scope="col" className="num">{t("mean")}</th>
              <th scope="col" className="num">{t("spread")}</th>
              <th scope="col" className="num">{t("range")}</th>
              <th scope="col" className="num">{t("confirmed")}</th>
              <th scope="col">{t("byLevel")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <UnitLine key={one.unitId} one={one} periodId={spread.periodId} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </section>
  );
}

export function DistributionPage(): ReactNode {
  const t = useSpreadWords();
  const format = useFormat();
  const navigate = useNavigate();
  const { periodId } = useParams({ from: "/signed-in/work/$periodId/distribution" });
  const query = useRead(readDistribution, { params: { periodId } });
  return (
    <PeriodFrame
      title={t("title")}
      lead={t("lead")}
      wanted={periodId}
      onPick={(period) => {
        void navigate({ to: "/work/$periodId/distribution", params: { periodId: period } });
      }}
      actions={<Download route={distributionWorkbook} given={{ params: { periodId } }} label={t("workbook")} of={t("title")} />}
    >
      {() => (
        <Loaded query={query}>
          {({ body }) =>
            body.units.length === 0 ? (
              <Notice title={t("nobody")}>{t("lead")}</Notice>
            ) : (
              <>
                <section className="card stack">
                  <h2>{t("histogram")}</h2>
                  {body.mean === null ? <p className="muted">{t("nothing")}</p> : <p>{t("whole", { mean: format.decimal(body.mean), spread: format.decimal(body.spread ?? "0") })}</p>}
                  <Levels levels={body.levels} />
                  <Histogram histogram={body.histogram} />
                </section>
                <Units spread={body} />
              </>
            )
          }
        </Loaded>
      )}
    </PeriodFrame>
  );
}
