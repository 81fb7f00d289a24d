import type { APIResponse, Page } from "playwright-core";
import { demonstrationLaw, planUnits } from "../../src/cli/demonstration/plan.ts";
import type { Clock } from "../server/clock.ts";
import type { WebHouse } from "./house.ts";

/** A small campaign of two departments, played by the people of the demonstration up to its consolidation: both come out level. */

const UNITS = ["SNV", "STC"] as const;
const HEADS = { SNV: "snv.truong", STC: "stc.truong" } as const;
const HOUR_MS = 3_600_000;

/** Somebody at the interface, signed in at the time that the house has now. */
type Hand = { readonly get: (path: string) => Promise<Record<string, unknown>>; readonly send: (method: "POST" | "PUT", path: string, data?: object, seen?: string) => Promise<Record<string, unknown>> };

async function jsonOf(answer: APIResponse, what: string): Promise<Record<string, unknown>> {
  if (!answer.ok()) throw new Error(`${what}: ${String(answer.status())} ${(await answer.text()).slice(0, 600)}`);
  return (await answer.json()) as Record<string, unknown>;
}

export function handOf(page: Page, address: string): Hand {
  const api = `${address}/api/v1`;
  return {
    get: async (path) => jsonOf(await page.request.get(api + path), path),
    send: async (method, path, data, seen) => jsonOf(await page.request.fetch(api + path, { method, ...(data === undefined ? {} : { data }), headers: seen === undefined ? {} : { "if-match": `"${seen}"` } }), path),
  };
}

export type Played = { readonly campaignId: string; readonly names: readonly string[] };

/** Nobody has given the leaders' marks yet, so that something is missing. */
export async function playToConsolidation(house: WebHouse, setClock: Clock): Promise<Played> {
  const pages: Page[] = [];
  const as = async (username: string): Promise<Hand> => {
    const page = await house.enter(username);
    pages.push(page);
    return handOf(page, house.address);
  };
  const { rows } = await house.test.superuser.query<{ now: Date }>("select clock.clock_timestamp() as now");
  const start = rows[0]?.now.getTime() ?? 0;
  const at = (hours: number): string => new Date(start + hours * HOUR_MS).toISOString();
  let officer = await as("sonoivu");
  const { items } = (await officer.get("/campaigns")) as { items: { id: string; year: number; regulationVersionId: string }[] };
  const { id: campaignId } = (await officer.send("POST", "/campaigns", { title: "Đánh giá thử năm 2026", year: 2026, regulationVersionId: items[0]?.regulationVersionId, unitCodes: UNITS })) as { id: string };
  const base = `/campaigns/${campaignId}`;
  let version = 0;
  const step = async (action: object): Promise<void> => {
    await officer.send("POST", `${base}/actions`, action, String(version));
    version++;
  };
  const units = ((await officer.get(`${base}/units`)) as { items: { unitId: string; code: (typeof UNITS)[number]; name: string }[] }).items;
  const { items: people } = (await officer.get("/people?limit=200")) as { items: { id: string; name: string }[] };
  const member = people.find((one) => one.name === "Thành viên Hội đồng, Sở Tư pháp")?.id;
  await (await as("hd.chutich")).send("POST", `${base}/assignments`, { items: [{ personId: member, index: "01", codes: ["1", "2", "5", "6"] }] });
  const plan = planUnits(demonstrationLaw(), 7).find((one) => one.code === "SNV");
  if (plan === undefined) throw new RangeError("the plan has no such unit");
  for (const unit of units) {
    const path = `${base}/units/${unit.unitId}`;
    for (const [i, code] of plan.marks.entries()) await officer.send("PUT", `${path}/not-applicable/${code}`, { reason: "Không được giao nhiệm vụ này theo chức năng.", article: "II.4.b" }, String(i));
    for (const [i, [key, value]] of Object.entries(plan.facts).entries()) await officer.send("PUT", `${path}/facts/${key}`, { value, proof: "Công văn số 15/SNV ngày 02/12/2026" }, String(i));
  }
  await step({ kind: "set-calendar", calendar: { "self-scoring": at(1), "appraisal-1": at(2), explanation: at(3), "appraisal-2": at(4) } });
  await step({ kind: "advance", to: "self-scoring" });
  for (const unit of units) {
    const head = await as(HEADS[unit.code]);
    for (const { code, input } of plan.own) await head.send("PUT", `${base}/units/${unit.unitId}/scores/${code}`, { input, note: "" }, "0");
    await head.send("POST", `${base}/units/${unit.unitId}/file-actions`, { kind: "submit" }, "0");
  }
  await (await as("tct")).send("POST", `${base}/imports`, { source: "Báo cáo khảo sát", dated: "2026-11-01", items: units.flatMap((unit) => plan.imported.map(({ code, input }) => ({ unit: unit.code, code, input }))) });
  // Nobody has touched anything for so long that all sessions are over.
  const wait = async (hours: number): Promise<void> => {
    await setClock(at(hours));
    officer = await as("sonoivu");
  };
  await wait(1.5);
  await step({ kind: "advance", to: "appraisal-1" });
  await (await as("hd.stp")).send("POST", `${base}/agreements`, { round: "1", items: units.flatMap((unit) => plan.own.map(({ code }) => ({ unitId: unit.unitId, code }))) });
  await step({ kind: "advance", to: "explanation" });
  await wait(3.5);
  await step({ kind: "advance", to: "appraisal-2" });
  await step({ kind: "advance", to: "consolidation" });
  for (const page of pages) await page.context().close();
  return { campaignId, names: units.map((one) => one.name) };
}
