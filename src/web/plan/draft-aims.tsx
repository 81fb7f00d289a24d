import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { changeGeneral, type PlanView } from "../../contract/plan.ts";
import { useAct } from "../shell/query.ts";
import { AreaField, TextField } from "../ui/fields.tsx";
import { RefusalNote } from "../ui/states.tsx";
import { keyFrom } from "./draft-keys.ts";
import { useDraftWords } from "./words-draft.ts";

/** Aims and areas of a draft: as lines, each with the place in the text that says it. */

type Row = { readonly key: string; readonly section: string; readonly text: string };

function Rows({ rows, isLong, onChange }: { readonly rows: readonly Row[]; readonly isLong: boolean; readonly onChange: (rows: readonly Row[]) => void }): ReactNode {
  const t = useDraftWords();
  const set = (at: number, change: Partial<Row>): void => {
    onChange(rows.map((one, i) => (i === at ? { ...one, ...change } : one)));
  };
  const Text = isLong ? AreaField : TextField;
  return (
    <ul className="plan-rows">
      {rows.map((one, at) => (
        <li key={one.key} className="plan-aim">
          <TextField label={t("place")} value={one.section} onChange={(section) => { set(at, { section }); }} maxLength={40} />
          <Text label={isLong ? t("aim") : t("areaName")} value={one.text} onChange={(text) => { set(at, { text }); }} />
          <Button aria-label={t("dropRow", { name: one.text.slice(0, 60) })} onClick={() => { onChange(rows.filter((_, i) => i !== at)); }}>
            {t("remove")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function DraftAims({ view }: { readonly view: PlanView }): ReactNode {
  const t = useDraftWords();
  const { general } = view;
  const act = useAct(changeGeneral, { touches: ["plan"] });
  const [aims, setAims] = useState<readonly Row[]>(general.aims.map((one, at) => ({ key: `aim-${String(at)}`, ...one })));
  const [areas, setAreas] = useState<readonly Row[]>(general.areas.map(({ key, section, name }) => ({ key, section, text: name })));
  const [count, setCount] = useState(0);
  const isReady = areas.length > 0 && [...aims, ...areas].every((one) => one.section.trim() !== "" && one.text.trim() !== "");
  const save = (): void => {
    if (!isReady || act.isPending) return;
    const kept = new Map(general.areas.map((one) => [one.key, one]));
    const keys = new Set(kept.keys());
    const named = areas.map(({ key, section, text }) => {
      const before = kept.get(key);
      const own = before === undefined ? keyFrom(section, keys) : key;
      keys.add(own);
      return { key: own, section: section.trim(), name: text.trim(), lead: before?.lead ?? [] };
    });
    act.mutate({ params: { planId: view.planId, number: view.version.number }, body: { ...general, aims: aims.map(({ section, text }) => ({ section: section.trim(), text: text.trim() })), areas: named }, version: view.revision });
  };
  const more = (rows: readonly Row[], onChange: (rows: readonly Row[]) => void) => (): void => {
    setCount(count + 1);
    onChange([...rows, { key: `new-${String(count)}`, section: "", text: "" }]);
  };
  return (
    <details className="card">
      <summary>{t("aimsAndAreas", { aims: aims.length, areas: areas.length })}</summary>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); save(); }}>
        <h3>{t("areas")}</h3>
        <Rows rows={areas} isLong={false} onChange={setAreas} />
        <div>
          <Button onClick={more(areas, setAreas)}>{t("addArea")}</Button>
        </div>
        <h3>{t("aims")}</h3>
        <Rows rows={aims} isLong onChange={setAims} />
        <div>
          <Button onClick={more(aims, setAims)}>{t("addAim")}</Button>
        </div>
        {isReady ? null : <p className="small muted">{t("rowsNeeded")}</p>}
        <RefusalNote error={act.error} />
        <div>
          <Button type="primary" htmlType="submit" loading={act.isPending} disabled={!isReady}>
            {t("save")}
          </Button>
        </div>
      </form>
    </details>
  );
}
