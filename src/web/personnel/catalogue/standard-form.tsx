import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { MOST_GROUPS } from "../../../contract/personnel-catalogue-parts.ts";
import { changeCatalogue } from "../../../contract/personnel-catalogue.ts";
import { useAct } from "../../shell/query.ts";
import { TextField } from "../../ui/fields.tsx";
import { readDecimal, useFormat } from "../../ui/format.ts";
import { RefusalNote } from "../../ui/states.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { standardFieldOf } from "./faults.ts";
import { type CatalogueView, TOUCHED } from "./reads.ts";

/** The standard unit and the frames of the groups: shown to all, changed while the list is open. */

export function Standard({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  return (
    <dl className="facts">
      <dt>{t("standard")}</dt>
      <dd>
        {list.standardName} · <span className="num">{format.decimal(list.standardPoints)}</span> {t("pointsWord")} = {t("coefficientOne")}
      </dd>
      <dt>{t("frames")}</dt>
      <dd>{list.frames.map((one) => t("groupWith", { group: one.group, from: format.decimal(String(Number(one.from))), to: format.decimal(String(Number(one.to))) })).join(" · ")}</dd>
    </dl>
  );
}

const plain = (typed: string): string => readDecimal(typed) ?? typed;

export function StandardForm({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useCatalogueWords();
  const changing = useAct(changeCatalogue, { touches: TOUCHED });
  const [name, setName] = useState(list.standardName);
  const [points, setPoints] = useState(String(Number(list.standardPoints)));
  const [frames, setFrames] = useState(list.frames.map((one) => ({ from: String(Number(one.from)), to: String(Number(one.to)) })));
  const setFrame = (at: number, frame: { from?: string; to?: string }): void => {
    setFrames(frames.map((one, i) => (i === at ? { ...one, ...frame } : one)));
  };
  const save = (): void => {
    const body = { title: list.title, year: list.year, standardName: name, standardPoints: plain(points), frames: frames.map((one, at) => ({ group: at + 1, from: plain(one.from), to: plain(one.to) })) };
    changing.mutate({ params: { catalogueId: list.id }, version: list.version, body });
  };
  return (
    <details className="card catalogue-more">
      <summary>{t("changeStandard")}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p className="muted">{t("standardHelp")}</p>
        <div className="form-grid">
          <TextField label={t("standard")} maxLength={500} value={name} onChange={setName} />
          <TextField label={t("standardPoints")} isNumber value={points} onChange={setPoints} />
        </div>
        {frames.map((one, at) => (
          <div key={at} className="row">
            <span>{t("groupOf", { group: at + 1 })}</span>
            <input className="field-input num catalogue-bound" inputMode="decimal" aria-label={t("frameFrom", { group: at + 1 })} value={one.from} onChange={(event) => { setFrame(at, { from: event.target.value }); }} />
            <span aria-hidden="true">–</span>
            <input className="field-input num catalogue-bound" inputMode="decimal" aria-label={t("frameTo", { group: at + 1 })} value={one.to} onChange={(event) => { setFrame(at, { to: event.target.value }); }} />
          </div>
        ))}
        <div className="row">
          {frames.length < MOST_GROUPS ? <Button onClick={() => { setFrames([...frames, { from: "", to: "" }]); }}>{t("addGroup")}</Button> : null}
          {frames.length > 1 ? <Button onClick={() => { setFrames(frames.slice(0, -1)); }}>{t("dropGroup")}</Button> : null}
        </div>
        <RefusalNote error={changing.error} nameOf={(pointer) => standardFieldOf(pointer, t)} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={changing.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </details>
  );
}
