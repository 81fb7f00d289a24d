import { Agent, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reach } from "../server/cycle-house.ts";
import { waitsForLock } from "../server/harness.ts";
import { assign, fileOf, holdingRow, openProvince, ownOf, plan, type Province, untilRowAwaited, withoutLocks } from "./province.ts";

/** Threats 1 and 3: nobody's score lands after the deadline, whatever the load, the clocks and the moment of the stage's end. */

const CONNECTIONS = 20;
const AT_LEAST = 200;
const DEADLINE = "2025-12-14T17:00:00.000Z";
const LEAD_MS = 500;

let house: Province;
beforeEach(async () => {
  house = await openProvince();
  await reach(house, "self-scoring");
});
afterEach(async () => {
  await house.end();
});

type Put = { readonly status: number; readonly at: string | undefined };

type Line = { readonly agent: Agent; readonly port: number; readonly as: string };

function put({ agent, port, as }: Line, path: string, body: object, seen: string): Promise<Put> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: "127.0.0.1", method: "PUT", path: `/api/v1${path}`, headers: { authorization: `Bearer ${as}`, "content-type": "application/json", "if-match": `"${seen}"` } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const json = JSON.parse(Buffer.concat(chunks).toString()) as { at?: string };
        resolve({ status: answer.statusCode ?? 0, at: json.at });
      });
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}

/** What each connection was answered, in order, while the deadline passed over all of them. */
async function burst(): Promise<Put[][]> {
  await house.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = house.app.server.address() as AddressInfo;
  let sent = 0;
  let overs = 0;
  const places = plan.units.flatMap(({ code }) => ownOf(code).slice(0, 7).map((one) => ({ unit: code, ...one }))).slice(0, CONNECTIONS);
  await house.setClock(new Date(Date.parse(DEADLINE) - LEAD_MS).toISOString());
  return Promise.all(
    places.map(async ({ unit, code, input }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const answers: Put[] = [];
      // Everybody goes on until all have been told several times that it is over.
      for (let seen = 0; sent < AT_LEAST || overs < 3 * CONNECTIONS; ) {
        sent++;
        const answer = await put({ agent, port, as: `cham.${unit.toLowerCase()}` }, `${fileOf(house, unit)}/scores/${code}`, { input, note: String(sent) }, String(seen));
        answers.push(answer);
        if (answer.status === 200) seen++;
        else overs++;
        if (sent > 20 * AT_LEAST) break;
      }
      agent.destroy();
      return answers;
    }),
  );
}

type Judged = { readonly accepted: number; readonly refused: number; readonly late: number; readonly afterRefusal: number; readonly stored: number; readonly storedLate: number; readonly others: readonly number[] };

async function judge(perConnection: readonly Put[][]): Promise<Judged> {
  const all = perConnection.flat();
  const accepted = all.filter((one) => one.status === 200);
  const { rows: [row] } = await house.test.superuser.query<{ stored: number; late: number }>("select count(*)::integer as stored, (count(*) filter (where at >= $1))::integer as late from congtam.assessment_entry", [DEADLINE]);
  return {
    accepted: accepted.length,
    refused: all.filter((one) => one.status === 409).length,
    late: accepted.filter((one) => (one.at ?? DEADLINE) >= DEADLINE).length,
    afterRefusal: perConnection.filter((answers) => answers.findLastIndex((one) => one.status === 200) > answers.findIndex((one) => one.status === 409) && answers.some((one) => one.status === 409)).length,
    stored: row?.stored ?? -1,
    storedLate: row?.late ?? -1,
    others: all.map((one) => one.status).filter((status) => status !== 200 && status !== 409),
  };
}

