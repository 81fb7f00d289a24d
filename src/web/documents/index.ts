export { DocumentsPage } from "./documents-page.tsx";
export { LetterheadPage } from "./letterhead-page.tsx";
export { TemplatesPage } from "./templates-page.tsx";
