import type { ColumnType, Generated } from "kysely";
import type { CatalogueState, CatalogueStep, Frame } from "../../contract/personnel-catalogue-parts.ts";

/** The tables of the catalogue of products and work. */

type Json<T> = ColumnType<T, string, string>;

export type CatalogueTables = {
  "congtam.work_catalogue": {
    id: string;
    unit: string | null;
    number: number;
    based_on: string | null;
    title: string;
    year: number;
    standard_name: string;
    standard_points: string;
    frames: Json<readonly Frame[]>;
    state: Generated<CatalogueState>;
    in_force_from: string | null;
    version: Generated<number>;
    created_at: Date;
    created_by: string;
  };
  "congtam.work_catalogue_item": {
    id: string;
    catalogue: string;
    work: string;
    position: number;
    unit: string | null;
    code: string;
    field: string;
    name: string;
    detail: string;
    output: string;
    unit_of_measure: string;
    complexity: number | null;
    points: string | null;
    note: string;
  };
  "congtam.work_catalogue_source": { catalogue: string; print: string; source: string; item: string | null; reason: string };
  "congtam.work_catalogue_step": { catalogue: string; number: number; at: Date; by: string; step: ColumnType<CatalogueStep, string, never> };
};
