import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { listenAs, type Listening } from "../../../tests/server/listening.ts";
import { reach } from "../../../tests/server/cycle-house.ts";
import { assign, fileOf, openProvince, ownOf, type Province } from "../../../tests/trust/province.ts";
import { liveEvent } from "../../contract/live.ts";
import { announce } from "../platform/index.ts";

/** Live updates over real HTTP: what is told, to whom, when, and what is not. */

const PEOPLE = ["cham.stc", "truong.stc", "cham.snv", "truong.stp", "gopy.stp", "officer", "group", "chair", "hd.mot", "hd.hai", "hd.stc", "chutich", "pct.mot", "auditor", "quantri"];
const [first, second, third] = ownOf("STC").filter((one) => one.code.startsWith("1."));

let house: Province;
let url = "";
const open: Listening[] = [];

beforeAll(async () => {
  house = await openProvince({ "hd.stc": { role: "council-member", unit: "STC", kind: "deputy" } });
  for (const name of ["hd.mot", "hd.hai"]) await assign(house, name, "1");
  await house.rooms.live.start({ connection: house.test.connection, database: house.test.database, onFailure: () => undefined });
  await house.app.listen({ host: "127.0.0.1", port: 0 });
  url = `http://127.0.0.1:${String((house.app.server.address() as AddressInfo).port)}`;
}, 60_000);
afterAll(() => house.end());
afterEach(async () => {
  const lines = open.splice(0);
  for (const one of lines) one.close();
  // Whatever was told has the shape that the interface promises.
  expect(lines.flatMap((one) => one.heard).filter(({ event, data }) => !liveEvent.safeParse({ event, data }).success)).toEqual([]);
  await expect.poll(() => house.rooms.live.counts().streams).toBe(0);
});

async function listen(as: string, lastEventId?: string): Promise<Listening> {
  const listening = await listenAs(url, { authorization: `Bearer ${as}`, ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }) });
  open.push(listening);
  return listening;
}

let fences = 0;
/** Until everything that was announced before has been handed out: something that everybody hears comes behind it. */
async function settle(...listening: readonly Listening[]): Promise<void> {
  const kind = `fence-${String(++fences)}`;
  await house.test.database.transaction((tx) => announce(tx, [{ topic: "campaign", data: { campaignId: house.campaignId, kind }, facts: { isOwned: false, unitId: null } }]));
  for (const one of listening) while ((await one.next("campaign")).data["kind"] !== kind);
}
const isFence = ({ data }: { data: Record<string, unknown> }): boolean => String(data["kind"]).startsWith("fence");
const heardOf = (one: Listening) => one.fresh().filter((heard) => !isFence(heard));

const score = (as: string, step: typeof first, seen = "0") => house.send(as, "PUT", `${fileOf(house, "STC")}/scores/${step?.code ?? ""}`, { input: step?.input }, seen);
const appraise = (as: string, step: typeof first) => house.send(as, "PUT", `${fileOf(house, "STC")}/appraisals/1/${step?.code ?? ""}`, { input: { points: "0.01" }, reason: "Theo kết quả kiểm tra thực tế." }, "0");
const sessionOf = async (as: string) => house.test.superuser.query("delete from congtam.session where id = $1 returning *", [as]);

describe("a line", () => {
  it("is a stream that nobody keeps, with how to come back and where from; nobody and other systems get none", async () => {
    const line = await listen("cham.stc");
    const { id } = await line.next("ready");
    expect([line.status, line.headers.get("content-type"), line.headers.get("cache-control"), line.headers.get("x-accel-buffering"), line.headers.get("x-content-type-options")]).toEqual([200, "text/event-stream; charset=utf-8", "no-store, no-transform", "no", "nosniff"]);
    expect([line.text().startsWith("retry: 3000\n\n"), id]).toEqual([true, expect.stringMatching(/^[\w-]{10,}$/)]);
    expect((await listenAs(url, {})).status).toBe(401);
    expect((await listenAs(url, { authorization: "Bearer nobody-known" })).status).toBe(401);
  });

  it("is refused in words to whom has too many open", async () => {
    for (let i = 0; i < 8; i++) await (await listen("cham.stc")).next("ready");
    const refused = await listen("cham.stc");
    expect([refused.status, refused.headers.get("content-type"), refused.headers.get("retry-after")]).toEqual([429, "application/problem+json; charset=utf-8", "5"]);
    expect((await listen("truong.stc")).status).toBe(200);
    expect(house.rooms.live.counts()).toMatchObject({ refused: 1 });
  });
});

