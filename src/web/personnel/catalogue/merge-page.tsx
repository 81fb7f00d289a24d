import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { catalogueSources, mergeItems } from "../../../contract/personnel-catalogue.ts";
import { listUnits } from "../../../contract/organisation.ts";
import { useUnitName } from "../../shell/names.ts";
import { useAct, useAll, useRead } from "../../shell/query.ts";
import { useFormat } from "../../ui/format.ts";
import { Loaded, Notice, RefusalNote } from "../../ui/states.tsx";
import { useDecisionWords } from "../words-catalogue-decision.ts";
import { CatalogueFrame } from "./frame.tsx";
import { MergeCluster, type Merging } from "./merge-cluster.tsx";
import { type CatalogueView, TOUCHED, useItems } from "./reads.ts";

/** The merge desk: work of the units side by side, and what becomes of it in the province's list. */

const SHOWN = ["open", "differing", "all"] as const;
type Show = (typeof SHOWN)[number];

type Handed = { readonly catalogueId: string; readonly unitId: string; readonly title: string; readonly items: number; readonly open: number };

/** Who has sent a list, and how many of those who should have not. */
function HandedLists({ lists }: { readonly lists: readonly Handed[] }): ReactNode {
  const t = useDecisionWords();
  const nameOf = useUnitName();
  const { data: units = [] } = useAll(listUnits, {});
  const evaluated = new Set(units.flatMap((one) => (one.index === null ? [] : [one.id])));
  const wanted = units.filter((one) => one.index !== null && (one.parent === null || !evaluated.has(one.parent)));
  return (
    <details className="catalogue-more">
      <summary>{t("handed", { lists: lists.length, units: wanted.length })}</summary>
      <ul className="catalogue-rows">
        {lists.map((one) => (
          <li key={one.catalogueId}>
            <Link to="/catalogues/$catalogueId" params={{ catalogueId: one.catalogueId }}>
              {nameOf(one.unitId)}
            </Link>{" "}
            <span className="muted">{t("openOf", { open: one.open, items: one.items })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Desk({ list }: { readonly list: CatalogueView }): ReactNode {
  const t = useDecisionWords();
  const format = useFormat();
  const [show, setShow] = useState<Show>("open");
  const params = { catalogueId: list.id };
  // A page of clusters is what a person can look through; what was dealt with makes room for the next.
  const query = useRead(catalogueSources, { params, query: { show, limit: 30 } });
  const items = useItems(list.id);
  const merging = useAct(mergeItems, { touches: TOUCHED });
  const merge = (body: Merging): void => {
    merging.mutate({ params, version: list.version, body: { joins: [], leaveOut: [], undo: [], ...body } });
  };
  return (
    <Loaded query={query}>
      {({ body }) => (
        <>
          <HandedLists lists={body.lists} />
          <div className="row" role="group" aria-label={t("showClusters")}>
            {SHOWN.map((one) => (
              <label key={one} className="row">
                <input type="radio" name="show" checked={show === one} onChange={() => { setShow(one); }} />
                {t(`show.${one}`, { count: format.count(one === "all" ? body.total : body[one]) })}
              </label>
            ))}
          </div>
          <RefusalNote error={merging.error} />
          {body.items.length === 0 ? (
            <Notice title={t("nothingOpen")}>{t("nothingOpenHelp")}</Notice>
          ) : (
            <ul className="catalogue-rows">
              {body.items.map((cluster) => (
                <MergeCluster key={cluster.sources.map((one) => one.id).join(" ")} cluster={cluster} list={list} items={items.data ?? []} isBusy={merging.isPending} onMerge={list.may.includes("edit") ? merge : undefined} />
              ))}
            </ul>
          )}
        </>
      )}
    </Loaded>
  );
}

export function CatalogueMergePage(): ReactNode {
  const t = useDecisionWords();
  const { catalogueId } = useParams({ from: "/signed-in/catalogues/$catalogueId/merge" });
  return (
    <CatalogueFrame catalogueId={catalogueId} title={t("merge")} lead={t("mergeLead")}>
      {(list) => <Desk list={list} />}
    </CatalogueFrame>
  );
}
