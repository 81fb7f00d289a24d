import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClamd } from "../../../tests/server/clamd.ts";
import { wrongFields } from "../../../tests/server/campaign-house.ts";
import { type Item, openWorkHouse, type WorkHouse } from "../../../tests/server/work-house.ts";
import { workScanning } from "./index.ts";

/** Article 18: the officer records what is done with the output attached. */

let house: WorkHouse;
beforeAll(async () => {
  house = await openWorkHouse();
}, 60_000);
afterAll(() => house.closeAll());

const at = (rest: string): string => `/work-periods/${house.period}${rest}`;
const PDF = Buffer.from("%PDF-1.4\n%%EOF");
const attach = (as: string, { id }: Pick<Item, "id">, name = "Báo cáo tháng.pdf", bytes: Buffer = PDF) => house.send("POST", as, at(`/items/${id}/files`), { body: { name, content: bytes.toString("base64") } });
/** Only its status: what is given is no JSON. */
const taken = async (as: string, { id }: Pick<Item, "id">, number = 1): Promise<number> => (await house.room.app.inject({ method: "GET", url: `/api/v1${at(`/items/${id}/files/${String(number)}`)}`, headers: { authorization: `Bearer ${as}` } })).statusCode;
const filesOf = async (as: string, of: string, { id }: Pick<Item, "id">): Promise<unknown> => ((await house.send("GET", as, at(`/people/${house.person(of)}/work`))).json["items"] as Item[]).find((one) => one.id === id)?.["files"];

let item: Item;
describe("an output attached to a piece of work", () => {
  it("stands with the piece for who did it and for the head who accepts it, without any reference in words", async () => {
    item = await house.assign("lan", "report", "2");
    const brought = await attach("lan", item, String.raw`C:\Tài liệu\Báo cáo tháng.docx`);
    const sha256 = createHash("sha256").update(PDF).digest("hex");
    expect([brought.status, brought.json]).toEqual([201, { number: 1, name: "Báo cáo tháng.pdf", size: PDF.length, sha256, at: expect.any(String) as unknown, scan: "unscanned" }]);
    const recorded = await house.send("POST", "lan", at("/records"), { body: { records: [{ itemId: item.id, version: item.version, done: "2", doneOn: house.today }] } });
    expect((recorded.json["items"] as Item[])[0]).toMatchObject({ state: "done", reference: null, files: [{ number: 1, name: "Báo cáo tháng.pdf" }] });
    const waiting = (await house.send("GET", "head", at(`/units/${house.unit("PHONG")}/board`))).json["waiting"] as Item[];
    expect(waiting.find((one) => one.id === item.id)).toMatchObject({ files: [{ number: 1, sha256 }] });
    expect(await filesOf("head", "lan", item)).toEqual([brought.json]);
    expect(house.room.recorded.filter((one) => one.action === "personnel.work-file")).toEqual([expect.objectContaining({ subject: `work-period:${house.period}`, data: expect.objectContaining({ item: Number(item.id), number: 1, sha256, by: house.person("lan") }) as unknown })]);
  });

  it("is read by the person, the line and personnel officers, each reading of somebody else's kept; to others it is not there", async () => {
    const mayRead = ["lan", "head", "director", "keeper", "officer"];
    for (const as of mayRead) expect({ as, status: await taken(as, item) }).toEqual({ as, status: 200 });
    for (const as of ["minh", "deputy", "otherhead", "otherkeeper", "auditor"]) expect({ as, status: await taken(as, item) }).toEqual({ as, status: 404 });
    expect(await taken("lan", item, 2)).toBe(404);
    const { rows } = await house.superuser.query<{ person: string }>("select person from congtam.read_entry where of_person = $1 and operation = 'personnel.workFile'", [house.person("lan")]);
    expect(rows.map((one) => one.person).toSorted()).toEqual(mayRead.slice(1).map(house.person).toSorted());
  });

  it("is brought by nobody but who does the work", async () => {
    expect((await attach("head", item)).status).toBe(403);
    expect((await attach("minh", item)).status).toBe(404);
    expect((await attach("lan", { id: "999999" })).status).toBe(404);
  });

  it("is a PDF, a picture, a Word or an Excel file, whatever it is called, and one of at most five", async () => {
    const wrong = await attach("lan", item, "Báo cáo.pdf", Buffer.from("<script>alert(1)</script>"));
    expect([wrong.status, wrongFields(wrong)]).toEqual([422, ["/content"]]);
    for (const number of [2, 3, 4, 5]) expect((await attach("lan", item)).json["number"]).toBe(number);
    const more = await attach("lan", item);
    expect([more.status, String(more.json["detail"])]).toEqual([409, expect.stringContaining("đã có 5 tệp")]);
  });

  it("with a scanner goes to nobody before it was found clean, and never when it was not", async () => {
    const seen = async () => [await taken("head", item), (await filesOf("head", "lan", item) as { scan: string }[])[0]?.scan];
    let says = "stream: Eicar-Test-Signature FOUND";
    const clamd = await openClamd(() => says);
    const scan = () => workScanning.tasksOn(house.database, clamd.place)["personnel.scan"]?.({ period: house.period, item: Number(item.id), number: 1 }, { isLast: false });
    await scan();
    expect(await seen()).toEqual([409, "infected"]);
    says = "stream: OK";
    await scan();
    expect(await seen()).toEqual([200, "clean"]);
    clamd.close();
  });

  it("is not added to work that was accepted or handed back, nor to a confirmed form or a closed period", async () => {
    const refused = async (one: Item, of = "lan") => {
      const { status, json } = await attach(of, one);
      return [status, json["detail"]];
    };
    const back = await house.assign("lan", "letter", "1");
    await house.send("POST", "lan", at(`/items/${back.id}/actions`), { body: { kind: "hand-back", reason: "Trùng lịch đi học." }, seen: back.version });
    expect(await refused(back)).toEqual([409, expect.stringContaining("đã báo không làm được")]);
    await house.accept("head", { ...item, version: String(Number(item.version) + 1) }, "2");
    expect(await refused(item)).toEqual([409, expect.stringContaining("đã nghiệm thu")]);
    await house.handIn("lan");
    expect((await house.confirm("head", "lan")).json).toMatchObject({ state: "confirmed" });
    expect(await refused(item)).toEqual([409, expect.stringContaining("đã xác nhận")]);
    const other = await house.assign("minh", "letter", "1");
    const version = ((await house.send("GET", "officer", "/work-periods")).json["items"] as { id: string; version: string }[]).find((one) => one.id === house.period)?.version ?? "";
    await house.send("POST", "officer", at("/actions"), { body: { kind: "close" }, seen: version });
    expect(await refused(other, "minh")).toEqual([409, expect.stringContaining("đã khóa")]);
    expect(await taken("head", item)).toBe(200);
  });

  it("goes with the records of its year, and not before", async () => {
    const year = Number(house.period.slice(0, 4));
    await house.superuser.query("insert into congtam.rating_year (year, number, regulation_version, retention_years, holidays, at, by) values ($1, 1, $2, 5, '[]', now(), 'test')", [year, house.staffVersion]);
    const { rows } = await house.superuser.query<{ counts: Record<string, number> }>("select congtam.forget_rating_year($1, make_timestamptz($1 + 6, 2, 1, 0, 0, 0)) as counts", [year]);
    expect(rows[0]?.counts).toMatchObject({ outputs: 5 });
    expect((await house.superuser.query("select 1 from congtam.work_file union all select 1 from congtam.work_scan")).rowCount).toBe(0);
  });
});
