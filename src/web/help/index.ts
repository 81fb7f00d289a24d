export { GuidePage } from "./guide-page.tsx";
export { HelpPage } from "./help-page.tsx";
