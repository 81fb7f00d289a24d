export { AmendmentPage } from "./amendment-page.tsx";
export { DecisionsPage } from "./decisions-page.tsx";
export { ProposalPage } from "./proposal-page.tsx";
export { ResultPage } from "./result-page.tsx";
