import type { Endpoint } from "../platform/index.ts";
import { amendmentEndpoints } from "./amendment-routes.ts";
import { documentEndpoints } from "./document-routes.ts";
import { draftEndpoints } from "./draft-routes.ts";
import { previousEndpoints } from "./previous-routes.ts";
import { publicationEndpoints } from "./publication.ts";
import { versionEndpoints } from "./version-routes.ts";

export { resultTopics } from "./live.ts";
export { publicationRecurring, publicationTasksOn } from "./publication.ts";
export { rebuildSnapshots } from "./snapshot.ts";
export { waitingVersion } from "./work.ts";
export { planSubjects } from "./reconcile-plan.ts";
export { reconcile, reconcileAt, type Reconciliation } from "./reconcile.ts";
export type { Subject } from "./subject.ts";
export { publishedLevels } from "./unit-levels.ts";
export { listOf, moment, rowOf, told, type ToldRow } from "./told-rows.ts";
export { scanSubject } from "./scan-subjects.ts";
export { isProposed } from "./queries.ts";
export { type OwnIndex, ownIndexes } from "./own-indexes.ts";
export { replayResults, replayResultsAt, type ReplayReport } from "./replay.ts";

/** Everything that the room answers. */
export const resultEndpoints: readonly Endpoint[] = [...draftEndpoints, ...amendmentEndpoints, ...versionEndpoints, ...publicationEndpoints, ...previousEndpoints, ...documentEndpoints];

export { caseFromWorkbook, regulationIn } from "./workbook-case.ts";
export { resultWorkbook } from "./workbook.ts";
export { RESULT_KINDS } from "./document-routes.ts";
