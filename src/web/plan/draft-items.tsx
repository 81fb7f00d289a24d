import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type PlanView, removeTarget, removeTask } from "../../contract/plan.ts";
import { useAct } from "../shell/query.ts";
import { RefusalNote } from "../ui/states.tsx";
import { TargetForm, TaskForm } from "./draft-forms.tsx";
import { useSaid } from "./said.ts";
import { useDraftWords } from "./words-draft.ts";

/** Targets and tasks of a draft, line by line. */

type Kind = "target" | "task";
type LineProps = { readonly view: PlanView; readonly kind: Kind; readonly name: string; readonly section: string; readonly value: string; readonly itemKey: string };

function ItemLine({ view, kind, name, section, value, itemKey }: LineProps): ReactNode {
  const t = useDraftWords();
  const [isOpen, setOpen] = useState(false);
  const dropTarget = useAct(removeTarget, { touches: ["plan"] });
  const dropTask = useAct(removeTask, { touches: ["plan"] });
  const drop = kind === "target" ? dropTarget : dropTask;
  const Form = kind === "target" ? TargetForm : TaskForm;
  if (isOpen) {
    return (
      <li>
        <Form view={view} itemKey={itemKey} onDone={() => { setOpen(false); }} />
      </li>
    );
  }
  return (
    <li className="plan-offer">
      <span className="plan-section num">{section}</span>
      <span>
        {name} <span className="small muted">{value}</span>
        <RefusalNote error={drop.error} />
      </span>
      <span className="row">
        <Button onClick={() => { setOpen(true); }}>
          {t("edit")} <span className="visually-hidden">{name}</span>
        </Button>
        <Button loading={drop.isPending} onClick={() => { drop.mutate({ params: { planId: view.planId, number: view.version.number, key: itemKey }, version: view.revision }); }}>
          {t("remove")} <span className="visually-hidden">{name}</span>
        </Button>
      </span>
    </li>
  );
}

export function DraftItems({ view }: { readonly view: PlanView }): ReactNode {
  const t = useDraftWords();
  const said = useSaid();
  const [adding, setAdding] = useState<Kind>();
  const close = (): void => {
    setAdding(undefined);
  };
  return (
    <>
      <details>
        <summary>
          {t("targets")} <span className="num muted">{view.targets.length}</span>
        </summary>
        <ul className="plan-items">
          {view.targets.map((one) => (
            <ItemLine key={one.key} view={view} kind="target" itemKey={one.key} name={one.name} section={one.section} value={said.threshold(one)} />
          ))}
        </ul>
      </details>
      <details>
        <summary>
          {t("tasks")} <span className="num muted">{view.tasks.length}</span>
        </summary>
        <ul className="plan-items">
          {view.tasks.map((one) => (
            <ItemLine key={one.key} view={view} kind="task" itemKey={one.key} name={one.title} section={one.section} value={said.timing(one.timing)} />
          ))}
        </ul>
      </details>
      {adding === "target" ? <TargetForm view={view} itemKey={undefined} onDone={close} /> : adding === "task" ? <TaskForm view={view} itemKey={undefined} onDone={close} /> : null}
      <div className="row">
        <Button onClick={() => { setAdding("target"); }}>{t("addTarget")}</Button>
        <Button onClick={() => { setAdding("task"); }}>{t("addTask")}</Button>
      </div>
    </>
  );
}
