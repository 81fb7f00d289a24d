import type { Relation, Role } from "../../src/contract/route.ts";

/** The catalogue of products and work: a unit's own people prepare its list, the department merges, the Chairman approves. */

const OWN: readonly Role[] = ["unit-head", "personnel-officer"];
const MERGERS: readonly Role[] = ["programme-officer"];

export const CATALOGUE: Readonly<Record<string, Readonly<Partial<Record<Relation, readonly Role[] | "signed-in">>>>> = {
  "personnel.catalogues": { any: "signed-in" },
  "personnel.catalogue": { any: "signed-in" },
  "personnel.catalogueItems": { any: "signed-in" },
  "personnel.catalogueFindings": { any: "signed-in" },
  "personnel.compareCatalogues": { any: "signed-in" },
  "personnel.catalogueWorkbook": { any: "signed-in" },
  "personnel.createCatalogue": { any: MERGERS, "own-unit": OWN },
  "personnel.changeCatalogue": { any: MERGERS, "own-unit": OWN },
  "personnel.changeItems": { any: MERGERS, "own-unit": OWN },
  "personnel.readCatalogueFile": { any: MERGERS, "own-unit": OWN },
  "personnel.actOnCatalogue": { any: [...MERGERS, "chairman"], "own-unit": OWN },
  "personnel.catalogueSources": { any: [...MERGERS, "chairman", "vice-chairman", "auditor"] },
  "personnel.mergeItems": { any: MERGERS },
};
