import { type CampaignHouse, type Cast, reach } from "../server/cycle-house.ts";
import type { Step } from "../../src/scoring/example/parts.ts";
import type { Plan, UnitPlan } from "./plan.ts";

/** The people of a province at work: each function is what one kind of them does, over HTTP. */

export const headOf = (code: string): string => `truong.${code.toLowerCase()}`;
export const MEMBERS = ["hd.mot", "hd.hai", "hd.ba"] as const;
const LEADERS = ["chutich", "pct.mot", "pct.hai"] as const;

/** A head for every unit, a council without posts in any, leaders, officer and working group. */
export function castFor(units: readonly { readonly code: string }[]): Cast {
  return {
    ...Object.fromEntries(units.map(({ code }) => [headOf(code), { role: "unit-head", unit: code, kind: "head" } as const])),
    officer: { role: "programme-officer" },
    chair: { role: "council-chair" },
    ...Object.fromEntries(MEMBERS.map((name) => [name, { role: "council-member" } as const])),
    group: { role: "working-group" },
    chutich: { role: "chairman" },
    "pct.mot": { role: "vice-chairman" },
    "pct.hai": { role: "vice-chairman" },
    auditor: { role: "auditor" },
  };
}

/** How many requests are under way at once: some dozen people at their desks. */
const AT_ONCE = 12;

async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Sends, and says in full what was refused. */
async function must(answer: ReturnType<CampaignHouse["send"]>, what: string): Promise<Record<string, unknown>> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(`${what}: ${String(status)} ${JSON.stringify(json).slice(0, 800)}`);
  return json;
}

const pathOf = ({ campaignId, unitId }: CampaignHouse, unit: UnitPlan): string => `/campaigns/${campaignId}/units/${unitId(unit.code)}`;

/** Marks and facts, and who appraises what. */
export async function setUp(house: CampaignHouse, { engine, units }: Plan): Promise<void> {
  const indexes = [...engine.indexes.values()];
  // Each member takes some contents of every index; the unit's own (1, 2) and the points added and deducted (5, 6).
  const items = MEMBERS.flatMap((name, i) => indexes.map((index) => ({ personId: house.personOf(name), index: index.index.code, codes: i === 0 ? ["1"] : i === 1 ? ["2"] : ["5", "6"] })));
  await must(house.send("chair", "POST", `/campaigns/${house.campaignId}/assignments`, { items }), "assigning");
  await must(house.send("officer", "PUT", `/campaigns/${house.campaignId}/remits/${house.personOf("pct.mot")}`, { unitIds: units.map((one) => house.unitId(one.code)) }, "0"), "a remit");
  await must(house.send("officer", "PUT", `/campaigns/${house.campaignId}/remits/${house.personOf("pct.hai")}`, { unitIds: units.map((one) => house.unitId(one.code)) }, "0"), "a remit");
  await each(units, async (unit) => {
    for (const [i, { code, reason }] of unit.marks.entries()) await must(house.send("officer", "PUT", `${pathOf(house, unit)}/not-applicable/${code}`, { reason, article: "II.4.b" }, String(i)), `a mark on ${unit.code} ${code}`);
    for (const [i, [key, value]] of Object.entries(unit.facts).entries()) await must(house.send("officer", "PUT", `${pathOf(house, unit)}/facts/${key}`, { value, proof: "Công văn số 15/SNV ngày 02/12/2025" }, String(i)), `a fact on ${unit.code}`);
  });
}

/** Every unit scores itself and submits. */
export async function scoreThemselves(house: CampaignHouse, { units }: Plan): Promise<void> {
  await each(units, async (unit) => {
    const head = headOf(unit.code);
    for (const { code, input } of unit.own) await must(house.send(head, "PUT", `${pathOf(house, unit)}/scores/${code}`, { input, note: "" }, "0"), `${unit.code} ${code}`);
    await must(house.send(head, "POST", `${pathOf(house, unit)}/file-actions`, { kind: "submit" }, "0"), `${unit.code} submits`);
  });
}

const memberFor = (code: string): string => (code.startsWith("1.") ? MEMBERS[0] : code.startsWith("2.") ? MEMBERS[1] : MEMBERS[2]);
const MOST_AT_ONCE = 500;

