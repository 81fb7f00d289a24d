export { BrokenLedger, type Heads, type HeadsOptions, startHeads } from "./heads.ts";
export { type SignedHead } from "./heads-file.ts";
export { type KeptRow, keptRows, subjectsBeginning, type Telling, tellingsOf, tellingsOfActions } from "./kept.ts";
export { type Keyring, readKeyring, rotateSigningKey } from "./keyring.ts";
export { record } from "./ledger.ts";
export { entriesUnder, type LedgerEntry, readHead } from "./queries.ts";
export { noteReads } from "./read-queries.ts";
export { auditEndpoints, readEntries } from "./routes.ts";
export { type LedgerReport, type ReportedFault, verifyLedger, verifyLedgerAt } from "./verify.ts";
