import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrongFields } from "../../../tests/server/campaign-house.ts";
import { openWorkHouse, type WorkHouse } from "../../../tests/server/work-house.ts";

let house: WorkHouse;
beforeAll(async () => {
  house = await openWorkHouse();
  await house.add("igate", ["task-system"]);
}, 60_000);
afterAll(() => house.closeAll());

const at = (rest: string): string => `/work-periods/${house.period}${rest}`;
const task = (id: string, more: object = {}) => ({ id, personId: house.person("lan"), product: "REPORT", quantity: "1", assignedOn: house.today, due: house.today, ...more });
const count = async (): Promise<number> => (await house.superuser.query<{ n: number }>("select count(*)::int as n from congtam.work_item where source is not null")).rows[0]?.n ?? 0;

describe("work from other systems (plan V.2.e)", () => {
  it("the same task sent twice is one; what has changed there changes here", async () => {
    const first = await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("A"), task("B")] } });
    expect(first.json).toMatchObject({ added: 2, changed: 0, unchanged: 0 });
    const again = await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("A"), task("B", { done: "1", doneOn: house.today }), task("C")] } });
    expect(again.json).toMatchObject({ added: 1, changed: 1, unchanged: 1 });
    expect(await count()).toBe(3);
  });

  it("what the officer recorded here stays, while the other system still says that nothing was done; its new due date is taken", async () => {
    await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("R", { quantity: "3" })] } });
    const work = async () => (await house.send("GET", "lan", at(`/people/${house.person("lan")}/work`))).json["items"] as { id: string; version: string; state: string; done: string; due: string; reference: string; assigned: string }[];
    const mine = (await work()).find((one) => one.assigned === "3");
    const record = { itemId: mine?.id, version: mine?.version, done: "2", doneOn: house.today, reference: "Báo cáo 15/BC" };
    expect((await house.send("POST", "lan", at("/records"), { body: { records: [record] } })).status).toBe(200);
    const again = (more: object = {}) => house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("R", { quantity: "3", ...more })] } });
    expect((await again()).json).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await again({ output: "Báo cáo tuần" })).json).toMatchObject({ changed: 1, unchanged: 0 });
    expect((await work()).find((one) => one.id === mine?.id)).toMatchObject({ state: "done", done: "2", reference: "Báo cáo 15/BC", output: "Báo cáo tuần" });
    await again({ done: "3", doneOn: house.today });
    expect((await work()).find((one) => one.id === mine?.id)).toMatchObject({ state: "done", done: "3" });
  });

  it("a task that stands twice in what is sent is named with both rows; work without a code is nobody's that names none", async () => {
    const before = await count();
    const twice = await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("E"), task("F"), task("E")] } });
    expect([twice.status, wrongFields(twice), JSON.stringify(twice.json)]).toEqual([422, ["/tasks/2/id"], expect.stringContaining("Dòng 3: Mã việc E đã có ở dòng 1.")]);
    await house.superuser.query("set session_replication_role = replica; update congtam.work_catalogue_item set code = '' where id = 'letter'; set session_replication_role = origin");
    const csv = `Mã,Người,Số,Giao,Hạn\nN1,lan,1,${house.today},${house.today}\n`;
    const none = await house.send("POST", "keeper", at("/imports"), { body: { unitId: house.unit("PHONG"), source: "khong-ma", format: "csv", content: Buffer.from(csv).toString("base64"), mapping: { columns: { id: "Mã", personId: "Người", quantity: "Số", assignedOn: "Giao", due: "Hạn" } } } });
    expect([none.status, wrongFields(none)]).toEqual([422, ["/tasks/0/product"]]);
    expect(await count()).toBe(before);
  });

  it("rows of a file that say nothing are passed over, and faults are told by the rows that one sees in it", async () => {
    const row = (id: string, quantity: string) => `${id};lan;REPORT;${quantity};${house.today};${house.today}`;
    const csv = ["Mã;Người;Việc;Số;Giao;Hạn", row("K1", "1"), "", ";;;;;", row("K2", "0"), ""].join("\n");
    const mapping = { columns: { id: "Mã", personId: "Người", product: "Việc", quantity: "Số", assignedOn: "Giao", due: "Hạn" } };
    const file = (content: string, format: string) => house.send("POST", "keeper", at("/imports"), { body: { unitId: house.unit("PHONG"), source: "dong-trong", format, content: Buffer.from(content).toString("base64"), mapping } });
    const wrong = await file(csv, "csv");
    expect([wrongFields(wrong), JSON.stringify(wrong.json)]).toEqual([["/tasks/1/quantity"], expect.stringContaining("Dòng 5 (K2): Số lượng")]);
    expect((await file(csv.replace("K2;lan;REPORT;0", "K2;lan;REPORT;2"), "csv")).json).toMatchObject({ added: 2 });
    const wrapped = JSON.stringify({ total: 1, items: [{ Mã: "K3", Người: "lan", Việc: "REPORT", Số: 1, Giao: house.today, Hạn: house.today }] });
    expect((await file(wrapped, "json")).json).toMatchObject({ added: 1 });
  });

  it("an answer that was lost is given again under its key; the sandbox checks everything and counts for nobody", async () => {
    const trial = `T-${house.period}`;
    expect((await house.send("POST", "officer", "/work-periods", { body: { id: trial, regulationVersionId: house.staffVersion } })).status).toBe(201);
    const before = await count();
    const sendOnce = () => house.room.app.inject({ method: "POST", url: `/api/v1/work-periods/${trial}/tasks`, headers: { authorization: "Bearer igate", "idempotency-key": "b7a1c9de-0001" }, payload: { source: "igate", tasks: [task("T1")] } });
    const [first, again] = [await sendOnce(), await sendOnce()];
    expect([first.statusCode, again.json<{ importId: string }>().importId]).toEqual([200, first.json<{ importId: string }>().importId]);
    expect(await count()).toBe(before + 1);
    expect(wrongFields(await house.send("POST", "igate", `/work-periods/${trial}/tasks`, { body: { source: "igate", tasks: [task("T2", { quantity: "0" })] } }))).toEqual(["/tasks/0/quantity"]);
    const year = await house.send("GET", "lan", `/people/${house.person("lan")}/work-results?year=${house.period.slice(0, 4)}`);
    expect(year.json["periods"]).toEqual([]);
    await house.superuser.query("delete from congtam.work_item where period = $1", [trial]);
  });

  it("nothing lands in a closed period, also not in bulk; somebody in two units is named by row", async () => {
    await house.add("split", [], [{ unit: "PHONG" }, { unit: "KHAC" }]);
    const wrong = await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("Z", { personId: house.person("split") })] } });
    expect([wrong.status, JSON.stringify(wrong.json)]).toEqual([422, expect.stringContaining("hai đơn vị")]);
    await house.send("POST", "officer", at("/actions"), { body: { kind: "close" }, seen: "0" });
    expect((await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("Z")] } })).status).toBe(409);
    const stream = await house.room.app.inject({ method: "PATCH", url: `/api/v1${at("/task-streams/vanban")}`, headers: { authorization: "Bearer igate", "content-type": "application/x-ndjson" }, payload: JSON.stringify(task("Z")) });
    expect(stream.statusCode).toBe(409);
    await house.send("POST", "officer", at("/actions"), { body: { kind: "reopen", reason: "Bổ sung việc gửi chậm." }, seen: "1" });
    await house.superuser.query("update congtam.post set valid_to = valid_from + 1 where person_id = $1", [house.person("split")]);
  });

  it("a file is read before it is brought in: its columns, its first rows, what was kept of them", async () => {
    const csv = `Mã việc;Hạn\nX1;${house.today}\nX2;${house.today}\n`;
    const body = { unitId: house.unit("PHONG"), source: "xem-thu", format: "csv", content: Buffer.from(csv).toString("base64") };
    const read = await house.send("POST", "keeper", at("/import-previews"), { body });
    expect(read.json).toEqual({ rows: 2, columns: ["Mã việc", "Hạn"], sample: [["X1", house.today], ["X2", house.today]], mapping: null });
    expect((await house.send("POST", "lan", at("/import-previews"), { body })).status).toBe(403);
  });

  it("a stream of 100,000 rows with 3 bad ones: nothing is taken, and the three are named by row", async () => {
    const before = await count();
    const bad: Readonly<Record<number, object>> = { 17: { quantity: "0" }, 50_000: { personId: "nobody" }, 99_999: { due: "2020-01-01" } };
    const lines = Array.from({ length: 100_000 }, (_, i) => JSON.stringify(task(`S${String(i)}`, bad[i + 1] ?? {})));
    const answer = await house.room.app.inject({ method: "PATCH", url: `/api/v1${at("/task-streams/vanban")}`, headers: { authorization: "Bearer igate", "content-type": "application/x-ndjson" }, payload: lines.join("\n") });
    expect([answer.statusCode, answer.json<{ errors: { pointer: string }[] }>().errors.map((one) => one.pointer)]).toEqual([422, ["/tasks/16/quantity", "/tasks/49999/personId", "/tasks/99998/due"]]);
    expect(await count()).toBe(before);
  }, 60_000);

  it("nobody's own acceptance counts: only the direct superior's, who is named", async () => {
    const accepted = { done: "1", doneOn: house.today, accepted: "1" };
    const own = await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("D", { ...accepted, acceptedBy: house.person("lan") })] } });
    expect(wrongFields(own)).toEqual(["/tasks/0/accepted"]);
    expect((await house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("D", { ...accepted, acceptedBy: house.person("head") })] } })).status).toBe(200);
    // What came late says how often it was, were it none (14.2.c).
    const since = `${house.today.slice(0, 8)}01`;
    const late = (more: object) => house.send("POST", "igate", at("/tasks"), { body: { source: "igate", tasks: [task("G", { assignedOn: since, due: since, ...accepted, acceptedBy: house.person("head"), ...more })] } });
    expect(wrongFields(await late({}))).toEqual(since < house.today ? ["/tasks/0/delays"] : []);
    expect((await late({ delays: 0 })).status).toBe(200);
  });

  it("an export is imported by a mapping that is kept for the next time", async () => {
    const csv = `Mã,Người,Việc,Số lượng,Giao,Hạn\nX1,${house.person("minh")},REPORT,"1,5",${house.today},${house.today}\n`;
    const body = { unitId: house.unit("PHONG"), source: "igate-csv", format: "csv", content: Buffer.from(csv).toString("base64") };
    expect(wrongFields(await house.send("POST", "keeper", at("/imports"), { body }))).toEqual(["/mapping"]);
    const mapping = { columns: { id: "Mã", personId: "Người", product: "Việc", quantity: "Số lượng", assignedOn: "Giao", due: "Hạn" } };
    expect((await house.send("POST", "keeper", at("/imports"), { body: { ...body, mapping } })).json).toMatchObject({ added: 1 });
    expect((await house.send("POST", "keeper", at("/imports"), { body })).json).toMatchObject({ added: 0, unchanged: 1 });
    expect((await house.send("POST", "lan", at("/imports"), { body })).status).toBe(403);
  });

  it("an export may name people as they are called, where only one of the unit is called so", async () => {
    const mapping = { columns: { id: "Mã", personId: "Người", product: "Việc", quantity: "Số", assignedOn: "Giao", due: "Hạn" } };
    const file = (who: string) => ({ unitId: house.unit("PHONG"), source: "vanban-csv", format: "csv", mapping, content: Buffer.from(`Mã,Người,Việc,Số,Giao,Hạn\nN1,${who},REPORT,1,${house.today},${house.today}\n`).toString("base64") });
    expect((await house.send("POST", "keeper", at("/imports"), { body: file(" MINH ") })).json).toMatchObject({ added: 1 });
    const { rows } = await house.superuser.query<{ person: string }>("select person from congtam.work_item where source = 'vanban-csv'");
    expect(rows).toEqual([{ person: house.person("minh") }]);
    expect(wrongFields(await house.send("POST", "keeper", at("/imports"), { body: file("tu") }))).toEqual(["/tasks/0/personId"]);
    await house.superuser.query("update congtam.person set name = 'Minh' where id = $1", [house.person("hoa")]);
    const both = await house.send("POST", "keeper", at("/imports"), { body: file("minh") });
    expect([wrongFields(both), JSON.stringify(both.json).includes("nhiều người cùng tên")]).toEqual([["/tasks/0/personId"], true]);
  });
});
