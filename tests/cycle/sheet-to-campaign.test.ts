import { expect, it } from "vitest";
import { readIndexSheet } from "../../src/scoring/sheet/index-sheet.ts";
import { type Cast, openCampaignHouse, reach } from "../server/cycle-house.ts";
import { freshDatabase } from "../server/harness.ts";
import { ARABIC, IN_TITLES, type MessySheet, ROMAN } from "../server/messy-sheets.ts";
import { regulationFiles } from "../server/regulation-files.ts";

/** From the sheet that a province circulates to a campaign in which a unit scores by it. */

const ABOUT = { code: "01", title: "Chỉ số 01", article: "II.4.b" };
const UNITS = [{ code: "SNV", name: "Sở Nội vụ", index: "01" }, { code: "STC", name: "Sở Tài chính", index: "01" }];
const CAST: Cast = { officer: { role: "programme-officer", unit: "SNV" }, scorer: { role: "unit-scorer", unit: "STC" } };

/** What a clerk mends after the doubtful rows were listed: the number in words, and the content that the sheet lacks and the regulation's formula names. */
const MENDED: MessySheet = { ...IN_TITLES, rows: [...IN_TITLES.rows.map((row) => row.map((cell) => (cell === "mười lăm" ? 15 : cell))), ["", "VI. Điểm trừ", "", ""], ["", "1. Chậm báo cáo", "", "-0,5/lần"]] };

it.each([["Roman contents and merged cells", ROMAN], ["Arabic numbers throughout", ARABIC], ["numbers in titles, mended", MENDED]] as const)("%s", { timeout: 120_000 }, async (_name, { rows, merged }) => {
  const read = readIndexSheet(rows, merged, ABOUT);
  if (read.why !== undefined) throw new RangeError(read.why);
  const main = (regulationFiles("dak-lak-2025")["regulation.yaml"] ?? "").replace("  - file: index-02.yaml\n  - file: index-03.yaml\n", "");
  const test = await freshDatabase();
  const house = await openCampaignHouse(test, UNITS, CAST, { files: { "regulation.yaml": main, "index-01.yaml": read.yaml } });
  await reach(house, "self-scoring");
  const path = `/campaigns/${house.campaignId}/units/${house.unitId("STC")}`;
  const file = (await house.send("scorer", "GET", `${path}/assessment`)).json as { criteria: { code: string; scoredBy: string }[] };
  const own = file.criteria.filter((one) => one.scoredBy === "unit").map((one) => one.code);
  expect(own.length).toBeGreaterThan(3);
  for (const code of own) {
    // The last content takes points away, by the occurrence.
    const input = code.startsWith("6") ? { occurrences: "1" } : { points: "0.50" };
    const { status, json } = await house.send("scorer", "PUT", `${path}/scores/${code}`, { input }, "0");
    expect([code, status, json["errors"] ?? json["detail"]]).toEqual([code, 200, undefined]);
  }
  const { json } = await house.send("scorer", "GET", `${path}/assessment`);
  const scored = (json["criteria"] as { code: string; self: { points: string | null } | null }[]).filter((one) => own.includes(one.code));
  expect(scored.map((one) => one.self === null)).toEqual(own.map(() => false));
  expect(house.failures).toEqual([]);
  await house.close();
  await test.close();
});