describe(`${String(AT_LEAST)} saves and more on ${String(CONNECTIONS)} connections across the deadline`, () => {
  it("what was accepted was recorded before it, nothing after it", { timeout: 60_000 }, async () => {
    const judged = await judge(await burst());
    expect(judged).toMatchObject({ late: 0, afterRefusal: 0, storedLate: 0, others: [], stored: judged.accepted });
    expect(Math.min(judged.accepted, judged.refused)).toBeGreaterThan(0);
    expect(judged.accepted + judged.refused).toBeGreaterThanOrEqual(AT_LEAST);
  });

  it("is not so where the program reads another clock for the deadline than for the record: the test would see it", { timeout: 60_000 }, async () => {
    // Every other reading of the clock is an hour slow: as if the deadline were compared with a clock of one's own.
    await house.test.superuser.query(`
      create sequence clock.reading; grant usage on sequence clock.reading to public;
      create or replace function clock.clock_timestamp() returns timestamptz language sql volatile as $$
        select pg_catalog.clock_timestamp() + (select by from clock.shift) - case when nextval('clock.reading') % 5 = 0 then interval '1 hour' else '0' end $$`);
    const judged = await judge(await burst());
    expect(judged.afterRefusal).toBeGreaterThan(0);
  });
});

describe("a longer time for one unit", () => {
  it("is that unit's alone", async () => {
    await house.act({ kind: "extend", unitId: house.unitId("STC"), stage: "self-scoring", until: "2025-12-15T17:00:00.000Z", reason: "Đơn vị bị mất điện hai ngày do bão." });
    await house.setClock("2025-12-14T17:00:00.001Z");
    const [stc, stp] = [ownOf("STC")[0], ownOf("STP")[0]];
    expect((await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${stc?.code ?? ""}`, { input: stc?.input }, "0")).status).toBe(200);
    expect((await house.send("cham.stp", "PUT", `${fileOf(house, "STP")}/scores/${stp?.code ?? ""}`, { input: stp?.input }, "0")).status).toBe(409);
    await house.setClock("2025-12-15T17:00:00.000Z");
    expect((await house.send("cham.stc", "PUT", `${fileOf(house, "STC")}/scores/${stc?.code ?? ""}`, { input: stc?.input }, "1")).status).toBe(409);
  });
});

describe("a stage that ends while somebody saves", () => {
  const INSERT = "insert into congtam.assessment_entry (campaign, unit, criterion, step, author, version, note, by, at) values ($1, $2, $3, 'appraisal-1', $4, 1, '', $4, now())";

  /** A save that is under way when the officer closes the round; tells whether closing waited, and what came first. */
  async function closeUnderSave(): Promise<{ readonly waited: boolean; readonly saved: number; readonly closed: number; readonly isInOrder: boolean }> {
    await assign(house, "hd.mot", "1");
    await reach(house, "appraisal-1", "self-scoring");
    const [one] = ownOf("STC");
    const path = `${fileOf(house, "STC")}/appraisals/1/${one?.code ?? ""}`;
    const answers: { saved?: Promise<{ status: number }>; closed?: Promise<{ status: number }>; waited?: boolean } = {};
    const order: string[] = [];
    await holdingRow(house.test.superuser, INSERT, [house.campaignId, house.unitId("STC"), one?.code, house.personOf("hd.mot")], async () => {
      answers.saved = house.send("hd.mot", "PUT", path, { input: one?.input, reason: "Theo kết quả kiểm tra thực tế." }, "0").finally(() => order.push("saved"));
      await untilRowAwaited(house.test.superuser);
      answers.closed = house.act({ kind: "advance", to: "explanation" }).finally(() => order.push("closed"));
      answers.waited = await waitsForLock(house.test, answers.closed);
    });
    const [saved, closed] = [(await answers.saved)?.status ?? 0, (await answers.closed)?.status ?? 0];
    return { waited: answers.waited ?? false, saved, closed, isInOrder: order[0] === "saved" };
  }

  it("waits for the save; a later one finds the stage closed", async () => {
    expect(await closeUnderSave()).toEqual({ waited: true, saved: 200, closed: 201, isInOrder: true });
    const other = ownOf("STC")[1];
    expect((await house.send("hd.mot", "PUT", `${fileOf(house, "STC")}/appraisals/1/${other?.code ?? ""}`, { input: other?.input, reason: "Theo kết quả kiểm tra thực tế." }, "0")).status).toBe(409);
  });

  it("would not wait without the stage's lock, and the save would land in a stage that is over", async () => {
    await withoutLocks(house.test, async () => {
      expect(await closeUnderSave()).toEqual({ waited: false, saved: 200, closed: 201, isInOrder: false });
    });
  });
});
