export { DeskPage } from "./desk-page.tsx";
export { ExplanationPage } from "./submission/explanation-page.tsx";
export { ReceiptPage } from "./submission/receipt-page.tsx";
export { SubmitPage } from "./submission/submit-page.tsx";
