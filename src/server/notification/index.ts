import type { Database, Endpoint, Recurring, Tasks } from "../platform/index.ts";
import { type IsPerson, notificationEndpoints } from "./routes.ts";
import type { MailSettings } from "./smtp.ts";
import { recurringTasks, type RemindersDue, tasksOn } from "./tasks.ts";

export { notificationTopics, notify, notifyAll } from "./notify.ts";
export type { MailSettings } from "./smtp.ts";
export type { Reminder } from "./tasks.ts";

type Notification = {
  readonly endpoints: readonly Endpoint[];
  /** The room's jobs over a database. */
  readonly tasksOn: (database: Database) => Tasks;
  readonly recurring: readonly Recurring[];
};

type Wiring = {
  readonly isPerson: IsPerson;
  /** What other rooms remind of. */
  readonly remindersDue: readonly RemindersDue[];
  /** Undefined: nobody is written to. */
  readonly mail?: MailSettings | undefined;
};

export function makeNotification({ isPerson, remindersDue, mail }: Wiring): Notification {
  return { endpoints: notificationEndpoints(isPerson), tasksOn: (database) => tasksOn(database, remindersDue, mail), recurring: recurringTasks };
}
