import { type ReactNode, useState } from "react";
import { useUnitName } from "../../shell/names.ts";
import { Choice, TextField } from "../../ui/fields.tsx";
import { matches, useFormat } from "../../ui/format.ts";
import { useBeginning } from "../../ui/more.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import type { CatalogueItem } from "./reads.ts";

/** The lines of a list for reading: searched with and without diacritics, by group. */

const GROUPS = [1, 2, 3, 4, 5] as const;

type Search = { readonly typed: string; readonly group: string };
export const isWanted = ({ code, name, detail, output, field, group }: Pick<CatalogueItem, "code" | "name" | "detail" | "output" | "field" | "group">, { typed, group: wanted }: Search): boolean =>
  (wanted === "" || String(group) === wanted) && matches(`${code} ${name} ${detail} ${output} ${field}`, typed);

export function useItemSearch(): { readonly search: Search; readonly form: ReactNode } {
  const t = useCatalogueWords();
  const [search, setSearch] = useState<Search>({ typed: "", group: "" });
  const form = (
    <div className="row no-print" role="search">
      <TextField label={t("search")} className="catalogue-search" type="search" value={search.typed} onChange={(typed) => { setSearch({ ...search, typed }); }} />
      <Choice
        label={t("group")}
        value={search.group}
        onChange={(group) => {
          setSearch({ ...search, group });
        }}
        options={[{ value: "", label: t("allGroups") }, ...GROUPS.map((one) => ({ value: String(one), label: t("groupOf", { group: one }) }))]}
      />
    </div>
  );
  return { search, form };
}

function Line({ item, ofUnit }: { readonly item: CatalogueItem; readonly ofUnit: string }): ReactNode {
  const format = useFormat();
  return (
    <tr>
      <td className="catalogue-code">{item.code}</td>
      <th scope="row">
        {item.name}
        {item.detail === "" ? null : <span className="small muted catalogue-below">{item.detail}</span>}
        {ofUnit === "" ? null : <span className="small muted catalogue-below">{ofUnit}</span>}
      </th>
      <td>
        {item.output}
        {item.unitOfMeasure === "" ? null : <span className="small muted catalogue-below">{item.unitOfMeasure}</span>}
      </td>
      <td className="num">{item.group ?? "–"}</td>
      <td className="num">{item.points === null ? "–" : format.decimal(item.points)}</td>
      <td className="num">
        <strong>{item.coefficient === null ? "–" : format.decimal(item.coefficient)}</strong>
      </td>
    </tr>
  );
}

export function ItemTable({ items, label }: { readonly items: readonly CatalogueItem[]; readonly label: string }): ReactNode {
  const t = useCatalogueWords();
  const nameOf = useUnitName();
  const { shown, more } = useBeginning(items);
  return (
    <>
      <TableScroll label={label}>
        <table className="plain catalogue-table">
          <thead>
            <tr>
              <th scope="col">{t("code")}</th>
              <th scope="col">{t("work")}</th>
              <th scope="col">{t("output")}</th>
              <th scope="col" className="num">
                {t("group")}
              </th>
              <th scope="col" className="num">
                {t("points")}
              </th>
              <th scope="col" className="num">
                {t("coefficient")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <Line key={item.id} item={item} ofUnit={nameOf(item.unitId)} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more}
    </>
  );
}
