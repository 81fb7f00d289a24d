export { PeopleImportPage, UnitImportPage } from "./import-pages.tsx";
export { NewUnitPage } from "./new-unit-page.tsx";
export { PeoplePage } from "./people-page.tsx";
export { UnitPage } from "./unit-page.tsx";
export { UnitsPage } from "./units-page.tsx";
