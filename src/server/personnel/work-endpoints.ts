import type { Endpoint } from "../platform/index.ts";
import { assignEndpoints } from "./assign-routes.ts";
import { computationEndpoints } from "./computation-routes.ts";
import { boardEndpoints } from "./board-routes.ts";
import { boardWorkbookEndpoint } from "./board-workbook.ts";
import { formDocumentEndpoint } from "./form-document.ts";
import { formEndpoints } from "./form-routes.ts";
import { historyEndpoints } from "./history-routes.ts";
import { periodEndpoints, type DecidedPeople } from "./period-routes.ts";
import { placeEndpoints } from "./place-routes.ts";
import { taskEndpoints } from "./task-routes.ts";
import { recordEndpoints } from "./record-routes.ts";
import { type Scanned, workFileEndpoints } from "./work-file-routes.ts";

/** Everything that the room answers about work and its periods. */
export const workEndpoints = (decidedPeople: DecidedPeople, scanned: Scanned): readonly Endpoint[] => [...periodEndpoints(decidedPeople), ...placeEndpoints, ...assignEndpoints, ...recordEndpoints, ...workFileEndpoints(scanned), ...boardEndpoints, ...formEndpoints(decidedPeople), formDocumentEndpoint, boardWorkbookEndpoint, ...historyEndpoints, ...taskEndpoints, ...computationEndpoints];
