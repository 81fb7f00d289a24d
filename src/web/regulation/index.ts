export { ComparisonPage } from "./comparison-page.tsx";
export { FreezingPage } from "./freezing-page.tsx";
export { ImportPage } from "./import-page.tsx";
export { RegulationPage } from "./regulation-page.tsx";
export { RegulationsPage } from "./regulations-page.tsx";
