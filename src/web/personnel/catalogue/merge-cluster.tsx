import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { catalogueSources } from "../../../contract/personnel-catalogue.ts";
import type { Answer } from "../../shell/client.ts";
import { useUnitName } from "../../shell/names.ts";
import { Choice, isShort, TextField, Tick } from "../../ui/fields.tsx";
import { plainText, readDecimal, useFormat } from "../../ui/format.ts";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { useDecisionWords } from "../words-catalogue-decision.ts";
import { type CatalogueItem, type CatalogueView, fieldsOf, type ItemFields } from "./reads.ts";

/** One piece of work as each unit has listed it, and the line that it becomes. */

type Cluster = Answer<typeof catalogueSources>["body"]["items"][number];
type Source = Cluster["sources"][number];
export type Merging = { readonly joins?: { itemId: string | null; fields: ItemFields | null; sources: string[] }[]; readonly leaveOut?: { sources: string[]; reason: string }[]; readonly undo?: string[] };

type Props = { readonly cluster: Cluster; readonly list: CatalogueView; readonly items: readonly CatalogueItem[]; readonly isBusy: boolean; /** Without it the desk is only looked at. */ readonly onMerge: ((merging: Merging) => void) | undefined };

function SourceRow({ source, isChosen, onToggle, fateOf }: { readonly source: Source; readonly isChosen: boolean; readonly onToggle: () => void; readonly fateOf: (source: Source) => string | undefined }): ReactNode {
  const t = useDecisionWords();
  const format = useFormat();
  const nameOf = useUnitName();
  const fate = fateOf(source);
  return (
    <tr>
      <td>
        <label className="row">
          <input type="checkbox" aria-label={t("chooseOf", { unit: nameOf(source.ofUnit), of: source.name })} checked={isChosen} onChange={onToggle} />
          {nameOf(source.ofUnit)}
        </label>
      </td>
      <th scope="row">
        {source.name}
        {source.detail === "" ? null : <span className="small muted catalogue-below">{source.detail}</span>}
        {fate === undefined ? null : <span className="small catalogue-done catalogue-below">{fate}</span>}
      </th>
      <td>{source.output}</td>
      <td className="num">{source.group ?? "–"}</td>
      <td className="num">
        {source.points === null ? "–" : format.decimal(source.points)} <span className="muted">/ {format.decimal(source.standardPoints)}</span>
      </td>
      <td className="num">
        <strong>{source.coefficient === null ? "–" : format.decimal(source.coefficient)}</strong>
      </td>
    </tr>
  );
}

/** The line as it is proposed: of the first chosen, with its coefficient in the province's own standard. */
function proposedOf(source: Source | undefined, list: CatalogueView): { name: string; points: string; group: number | null } {
  if (source === undefined) return { name: "", points: "", group: null };
  const points = source.coefficient === null ? "" : String(Math.round(Number(source.coefficient) * Number(list.standardPoints) * 100) / 100);
  return { name: source.name, points, group: source.group };
}

/** The line of the province's list of that name, or of that which one of the sources went into before. */
const targetOf = (name: string, items: readonly CatalogueItem[]): CatalogueItem | undefined => items.find((one) => plainText(one.name) === plainText(name));

