import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Timing } from "../../contract/plan-content.ts";
import { removeUnitItem, setUnitItem, type UnitItem, type UnitPlanView } from "../../contract/plan-units.ts";
import { useAct } from "../shell/query.ts";
import { DayField } from "../ui/day-field.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { Notice, RefusalNote } from "../ui/states.tsx";
import { useSaid } from "./said.ts";
import { useUnitsWords } from "./words-units.ts";

/** What stands in a unit's plan, and the form for one line of it. */

const WHEN = ["once", "throughout", "month", "quarter", "half-year", "year"] as const;
type When = (typeof WHEN)[number];

const whenOf = (timing: Timing): When => (timing.kind === "recurring" ? timing.every : timing.kind);
const LAST_DAY = 31;

function timingOf(when: When, due: string, onDay: string): Timing | undefined {
  if (when === "throughout") return { kind: "throughout" };
  if (when === "once") return due === "" ? undefined : { kind: "once", due };
  const day = Number(onDay);
  return Number.isInteger(day) && day >= 1 && day <= LAST_DAY ? { kind: "recurring", every: when, onDay: day } : undefined;
}

const NEW: UnitItem = { key: "", isProvinces: false, kind: "task", title: "", output: "", who: null, timing: { kind: "throughout" } };
/** The next key of the unit's own that is free. */
function nextKey(items: readonly UnitItem[]): string {
  const taken = new Set(items.map((one) => one.key));
  for (let at = items.length + 1; ; at++) if (!taken.has(`rieng-${String(at)}`)) return `rieng-${String(at)}`;
}

function ItemForm({ view, item, onDone }: { readonly view: UnitPlanView; readonly item: UnitItem; readonly onDone: () => void }): ReactNode {
  const t = useUnitsWords();
  const act = useAct(setUnitItem, { touches: ["plan"] });
  const [title, setTitle] = useState(item.title);
  const [output, setOutput] = useState(item.output);
  const [who, setWho] = useState(item.who ?? "");
  const [when, setWhen] = useState<When>(whenOf(item.timing));
  const [due, setDue] = useState(item.timing.kind === "once" ? item.timing.due : "");
  const [onDay, setOnDay] = useState(item.timing.kind === "recurring" ? String(item.timing.onDay) : "15");
  const [isTried, setTried] = useState(false);
  const timing = timingOf(when, due, onDay);
  const save = (): void => {
    setTried(true);
    if (title.trim() === "" || output.trim() === "" || timing === undefined || act.isPending) return;
    act.mutate({ params: { planId: view.planId, unitId: view.unitId, key: item.key === "" ? nextKey(view.items) : item.key }, body: { kind: item.kind, title: title.trim(), output: output.trim(), who: who.trim() === "" ? null : who.trim(), timing }, version: view.version }, { onSuccess: onDone });
  };
  return (
    <form className="card stack" noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
      <TextField label={t("name")} value={title} onChange={setTitle} fault={isTried && title.trim() === "" ? t("needed") : undefined} />
      <TextField label={t("output")} value={output} onChange={setOutput} fault={isTried && output.trim() === "" ? t("needed") : undefined} />
      <div className="plan-two">
        <TextField label={t("whoLabel")} value={who} onChange={setWho} />
        <Choice label={t("timing")} value={when} onChange={setWhen} options={WHEN.map((one) => ({ value: one, label: t(`timing.${one}`) }))} />
        {when === "once" ? <DayField label={t("day")} value={due} onChange={setDue} /> : null}
        {when === "once" || when === "throughout" ? null : <TextField label={t("onDay")} value={onDay} onChange={setOnDay} isNumber fault={isTried && timing === undefined ? t("needed") : undefined} />}
      </div>
      <RefusalNote error={act.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t("save")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

function ItemLine({ view, item, mayEdit }: { readonly view: UnitPlanView; readonly item: UnitItem; readonly mayEdit: boolean }): ReactNode {
  const t = useUnitsWords();
  const said = useSaid();
  const [isOpen, setOpen] = useState(false);
  const remove = useAct(removeUnitItem, { touches: ["plan"] });
  if (isOpen) {
    return (
      <li>
        <ItemForm view={view} item={item} onDone={() => { setOpen(false); }} />
      </li>
    );
  }
  return (
    <li className="plan-offer">
      <span className="plan-section">{t(item.isProvinces ? "isProvinces" : "isOwn")}</span>
      <span>
        {item.title}
        <span className="small muted plan-facts">
          <span>{item.output}</span>
          <span>{said.timing(item.timing)}</span>
          {item.who === null ? null : <span>{t("who", { who: item.who })}</span>}
        </span>
        <RefusalNote error={remove.error} />
      </span>
      {mayEdit ? (
        <span className="row">
          <Button onClick={() => { setOpen(true); }}>
            {t("edit")} <span className="visually-hidden">{item.title}</span>
          </Button>
          <Button loading={remove.isPending} onClick={() => { remove.mutate({ params: { planId: view.planId, unitId: view.unitId, key: item.key }, version: view.version }); }}>
            {t("remove")} <span className="visually-hidden">{item.title}</span>
          </Button>
        </span>
      ) : null}
    </li>
  );
}

export function UnitItems({ view, mayEdit }: { readonly view: UnitPlanView; readonly mayEdit: boolean }): ReactNode {
  const t = useUnitsWords();
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="stack">
      <h2>
        {t("inPlan")} <span className="num muted">{view.items.length}</span>
      </h2>
      {view.items.length === 0 ? (
        <Notice title={t("emptyPlan")}>{t("emptyHelp")}</Notice>
      ) : (
        <ul className="plan-items">
          {view.items.map((one) => (
            <ItemLine key={one.key} view={view} item={one} mayEdit={mayEdit} />
          ))}
        </ul>
      )}
      {!mayEdit ? null : isAdding ? (
        <ItemForm view={view} item={NEW} onDone={() => { setAdding(false); }} />
      ) : (
        <div>
          <Button onClick={() => { setAdding(true); }}>{t("add")}</Button>
        </div>
      )}
    </section>
  );
}
