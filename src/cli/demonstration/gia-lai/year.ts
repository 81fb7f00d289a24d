import { statutoryHolidays } from "../../../server/personnel/index.ts";
import { act } from "../loading.ts";
import type { GiaLai } from "./gia-lai.ts";
import { STAFFED } from "./structure.ts";

/** The year in which people are found being rated: its regulation and holidays, and a file for everybody of the staffed agencies and for every head. */

const RETENTION_YEARS = 20;
const PROVINCE_ROUND = "province";

export async function loadYear(giaLai: GiaLai): Promise<void> {
  const { tx, actor, unit, regulations } = giaLai;
  const year = (await tx.now()).getUTCFullYear();
  const officer = actor("sonoivu");
  await act(giaLai, tx, officer, "personnel.setRatingYear", { params: { year }, body: { regulationVersionId: regulations.staff, retentionYears: RETENTION_YEARS, holidays: statutoryHolidays(year) }, seen: "0" });
  for (const roundId of [...STAFFED.map((one) => unit(one.unit)), PROVINCE_ROUND]) await act(giaLai, tx, officer, "personnel.openRatingRound", { params: { roundId, year } });
}
