import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { compareCatalogues, readCatalogue } from "../../../contract/personnel-catalogue.ts";
import type { Answer } from "../../shell/client.ts";
import { useUnitName } from "../../shell/names.ts";
import { useRead } from "../../shell/query.ts";
import { useFormat } from "../../ui/format.ts";
import { Loaded, Notice } from "../../ui/states.tsx";
import { TableScroll } from "../../ui/table-scroll.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { CatalogueFrame } from "./frame.tsx";
import { ItemTable } from "./item-table.tsx";
import type { CatalogueItem } from "./reads.ts";

/** Two versions of one list: what was added, removed, changed. */

type Comparison = Answer<typeof compareCatalogues>["body"];
type Pair = Comparison["changed"][number];

const FIELDS = ["code", "field", "name", "detail", "output", "unitOfMeasure", "group", "points", "coefficient", "note", "unitId"] as const;
type Field = (typeof FIELDS)[number];

function useShown(): (item: CatalogueItem, field: Field) => string {
  const format = useFormat();
  const nameOf = useUnitName();
  return (item, field) => {
    const value = item[field];
    if (field === "unitId") return nameOf(item.unitId);
    if (value === null || value === "") return "–";
    return field === "points" || field === "coefficient" ? format.decimal(String(value)) : String(value);
  };
}

function Changed({ pairs }: { readonly pairs: readonly Pair[] }): ReactNode {
  const t = useCatalogueWords();
  const shown = useShown();
  return (
    <TableScroll label={t("changed", { count: pairs.length })}>
      <table className="plain catalogue-table">
        <thead>
          <tr>
            <th scope="col">{t("work")}</th>
            <th scope="col">{t("whatChanged")}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ before, after, fields }) => (
            <tr key={after.id}>
              <th scope="row">
                {after.code === "" ? null : <span className="small muted catalogue-below">{after.code}</span>}
                {after.name}
              </th>
              <td>
                {FIELDS.filter((one) => fields.includes(one)).map((one) => (
                  <p key={one} className="catalogue-change">
                    <span className="muted">{t(`column.${one}`)}:</span> <del>{shown(before, one)}</del> → <ins>{shown(after, one)}</ins>
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function Differences({ told }: { readonly told: Comparison }): ReactNode {
  const t = useCatalogueWords();
  if (told.added.length + told.removed.length + told.changed.length === 0) return <Notice title={t("noChange")}>{t("sameLines", { count: told.same })}</Notice>;
  return (
    <>
      <p role="status">
        {t("added", { count: told.added.length })} · {t("removed", { count: told.removed.length })} · {t("changed", { count: told.changed.length })} · {t("sameLines", { count: told.same })}
      </p>
      {told.added.length === 0 ? null : (
        <section className="stack" aria-labelledby="added">
          <h2 id="added">{t("added", { count: told.added.length })}</h2>
          <ItemTable items={told.added} label={t("added", { count: told.added.length })} />
        </section>
      )}
      {told.removed.length === 0 ? null : (
        <section className="stack" aria-labelledby="removed">
          <h2 id="removed">{t("removed", { count: told.removed.length })}</h2>
          <ItemTable items={told.removed} label={t("removed", { count: told.removed.length })} />
        </section>
      )}
      {told.changed.length === 0 ? null : (
        <section className="stack" aria-labelledby="changed">
          <h2 id="changed">{t("changed", { count: told.changed.length })}</h2>
          <Changed pairs={told.changed} />
        </section>
      )}
    </>
  );
}

export function CatalogueComparisonPage(): ReactNode {
  const t = useCatalogueWords();
  const { catalogueId } = useParams({ from: "/signed-in/catalogues/$catalogueId/comparison" });
  const { with: named } = useSearch({ from: "/signed-in/catalogues/$catalogueId/comparison" });
  const list = useRead(readCatalogue, { params: { catalogueId } }).data?.body;
  // An address that names no other version means the one before; a first version is compared with itself.
  const other = named ?? (list === undefined ? undefined : (list.basedOn ?? list.id));
  const query = useRead(compareCatalogues, { params: { catalogueId }, query: { with: other ?? "" } }, { enabled: other !== undefined });
  const told = query.data?.body;
  return (
    <CatalogueFrame catalogueId={catalogueId} title={t("comparison")} lead={told === undefined ? undefined : t("versionsCompared", { before: told.before.number, after: told.after.number })}>
      {() => <Loaded query={query}>{({ body }) => <Differences told={body} />}</Loaded>}
    </CatalogueFrame>
  );
}
