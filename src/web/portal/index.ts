export { FeedbackListPage } from "./feedback-list-page.tsx";
export { FeedbackPage } from "./feedback-page.tsx";
export { RemediationPage } from "./remediation-page.tsx";
