import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../tests/server/harness.ts";
import { head, noteEndpoints } from "../../../tests/server/notes.ts";
import { openRoom, type Room } from "../../../tests/server/room.ts";

const TOKEN = "mot-khoa-de-doc-so-lieu";
let test: TestDatabase;
let room: Room;
let closed: Room;
beforeAll(async () => {
  test = await freshDatabase();
  const open = (metricsToken?: string) => openRoom(test.database, noteEndpoints(), (name) => (name === "head" ? head : undefined), { metricsToken });
  room = await open(TOKEN);
  closed = await open();
});
afterAll(async () => {
  await room.app.close();
  await closed.app.close();
  await test.close();
});

const read = async ({ app }: Room, headers: Record<string, string> = {}, remoteAddress = "127.0.0.1") => app.inject({ method: "GET", url: "/metrics", headers, remoteAddress });

describe("who reads the figures", () => {
  it.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])("somebody on this machine (%s)", async (address) => {
    expect((await read(closed, {}, address)).statusCode).toBe(200);
  });

  it.each([
    ["another machine", {}, "10.0.0.5"],
    ["another machine that says 127.0.0.1", { "x-forwarded-for": "127.0.0.1" }, "10.0.0.5"],
    ["somebody behind a proxy on this machine", { "x-forwarded-for": "10.0.0.5" }, "127.0.0.1"],
    ["the same by another header", { forwarded: "for=10.0.0.5" }, "127.0.0.1"],
    ["a wrong token", { authorization: "Bearer mot-khoa-de-doc-so-lieo" }, "10.0.0.5"],
    ["half a token", { authorization: "Bearer mot" }, "10.0.0.5"],
  ])("not %s: there is nothing to see", async (_name, headers, address) => {
    const answer = await read(room, headers, address);
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { type: "/problems/not-found" }]);
  });

  it("with the token anybody, and no token opens a house that has none", async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await read(room, headers, "10.0.0.5")).statusCode).toBe(200);
    expect((await read(closed, headers, "10.0.0.5")).statusCode).toBe(404);
    expect((await read(closed, { authorization: "Bearer undefined" }, "10.0.0.5")).statusCode).toBe(404);
  });
});

describe("what the figures say", () => {
  it("requests and their times by operation and status, and nothing of who or what", async () => {
    const send = (url: string, as = "head") => room.app.inject({ method: "GET", url, headers: { authorization: `Bearer ${as}` } });
    for (const url of ["/api/v1/notes/a", "/api/v1/notes/secret-note", "/api/v1/nowhere", "/api/v1/elsewhere", "/healthz"]) await send(url);
    await send("/api/v1/notes/a", "nobody");
    const answer = await read(room);
    expect(answer.headers["content-type"]).toContain("text/plain; version=0.0.4");
    const lines = answer.body.split("\n");
    expect(lines).toContain('congtam_http_requests_total{operation="note.read",status="200"} 2');
    expect(lines).toContain('congtam_http_requests_total{operation="note.read",status="401"} 1');
    expect(lines).toContain('congtam_http_requests_total{operation="platform.health",status="200"} 1');
    expect(lines).toContain('congtam_http_requests_total{operation="none",status="404"} 2');
    expect(lines).toContain('congtam_http_request_seconds_bucket{le="+Inf",operation="note.read",status="200"} 2');
    expect(answer.body).not.toMatch(/secret-note|nowhere|p1|10\.0\.0\.5/);
  });

  it("the pool, the clock, the event loop and the process", async () => {
    const { body } = await read(room);
    for (const name of ["congtam_requests_in_work 0", "congtam_requests_shed 0", 'congtam_database_connections{state="in-use"} 0', 'congtam_database_connections{state="waiting"} 0', "congtam_clock_skew_seconds 0", 'congtam_jobs{state="waiting"} 0', 'congtam_jobs{state="failing"} 0', 'congtam_jobs{state="given-up"} 0', "congtam_http_unreadable_total 0"]) expect(body).toContain(`\n${name}\n`);
    for (const name of ["nodejs_eventloop_lag_p99_seconds", "process_resident_memory_bytes", "process_cpu_seconds_total", "nodejs_heap_size_used_bytes", "process_start_time_seconds"]) expect(body).toMatch(new RegExp(`^${name} [\\d.e-]+$`, "m"));
  });

  it("each house tells its own, and names each figure once", async () => {
    const { body } = await read(closed);
    expect(body).not.toContain("note.read");
    const named = body.split("\n").filter((line) => line.startsWith("# TYPE ")).map((line) => line.split(" ")[2]);
    expect(named.length).toBe(new Set(named).size);
  });
});
