import { Button, Segmented } from "antd";
import type { z } from "zod";
import { type ReactNode, useState } from "react";
import { previewAmendment } from "../../contract/result.ts";
import type { ShownRegulation } from "../../scoring/regulation/show.ts";
import { useRead } from "../shell/query.ts";
import { useFormat } from "../ui/format.ts";
import { TableScroll } from "../ui/table-scroll.tsx";
import { useLanguage } from "../ui/language.ts";
import { Level } from "../ui/level.tsx";
import { Loaded, Notice } from "../ui/states.tsx";
import { useAmendmentWords } from "./amendment-words.ts";
import type { UnitName } from "./standing.ts";

type Preview = z.output<typeof previewAmendment.response>;
type Moves = Preview["units"][number]["ratios"][number];

const SHOWN_AT_ONCE = 50;

const isMoved = ({ before, after }: Moves): boolean => before === null || after === null || before.percent !== after.percent || before.rank !== after.rank || before.level !== after.level || before.maxPoints !== after.maxPoints;

/** Old and new beside each other; bold where they differ. */
function Move({ before, after }: { readonly before: ReactNode; readonly after: ReactNode }): ReactNode {
  const t = useAmendmentWords();
  const isSame = before === after;
  return isSame ? (
    after
  ) : (
    <>
      <span className="muted">
        <span className="visually-hidden">{t("before")} </span>
        {before}
      </span>{" "}
      <span aria-hidden="true">→</span>{" "}
      <strong>
        <span className="visually-hidden">{t("after")} </span>
        {after}
      </strong>
    </>
  );
}

function MovedUnit({ name, move: { before, after }, levelTitle }: { readonly name: string; readonly move: Moves; readonly levelTitle: (key: string | null) => string | undefined }): ReactNode {
  const format = useFormat();
  const told = (place: Moves["before"]) =>
    place === null ? { points: "–", percent: "–", rank: "–", level: null } : { points: `${format.decimal(place.points)}/${format.decimal(place.maxPoints)}`, percent: format.percent(place.percent), rank: String(place.rank), level: place.level };
  const [old, now] = [told(before), told(after)];
  const level = (key: string | null): ReactNode => <Level level={key} title={levelTitle(key)} />;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num">
        <Move before={old.points} after={now.points} />
      </td>
      <td className="num">
        <Move before={old.percent} after={now.percent} />
      </td>
      <td className="num">
        <Move before={old.rank} after={now.rank} />
      </td>
      <td>{old.level === now.level ? level(now.level) : <Move before={level(old.level)} after={level(now.level)} />}</td>
    </tr>
  );
}

