import type { Endpoint } from "../platform/index.ts";
import { computingTasksOn } from "./computing.ts";
import { RETENTION_TASK, retentionOn, retentionRecurring } from "./retention.ts";
import { outboxEndpoints } from "./outbox-routes.ts";
import { organisationFactEndpoints } from "./organisation-routes.ts";
import { makeOutbox, type NationalDatabase, type Outbox } from "./outbox-sending.ts";
import { type Waiting, waitingWith } from "./waiting-year.ts";
import type { YearWiring } from "./year-desk.ts";
import { paperEndpoints } from "./year-paper-routes.ts";
import { yearEndpoints } from "./year-routes.ts";
import { roundEndpoints } from "./year-round-routes.ts";
import { publishedEndpoint } from "./year-published-routes.ts";
import { transferEndpoints } from "./year-transfer-routes.ts";
import { yearSettingEndpoints } from "./year-setting-routes.ts";

/** The year of the room: ratings, what follows them, and what is sent outside. */

type YearRoom = Pick<Outbox, "tasksOn" | "recurring" | "figures"> & { readonly endpoints: readonly Endpoint[]; readonly waitingFor: Waiting };

export function makeYearRoom(wiring: YearWiring, national: NationalDatabase | undefined): YearRoom {
  const { isConnected, ...outbox } = makeOutbox(national);
  const tasksOn: YearRoom["tasksOn"] = (database) => ({ ...outbox.tasksOn(database), ...computingTasksOn(database), [RETENTION_TASK]: retentionOn(database) });
  return { ...outbox, waitingFor: waitingWith(wiring.periodsOf), tasksOn, recurring: [...outbox.recurring, retentionRecurring], endpoints: [...yearEndpoints(wiring), ...roundEndpoints(wiring), ...transferEndpoints(wiring), publishedEndpoint, ...yearSettingEndpoints, ...paperEndpoints(wiring), ...organisationFactEndpoints(wiring), ...outboxEndpoints(isConnected)] };
}
