import { boardWorkbook } from "../../contract/personnel-work.ts";
import { tableFile } from "../documents/index.ts";
import { actorOf, type Endpoint, query } from "../platform/index.ts";
import { boardOf, relationsToUnit } from "./board-routes.ts";
import { requirePeriod } from "./period-queries.ts";
import { todayOf } from "./places.ts";
import { shownOfPeople } from "./reading.ts";
import { boardSheets } from "./sheets.ts";
import { itemsOf } from "./work-queries.ts";
import { itemViews } from "./work-view.ts";

/** An office's board to take home. */
export const boardWorkbookEndpoint: Endpoint = query(
  boardWorkbook,
  async (call) => {
    const { tx, params } = call;
    const period = await requirePeriod(tx, params.periodId);
    const { board, places } = await boardOf(tx, period, params.unitId);
    const items = await itemViews(tx, await itemsOf(tx, period.id, { people: board.people.map((one) => one.personId) }), await todayOf(tx));
    return { ...tableFile(`Bảng việc ${board.unitName} ${period.id}`, boardSheets(board, items)), shown: shownOfPeople(actorOf(call), period.id, places) };
  },
  (call) => relationsToUnit(call.tx, call.actor, call.params.unitId, "read"),
);
