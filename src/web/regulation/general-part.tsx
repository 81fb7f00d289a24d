import type { ReactNode } from "react";
import { describe, type Names, namesOf } from "../../scoring/explain/describe.ts";
import type { Fact, Level, Ratio, Regulation } from "../../scoring/regulation/schema.ts";
import { viList } from "../../scoring/words.ts";
import { useFormat } from "../ui/format.ts";
import { levelColour } from "../ui/level.tsx";
import { TableScroll } from "../ui/table-scroll.tsx";
import { ruleId } from "./passages.ts";
import { ArticleChip, RuleView, useMark } from "./rule-view.tsx";
import { useRegulationWords } from "./words.ts";

/** The rules that all indexes share: how points count, ratios, levels, facts, roles, days. */

const firstUp = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function Counting({ regulation }: { readonly regulation: Regulation }): ReactNode {
  const t = useRegulationWords();
  const format = useFormat();
  const { rounding, notApplicable, bonus, deduction, withoutEvidence, scale } = regulation;
  return (
    <section className="card stack" aria-labelledby="part-counting">
      <h2 id="part-counting">{t("counting")}</h2>
      <p>
        <strong>{t("scale")}</strong>. {t("scaleText", { points: format.decimal(scale) })}
      </p>
      <RuleView id={ruleId("rounding")} title={t("rounding")} rule={rounding}>
        <p>{t("roundingText", { places: rounding.places })}</p>
      </RuleView>
      <RuleView id={ruleId("not-applicable")} title={t("notApplicable")} rule={notApplicable} />
      {bonus === undefined ? null : <RuleView id={ruleId("bonus")} title={t("bonus")} rule={bonus} />}
      {deduction === undefined ? null : <RuleView id={ruleId("deduction")} title={t("deduction")} rule={deduction} />}
      {withoutEvidence === undefined ? null : <RuleView id={ruleId("without-evidence")} title={t("withoutEvidence")} rule={withoutEvidence} />}
    </section>
  );
}

function RatioView({ ratio }: { readonly ratio: Ratio }): ReactNode {
  const t = useRegulationWords();
  const { key, title, contents, tieBreaks, decision } = ratio;
  return (
    <RuleView id={ruleId("ratio", key)} title={title} rule={ratio}>
      <p>{t("ratioText", { contents: viList(contents) })}</p>
      {tieBreaks.length === 0 ? null : <p>{t("tieText", { contents: tieBreaks.map((one) => one.content).join(", ") })}</p>}
      {decision === undefined ? null : <p>{t(decision.required ? "decisionRequired" : "decisionOptional", { who: decision.by })}</p>}
      <div className="regulation-subrules">
        {tieBreaks.map((one) => (
          <RuleView key={one.content} id={ruleId("ratio", key, "tie", one.content)} rule={one} />
        ))}
        {decision === undefined ? null : <RuleView id={ruleId("ratio", key, "decision")} rule={decision} />}
      </div>
    </RuleView>
  );
}

type LevelProps = { readonly ratio: string; readonly level: Level; readonly names: Names; readonly titleOf: (level: string) => string; readonly factTitle: (key: string) => string };

function QuotaView({ ratio, level, titleOf, factTitle }: LevelProps): ReactNode {
  const t = useRegulationWords();
  const format = useFormat();
  const { quota } = level;
  if (quota === undefined) return null;
  const base = t(`base.${quota.base}`, { level: titleOf(quota.baseLevel ?? level.key) });
  return (
    <RuleView id={ruleId("quota", ratio, level.key)} title={t("quota")} rule={quota}>
      <p>
        {t("quotaText", { share: format.percent(quota.share.replace(/\.0+$/, "")), base })} {quota.group === undefined ? null : t("quotaGroup", { group: factTitle(quota.group) })}
      </p>
    </RuleView>
  );
}

function LevelRow(props: LevelProps): ReactNode {
  const t = useRegulationWords();
  const { ratio, level, names } = props;
  const mark = useMark(level.article);
  return (
    <tr id={ruleId("level", ratio, level.key)} {...mark}>
      <th scope="row" style={{ color: levelColour(level.key) }}>
        {level.title}
      </th>
      <td>
        <p>
          {firstUp(describe(level.when, names))}. {level.testedFirst === true ? t("testedFirst") : null}
        </p>
        <p className="muted small">{level.text}</p>
        <QuotaView {...props} />
      </td>
      <td>
        <ArticleChip article={level.article} />
      </td>
    </tr>
  );
}