function Becoming({ chosen, list, items, isBusy, onMerge }: { readonly chosen: readonly Source[]; readonly list: CatalogueView; readonly items: readonly CatalogueItem[]; readonly isBusy: boolean; readonly onMerge: (merging: Merging) => void }): ReactNode {
  const t = useDecisionWords();
  const w = useCatalogueWords();
  const [first] = chosen;
  const proposed = proposedOf(first, list);
  const [name, setName] = useState<string>();
  const [points, setPoints] = useState<string>();
  const [group, setGroup] = useState<number | null>();
  const [isOwn, setOwn] = useState(false);
  const [reason, setReason] = useState("");
  const sources = chosen.map((one) => one.id);
  const target = targetOf(name ?? proposed.name, items);
  const join = (): void => {
    if (first === undefined) return;
    if (target !== undefined) {
      onMerge({ joins: [{ itemId: target.id, fields: null, sources }] });
      return;
    }
    const typed = points ?? proposed.points;
    const { catalogueId: _of, ofUnit, standardPoints: _standard, into: _into, leftOut: _left, ...item } = first;
    const fields: ItemFields = { ...fieldsOf(item), unitId: isOwn ? ofUnit : null, name: name ?? proposed.name, group: group === undefined ? proposed.group : group, points: typed === "" ? null : (readDecimal(typed) ?? typed) };
    onMerge({ joins: [{ itemId: null, fields, sources }] });
  };
  return (
    <div className="catalogue-becoming">
      <TextField
        label={t("becomesLine")}
        className="catalogue-becoming-name"
        help={target === undefined ? undefined : t("joinsLine", { code: target.code === "" ? target.name : target.code })}
        value={name ?? proposed.name}
        onChange={setName}
      />
      {target === undefined ? (
        <>
          <Choice
            label={w("group")}
            value={String((group === undefined ? proposed.group : group) ?? "")}
            onChange={(picked) => {
              setGroup(picked === "" ? null : Number(picked));
            }}
            options={[{ value: "", label: "–" }, ...list.frames.map((one) => ({ value: String(one.group), label: w("groupOf", { group: one.group }) }))]}
          />
          <TextField label={w("points")} className="catalogue-bound" isNumber value={points ?? proposed.points} onChange={setPoints} />
          <Tick label={t("onlyFor")} isOn={isOwn} onChange={setOwn} />
        </>
      ) : null}
      <Button type="primary" disabled={sources.length === 0 || (name ?? proposed.name).trim() === ""} loading={isBusy} onClick={join}>
        {t(target === undefined ? "makeLine" : "joinLine", { count: sources.length })}
      </Button>
      <details className="catalogue-more">
        <summary>{t("leaveOut")}</summary>
        <div className="row">
          <input className="field-input grow" aria-label={t("reason")} placeholder={t("reason")} value={reason} onChange={(event) => { setReason(event.target.value); }} />
          <Button disabled={isShort(reason) || sources.length === 0} loading={isBusy} onClick={() => { onMerge({ leaveOut: [{ sources, reason }] }); }}>
            {t("leaveOutButton")}
          </Button>
        </div>
      </details>
    </div>
  );
}

export function MergeCluster({ cluster, list, items, isBusy, onMerge }: Props): ReactNode {
  const t = useDecisionWords();
  const w = useCatalogueWords();
  const format = useFormat();
  const open = cluster.sources.filter((one) => one.into === null && one.leftOut === null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set(cluster.sources.filter((one) => one.into !== null || one.leftOut !== null).map((one) => one.id)));
  const names = new Map(items.map((one) => [one.id, one.name]));
  const fateOf = ({ into, leftOut }: Source): string | undefined => (into !== null ? t("wentInto", { name: names.get(into) ?? "" }) : leftOut === null ? undefined : t("wasLeftOut", { reason: leftOut }));
  const chosen = cluster.sources.filter((one) => !left.has(one.id));
  const settled = cluster.sources.filter((one) => one.into !== null || one.leftOut !== null);
  return (
    <li className="card stack">
      <p className="row">
        <strong className="grow">{t("clusterOf", { count: cluster.sources.length })}</strong>
        {cluster.sources.length > 1 ? <span className="small muted">{w("alike", { similarity: cluster.similarity })}</span> : null}
        {cluster.differs ? <span className="catalogue-finding">! {t("spread", { least: format.decimal(cluster.leastCoefficient ?? ""), most: format.decimal(cluster.mostCoefficient ?? "") })}</span> : null}
      </p>
      <TableScroll label={cluster.sources[0]?.name ?? ""} isTaken={false}>
        <table className="plain catalogue-table">
          <thead>
            <tr>
              <th scope="col">{w("unit")}</th>
              <th scope="col">{w("work")}</th>
              <th scope="col">{w("output")}</th>
              <th scope="col" className="num">{w("group")}</th>
              <th scope="col" className="num">{t("pointsOfStandard")}</th>
              <th scope="col" className="num">{w("coefficient")}</th>
            </tr>
          </thead>
          <tbody>
            {cluster.sources.map((source) => (
              <SourceRow key={source.id} source={source} isChosen={!left.has(source.id)} onToggle={() => { setLeft(left.has(source.id) ? new Set([...left].filter((one) => one !== source.id)) : new Set([...left, source.id])); }} fateOf={fateOf} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {onMerge === undefined ? null : (
        <>
          {open.length > 0 || chosen.length > 0 ? <Becoming key={chosen[0]?.id ?? ""} chosen={chosen} list={list} items={items} isBusy={isBusy} onMerge={onMerge} /> : null}
          {settled.length === 0 ? null : (
            <div className="row">
              <Button type="text" onClick={() => { onMerge({ undo: settled.map((one) => one.id) }); }}>
                {t("undo", { count: settled.length })}
              </Button>
            </div>
          )}
        </>
      )}
    </li>
  );
}
