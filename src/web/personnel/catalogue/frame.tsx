import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useUnitName } from "../../shell/names.ts";
import { useFormat } from "../../ui/format.ts";
import { Page } from "../../ui/page.tsx";
import { Loaded } from "../../ui/states.tsx";
import { useCatalogueWords } from "../words-catalogue.ts";
import { type CatalogueView, useView } from "./reads.ts";
import "../../ui/field.css";
import "./catalogue.css";

/** What every page about one list has around it: whose it is, where it stands, the way back. */

type Props = { readonly catalogueId: string; readonly title?: string; readonly lead?: ReactNode; readonly actions?: (list: CatalogueView) => ReactNode; readonly children: (list: CatalogueView) => ReactNode };

export function CatalogueFrame({ catalogueId, title, lead, actions, children }: Props): ReactNode {
  const t = useCatalogueWords();
  const format = useFormat();
  const nameOf = useUnitName();
  const query = useView(catalogueId);
  const list = query.data?.body;
  const whose = list === undefined ? t("catalogue") : list.unitId === null ? t("common") : nameOf(list.unitId);
  const state = list === undefined ? undefined : `${t("versionOf", { number: list.number, year: list.year })} · ${list.inForceFrom === null ? t(`state.${list.state}`) : t("from", { day: format.day(list.inForceFrom) })}`;
  return (
    <Page
      title={title === undefined ? whose : `${title}: ${whose}`}
      lead={
        <>
          {lead ?? state}
          <span className="catalogue-back">
            {title === undefined ? (
              <Link to="/catalogues">{t("back")}</Link>
            ) : (
              <Link to="/catalogues/$catalogueId" params={{ catalogueId }}>
                {t("backToList")}
              </Link>
            )}
          </span>
        </>
      }
      actions={list === undefined ? undefined : actions?.(list)}
    >
      <Loaded query={query}>{({ body }) => children(body)}</Loaded>
    </Page>
  );
}