function Levels({ regulation }: { readonly regulation: Regulation }): ReactNode {
  const t = useRegulationWords();
  const names = namesOf(regulation.facts);
  const factTitle = (key: string): string => regulation.facts.find((one) => one.key === key)?.title ?? key;
  return regulation.classifications.map((one) => (
    <section key={one.ratio} className="card stack" aria-labelledby={`part-levels-${one.ratio}`}>
      <h2 id={`part-levels-${one.ratio}`}>{one.title}</h2>
      <RuleView id={ruleId("class", one.ratio)} title={regulation.ratios.find((ratio) => ratio.key === one.ratio)?.title} rule={one} />
      <TableScroll label={`${t("condition")}: ${one.title}`}>
        <table className="plain regulation-levels">
          <thead>
            <tr>
              <th scope="col">{t("level")}</th>
              <th scope="col">{t("condition")}</th>
              <th scope="col">{t("articleTitle", { article: "" })}</th>
            </tr>
          </thead>
          <tbody>
            {one.levels.map((level) => (
              <LevelRow key={level.key} ratio={one.ratio} level={level} names={names} factTitle={factTitle} titleOf={(key) => one.levels.find((other) => other.key === key)?.title ?? key} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {one.ceiling === undefined ? null : <RuleView id={ruleId("ceiling", one.ratio)} title={t("ceiling")} rule={one.ceiling} />}
      {one.forceMajeure === undefined ? null : <RuleView id={ruleId("majeure", one.ratio)} title={t("majeure")} rule={one.forceMajeure} />}
      {one.gap === undefined ? null : <RuleView id={ruleId("gap", one.ratio)} title={t("gap")} rule={one.gap} />}
    </section>
  ));
}

function FactView({ fact }: { readonly fact: Fact }): ReactNode {
  const t = useRegulationWords();
  const fields = fact.type === "counts" ? fact.fields.map((one) => one.title).join("; ") : "";
  return (
    <RuleView id={ruleId("fact", fact.key)} title={fact.title} rule={fact}>
      <p className="muted small">{t(`fact.${fact.type}`, { fields })}</p>
    </RuleView>
  );
}

/** "12-15" as people write it. */
const monthDay = (day: string): string => day.split("-").toReversed().join("/");

function Days({ regulation }: { readonly regulation: Regulation }): ReactNode {
  const t = useRegulationWords();
  const days = ({ from, to, before, nextYear }: Regulation["calendar"][number]): string =>
    [from === undefined ? [] : t("from", { day: monthDay(from) }), to === undefined ? [] : t("to", { day: monthDay(to) }), before === undefined ? [] : t("before", { day: monthDay(before) }), nextYear === true ? t("nextYear") : []].flat().join(" ");
  return (
    <section className="card stack" aria-labelledby="part-calendar">
      <h2 id="part-calendar">{t("calendar")}</h2>
      {regulation.calendar.map((one) => (
        <RuleView key={one.key} id={ruleId("stage", one.key)} title={`${one.title}: ${days(one)}`} rule={one} />
      ))}
    </section>
  );
}

export function GeneralPart({ regulation }: { readonly regulation: Regulation }): ReactNode {
  const t = useRegulationWords();
  return (
    <>
      <Counting regulation={regulation} />
      <section className="card stack" aria-labelledby="part-ratios">
        <h2 id="part-ratios">{t("ratios")}</h2>
        {regulation.ratios.map((ratio) => (
          <RatioView key={ratio.key} ratio={ratio} />
        ))}
      </section>
      <Levels regulation={regulation} />
      {regulation.facts.length === 0 ? null : (
        <section className="card stack" aria-labelledby="part-facts">
          <h2 id="part-facts">{t("facts")}</h2>
          {regulation.facts.map((fact) => (
            <FactView key={fact.key} fact={fact} />
          ))}
        </section>
      )}
      <section className="card stack" aria-labelledby="part-roles">
        <h2 id="part-roles">{t("roles")}</h2>
        {regulation.roles.map((role) => (
          <RuleView key={role.key} id={ruleId("role", role.key)} title={role.title} rule={role} />
        ))}
      </section>
      <Days regulation={regulation} />
      <section className="card stack" aria-labelledby="part-sources">
        <h2 id="part-sources">{t("sources")}</h2>
        <ul>
          {regulation.sources.map((one) => (
            <li key={one.abbreviation}>
              <strong>{one.abbreviation}</strong>: {one.title}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
