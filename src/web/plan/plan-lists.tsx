import type { ReactNode } from "react";
import type { Area, Target, Task } from "../../contract/plan-content.ts";
import { matches } from "../ui/format.ts";
import { Notice } from "../ui/states.tsx";
import { useSaid } from "./said.ts";
import { usePlanWords } from "./words.ts";

/** Targets and tasks as lists whose lines open. */

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function TargetLine({ target }: { readonly target: Target }): ReactNode {
  const t = usePlanWords();
  const said = useSaid();
  return (
    <li>
      <details>
        <summary>
          <span className="plan-section num">{target.section}</span>
          <span>{target.name}</span>
          <strong className="plan-value num">{said.threshold(target)}</strong>
        </summary>
        <dl className="plan-more">
          <Fact name={t("text")}>{target.text}</Fact>
          <Fact name={t("reporters")}>{said.parties(target.reporters)}</Fact>
          {target.baseline === null ? null : <Fact name={t("baseline")}>{said.baseline(target.baseline)}</Fact>}
          <Fact name={t("formula")}>{target.formula === null ? t("published") : said.formula(target.formula)}</Fact>
          {target.reading === null ? null : <Fact name={t("reading")}>{target.reading}</Fact>}
        </dl>
      </details>
    </li>
  );
}

export function TargetList({ targets, typed }: { readonly targets: readonly Target[]; readonly typed: string }): ReactNode {
  const t = usePlanWords();
  const said = useSaid();
  const shown = targets.filter((one) => matches(`${one.section} ${one.name} ${one.text} ${said.parties(one.reporters)}`, typed));
  return (
    <section className="stack">
      <h2>
        {t("targets")} <span className="muted num">{shown.length}</span>
      </h2>
      {shown.length === 0 ? (
        <Notice title={t("nothing")}>{t("nothingHelp")}</Notice>
      ) : (
        <ul className="plan-items">
          {shown.map((one) => (
            <TargetLine key={one.key} target={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TaskLine({ task }: { readonly task: Task }): ReactNode {
  const t = usePlanWords();
  const said = useSaid();
  return (
    <li>
      <details>
        <summary>
          <span className="plan-section num">{task.section}</span>
          <span>
            {task.title}
            <span className="small muted"> · {said.parties(task.lead)}</span>
          </span>
          <span className="plan-value">{said.timing(task.timing)}</span>
        </summary>
        <dl className="plan-more">
          <Fact name={t("text")}>{task.text}</Fact>
          <Fact name={t("output")}>{task.output}</Fact>
          {task.doneBy === "report" ? <Fact name={t("doneBy")}>{said.byReport(task)}</Fact> : null}
          <Fact name={t("lead")}>{said.parties(task.lead)}</Fact>
          {task.partners.length === 0 ? null : <Fact name={t("partners")}>{said.parties(task.partners)}</Fact>}
          {task.reading === null ? null : <Fact name={t("reading")}>{task.reading}</Fact>}
        </dl>
      </details>
    </li>
  );
}

export function TaskList({ tasks, areas, typed }: { readonly tasks: readonly Task[]; readonly areas: readonly Area[]; readonly typed: string }): ReactNode {
  const t = usePlanWords();
  const said = useSaid();
  const shown = tasks.filter((one) => matches(`${one.section} ${one.title} ${one.text} ${one.output} ${said.parties(one.lead)}`, typed));
  if (shown.length === 0) return <Notice title={t("nothing")}>{t("nothingHelp")}</Notice>;
  return (
    <>
      <h2>
        {t("tasks")} <span className="muted num">{shown.length}</span>
      </h2>
      {areas.map(({ key, name, section }) => {
        const own = shown.filter((one) => one.area === key);
        return own.length === 0 ? null : (
          <section key={key} className="stack">
            <h3>
              {section} {name}
            </h3>
            <ul className="plan-items">
              {own.map((one) => (
                <TaskLine key={one.key} task={one} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
