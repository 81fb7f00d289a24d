export { HeadPage } from "./head-page.tsx";
export { LedgerPage } from "./ledger-page.tsx";
export { OwnReadsPage } from "./own-reads-page.tsx";
export { ReadsPage } from "./reads-page.tsx";
