import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { catalogueWorkbook, createCatalogue, listCatalogues } from "../../../contract/personnel-catalogue.ts";
import { listUnits } from "../../../contract/organisation.ts";
import { useUnitName } from "../../shell/names.ts";
import { Download } from "../../shell/download.tsx";
import { useAct, useAll } from "../../shell/query.ts";
import { hasRole, useSession } from "../../shell/session.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { Loaded, Notice, RefusalNote } from "../../ui/states.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { isWanted, ItemTable, useItemSearch } from "./item-table.tsx";
import { type CatalogueSummary, TOUCHED, useItems, useView } from "./reads.ts";
import "../../ui/field.css";
import "./catalogue.css";

/** What counts today, for everybody; above it the lists that somebody works on. */

function Row({ list }: { readonly list: CatalogueSummary }): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  const nameOf = useUnitName();
  return (
    <li className="card catalogue-row">
      <div className="grow">
        <h3>
          <Link to="/catalogues/$catalogueId" params={{ catalogueId: list.id }}>
            {list.unitId === null ? t("common") : nameOf(list.unitId)}
          </Link>
        </h3>
        <p className="small muted">
          {t("versionOf", { number: list.number, year: list.year })} · {t("lines", { count: format.count(list.items) })}
        </p>
      </div>
      <strong className={`catalogue-state catalogue-state-${list.state}`}>{list.inForceFrom === null ? t(`state.${list.state}`) : t("from", { day: format.day(list.inForceFrom) })}</strong>
    </li>
  );
}

type Units = ReadonlyMap<string, { readonly parent: string | null; readonly index: string | null }>;

/** The unit that lists the work of an office: the highest above it that is evaluated itself. */
function agencyOf(unitId: string, units: Units): string {
  const parent = units.get(unitId)?.parent ?? null;
  return parent === null || (units.get(parent)?.index ?? null) === null ? unitId : agencyOf(parent, units);
}

/** Begins a list of one's own unit, or the province's next one. */
function Beginning({ lists }: { readonly lists: readonly CatalogueSummary[] }): ReactNode {
  const t = useCatalogueWords();
  const session = useSession();
  const navigate = useNavigate();
  const nameOf = useUnitName();
  const [failure, setFailure] = useState<unknown>();
  const creating = useAct(createCatalogue, { touches: TOUCHED });
  const isUnderWay = (unitId: string | null): boolean => lists.some((one) => one.unitId === unitId && one.state !== "accepted" && one.state !== "approved");
  const units = new Map((useAll(listUnits, {}).data ?? []).map((one) => [one.id, one]));
  const own = hasRole(session, "personnel-officer") ? session.user.unitIds.map((one) => agencyOf(one, units)) : hasRole(session, "unit-head") ? session.user.unitIds.filter((one) => agencyOf(one, units) === one) : [];
  const places = [...own, ...(hasRole(session, "programme-officer") ? [null] : [])].filter((one) => !isUnderWay(one));
  const begin = async (unitId: string | null): Promise<void> => {
    const { body } = await creating.mutateAsync({ body: { unitId } });
    await navigate({ to: "/catalogues/$catalogueId", params: { catalogueId: body.id } });
  };
  return (
    <>
      {places.map((unitId) => (
        <Button
          key={unitId ?? ""}
          loading={creating.isPending}
          onClick={() => {
            begin(unitId).catch(setFailure);
          }}
        >
          {unitId === null ? t("beginCommon") : t("beginOwn", { unit: nameOf(unitId) })}
        </Button>
      ))}
      <RefusalNote error={failure} />
    </>
  );
}

function InForce({ list }: { readonly list: CatalogueSummary }): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  const view = useView(list.id);
  const items = useItems(list.id);
  const { search, form } = useItemSearch();
  const standard = view.data?.body;
  return (
    <section className="stack" aria-labelledby="in-force">
      <div className="row">
        <div className="grow">
          <h2 id="in-force">{t("inForce", { day: format.day(list.inForceFrom ?? "") })}</h2>
          {standard === undefined ? null : <p className="muted">{t("standardIs", { name: standard.standardName, points: format.decimal(standard.standardPoints) })}</p>}
        </div>
        <Download route={catalogueWorkbook} given={{ params: { catalogueId: list.id } }} label={t("workbook")} of={list.title} />
      </div>
      {form}
      <Loaded query={items}>
        {(all) => {
          const wanted = all.filter((one) => isWanted(one, search));
          return (
            <>
              <p role="status" className="small muted">
                {t("shownOf", { shown: format.count(wanted.length), all: format.count(all.length) })}
              </p>
              <ItemTable items={wanted} label={t("inForce", { day: format.day(list.inForceFrom ?? "") })} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

const WORKED_ON = new Set(["draft", "returned", "sent"]);

function Lists({ lists }: { readonly lists: readonly CatalogueSummary[] }): ReactNode {
  const t = useCatalogueWords();
  const underWay = lists.filter((one) => WORKED_ON.has(one.state)).toSorted((a, b) => Number(a.unitId !== null) - Number(b.unitId !== null) || a.state.localeCompare(b.state));
  const over = lists.filter((one) => !WORKED_ON.has(one.state)).toSorted((a, b) => b.number - a.number);
  const now = over.find((one) => one.isInForce);
  return (
    <>
      {underWay.length === 0 ? null : (
        <section className="stack" aria-labelledby="under-way">
          <h2 id="under-way">{t("underWay")}</h2>
          <ul className="catalogue-rows">
            {underWay.map((one) => (
              <Row key={one.id} list={one} />
            ))}
          </ul>
        </section>
      )}
      {now === undefined ? <Notice title={t("noneInForce")}>{t("noneInForceHelp")}</Notice> : <InForce list={now} />}
      {over.length === 0 ? null : (
        <details className="catalogue-more">
          <summary>{t("versions", { count: over.length })}</summary>
          <ul className="catalogue-rows">
            {over.map((one) => (
              <Row key={one.id} list={one} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

export function CataloguesPage(): ReactNode {
  const t = useCatalogueWords();
  const query = useAll(listCatalogues, { query: {} });
  return (
    <Page title={t("catalogue")} lead={t("lead")} actions={<Beginning lists={query.data ?? []} />}>
      <Loaded query={query}>{(lists) => <Lists lists={lists} />}</Loaded>
    </Page>
  );
}