describe("while units score", () => {
  beforeAll(() => reach(house, "self-scoring"));

  it("who may read what was saved is told within a second of it, and whoever follows progress that the file moved", async () => {
    const [colleague, officer, foreign] = [await listen("truong.stc"), await listen("officer"), await listen("cham.snv")];
    for (const one of [colleague, officer, foreign]) await one.next("ready");
    const began = performance.now();
    expect((await score("cham.stc", first)).status).toBe(200);
    const { data } = await colleague.next("file");
    expect(performance.now() - began).toBeLessThan(1000);
    expect(data).toEqual({ campaignId: house.campaignId, unitId: house.unitId("STC"), step: "self", code: first?.code, version: "1", by: house.personOf("cham.stc") });
    await settle(colleague, officer, foreign);
    expect(heardOf(officer)).toMatchObject([{ event: "progress", data: { unitId: house.unitId("STC") } }]);
    expect(heardOf(foreign)).toEqual([]);
  });

  it("a refused or rolled back change tells nothing", async () => {
    const line = await listen("truong.stc");
    await line.next("ready");
    expect((await score("cham.stc", first, "0")).status).toBe(412);
    await house.test.database.transaction(async (tx) => {
      await announce(tx, [{ topic: "campaign", data: { campaignId: house.campaignId, kind: "never" }, facts: { isOwned: false, unitId: null } }]);
      throw new RangeError("rolled back");
    }).catch(() => undefined);
    await settle(line);
    expect(heardOf(line)).toEqual([]);
  });

  it("progress of a unit comes at most once a second, and its last one always", async () => {
    const line = await listen("officer");
    await line.next("ready");
    for (let version = 1; version <= 5; version++) await score("cham.stc", first, String(version));
    await line.next("progress");
    const began = performance.now();
    await line.next("progress");
    expect(performance.now() - began).toBeGreaterThan(300);
    await settle(line);
    expect(heardOf(line).filter((one) => one.event === "progress")).toHaveLength(2);
  });

  it("who comes back hears what was missed; who left too long ago is told to read anew", async () => {
    const line = await listen("truong.stc");
    await line.next("ready");
    await score("cham.stc", second);
    const { id } = await line.next("file");
    line.close();
    await score("cham.stc", third);
    const again = await listen("truong.stc", id);
    expect((await again.next("ready")).id).toBe(id);
    expect((await again.next("file")).data).toMatchObject({ code: third?.code });
    expect((await (await listen("truong.stc", "long-ago")).next("reset")).id).not.toBe("long-ago");
  });
});

describe("nobody is told of what they may not read", () => {
  type Value = { readonly version: string; readonly by: string | null };
  type Criterion = { readonly code: string; readonly self: Value | null; readonly appraisals: readonly (Value & { readonly round: string })[] };

  /** Whether a person's own reading of the file shows this value, and whose it is. */
  async function shownTo(as: string, code: string, step: string, by: string): Promise<{ by: string | null } | undefined> {
    const { status, json } = await house.send(as, "GET", `${fileOf(house, "STC")}/assessment`);
    if (status !== 200) return undefined;
    const criterion = (json["criteria"] as Criterion[]).find((one) => one.code === code);
    if (step === "self") return criterion?.self === null || criterion?.self === undefined ? undefined : { by: criterion.self.by };
    const own = criterion?.appraisals ?? [];
    const found = own.find((one) => one.by === by) ?? own.find((one) => one.by === null);
    return found === undefined ? undefined : { by: found.by };
  }

  async function compare(step: string, as: string, code: string, change: () => ReturnType<Province["send"]>): Promise<Record<"told" | "shown", Record<string, unknown>>> {
    const lines = new Map<string, Listening>();
    for (const one of PEOPLE) lines.set(one, await listen(one));
    for (const line of lines.values()) await line.next("ready");
    expect((await change()).status).toBe(200);
    await settle(...lines.values());
    const told: Record<string, unknown> = {};
    const shown: Record<string, unknown> = {};
    for (const [name, line] of lines) {
      const heard = heardOf(line).find((one) => one.event === "file");
      told[name] = heard === undefined ? undefined : { by: heard.data["by"] };
      shown[name] = await shownTo(name, code, step, house.personOf(as));
    }
    // The comparison says something only if some are told and some are not.
    expect(new Set(Object.values(told).map((one) => one === undefined)).size).toBe(2);
    return { told, shown };
  }

  it("of a unit's draft", async () => {
    const { told, shown } = await compare("self", "cham.stc", third?.code ?? "", () => score("cham.stc", third, "1"));
    expect(told).toEqual(shown);
  }, 20_000);

  it("of a member's appraisal, nor its unit and other members that there is one", async () => {
    await reach(house, "appraisal-1", "self-scoring");
    const { told, shown } = await compare("appraisal-1", "hd.mot", first?.code ?? "", () => appraise("hd.mot", first));
    expect(told).toEqual(shown);
    for (const one of open) one.close();
    const lines = new Map<string, Listening>();
    for (const one of ["cham.stc", "truong.stc", "hd.stc", "hd.hai", "officer"]) lines.set(one, await listen(one));
    for (const line of lines.values()) await line.next("ready");
    expect((await appraise("hd.mot", second)).status).toBe(200);
    await settle(...lines.values());
    expect(Object.fromEntries([...lines].map(([name, line]) => [name, heardOf(line).map((one) => one.event)]))).toEqual({ "cham.stc": [], "truong.stc": [], "hd.stc": [], "hd.hai": ["progress"], officer: ["file", "progress"] });
  }, 20_000);
});