function UnitMoves({ preview, law, units }: { readonly preview: Preview; readonly law: ShownRegulation; readonly units: readonly UnitName[] }): ReactNode {
  const t = useAmendmentWords();
  const format = useFormat();
  const [ratio, setRatio] = useState(law.ratios[0]?.key ?? "");
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const names = new Map(units.map((one) => [one.code, one.name]));
  const levelTitle = (key: string | null): string | undefined => law.classifications.find((one) => one.ratio === ratio)?.levels.find((one) => one.key === key)?.title;
  const moves = preview.units.flatMap((unit) => unit.ratios.filter((one) => one.ratio === ratio && isMoved(one)).map((one) => ({ unit: unit.unit, ...one })));
  const count = (by: (move: (typeof moves)[number]) => boolean): string => format.count(moves.filter(by).length);
  const shown = moves.toSorted((one, other) => (one.after?.rank ?? 0) - (other.after?.rank ?? 0)).slice(0, most);
  return (
    <section className="stack">
      <Segmented name="ratio" aria-label={t("ratio")} value={ratio} onChange={setRatio} options={law.ratios.map((one) => ({ value: one.key, label: one.title }))} />
      {moves.length === 0 ? (
        <p>{t("same")}</p>
      ) : (
        <>
          <p>
            <strong>{[t("percents", { count: count((one) => one.before?.percent !== one.after?.percent) }), t("ranks", { count: count((one) => one.before?.rank !== one.after?.rank) }), t("levels", { count: count((one) => one.before?.level !== one.after?.level) })].join(" · ")}</strong>
          </p>
          <TableScroll label={t("preview")}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{t("unit")}</th>
                  <th scope="col" className="num">{t("points")}</th>
                  <th scope="col" className="num">{t("percent")}</th>
                  <th scope="col" className="num">{t("rank")}</th>
                  <th scope="col">{t("level")}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((move) => (
                  <MovedUnit key={move.unit} name={names.get(move.unit) ?? move.unit} move={move} levelTitle={levelTitle} />
                ))}
              </tbody>
            </table>
          </TableScroll>
          {moves.length > most ? (
            <div>
              <Button
                onClick={() => {
                  setMost(most + SHOWN_AT_ONCE);
                }}
              >
                {t("more", { count: Math.min(SHOWN_AT_ONCE, moves.length - most) })}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}

function Criteria({ criteria, marks, facts, gaps }: Pick<Preview, "criteria" | "marks" | "facts" | "gaps">): ReactNode {
  const t = useAmendmentWords();
  const format = useFormat();
  const pointsText = (points: string | null): string => (points === null ? t("noPoints") : t("criterionPoints", { points: format.decimal(points) }));
  const { added, removed, changed, noLongerFitting } = criteria;
  const name = (one: { readonly index: string; readonly code: string; readonly title: string }): string => `${one.index} · ${one.code} ${one.title}`;
  return (
    <section className="stack">
      <h3>{t("criteria")}</h3>
      <details open={added.length > 0}>
        <summary>{t("added", { count: added.length })}</summary>
        <ul>
          {added.map((one) => (
            <li key={name(one)}>
              {name(one)}, {pointsText(one.points)} {one.scores === 0 ? "" : `(${t("scoresBack", { count: one.scores })})`}
            </li>
          ))}
        </ul>
      </details>
      <details open={removed.length > 0}>
        <summary>{t("removed", { count: removed.length })}</summary>
        <ul>
          {removed.map((one) => (
            <li key={name(one)}>
              {name(one)}, {pointsText(one.points)} {one.scores === 0 ? "" : `(${t("scoresAway", { count: one.scores })})`}
            </li>
          ))}
        </ul>
      </details>
      <details open={changed.length > 0}>
        <summary>{t("changed", { count: changed.length })}</summary>
        <ul>
          {changed.map((one) => (
            <li key={name(one)}>
              {name(one)}: <Move before={pointsText(one.oldPoints)} after={pointsText(one.newPoints)} /> <span className="muted small">{t("changedFields", { fields: one.fields.join(", ") })}</span>
            </li>
          ))}
        </ul>
      </details>
      {noLongerFitting.length === 0 ? null : (
        <details open>
          <summary>{t("noLongerFitting", { count: noLongerFitting.reduce((sum, one) => sum + one.scores, 0) })}</summary>
          <ul>
            {noLongerFitting.map((one) => (
              <li key={name(one)}>
                {name(one)}: {t("noLonger", { count: one.scores, units: one.units.length })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {marks.length === 0 ? null : <p>{t("marks", { count: marks.length })}</p>}
      {facts.length === 0 ? null : <p>{t("facts", { count: facts.length })}</p>}
      <p>{t("gapsChange", { before: format.count(gaps.before), after: format.count(gaps.after) })}</p>
    </section>
  );
}

/** What an amendment would change, for every unit, before anybody decides on it. */
export function AmendmentPreview({ campaignId, versionId, law, units }: { readonly campaignId: string; readonly versionId: string; readonly law: ShownRegulation; readonly units: readonly UnitName[] }): ReactNode {
  const t = useAmendmentWords();
  const language = useLanguage();
  const query = useRead(previewAmendment, { params: { campaignId }, query: { version: versionId } });
  return (
    <Loaded query={query} rows={10}>
      {({ body }) => {
        const faults = [...body.faults.before, ...body.faults.after];
        return (
          <div className="stack">
            <h2>{t("preview")}</h2>
            {faults.length === 0 ? null : (
              <Notice title={t("faults")} tone="warning">
                <ul>
                  {faults.map((one) => (
                    <li key={one.vi}>{one[language]}</li>
                  ))}
                </ul>
              </Notice>
            )}
            <UnitMoves preview={body} law={law} units={units} />
            <Criteria criteria={body.criteria} marks={body.marks} facts={body.facts} gaps={body.gaps} />
          </div>
        );
      }}
    </Loaded>
  );
}
