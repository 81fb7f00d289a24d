import type { ReactNode } from "react";
import { useFormat } from "../../ui/format.ts";
import type { Task } from "../file.ts";
import { useAppraisalWords } from "../words.ts";

/** The criteria of a unit that are mine: which are done, which are changed, where I am. */

const SIGNS = { left: "○", changed: "▲", agreed: "✓", disputed: "!", idle: "–" } as const;

function Points({ task: { mine, before } }: { readonly task: Task }): ReactNode {
  const format = useFormat();
  const own = mine?.points ?? null;
  if (own !== null) return <span className="num">{format.decimal(own)}</span>;
  return before === null ? null : <span className="num muted">{format.decimal(before.points)}</span>;
}

/** Within the list only: the page itself stays where it is. */
function intoView(button: HTMLElement | null): void {
  const list = button?.closest("ol");
  if (button === null || list === null || list === undefined) return;
  const top = button.offsetTop - list.offsetTop;
  if (top < list.scrollTop || top + button.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3;
}

type Props = { readonly tasks: readonly Task[]; readonly current: string | undefined; readonly unsaved: ReadonlySet<string>; /** Scored by the unit, and nothing proves it. */ readonly unproved: ReadonlySet<string>; readonly onChoose: (code: string) => void };

export function TaskList({ tasks, current, unsaved, unproved, onChoose }: Props): ReactNode {
  const t = useAppraisalWords();
  return (
    <ol className="appraisal-tasks">
      {tasks.map((task) => (
        <li key={task.leaf.code}>
          <button
            ref={task.leaf.code === current ? intoView : undefined}
            type="button"
            aria-current={task.leaf.code === current}
            onClick={() => {
              onChoose(task.leaf.code);
            }}
          >
            <span className={`appraisal-sign appraisal-${task.state}`} title={t(`state.${task.state}`)}>
              <span aria-hidden="true">{SIGNS[task.state]}</span>
              <span className="visually-hidden">{t(`state.${task.state}`)}</span>
            </span>
            <span className="grow">
              <span className="num muted">{task.leaf.code}</span> {task.leaf.leaf.title}
              {unsaved.has(task.leaf.code) ? <span className="appraisal-unsaved"> · {t("unsaved")}</span> : null}
              {unproved.has(task.leaf.code) ? <span className="appraisal-unproved">{t("unproved")}</span> : null}
            </span>
            <Points task={task} />
          </button>
        </li>
      ))}
    </ol>
  );
}
