import type { UseQueryResult } from "@tanstack/react-query";
import { catalogueFindings, type listCatalogues, listItems, readCatalogue } from "../../../contract/personnel-catalogue.ts";
import type { Answer } from "../../shell/client.ts";
import { type ItemOf, useAll, useRead } from "../../shell/query.ts";

/** A list with everything that its pages show of it. */

export type CatalogueItem = ItemOf<typeof listItems>;
export type CatalogueSummary = ItemOf<typeof listCatalogues>;
export type CatalogueView = Answer<typeof readCatalogue>["body"];
export type Findings = Answer<typeof catalogueFindings>["body"];
export type ItemFields = Omit<CatalogueItem, "id" | "work" | "coefficient">;

/** What is read anew after any change of a list. */
export const TOUCHED = ["personnel.catalogue", "personnel.catalogues", "personnel.catalogueItems", "personnel.catalogueFindings", "personnel.catalogueSources"] as const;

export const useView = (catalogueId: string): UseQueryResult<Answer<typeof readCatalogue>> => useRead(readCatalogue, { params: { catalogueId } });
export const useItems = (catalogueId: string): UseQueryResult<CatalogueItem[]> => useAll(listItems, { params: { catalogueId } });
export const useFindings = (catalogueId: string): UseQueryResult<Answer<typeof catalogueFindings>> => useRead(catalogueFindings, { params: { catalogueId } });

export const fieldsOf = ({ id: _id, work: _work, coefficient: _coefficient, ...fields }: CatalogueItem): ItemFields => fields;
