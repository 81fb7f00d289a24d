export { GridPage } from "./grid/grid-page.tsx";
export { OverviewPage } from "./overview-page.tsx";
export { SittingPage } from "./sitting/sitting-page.tsx";
export { UnitPage } from "./unit/unit-page.tsx";