describe("who is beside me", () => {
  const at = (as: string, code: string | null, unit = "STC") => house.send(as, "POST", `${fileOf(house, unit)}/presence`, { code });

  it("is seen by those of the same side only, for half a minute", async () => {
    const lines = new Map<string, Listening>();
    for (const one of ["truong.stc", "cham.snv", "officer", "hd.stc", "hd.hai", "cham.stc"]) lines.set(one, await listen(one));
    for (const line of lines.values()) await line.next("ready");
    expect((await at("cham.stc", "1.1.1")).json).toEqual({ others: [] });
    await settle(...lines.values());
    expect([...lines].filter(([, line]) => heardOf(line).some((one) => one.event === "presence")).map(([name]) => name)).toEqual(["truong.stc"]);
    expect((await at("truong.stc", "1.1.1")).json).toMatchObject({ others: [{ personId: house.personOf("cham.stc"), name: "cham.stc", code: "1.1.1" }] });
    expect((await at("chair", "1.1.1")).json).toEqual({ others: [] });
    expect((await at("cham.snv", "1.1.1")).status).toBe(404);
    expect((await at("hd.stc", "1.1.1")).status).toBe(404);
    await house.setClock("2025-12-16T02:05:00Z");
    expect((await at("truong.stc", "1.1.2")).json).toEqual({ others: [] });
    expect((await at("cham.stc", null)).json).toMatchObject({ others: [{ code: "1.1.2" }] });
  });
});

describe("when something breaks or ends", () => {
  it("a lost database is followed by a reset, and the line goes on", async () => {
    const line = await listen("officer");
    await line.next("ready");
    await house.test.superuser.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    const { id } = await line.next("reset");
    await settle(line);
    expect([id, house.rooms.live.counts().streams]).toEqual([expect.any(String), 1]);
  });

  it("roles that change are told, and what is told follows them", async () => {
    const line = await listen("officer");
    await line.next("ready");
    await house.test.superuser.query("update congtam.role_grant set role = 'opinion-giver' where account = (select account from congtam.session where id = 'officer')");
    const began = performance.now();
    expect((await line.next("session")).data).toEqual({ state: "changed" });
    expect(performance.now() - began).toBeLessThan(5000);
    line.fresh();
    expect((await appraise("hd.hai", second)).status).toBe(200);
    await settle(line);
    expect(heardOf(line)).toEqual([]);
  }, 15_000);

  it("a session that ends closes its line, though nobody announced it", async () => {
    const line = await listen("pct.hai");
    await line.next("ready");
    await sessionOf("pct.hai");
    const began = performance.now();
    expect((await line.next("session")).data).toEqual({ state: "ended" });
    await line.ended;
    expect(performance.now() - began).toBeLessThan(5000);
  }, 15_000);

  it("signing out closes it at once", async () => {
    const line = await listen("auditor");
    await line.next("ready");
    const began = performance.now();
    expect((await house.send("auditor", "GET", "/session")).status).toBe(200);
    expect((await house.app.inject({ method: "DELETE", url: "/api/v1/session", headers: { authorization: "Bearer auditor" } })).statusCode).toBe(204);
    await line.ended;
    expect([performance.now() - began < 1000, line.heard.at(-1)]).toEqual([true, { event: "session", data: { state: "ended" }, id: undefined }]);
  });

  it("a house that stops ends its lines", async () => {
    const line = await listen("chair");
    await line.next("ready");
    await house.app.close();
    await line.ended;
    expect(house.rooms.live.counts().streams).toBe(0);
  });
});