/** The first round: some points are cut with a reason, everything else is agreed with in bulk. */
export async function appraiseFirst(house: CampaignHouse, { units }: Plan): Promise<void> {
  const appraise = async (unit: UnitPlan, { code, input }: Step, reason: string) => must(house.send(memberFor(code), "PUT", `${pathOf(house, unit)}/appraisals/1/${code}`, { input, reason }, "0"), `${unit.code} ${code}`);
  await each(units, async (unit) => {
    for (const one of unit.cut) await appraise(unit, one, "Theo kết quả kiểm tra thực tế tại đơn vị.");
    for (const one of unit.restored) await appraise(unit, { code: one.code, input: { points: "0" } }, "Chưa thấy tài liệu kiểm chứng cho tiêu chí này.");
  });
  for (const member of MEMBERS) {
    const items = units.flatMap((unit) => {
      const done = new Set([...unit.cut, ...unit.restored].map((one) => one.code));
      return unit.own.filter((one) => memberFor(one.code) === member && !done.has(one.code)).map(({ code }) => ({ unitId: house.unitId(unit.code), code }));
    });
    for (let from = 0; from < items.length; from += MOST_AT_ONCE) await must(house.send(member, "POST", `/campaigns/${house.campaignId}/agreements`, { round: "1", items: items.slice(from, from + MOST_AT_ONCE) }), `${member} agrees`);
  }
}

/** The units explain what was cut and may be restored. A cut to what they had claimed anyway leaves nothing to explain. */
export async function explain(house: CampaignHouse, { units }: Plan): Promise<Set<string>> {
  const explained = new Set<string>();
  await each(units, async (unit) => {
    for (const { code } of unit.restored) {
      const { status } = await house.send(headOf(unit.code), "PUT", `${pathOf(house, unit)}/explanations/${code}`, { text: "Tài liệu đã gửi ngày 30/11, xin gửi lại kèm theo." }, "0");
      if (status === 200) explained.add(`${unit.code} ${code}`);
    }
  });
  return explained;
}

/** The second round takes the explanations. */
export async function appraiseSecond(house: CampaignHouse, { units }: Plan, explained: ReadonlySet<string>): Promise<void> {
  await each(units, async (unit) => {
    for (const { code, input } of unit.restored) {
      if (explained.has(`${unit.code} ${code}`)) await must(house.send(memberFor(code), "PUT", `${pathOf(house, unit)}/appraisals/2/${code}`, { input, reason: "Chấp nhận giải trình, tài liệu đầy đủ." }, "0"), `${unit.code} ${code}`);
    }
  });
}

/** What others measure, and the leaders' marks. */
export async function measureAndMark(house: CampaignHouse, { units }: Plan): Promise<void> {
  const items = units.flatMap((unit) => unit.imported.map(({ code, input }) => ({ unit: unit.code, code, input })));
  await must(house.send("group", "POST", `/campaigns/${house.campaignId}/imports`, { source: "Báo cáo khảo sát độc lập năm 2025", dated: "2025-12-20", items }), "importing");
  for (const [i, leader] of LEADERS.entries()) {
    const marks = units.flatMap((unit) => unit.ratings.map(({ code, ratings }) => ({ unitId: house.unitId(unit.code), code, mark: ratings[i] ?? "0.00", version: "0" })));
    await must(house.send(leader, "POST", `/campaigns/${house.campaignId}/marks`, { marks }), `${leader} marks`);
  }
}

/** The Chairman decides every tie, by code; returns the orders. */
export async function decideTies(house: CampaignHouse): Promise<Record<string, string[][]>> {
  const orders: Record<string, string[][]> = {};
  for (;;) {
    const { pending } = (await must(house.send("chutich", "GET", `/campaigns/${house.campaignId}/pending-decisions`), "what is pending")) as { pending: { ratio: string; units: string[] }[] };
    const [first] = pending;
    if (first === undefined) return orders;
    await must(house.send("chutich", "POST", `/campaigns/${house.campaignId}/decisions`, { kind: "order", ratio: first.ratio, units: first.units, reason: "Căn cứ kết quả thực hiện nhiệm vụ đột xuất trong năm." }), "a decision");
    (orders[first.ratio] ??= []).push(first.units);
  }
}

/** Plays the year up to consolidation; returns what was explained. */
export async function playToConsolidation(house: CampaignHouse, plan: Plan): Promise<ReadonlySet<string>> {
  await setUp(house, plan);
  await reach(house, "self-scoring");
  await scoreThemselves(house, plan);
  await measureAndMark(house, plan);
  await reach(house, "appraisal-1", "self-scoring");
  await appraiseFirst(house, plan);
  await reach(house, "explanation", "appraisal-1");
  const explained = await explain(house, plan);
  await reach(house, "appraisal-2", "explanation");
  await appraiseSecond(house, plan, explained);
  await reach(house, "consolidation", "appraisal-2");
  return explained;
}
